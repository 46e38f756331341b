"""What follows a colon or a dash, made readable for YAML: as typed if it is a value, reported and hidden if YAML claims a character of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from typing import NamedTuple

from drafter.patterns import lazy
from drafter.yamlfile.shapes import DEPTH_LIMIT, as_typed, bad_escape, bracket_end, quote_end
from drafter.yamlfile.sheet import FOLD, Sheet, mask

BLANKS = " \t\u3000\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
"""What looks like a space; YAML knows only the first as indentation."""
_BLOCK = lazy(r"(?P<style>[|>])(?:[+-]?[1-9]?|[1-9][+-])[ \t]*(?:$|(?<=[ \t])#.*)")
_WIDE_BLOCK = lazy(r"[｜＞][ \t]*$")
_BARE_ASTERISKS = lazy(r"\*+(?:[^\W\dA-Za-z_]|%|％){0,4}[ \t]*(?:$|(?<=[ \t])# )")
_OWN_SYNTAX = ("{{", "{%", "[[")
_CLAIMED = lazy(r"[@`%&*!|>#\]},]|[-?:](?:[ \t]|$)")
_LINKING = "&*!"
_PLACEHOLDER = lazy(r"[-?:]+$")
_SPACED_COLON = lazy(r":(?:[ \t]+|$)")
_TRAILING = lazy(r"[ \t]*(?:$|(?<=[ \t])#(?:[ \t]|$))", re.MULTILINE)
_HASH = lazy("[#＃]")
_INNER_COLON = lazy(r":(?=[ \t]|$)")
_STRAIGHT_PAIR = lazy(r"([\"'])(.*?)\1")
_LOOKAHEAD = 500
"""How many lines a quotation or a bracket may stay open."""


class State(Enum):
    """How far a value has come at the end of its line."""

    EMPTY = "nothing typed yet"
    OPEN = "a text that the next lines may go on with"
    CLOSED = "complete"


class Reading(NamedTuple):
    """What :func:`read_value` found."""

    state: State
    line: int
    """The last line that belongs to the value."""


def is_blank(text: str) -> bool:
    """Whether a line shows nothing."""
    return not text.strip(BLANKS + FOLD)


def spaces(text: str) -> int:
    """How many half-width spaces *text* begins with."""
    return len(text) - len(text.lstrip(" "))


def indent(sheet: Sheet, line: int, columns: Sequence[int] = ()) -> int:
    """The indentation, in half-width spaces, of a line that begins with other blanks too; those are reported and replaced.

    A tab or a full-width space counts as two, unless the line then stands at none of the *columns* that are open.
    """
    text = sheet.lines[line]
    width = len(text) - len(text.lstrip(BLANKS))
    lead = text[:width]
    plain = " " * _nearest(width + lead.count("\t") + lead.count("\u3000"), width, columns)
    code, what = ("Y020", "制表符（Tab）") if "\t" in lead else ("Y021", "全角空格或不间断空格")
    sheet.error(
        code, sheet.span(line, 0, width), f"行首的缩进是{what}，不是半角空格", f"请写成：{plain}{text[width:].rstrip()}"
    )
    sheet.splice(line, 0, width, plain)
    return len(plain)


def _nearest(looks: int, typed: int, columns: Sequence[int]) -> int:
    if not columns or looks in columns:
        return looks
    return typed if typed in columns else columns[-1] or looks


def read_value(sheet: Sheet, line: int, at: int, owner: int) -> Reading:
    """Read the value at column *at*, whose key or dash stands at column *owner*, to its last line as far as YAML's own marks tell."""
    at = _start(sheet, line, at)
    text = sheet.lines[line][at:]
    if not text or _is_comment(sheet, line, at):
        return Reading(State.EMPTY, line)
    block = _BLOCK.match(text) or _wide_block(sheet, line, at)
    if block:
        return _block(sheet, line, owner, fold=block[0][0] in ">＞")
    if text[0] in "\"'":
        return _quoted(sheet, line, at, owner)
    if text.startswith(_OWN_SYNTAX):
        sheet.hide(line, at)
    elif text[0] in "[{":
        return _bracketed(sheet, line, at, owner)
    elif _BARE_ASTERISKS.match(text):
        sheet.hide(line, at, len(text) - len(text.lstrip("*")))
    elif _CLAIMED.match(text):
        _report_claimed(sheet, line, at)
        return _as_text(sheet, line, at)
    return Reading(read_plain(sheet, line, at), line)


def _as_text(sheet: Sheet, line: int, at: int) -> Reading:
    """Take a value that was just reported for what was typed; what else YAML would mind needs no second report."""
    sheet.hide(line, at)
    findings = sheet.mark()
    state = read_plain(sheet, line, at)
    sheet.forget(findings)
    return Reading(state, line)


def _start(sheet: Sheet, line: int, at: int) -> int:
    text = sheet.lines[line]
    start = len(text) - len(text[at:].lstrip(" \t"))
    if "\t" in text[at:start] and start < len(text):
        sheet.error(
            "Y020",
            sheet.span(line, at, start),
            "这里是制表符（Tab），不是半角空格",
            f"请写成：{text[:at].rstrip()} {text[start:].rstrip()}",
        )
        sheet.splice(line, at, start - at, " " * (start - at))
    return start


def _is_comment(sheet: Sheet, line: int, at: int) -> bool:
    text = sheet.lines[line]
    if text[at] not in "#＃":
        return False
    if text[at] == "#" and text[at + 1 : at + 2] in ("", " ", "\t"):
        return True
    remark = text[at + 1 :].strip()
    code, what = ("Y044", "# 后面没有空格，分不清是注释还是值") if text[at] == "#" else ("Y045", "注释要用半角的 #")
    sheet.error(
        code,
        sheet.span(line, at),
        what,
        f"是注释请写成：{text[:at].rstrip()}  # {remark}；是值请写成：{text[:at].rstrip()} '#{remark}'",
    )
    sheet.lines[line] = text[:at]
    return True


def _wide_block(sheet: Sheet, line: int, at: int) -> re.Match[str] | None:
    found = _WIDE_BLOCK.match(sheet.lines[line], at)
    if found:
        half = "|" if found[0][0] == "｜" else ">"
        sheet.error(
            "Y045",
            sheet.span(line, at, at + 1),
            f"这里的 {found[0][0]} 是全角的",
            f"请写成：{sheet.lines[line][:at]}{half}",
        )
        sheet.splice(line, at, 1, half)
    return found


def _report_claimed(sheet: Sheet, line: int, at: int) -> None:
    text = sheet.lines[line]
    value = text[at:].rstrip()
    if _PLACEHOLDER.match(value):
        hint = f"还不知道请写成：{text[:at].rstrip()} 待补；没有这一项请写成：{text[:at].rstrip()} 不涉及"
    else:
        hint = f"请加单引号，写成：{text[:at].rstrip()} {as_typed(value)}"
    code = "Y050" if value[0] in _LINKING else "Y040"
    sheet.error(code, sheet.span(line, at, at + 1), f"值不能以 {value[0]} 开头，这个符号在 YAML 里另有用处", hint)


def read_plain(sheet: Sheet, line: int, at: int) -> State:
    """Check the plain text from column *at* to the line's end for what would cut it."""
    text = sheet.lines[line]
    if "\t" in text[at:].rstrip():
        where = text.index("\t", at)
        sheet.error(
            "Y020",
            sheet.span(line, where, where + 1),
            "值里有制表符（Tab），多半是从表格粘来的",
            "请把它改成顿号或空格",
        )
    sheet.lines[line] = text.replace("\t", " ")
    cut = _comment_start(sheet, line, at)
    _hide_inner_colons(sheet, line, at, cut)
    return State.OPEN if cut is None else State.CLOSED


def _comment_start(sheet: Sheet, line: int, at: int) -> int | None:
    """Where the comment behind the text begins; a ``#`` that is neither clearly one nor clearly text is reported and hidden."""
    for found in _HASH.finditer(sheet.lines[line], at + 1):
        text, where = sheet.lines[line], found.start()
        spaced = text[where - 1] in " \t"
        if found[0] == "＃":
            if spaced:
                return _wide_comment(sheet, line, where)
        elif spaced and text[where + 1 : where + 2] in ("", " ", "\t"):
            return where
        elif text.find("://", max(at, text.rfind(" ", at, where)), where) < 0:
            _report_hash(sheet, line, at, where)
            sheet.lines[line] = text[:where] + text[where:].replace("#", mask("#"))
            return None
    return None


def _wide_comment(sheet: Sheet, line: int, where: int) -> int:
    text = sheet.lines[line]
    sheet.error(
        "Y045",
        sheet.span(line, where),
        "注释要用半角的 #",
        f"请写成：{text[:where].rstrip()}  # {text[where + 1 :].strip()}",
    )
    sheet.lines[line] = text[:where].rstrip()
    return where


def _report_hash(sheet: Sheet, line: int, at: int, where: int) -> None:
    text = sheet.lines[line]
    what = "# 前后没有都空一格，分不清是注释还是值的一部分"
    before, value = text[:at], text[at:].strip()
    remark = f"{text[:where].rstrip()}  # {text[where + 1 :].strip()}"
    sheet.error(
        "Y044",
        sheet.span(line, where, where + 1),
        what,
        f"是注释请写成：{remark}；是值请写成：{before}{as_typed(value)}",
    )


def _hide_inner_colons(sheet: Sheet, line: int, at: int, cut: int | None) -> None:
    end = len(sheet.lines[line].rstrip()) if cut is None else cut
    text = sheet.lines[line]
    first = _INNER_COLON.search(text, at, end)
    if first is None:
        return
    meant = text[:at] + _SPACED_COLON.sub("：", text[at:end].rstrip())
    where = sheet.span(line, first.start(), first.end())
    sheet.error("Y032", where, "值里又有一个带空格的半角冒号，会被当成另一条", f"请写成：{meant}")
    sheet.lines[line] = text[:at] + _INNER_COLON.sub(mask(":"), text[at:end]) + text[end:]


def _block(sheet: Sheet, line: int, owner: int, *, fold: bool) -> Reading:
    last, width = line, 0
    for at in range(line + 1, len(sheet.lines)):
        text = sheet.lines[at]
        if is_blank(text):
            sheet.blank(at)
            continue
        depth = spaces(text)
        if depth <= owner and text[depth] in BLANKS:
            depth = indent(sheet, at)
        if depth <= owner:
            break
        if depth < width:
            _report_shallow(sheet, at, depth, width)
        width = width or depth
        if fold and last > line:
            sheet.lines[last] += FOLD
        last = at
    return Reading(State.CLOSED, last)


def _report_shallow(sheet: Sheet, line: int, depth: int, width: int) -> None:
    text = sheet.lines[line].strip()
    sheet.error(
        "Y022",
        sheet.span(line, 0, depth),
        "这一行比这段文字的第一行缩进得少",
        f"请与第一行对齐，写成：{' ' * width}{text}",
    )
    sheet.splice(line, 0, depth, " " * width)


def _deeper_lines(sheet: Sheet, line: int, owner: int) -> int:
    """The last line below *line* that is blank or indented deeper than *owner*."""
    last = line
    while last + 1 < len(sheet.lines) and last - line < _LOOKAHEAD:
        text = sheet.lines[last + 1]
        if not is_blank(text) and spaces(text) <= owner:
            break
        last += 1
    return last


def _quoted(sheet: Sheet, line: int, at: int, owner: int) -> Reading:
    mark = sheet.lines[line][at]
    last = line
    end = quote_end(sheet.lines[line], at)
    if end is None:
        for last in range(line + 1, _deeper_lines(sheet, line, owner) + 1):
            inner = quote_end(mark + sheet.lines[last], 0)
            if inner:
                end = inner - 1
                break
    if end is None or not _TRAILING.match(sheet.lines[last], end):
        return _unquoted(sheet, line, at, closed=end is not None)
    for number in range(line, last + 1):
        from_, to = (at if number == line else 0), (end if number == last else None)
        if mark == '"':
            _hide_bad_escapes(sheet, number, from_, to)
        if number < last and not sheet.lines[number].endswith("\\") and not is_blank(sheet.lines[number]):
            sheet.lines[number] = sheet.lines[number].rstrip(" \t") + FOLD
    return Reading(State.CLOSED, last)


def _unquoted(sheet: Sheet, line: int, at: int, *, closed: bool) -> Reading:
    text = sheet.lines[line]
    mark = text[at]
    if closed:
        what, hint = f"引号 {mark} 后面还有字", "请改用中文引号，写成："
        meant = _STRAIGHT_PAIR.sub(r"“\2”", text[at:].rstrip())
    else:
        what, hint = f"引号 {mark} 没有另一半", f"请补上另一半 {mark}；用不着引号就写成："
        meant = text[at + 1 :].rstrip()
    sheet.error("Y041", sheet.span(line, at), what, f"{hint}{text[:at]}{as_typed(meant)}")
    return _as_text(sheet, line, at)


def _hide_bad_escapes(sheet: Sheet, line: int, start: int, end: int | None) -> None:
    piece = sheet.lines[line][start:end]
    bad = bad_escape(piece) if "\\" in piece else None
    if bad is None:
        return
    where = start + piece.index(bad)
    sheet.error(
        "Y042",
        sheet.span(line, where, where + 2),
        f"半角双引号里的 {bad} 在 YAML 里没有意义",
        "请把外面的双引号改成单引号",
    )
    sheet.splice(line, start, len(piece), piece.replace("\\", mask("\\")))


def _bracketed(sheet: Sheet, line: int, at: int, owner: int) -> Reading:
    last = _deeper_lines(sheet, line, owner)
    piece = "\n".join([sheet.lines[line][at:], *sheet.lines[line + 1 : last + 1]])
    bracket = bracket_end(piece, 0)
    if bracket.end is not None and _TRAILING.match(piece, bracket.end):
        return Reading(State.CLOSED, line + piece.count("\n", 0, bracket.end))
    text = sheet.lines[line]
    if bracket.depth > DEPTH_LIMIT:
        sheet.error("Y004", sheet.span(line, at), f"括号套了{DEPTH_LIMIT}层以上", "请改成一行一条")
    else:
        what = f"括号 {text[at]} 没有另一半" if bracket.end is None else f"括号 {text[at]} 合上以后还有字"
        sheet.error(
            "Y043",
            sheet.span(line, at),
            what,
            f"请改用中文括号，或在整个值外面加单引号，写成：{text[:at]}{as_typed(text[at:])}",
        )
    return _as_text(sheet, line, at)
