"""Bytes to text: encodings that a Windows office produces, and characters that no document can carry."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.diagnostics import Problems, Span
from drafter.patterns import lazy

SIZE_LIMIT = 2 * 1024 * 1024
"""The largest text file that is read, in bytes."""
SOFT_BREAK = "\v"
"""What a line break that is no line end (Word's Shift+Enter, U+2028 …) is until the reader decides."""
_REPORTED = 50
"""How many characters of one file are reported one by one."""

_CONTAINERS = {
    b"PK\x03\x04": "Word 或 Excel 文件",
    b"\xd0\xcf\x11\xe0": "旧版 Word、Excel 或 WPS 文件",
    b"%PDF": "PDF 文件",
    b"{\\rtf": "RTF 文件",
}
_BOMS = {b"\xef\xbb\xbf": "utf-8", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
_SOFT = "\v\f\x85\u2028\u2029"
_ZERO_WIDTH = "\xad\u200b-\u200f\u2060"
_BIDI = "\u202a-\u202e\u2066-\u2069"
# marks.py refuses planes 15 and 16 for the same reason; the two packages are siblings and can not share the range.
_RESERVED = "\U000f0000-\U0010ffff"
_NONCHARACTER = "\ufdd0-\ufdef\ufffe\uffff" + "".join(
    chr((plane << 16) + 0xFFFE) + chr((plane << 16) + 0xFFFF) for plane in range(1, 15)
)
_TROUBLE = lazy(
    f"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffd{_SOFT}{_ZERO_WIDTH}{_BIDI}{_RESERVED}{_NONCHARACTER}]"
)
_DELETE = "请删去这个字符，重新键入这一处"


class _Rule(NamedTuple):
    characters: str
    """The pattern of one of them, compiled when a file holds any."""
    code: str
    message: str
    hint: str
    replacement: str
    error: bool


_RULES = (
    _Rule(
        f"[{_SOFT}]",
        "Y017",
        "这里有一个从别处粘来的换行符 {}，按换行处读",
        "不用改；要分段请另起一行",
        SOFT_BREAK,
        False,
    ),
    _Rule(
        f"[{_ZERO_WIDTH}]",
        "Y018",
        "这里有一个看不见的字符 {}，已略去",
        "不用改；要去掉提示，请删去后重新键入这一处",
        "",
        False,
    ),
    _Rule(
        "\ufeff",
        "Y016",
        "文件中间有一个看不见的字节序标记 {}",
        "多半是两个文件拼在一起留下的，" + _DELETE,
        "",
        True,
    ),
    _Rule(
        "\ufffd",
        "Y011",
        "这里有读不出的字节，原来的字已经损坏",
        "请重新键入这一处，并把文件另存为 UTF-8",
        "\ufffd",
        True,
    ),
    _Rule(f"[{_BIDI}]", "Y014", "这里有改变文字方向的字符 {}，显示的和读到的会不一样", _DELETE, "\ufffd", True),
    _Rule(
        f"[{_RESERVED}]",
        "Y015",
        "这里有私用区字符 {}，别的电脑上显示不出来",
        "请换成通用的字",
        "\ufffd",
        True,
    ),
    _Rule(".", "Y013", "这里有不能用在文稿里的控制字符 {}", _DELETE, "\ufffd", True),
)


def read_text(data: bytes, shown: str, problems: Problems) -> str | None:
    """The text of a file, its line ends LF and its pasted soft breaks a space.

    UTF-8 (with or without BOM), UTF-16 and GB18030 are read, the last with a notice.  Characters that no document can carry are
    reported where they stand and do not come through: U+FFFD takes their place.  ``None``, with an error, if this is no text at all or larger
    than :data:`SIZE_LIMIT`.
    """
    text = clean_text(data, shown, problems)
    return None if text is None else text.replace(SOFT_BREAK, " ")


def clean_text(data: bytes, shown: str, problems: Problems) -> str | None:
    """Like :func:`read_text`, but every pasted soft break is a :data:`SOFT_BREAK`."""
    place = Span(shown, 1)
    if len(data) > SIZE_LIMIT:
        problems.error("Y002", place, "文件超过 2 MB，不像是手写的文件", "请检查是否选错了文件，或者分成几个文件")
        return None
    for start, what in _CONTAINERS.items():
        if data.startswith(start):
            problems.error("Y012", place, f"这是{what}，不是纯文本", "请用记事本新建文本文件，把内容粘进去再保存")
            return None
    text = _decoded(data, place, problems).replace("\r\n", "\n").replace("\r", "\n")
    if _is_clean(text) or not _TROUBLE.search(text):
        return text
    if len(_TROUBLE.findall(text)) > max(_REPORTED, len(text) // 20):
        problems.error(
            "Y012", place, "这不是文本文件，或者编码认不出来", "请用记事本打开原来的文件，另存为 UTF-8 编码的文本"
        )
        return None
    return _without_trouble(text, shown, problems)


class Stored(NamedTuple):
    """A text file as it is stored."""

    text: str
    """Every character, line ends too."""
    mark: bytes
    """The byte-order mark; empty if there is none."""
    encoding: str

    def data(self, text: str) -> bytes:
        """The bytes of *text* stored in the same way.

        Raises:
            UnicodeEncodeError: the encoding has no such character.
        """
        return self.mark + text.encode(self.encoding)


def stored_text(data: bytes) -> Stored | None:
    """How :func:`read_text` takes *data*, nothing cleaned; ``None`` if the same bytes would not come back."""
    mark = next((one for one in _BOMS if data.startswith(one)), b"")
    zeros = not mark and data[:4096].count(0) > len(data[:4096]) // 5
    guesses = (_BOMS[mark],) if mark else (_utf16(data[:4096]),) if zeros else ("utf-8", "gb18030")
    for encoding in guesses:
        try:
            stored = Stored(data[len(mark) :].decode(encoding), mark, encoding)
        except UnicodeDecodeError:
            continue
        return stored if stored.data(stored.text) == data else None
    return None


def _is_clean(text: str) -> bool:
    """Whether *text* is seen at a glance to hold no trouble: all of it but U+FFFD is unprintable, as line ends and wide spaces are too."""
    return "\ufffd" not in text and text.replace("\n", "").replace("\u3000", "").isprintable()


def _decoded(data: bytes, place: Span, problems: Problems) -> str:
    for mark, encoding in _BOMS.items():
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if data[:4096].count(0) > len(data[:4096]) // 5:
        return data.decode(_utf16(data[:4096]), "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _damaged_or_gbk(data, place, problems)


def _utf16(sample: bytes) -> str:
    """UTF-16 without a BOM has its zero bytes on one side only; anything else stays UTF-8, so that the zeros are reported."""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if even and odd:
        return "utf-8"
    return "utf-16-le" if odd else "utf-16-be"


def _damaged_or_gbk(data: bytes, place: Span, problems: Problems) -> str:
    """GB18030 reads almost any bytes, so a UTF-8 file with a few broken ones must not be taken for it."""
    damaged = data.decode("utf-8", "replace")
    broken = damaged.count("\ufffd")
    whole = sum(1 for c in damaged if c >= "\u0800") - broken
    if whole > 2 * broken:
        return damaged
    try:
        text = data.decode("gb18030")
    except UnicodeDecodeError:
        return damaged if whole > broken else data.decode("gb18030", "replace")
    foreign = sum("\u0370" <= c <= "\u04ff" or "\u3040" <= c <= "\u30ff" for c in text)
    if foreign * 8 > sum(c > "\x7f" for c in text):
        # Big5 read as GBK gives kana and Greek all over: mojibake is worse than nothing.
        problems.error("Y012", place, "文件的编码认不出来，可能是繁体的 Big5", "用记事本打开，另存为 UTF-8 编码")
        return ""
    problems.info("Y010", place, "文件是 GBK 编码，已按 GBK 读入", "建议在记事本里“另存为”，编码选 UTF-8")
    return text


class _Hit(NamedTuple):
    line: int
    column: int
    character: str
    rule: _Rule


def _without_trouble(text: str, shown: str, problems: Problems) -> str:
    hits: list[_Hit] = []
    lines = []
    for number, line in enumerate(text.split("\n"), 1):
        lines.append(_cleaned_line(number, line, hits) if _TROUBLE.search(line) else line)
    for hit in hits[:_REPORTED]:
        place = Span(shown, hit.line, hit.column, hit.column + len(hit.rule.replacement), _shown(lines[hit.line - 1]))
        report = problems.error if hit.rule.error else problems.info
        report(hit.rule.code, place, hit.rule.message.format(f"U+{ord(hit.character):04X}"), hit.rule.hint)
    if len(hits) > _REPORTED:
        _report_rest(hits, shown, problems)
    return "\n".join(lines)


def _cleaned_line(number: int, line: str, hits: list[_Hit]) -> str:
    kept: list[str] = []
    column, end = 1, 0
    for found in _TROUBLE.finditer(line):
        rule = next(r for r in _RULES if re.match(r.characters, found[0]))
        column += found.start() - end
        hits.append(_Hit(number, column, found[0], rule))
        kept += (line[end : found.start()], rule.replacement)
        column += len(rule.replacement)
        end = found.end()
    return "".join(kept) + line[end:]


def _shown(line: str) -> str:
    return line.replace(SOFT_BREAK, " ")


def _report_rest(hits: list[_Hit], shown: str, problems: Problems) -> None:
    first = hits[_REPORTED]
    rest = len(hits) - _REPORTED
    grave = any(h.rule.error for h in hits[_REPORTED:])
    report = problems.error if grave else problems.info
    report(
        "Y006",
        Span(shown, first.line, first.column),
        f"从这里起还有{rest}个这样的字符，不再一一列出",
        "请检查这个文件是不是纯文本",
    )
