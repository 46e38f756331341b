"""From markdown-it's block tokens to blocks of the document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.document import Block, Footnote, Heading, Image, ListBlock, Paragraph, Run, Table, TableRow, text_of
from drafter.markdown.inlines import NO_HTML, Inlines, Picture
from drafter.markdown.origins import without_marks
from drafter.markdown.report import Report
from drafter.markdown.syntax import NESTING, Token
from drafter.markdown.tables import aligned, surplus_cells, with_captions
from drafter.markdown.typography import tidy
from drafter.patterns import lazy

_LEAD_ENDS = frozenset("。：！？")
_DEEPEST = 4
_NO_SPACE = lazy(r"[\U00100000-\U0010fffd]*#{1,6}(?=[^#\s])")
_NOT_LOCAL = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:|[/\\]|.*(?:^|[/\\])\.\.(?:[/\\]|$)")

Images = Callable[[str], Image | None]


class Blocks(Struct, eq=False):
    """Reads the tokens of one text, in order and once."""

    tokens: Sequence[Token]
    inlines: Inlines
    report: Report
    images: Images | None
    notes: dict[str, tuple[Run, ...]] = field(default_factory=dict)
    """The footnotes' texts by label."""

    _next: int = 0
    _quotes: int = 0

    def read(self, until: str = "") -> list[Block]:
        """The blocks up to the token *until*, which is consumed; to the end of the text without one."""
        out: list[Block] = []
        while self._next < len(self.tokens):
            token = self._take()
            if token.type == until:
                break
            if token.nesting == 1 and token.level >= NESTING - 2:
                self.report.error(
                    "M010", _line(token), "列表或引用套得太深，里面的内容没有印", f"最多套{NESTING // 4}层"
                )
            out.extend(_HANDLERS.get(token.type, Blocks._unknown)(self, token))
        return with_captions(out)

    def _take(self) -> Token:
        self._next += 1
        return self.tokens[self._next - 1]

    def _unknown(self, token: Token) -> Iterable[Block]:
        if token.nesting >= 0:
            name, hint = _REFUSED.get(token.type, (token.type, "换成标题、段落、列表、表格这些写法"))
            self.report.error("M001", _line(token), f"文稿里不能用{name}，原文照印", hint)
        if token.type == "inline":
            return self._paragraphs(self.inlines.read(token))
        return self._as_typed(token)

    def _as_typed(self, token: Token) -> list[Block]:
        """A paragraph for each line of *token* that is not blank, not parsed."""
        return [
            block
            for offset, line in enumerate(token.content.splitlines())
            if line.strip()
            for block in self._paragraphs(self.inlines.plain(line, _line(token) + offset))
        ]

    def _html(self, token: Token) -> Iterable[Block]:
        shown = next(line for line in token.content.splitlines() if line.strip()).strip()[:40]
        self.report.error("M002", _line(token), f"这里不能写网页代码：{without_marks(shown)}", NO_HTML)
        return self._as_typed(token)

    def _heading(self, token: Token) -> Iterable[Block]:
        level = int(token.tag[1:])
        if level > _DEEPEST:
            self.report.error("M011", _line(token), f"标题最多四级，这里写了{level}级", "少写几个“#”")
        runs, pictures = self._inline("heading_close")
        yield Heading(min(level, _DEEPEST), tidy(_with_breaks(runs)))
        yield from self._misplaced(pictures)

    def _paragraph(self, token: Token) -> Iterable[Block]:
        line = _line(token)
        inline = self._take()
        blocks = self._paragraphs(self.inlines.read(inline))
        self._take()
        if "#" in inline.content and _NO_SPACE.match(inline.content):
            self.report.warning("M012", line, "“#”会照样印出来", "要作标题，“#”后面空一格")
        return blocks

    def _paragraphs(self, items: list[Run | Picture]) -> list[Block]:
        """A paragraph; several if it is nothing but a fact of several lines; the pictures if it is nothing but pictures."""
        runs = [item for item in items if isinstance(item, Run)]
        pictures = [item for item in items if isinstance(item, Picture)]
        if pictures and not text_of(runs).strip():
            return [self._image(picture) for picture in pictures]
        out = [self._one_paragraph(part) for part in _parts(runs)]
        return [*out, *self._misplaced(pictures)]

    def _one_paragraph(self, runs: list[Run]) -> Block:
        lead, rest = _split_lead(tidy(runs))
        return Paragraph(rest, lead, quote=self._quotes > 0)

    def _inline(self, close: str) -> tuple[list[Run], list[Picture]]:
        """The content of a block that holds one line of text, its closing token consumed."""
        items: list[Run | Picture] = []
        while (token := self._take()).type != close:
            items += self.inlines.read(token)
        return [i for i in items if isinstance(i, Run)], [i for i in items if isinstance(i, Picture)]

    def _misplaced(self, pictures: Iterable[Picture]) -> Iterable[Block]:
        for picture in pictures:
            self.report.error("M008", picture.line, "图片要单独成段", "在图片前后各空一行")
            yield self._image(picture)

    def _image(self, picture: Picture) -> Block:
        caption = tidy(picture.caption)
        found = self._load(picture) if picture.target else None
        return replace(found, caption=caption) if found else Paragraph(caption, quote=self._quotes > 0)

    def _load(self, picture: Picture) -> Image | None:
        if _NOT_LOCAL.match(picture.target):
            self.report.error(
                "M013", picture.line, f"图片只能用文稿文件夹里的：{picture.target}", "把图片放进文件夹，写相对的文件名"
            )
            return None
        found = self.images(picture.target) if self.images else None
        if found is None:
            self.report.error(
                "M014", picture.line, f"图片没有找到或不能用：{picture.target}", "检查文件名，只用 PNG 或 JPEG 图片"
            )
        return found

    def _bullets(self, _: Token) -> Iterable[Block]:
        items, _numbers = self._items("bullet_list_close")
        return [ListBlock(items)]

    def _numbered(self, token: Token) -> Iterable[Block]:
        items, numbers = self._items("ordered_list_close")
        start = numbers[0] if numbers else 1
        if len(set(numbers)) > 1 and numbers != list(range(start, start + len(numbers))):
            self.report.warning("M015", _line(token), f"列表的号不连续，会从{start}起顺着印", "把号改成连续的")
        return [ListBlock(items, ordered=True, start=start)]

    def _items(self, close: str) -> tuple[tuple[tuple[Block, ...], ...], list[int]]:
        items: list[tuple[Block, ...]] = []
        numbers: list[int] = []
        while (token := self._take()).type != close:
            if token.info:
                numbers.append(int(token.info))
            items.append(tuple(self.read(until="list_item_close")))
        return tuple(items), numbers

    def _quote(self, _: Token) -> Iterable[Block]:
        self._quotes += 1
        blocks = self.read(until="blockquote_close")
        self._quotes -= 1
        return blocks

    def _table(self, _: Token) -> Iterable[Block]:
        rows: list[TableRow] = []
        styles: list[str] = []
        while (token := self._take()).type != "table_close":
            if token.type == "tr_open":
                rows.append(self._row(token, styles))
        return [Table(rows[0], tuple(rows[1:]), aligned(styles, rows[1:]))]

    def _row(self, row: Token, styles: list[str]) -> TableRow:
        """One row; a head row also fills *styles*."""
        cells: list[tuple[Run, ...]] = []
        while (token := self._take()).type != "tr_close":
            if token.type == "th_open":
                styles.append(token.attribute("style").removeprefix("text-align:"))
            elif token.type == "inline":
                cells.append(self._cell(token))
        self._check_row(_line(row), len(cells))
        return TableRow(tuple(cells))

    def _check_row(self, line: int, columns: int) -> None:
        source = self.report.lines[line]
        if surplus_cells(source, columns) > 0:
            self.report.error("M016", line, "这一行的格子比表头多，多出的没有印", "补上表头，或删去多出的格子")
        elif columns > 1 and "|" not in source:
            self.report.warning("M017", line, "这一行紧接在表格后面，成了表格的一行", "要另起一段，前面空一行")

    def _cell(self, token: Token) -> tuple[Run, ...]:
        runs: list[Run] = []
        for item in self.inlines.read(token):
            if isinstance(item, Run):
                runs.append(item)
            else:
                self.report.error("M008", item.line, "图片不能放在表格里", "把图片移到表格外，单独成段")
                runs += item.caption
        return tidy(_with_breaks(runs))

    def _note(self, token: Token) -> Iterable[Block]:
        label = token.info
        self.inlines.within_note = True
        runs, pictures = self._inline("footnote_close")
        self.inlines.within_note = False
        if label in self.notes:
            self.report.error("M009", _line(token), f"脚注[^{label}]写了两条注文", "给其中一条换一个号，或合成一条")
        self.notes.setdefault(label, tidy(_with_breaks(runs)))
        return self._misplaced(pictures)

    def footnotes(self) -> tuple[Footnote, ...]:
        """The footnotes that are referred to, by number; one that is not is an error."""
        for label in self.notes:
            if label not in self.inlines.numbers:
                line = next(_line(t) for t in self.tokens if t.type == "footnote_open" and t.info == label)
                self.report.error(
                    "M009", line, f"脚注[^{label}]没有被引用，不会印出来", f"在正文里写上[^{label}]，或删去这条注文"
                )
        return tuple(Footnote(number, self.notes[label]) for label, number in self.inlines.numbers.items())


def _line(token: Token) -> int:
    return max(token.line, 0)


def _parts(runs: list[Run]) -> list[list[Run]]:
    """The paragraphs that *runs* make: a fact of several lines that stands alone makes one of each line."""
    only = runs[0] if len(runs) == 1 else None
    if only and only.mark and "\n" in only.text:
        return [[replace(only, text=line)] for line in _lines(only.text)]
    return [_with_breaks(runs)]


def _with_breaks(runs: Iterable[Run]) -> list[Run]:
    """*runs* with a forced line break for each newline within a fact."""
    out: list[Run] = []
    for run in runs:
        if not (run.mark and "\n" in run.text):
            out.append(run)
            continue
        for number, line in enumerate(_lines(run.text)):
            if number:
                out.append(Run("", line_break=True, mark=run.mark, origin=run.origin))
            out.append(replace(run, text=line))
    return out


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _split_lead(runs: tuple[Run, ...]) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The run-in lead, a strong beginning that ends in 。：！ or ？, and the text after it."""
    count = next((i for i, run in enumerate(runs) if not run.strong), len(runs))
    if text_of(runs[:count])[-1:] not in _LEAD_ENDS:
        return (), runs
    return tuple(replace(run, strong=False) for run in runs[:count]), runs[count:]


_HANDLERS: dict[str, Callable[[Blocks, Token], Iterable[Block]]] = {
    "heading_open": Blocks._heading,
    "paragraph_open": Blocks._paragraph,
    "bullet_list_open": Blocks._bullets,
    "ordered_list_open": Blocks._numbered,
    "blockquote_open": Blocks._quote,
    "table_open": Blocks._table,
    "footnote_open": Blocks._note,
    "html_block": Blocks._html,
}

_REFUSED = {
    "fence": ("代码块", "删去“```”"),
    "hr": ("分隔线", "删去这一行"),
}
