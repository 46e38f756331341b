"""The walk over a file's lines that finds what YAML would refuse or misread, reports it, and leaves lines that the parser can read.

Every finding shows the line as it should be typed.  Repairs keep line numbers; the sheet remembers what they do to columns.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import Struct

from drafter.patterns import lazy
from drafter.yamlfile.shapes import (
    DEPTH_LIMIT,
    ENTRY_LIMIT,
    Head,
    Separator,
    entry_as_typed,
    find_head,
    is_name,
    is_prose,
)
from drafter.yamlfile.sheet import FOLD, GLUE, GiveUp, Sheet
from drafter.yamlfile.values import BLANKS, Reading, State, indent, is_blank, read_plain, read_value, spaces

LINE_LIMIT = 20_000
"""The longest line that is read, in characters."""
_ITEM = lazy(r"-(?:[ \t]+|$)")
_BULLET = lazy("(?:-(?=[\u3000\xa0])|-(?![\\s\\d-])|[－•●▪■◆])[ \t\u3000\xa0]*")
_DIRECTIVE = lazy(r"(?:---|\.\.\.)(?:[ \t]|$)|%[A-Z]+ ")
_NAME_AND_VALUE = lazy(r"(\S+)\s+(\S.*)")
_KEY_CLAIMED = lazy(r"[@`%&*!|>,\]\[{}]|\?(?:[ \t]|$)")
_SEPARATORS = {
    Separator.WIDE: ("Y030", "名称后面是全角冒号，要用半角冒号加一个空格"),
    Separator.TIGHT: ("Y031", "半角冒号后面少一个空格"),
}


class _Leaf(Struct, eq=False):
    """The value read last."""

    owner: int = -1
    """The column of its key or dash; -1 before the first entry."""
    state: State = State.EMPTY
    key: str = ""
    """Its key, under which a stray detail belongs; empty for a list item."""
    line: int = -1
    """Its last line."""
    commented: bool = False
    """Comment lines stand behind its last line."""


class _Group(NamedTuple):
    column: int
    is_list: bool


def repair(sheet: Sheet) -> None:
    """Make *sheet* readable, reporting whatever was not.

    Raises:
        GiveUp: groups or lists stand more than 32 deep inside each other, or hardly a line can be read.
    """
    walk = _Walk(sheet)
    line = 0
    while line < len(sheet.lines):
        line = walk.read(line)


class _Walk:
    def __init__(self, sheet: Sheet) -> None:
        self._sheet = sheet
        self._groups: list[_Group] = []
        self._leaf = _Leaf()
        self._lines = 0
        margin = (n for n in range(len(sheet.lines) - 1, -1, -1) if sheet.lines[n][:1].strip(BLANKS + "#"))
        self._last_margin = next(margin, -1)

    def read(self, line: int) -> int:
        """Read what begins on *line*; the next line to read."""
        sheet = self._sheet
        text = sheet.lines[line]
        if is_blank(text):
            sheet.blank(line)
        elif len(text) > LINE_LIMIT:
            self._drop(line, "Y003", f"这一行超过{LINE_LIMIT}字", "请分成几行，或检查是否粘错了内容")
        elif text.lstrip(BLANKS + FOLD)[0] in "#＃":
            self._comment(line)
        elif _DIRECTIVE.match(text):
            self._directive(line)
        else:
            self._structure(line)
            return max(line, self._leaf.line) + 1
        return line + 1

    def _comment(self, line: int) -> None:
        text = self._sheet.lines[line]
        if text.lstrip(BLANKS + FOLD)[0] == "＃":
            at = text.index("＃")
            self._error("Y045", line, at, at + 1, "注释要用半角的 #", f"请写成：{text[:at]}# {text[at + 1 :].strip()}")
        self._sheet.blank(line)
        self._leaf.commented = True

    def _directive(self, line: int) -> None:
        if self._groups or self._sheet.lines[line].rstrip() != "---":
            self._drop(line, "Y051", "这一行在 YAML 里是分隔或指令，一个文件只写一份，用不着", "请删去这一行")
        self._sheet.blank(line)

    def _structure(self, line: int) -> None:
        self._lines += 1
        if self._lines > ENTRY_LIMIT:
            self._error("Y005", line, 0, None, f"文件超过{ENTRY_LIMIT}条", "请分成几个文件，或把表格放进 .csv 文件")
            raise GiveUp
        findings = self._sheet.mark()
        column = spaces(self._sheet.lines[line])
        if self._sheet.lines[line][column] in BLANKS:
            column = indent(self._sheet, line, self._columns(line))
        if column > self._leaf.owner:
            self._deeper(line, column)
        else:
            self._aligned(line, self._settle(line, column, reported=self._sheet.mark() > findings))

    def _columns(self, line: int) -> Sequence[int]:
        """Where the line can stand; anywhere if it begins a group or goes on with a text."""
        if self._leaf.state is State.EMPTY or not find_head(self._sheet.lines[line].lstrip(BLANKS), due=False):
            return ()
        return [group.column for group in self._groups]

    def _deeper(self, line: int, column: int) -> None:
        if self._leaf.state is State.EMPTY:
            self._begin(line, column)
        elif self._leaf.state is State.OPEN:
            self._continue(line, column)
        else:
            self._stranded(line, column)

    def _begin(self, line: int, column: int) -> None:
        """The first line below a key without a value, or of the file."""
        at_root = not self._groups
        if at_root and column and self._has_margin_line(line):
            self._error(
                "Y022", line, 0, column, "第一行行首多了空格", f"请顶格写成：{self._body(line, column).rstrip()}"
            )
            self._sheet.splice(line, 0, column, "")
            column = 0
        body = self._body(line, column)
        head = find_head(body, due=at_root)
        if self._is_list_mark(line, column):
            self._items(line, column)
        elif head and (at_root or head.separator is Separator.PROPER or not is_prose(body[head.value :], "")):
            self._entry(line, column, head)
        elif at_root and body[0] not in "{[":
            self._stray(line, column)
        else:
            self._text(line, column)

    def _text(self, line: int, column: int) -> None:
        reading = read_value(self._sheet, line, column, self._leaf.owner)
        self._leaf = _Leaf(self._leaf.owner, reading.state, self._leaf.key, reading.line)

    def _has_margin_line(self, line: int) -> bool:
        return self._last_margin > line

    def _continue(self, line: int, column: int) -> None:
        """A line below a text, indented deeper than its key."""
        body = self._body(line, column)
        if _ITEM.match(body):
            self._list_below_value(line, column)
            return
        head = find_head(body, due=False)
        if head and self._reads_as_entry(head, body):
            self._below_value(line, column, head)
            return
        before = self._leaf.line
        self._sheet.lines[before] = self._sheet.lines[before].rstrip(" \t") + (GLUE if self._leaf.commented else FOLD)
        self._leaf = _Leaf(self._leaf.owner, read_plain(self._sheet, line, column), self._leaf.key, line)

    def _reads_as_entry(self, head: Head, body: str) -> bool:
        if head.separator is Separator.PROPER:
            return is_name(head.key)
        return not is_prose(body[head.value :], self._sheet.typed[self._leaf.line])

    def _stranded(self, line: int, column: int) -> None:
        """A line below a value that is complete, indented deeper than its key."""
        head = find_head(self._body(line, column), due=False)
        if head:
            self._below_value(line, column, head)
        elif _ITEM.match(self._body(line, column)):
            self._list_below_value(line, column)
        else:
            self._stray(line, column)

    def _list_below_value(self, line: int, column: int) -> None:
        key = self._leaf.key or "键"
        self._drop(
            line,
            "Y023",
            "上面一条已经有值，下面不能再列清单",
            f"请把值和清单合在一处，“{key}:”后面不写值，值也写成一行“- ”",
            column,
        )

    def _below_value(self, line: int, column: int, head: Head) -> None:
        """A detail indented under a fact with a value: read as the dotted entry that it should have been."""
        leaf, body = self._leaf, self._body(line, column)
        value = body[head.value :].strip()
        own = "." in head.key or not leaf.key
        full = head.key if own else f"{leaf.key}.{head.key}"
        code, what = _SEPARATORS.get(head.separator, ("Y023", ""))
        message = what or "上面一条已经有值，缩进在它下面的这一条读不了"
        self._error(code, line, column, None, message, f"请写成：{' ' * leaf.owner}{entry_as_typed(full, value)}")
        if not leaf.key or not is_name(full):
            self._sheet.blank(line)
            return
        colon = column + head.colon
        self._sheet.splice(line, colon, column + head.value - colon, ": ")
        self._sheet.splice(line, 0, column, " " * leaf.owner)
        self._sheet.splice(line, leaf.owner, 0, full[: len(full) - len(head.key)])
        self._entry(line, leaf.owner, Head(full, len(full), len(full) + 2, Separator.PROPER), base=leaf.key)

    def _settle(self, line: int, column: int, *, reported: bool) -> int:
        """Close the groups that end here; the column at which the line stands, moved if it fits none."""
        closed = None
        while self._groups and self._groups[-1].column > column:
            closed = self._groups.pop()
        if closed and (not self._groups or self._groups[-1].column != column):
            self._groups.append(closed)
            body = self._body(line, column)
            if not reported:
                hint = f"请与同组的上一行对齐，写成：{' ' * closed.column}{body.rstrip()}"
                self._error("Y022", line, 0, column, "缩进和上面哪一行都对不齐", hint)
            self._sheet.splice(line, 0, column, " " * closed.column)
            return closed.column
        return self._outdent_detail(line, column, closed)

    def _outdent_detail(self, line: int, column: int, closed: _Group | None) -> int:
        """``文字:`` under the dash of ``- 放在:`` instead of under its key."""
        in_list = self._groups[-1].is_list
        below = self._groups[-2] if len(self._groups) > 1 else None
        if not in_list or self._is_item(line, column) or (below and below.column == column):
            return column
        if not closed or closed.is_list or not find_head(self._body(line, column), due=True):
            return column
        hint = f"请与上一行的名称对齐，写成：{' ' * closed.column}{self._body(line, column).rstrip()}"
        self._error("Y022", line, 0, None, "这一行属于上面那个“- ”，要再缩进一些", hint)
        self._sheet.splice(line, 0, column, " " * closed.column)
        self._groups.append(closed)
        return closed.column

    def _aligned(self, line: int, column: int) -> None:
        """A line that goes on with an open group."""
        item = self._is_item(line, column)
        if self._groups[-1].is_list and not item and len(self._groups) > 1 and self._groups[-2].column == column:
            self._groups.pop()
        if self._groups[-1].is_list:
            self._next_item(line, column)
        elif item:
            self._first_item(line, column)
        elif head := find_head(self._body(line, column), due=True):
            self._entry(line, column, head)
        else:
            self._stray(line, column)

    def _first_item(self, line: int, column: int) -> None:
        """A list may stand at its key's own column."""
        if self._leaf.state is State.EMPTY and self._leaf.owner == column and self._is_list_mark(line, column):
            self._items(line, column)
        else:
            self._drop(
                line,
                "Y036",
                "这里要的是“键: 值”，不是清单里的一行",
                "请删去行首的“-”，或把清单放到一个没有值的键下面",
                column,
            )

    def _next_item(self, line: int, column: int) -> None:
        if not self._is_list_mark(line, column):
            body = self._body(line, column).rstrip()
            self._error("Y036", line, column, None, "清单里的这一行少了开头的“- ”", f"请写成：{' ' * column}- {body}")
            self._sheet.splice(line, column, 0, "- ")
        self._items(line, column)

    def _is_item(self, line: int, column: int) -> bool:
        body = self._body(line, column)
        return bool(_ITEM.match(body) or _BULLET.match(body))

    def _is_list_mark(self, line: int, column: int) -> bool:
        """Whether the line is a list item; a mark that YAML does not know as one is reported and made right."""
        body = self._body(line, column)
        if _ITEM.match(body):
            return True
        wrong = _BULLET.match(body)
        if wrong:
            meant = f"{' ' * column}- {body[wrong.end() :].rstrip()}"
            self._error("Y035", line, column, column + 1, "清单的每一行要以半角“-”加一个空格开头", f"请写成：{meant}")
            self._sheet.splice(line, column, wrong.end(), "- ")
        return wrong is not None

    def _items(self, line: int, column: int) -> None:
        """A list item, and what stands behind its dash."""
        while mark := _ITEM.match(self._body(line, column)):
            self._open(_Group(column, is_list=True))
            self._leaf = _Leaf(column, State.EMPTY, "", line)
            if "\t" in mark[0] and self._body(line, column + mark.end()):
                meant = f"{' ' * column}- {self._body(line, column + mark.end()).rstrip()}"
                self._error(
                    "Y020",
                    line,
                    column + 1,
                    column + mark.end(),
                    "“-”后面是制表符（Tab），不是半角空格",
                    f"请写成：{meant}",
                )
            self._sheet.splice(line, column, mark.end(), "-" + " " * (mark.end() - 1))
            column += mark.end()
        body = self._body(line, column)
        head = find_head(body, due=False) if body else None
        if head and (head.separator is Separator.PROPER or self._goes_on_as_entry(line)):
            self._entry(line, column, head)
        elif body:
            self._text(line, column)

    def _goes_on_as_entry(self, line: int) -> bool:
        """Whether the line below shows that ``- 放在：…`` is meant as an entry and not as a text."""
        below = self._sheet.lines[line + 1] if line + 1 < len(self._sheet.lines) else ""
        depth = spaces(below)
        return depth > self._leaf.owner and find_head(below[depth:], due=False) is not None

    def _entry(self, line: int, column: int, head: Head, base: str = "") -> None:
        self._open(_Group(column, is_list=False))
        start = column + head.colon
        if head.separator is not Separator.PROPER:
            self._mend_separator(line, column, head)
        self._check_key(line, column, head)
        value = start + (1 if head.separator is Separator.PROPER else 2)
        reading = Reading(State.EMPTY, line)
        if value <= len(self._sheet.lines[line]):
            reading = read_value(self._sheet, line, value, column)
        self._leaf = _Leaf(column, reading.state, base or head.key, reading.line)

    def _mend_separator(self, line: int, column: int, head: Head) -> None:
        code, message = _SEPARATORS[head.separator]
        body = self._body(line, column)
        meant = f"{' ' * column}{entry_as_typed(head.key, body[head.value :])}"
        self._error(code, line, column + head.colon, column + head.colon + 1, message, f"请写成：{meant}")
        self._sheet.splice(line, column + head.colon, head.value - head.colon, ": ")

    def _check_key(self, line: int, column: int, head: Head) -> None:
        if not head.key:
            self._drop(line, "Y033", "冒号前面没有名称", "请在冒号前写上名称，例如：党建.学习: 10次", column)
        elif head.key == "<<":
            self._drop(line, "Y050", "这里不用 YAML 的合并键 <<", "请把要用的各条写全", column)
        elif _KEY_CLAIMED.match(self._body(line, column)):
            first = self._body(line, column)[0]
            self._error(
                "Y040",
                line,
                column,
                column + 1,
                f"名称不能以 {first} 开头，这个符号在 YAML 里另有用处",
                "请删去这个符号，名称只用汉字、字母和数字",
            )
            self._sheet.hide(line, column)

    def _stray(self, line: int, column: int) -> None:
        body = self._body(line, column).strip()
        message = "这一行没有半角冒号，不是“名称: 值”，也接不上上一行"
        named = _NAME_AND_VALUE.match(body)
        if is_name(body) and line + 1 < len(self._sheet.lines) and spaces(self._sheet.lines[line + 1]) > column:
            self._error("Y024", line, column, None, message, f"是分组的名称请写成：{' ' * column}{body}:")
            self._sheet.splice(line, len(self._sheet.lines[line].rstrip()), 0, ":")
            self._entry(line, column, Head(body, len(body), len(body) + 1, Separator.PROPER))
        elif named and is_name(named[1]):
            self._drop(line, "Y024", message, f"请写成：{' ' * column}{entry_as_typed(named[1], named[2])}", column)
        else:
            hint = f"是一条事实请写成“名称: 值”；是上一行的下半句请在行首空两格；是说明请写成：# {body}"
            self._drop(line, "Y024", message, hint, column)

    def _open(self, group: _Group) -> None:
        if group not in self._groups[-1:]:
            self._groups.append(group)
        if len(self._groups) > DEPTH_LIMIT:
            place = self._sheet.span(self._leaf.line + 1, group.column)
            self._sheet.error("Y004", place, f"缩进套了{DEPTH_LIMIT}层以上", "请改用点号连起来的名称，一行一条")
            raise GiveUp

    def _drop(self, line: int, code: str, message: str, hint: str, column: int = 0) -> None:
        """Report a line that can not be read at all, and go on without it."""
        self._error(code, line, column, None, message, hint)
        self._sheet.blank(line)

    def _error(self, code: str, line: int, start: int, end: int | None, message: str, hint: str) -> None:
        self._sheet.error(code, self._sheet.span(line, start, end), message, hint)

    def _body(self, line: int, column: int) -> str:
        return self._sheet.lines[line][column:]
