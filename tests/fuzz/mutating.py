"""Inputs made from good ones: pieces cut, doubled, swapped, and strewn with what each format's reader trips over."""

from __future__ import annotations

import copy
import io
import random
import zipfile

from lxml import etree

STREWN = [
    ": ", ":", "：", "- ", "-", "#", " # ", "'", '"', "[", "]", "{", "}", "[[", "]]", "{{ ", " }}", "{% ", " %}", "{#", "#}", "|", "｜", "\\", "\\[[",
    "*", "**", "_", "`", "```", "## ", "# ", "> ", "| a | b |\n|---|---|\n", "[^a]", "[a](b)", "![a](x.png)", "<b>", "<!--", "&amp;", "&#0;",
    "\n", "\n\n", "\n  ", "\n- ", "\t", "　", " ", "\r", "\v", "\0", "\x1d", "\ufeff", "\u200b", "\u202e", "\ufffe", "\U000f0000", "\U00100000",
    "{% for a in 队.册 %}", "{% endfor %}", "{% if 队.编 %}", "{% endif %}", "{% 逐条 %}", "{% 条 %}", "{% 完 %}", "{% set x = 队.编 %}",
    "{% macro m() %}", "{% endmacro %}", " | 较上年", " | 占(队.训)", " | 列举", " | 量('人')", " | 万", " | join", " | default('x')", "片段('句')",
    "队.编", "队.册", "文稿.年度", "文稿.附件", "打算.", "核对:", "自拟:", "改写.", "含.", "其中.", "上年", "待补", "不涉及", "没.有", "条数()",
    "12名", "超500次", "84.38%", "8金19银", "3:2", "1.5亿元", "第3", "2025-12-26", "0", "-1", "1e9", "9" * 60, "、", "，", "。", "（", "）", "“", "”",
    " + ", " - ", " / ", " * ", " ~ ", " == ", " if ", " else ", "not ", "(", ")", ",", ".", "..", "/", "../", "x" * 300, "一", "教育",
]  # fmt: skip
XML = [
    b"<w:p>", b"</w:p>", b"<w:r>", b"</w:r>", b"<w:tbl>", b"</w:tbl>", b"<w:tr/>", b"<w:tc/>", b"<w:sectPr/>", b"<w:br/>", b'w:val="-1"', b'w:val=""',
    b'w:val="99999999999999999999"', b'w:val="x"', b'w:val="1e9"', b'w:val="NaN"', b"<w:t>1</w:t>", b"&#0;", b"&x;", b"<!DOCTYPE a>", b"<", b">",
    b'<w:numId w:val="7"/>', b'<w:gridSpan w:val="100000"/>', b'<w:vMerge/>', b"<w:drawing/>", b"<w:pPr/>", b"<w:rPr/>", b'<w:sym w:char="F0FF"/>',
    b'<w:fldChar w:fldCharType="begin"/>', b"<w:instrText>PAGE</w:instrText>", b'<w:pStyle w:val="x"/>', b"\xff", b"\0", b"0", b"-", b"9" * 40,
]  # fmt: skip
VALUES = ["", "-1", "0", "99999999999", "x", "1.5", "true", "甲", "9" * 400, "NaN", "center", "rId99", "../x", "1e9"]


def mutated(text: str, chance: random.Random) -> str:
    """*text* after a few changes."""
    for _ in range(chance.choice((1, 1, 1, 2, 3, 5, 9))):
        text = _changed(text, chance)
    return text[:20_000]


def _changed(text: str, chance: random.Random) -> str:
    at = chance.randint(0, len(text))
    end = min(len(text), at + chance.choice((1, 1, 2, 4, 8, 30)))
    match chance.randrange(8):
        case 0:
            return text[:at] + text[end:]
        case 1:
            return text[:end] + text[at:]
        case 2:
            other = chance.randint(0, len(text))
            return text[:at] + text[other : other + chance.choice((2, 8, 40))] + text[at:]
        case 3:
            lines = text.split("\n")
            chance.shuffle(lines)
            return "\n".join(lines)
        case 4:
            return text[:at] + chance.choice(STREWN) * chance.choice((2, 3, 40)) + text[at:]
        case _:
            return text[:at] + chance.choice(STREWN) + text[chance.choice((at, end)) :]


def mutated_bytes(data: bytes, chance: random.Random) -> bytes:
    """*data* with bytes changed."""
    out = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        if out:
            out[chance.randrange(len(out))] = chance.randrange(256)
    return bytes(out)


def mutated_docx(data: bytes, chance: random.Random) -> bytes:
    """The DOCX *data* with one or two of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for name in chance.choices([*names, *["word/document.xml"] * 6], k=chance.choice((1, 1, 2))):
        part = parts.get(name, b"")
        for _ in range(chance.choice((1, 1, 2, 4))):
            part = _changed_xml(part, chance)
        parts[name] = part
    if chance.randrange(12) == 0:
        del parts[chance.choice(list(parts))]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()


def _changed_xml(part: bytes, chance: random.Random) -> bytes:
    """*part* with its tree changed, or now and then its text, so that most are still well-formed."""
    if chance.randrange(6) == 0:
        at = chance.randint(0, len(part))
        return part[:at] + chance.choice(XML) + part[at:]
    try:
        root = etree.fromstring(part)
    except etree.XMLSyntaxError:
        return part
    _change_tree(root, chance)
    return etree.tostring(root)


def _change_tree(root: etree._Element, chance: random.Random) -> None:
    nodes = list(root.iter("*"))
    one, other = chance.choice(nodes), chance.choice(nodes)
    parent = one.getparent()
    match chance.randrange(6):
        case 0 if parent is not None:
            parent.remove(one)
        case 1 if parent is not None:
            parent.insert(0, copy.deepcopy(one))
        case 2:
            other.append(copy.deepcopy(one) if len(one) < 40 else etree.Element(one.tag))
        case 3 if parent is not None and one is not other and other not in list(one.iter("*")):
            other.append(one)
        case 4:
            one.text = chance.choice(["", "甲" * 400, "1", "附件：1.甲", "（一）", "2025年13月45日", "\u200b", " "])
        case _:
            for name in chance.sample(list(one.attrib), k=min(1, len(one.attrib))):
                one.set(name, chance.choice(VALUES))
