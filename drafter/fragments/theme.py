"""A theme file: front matter, ``## 名`` for each fragment, ``- `` for each variant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import islice, pairwise

from msgspec import Struct, field
from msgspec.structs import replace

from drafter.diagnostics import Problems, Span
from drafter.fragments.figures import figures_in
from drafter.fragments.wording import Wording, plain_text, scan
from drafter.patterns import lazy
from drafter.yamlfile import Mapping as YamlMapping
from drafter.yamlfile import Scalar, Sequence, parse_yaml

# Patterns as text are compiled when a theme file is first read, which most runs never do (drafter.api.library).
_NAME = r"[^\W\d_][^\W_]*\Z"
# A row of a table may begin with the tag of the loop that repeats it.
_STAYS = lazy(r"\s*(?:\{%[^%]*%\}\s*(?=(?:\[\[\s*)?\|))?(?:(?:\[\[\s*)?\||[-*+]\s|[0-9]{1,9}[.)]\s|#{1,6}\s)")
_DIGIT = lazy("[0-9０-９]")
_STATEMENT = lazy(r"(?:\{%[^%]*%\}\s*)+")
_PERIOD = r">\s*(有效|来源)\s*[:：]\s*(.*)\Z"
_YEAR = r"((?:19|20)\d{2})"
_ONE_YEAR = rf"{_YEAR}\s*年?\Z"
_YEARS = rf"(?:{_YEAR}\s*年?)?\s*(?:[-—–~～至]{{1,2}}|起|以来)\s*(?:{_YEAR}\s*年?止?)?\Z"
_FIGURES_LISTED = 50
"""Figures that are reported one by one in one variant."""
_FRONT_KEYS = frozenset({"科室", "名称", "主题"})


class Variant(Struct, frozen=True):
    """One way to say it."""

    wording: Wording
    file: str
    line: int
    """The line of the file that the source begins on, from 1."""
    lines: tuple[str, ...]
    """The file's lines that it covers, for excerpts."""
    indent: tuple[int, ...]
    """How many characters of each line stand before the wording."""
    since: int = 0
    """First year of the report for which the wording is valid; 0 = always."""
    until: int = 0
    """Last year; 0 = still valid."""

    def place(self, offset: int, length: int = 0) -> Span:
        """The place of the character at *offset* of the source."""
        source = self.wording.source
        row, start = source.count("\n", 0, offset), source.rfind("\n", 0, offset) + 1
        hidden = 2 if start and source.startswith("#}", start) else 0
        return self.at_line(row, max(0, offset - start - hidden), length)

    def at_line(self, row: int, column: int = 0, length: int = 0) -> Span:
        """The place in the source's line *row* (from 0)."""
        row = max(0, min(row, len(self.lines) - 1))
        start = self.indent[row] + column + 1
        return Span(self.file, self.line + row, start, start + length if length else 0, self.lines[row])

    @property
    def text(self) -> str:
        """The literal text without tags, on one line."""
        return plain_text(self.wording).replace("\0", "").replace("\n", "")


class Fragment(Struct, frozen=True):
    """A named piece of wording."""

    theme: str
    name: str
    variants: tuple[Variant, ...]
    span: Span
    adds: bool = False
    """``## 名 +``: its variants join those of the shipped fragment."""

    @property
    def key(self) -> str:
        """``theme/name``."""
        return f"{self.theme}/{self.name}"


class Theme(Struct, frozen=True):
    """One theme file."""

    name: str
    file: str
    department: str = ""
    names: tuple[str, ...] = ()
    """Names whose digits are no figures."""
    fragments: Mapping[str, Fragment] = field(default_factory=dict)


def parse_theme(name: str, file: str, text: str, problems: Problems) -> Theme:
    """Read the theme file *file*, shown under that name, whose content is *text*."""
    lines = text.split("\n")
    start, theme = _front_matter(Theme(name, file), lines, problems)
    fragments: dict[str, Fragment] = {}
    for fragment in _fragments(theme, lines, start, problems):
        if fragment.name in fragments:
            problems.error(
                "J002",
                fragment.span,
                f"片段“{fragment.name}”在这个文件里写了两次",
                "把两处的写法合到一个“## ”下面，各用一个“- ”开头",
                (fragments[fragment.name].span,),
            )
            continue
        fragments[fragment.name] = fragment
    return replace(theme, fragments=fragments)


def check_wording(variant: Variant, names: tuple[str, ...], problems: Problems) -> None:
    """Report brackets that don't match and figures typed into the wording."""
    for offset, message, hint in variant.wording.faults:
        problems.error("J003", variant.place(offset, 2), message, hint)
    text = plain_text(variant.wording) if _DIGIT.search(variant.wording.source) else ""
    for figure in islice(figures_in(text, names), _FIGURES_LISTED):
        place = variant.place(figure.start, figure.end - figure.start)
        if figure.year:
            problems.warning(
                "J005",
                place,
                f"写死了年份“{figure.text}”，明年就错了",
                "年份写成 {{ 文稿.年度 }} 或 {{ 文稿.年度 + 1 }}",
            )
        else:
            problems.error(
                "J004",
                place,
                f"数字“{figure.text}”写死在片段里，没有事实可查",
                "改成 {{ 事实的路径 }}，数字写进事实文件；如果是名称的一部分，把名称加进文件开头的“名称: [ ]”",
            )


def _front_matter(theme: Theme, lines: list[str], problems: Problems) -> tuple[int, Theme]:
    if not lines or lines[0].strip() != "---":
        return 0, theme
    end = next((i for i in range(1, len(lines)) if lines[i].strip() == "---"), 0)
    if not end:
        problems.error(
            "J001",
            Span(theme.file, 1, 1, 4, lines[0]),
            "文件开头的“---”没有配对的“---”",
            "在科室、名称下面单独写一行“---”",
        )
        return 1, theme
    source = "\n".join(["", *lines[1:end]])
    mapping = parse_yaml(source.encode("utf-8"), theme.file, problems) if "".join(lines[1:end]).strip() else None
    return end + 1, _described(theme, mapping, problems)


def _described(theme: Theme, mapping: YamlMapping | None, problems: Problems) -> Theme:
    for entry in mapping.entries if mapping else ():
        if entry.key not in _FRONT_KEYS:
            problems.warning("J001", entry.key_span, f"文件开头不认识“{entry.key}”", "这里只写 科室 和 名称")
        elif entry.key == "科室" and isinstance(entry.value, Scalar):
            theme = replace(theme, department=entry.value.text)
        elif entry.key == "名称":
            items = entry.value.items if isinstance(entry.value, Sequence) else (entry.value,)
            theme = replace(theme, names=tuple(i.text for i in items if isinstance(i, Scalar) and i.text))
    return theme


def _fragments(theme: Theme, lines: list[str], start: int, problems: Problems) -> Iterator[Fragment]:
    heads = [i for i in range(start, len(lines)) if lines[i].startswith("## ")]
    for i in range(start, heads[0] if heads else len(lines)):
        if re.match(r"#{2}[^\s#]", lines[i]):
            problems.error(
                "J001", _whole(theme.file, i, lines), "“##”和片段名之间少一个空格", f"写成：## {lines[i][2:].strip()}"
            )
        elif lines[i].strip() and not lines[i].startswith("# "):
            problems.error(
                "J001",
                _whole(theme.file, i, lines),
                "这一行不属于任何片段",
                "先写一行“## 片段名”，下面每种写法用“- ”开头",
            )
    for head, end in zip(heads, [*heads[1:], len(lines)], strict=False):
        title = lines[head][3:].strip()
        adds = title.endswith("+")
        title = title.rstrip("+＋ ").strip()
        place = _whole(theme.file, head, lines)
        if not re.match(_NAME, title):
            problems.error(
                "J001",
                place,
                f"片段名“{title}”只能用汉字、字母和数字，不能以数字开头",
                "去掉空格和标点，例如“## 公开招聘”",
            )
            continue
        variants = tuple(_variants(theme, lines, head + 1, end, problems))
        if not variants:
            problems.error("J001", place, f"片段“{title}”没有写法", "在下面写一行“- ”开头的句子")
            continue
        yield Fragment(theme.name, title, variants, place, adds)


def _variants(theme: Theme, lines: list[str], start: int, end: int, problems: Problems) -> Iterator[Variant]:
    starts = [i for i in range(start, end) if lines[i].startswith("- ")]
    since, until = _valid(theme, lines, start, starts[0] if starts else end, problems)
    for first, after in zip(starts, [*starts[1:], end], strict=False):
        rows = lines[first:after]
        while rows and not rows[-1].strip():
            rows.pop()
        for i, row in enumerate(rows[1:], first + 1):
            if row.strip() and not row[0].isspace():
                problems.error(
                    "J001",
                    _whole(theme.file, i, lines),
                    "这一行既不是新写法，也没有缩进",
                    "接着上一行写就在行首空两格，另一种写法就以“- ”开头",
                )
        variant = variant_of(theme.file, first + 1, rows, since=since, until=until)
        check_wording(variant, theme.names, problems)
        yield variant


def _valid(theme: Theme, lines: list[str], start: int, end: int, problems: Problems) -> tuple[int, int]:
    """The years of ``> 有效: 2021—2023`` between a fragment's name and its first variant."""
    since = until = 0
    for i in range(start, end):
        if not lines[i].strip():
            continue
        found = re.match(_PERIOD, lines[i].strip())
        if found and found[1] == "来源":
            continue
        years = _years(found[2].strip()) if found else None
        if years:
            since, until = years
        else:
            problems.error(
                "J001",
                _whole(theme.file, i, lines),
                "这一行不属于任何写法",
                "每种写法以“- ”开头；时效写成“> 有效: 2021—2023”，出处写成“> 来源: …”",
            )
    return since, until


def _years(text: str) -> tuple[int, int] | None:
    """First and last year of 2021—2023, 2021—, 2021年起, —2023 or 2021, 0 for an open end; None for anything else."""
    if one := re.match(_ONE_YEAR, text):
        return int(one[1]), int(one[1])
    both = re.match(_YEARS, text)
    if not both or not (both[1] or both[2]):
        return None
    since, until = int(both[1] or 0), int(both[2] or 0)
    return None if until and since > until else (since, until)


def variant_of(file: str, line: int, rows: list[str], *, since: int = 0, until: int = 0) -> Variant:
    """The variant whose first row begins with ``- ``, indented rows after it."""
    contents = [rows[0][2:].strip(), *(_content(row) for row in rows[1:])]
    indents = [len(rows[0]) - len(rows[0][2:].lstrip())]
    indents += [len(row) - len(content) if content else 0 for row, content in zip(rows[1:], contents[1:], strict=True)]
    return Variant(scan(join_rows(contents)), file, line, tuple(rows), tuple(indents), since, until)


def join_rows(rows: list[str]) -> str:
    """Wrapped rows as one source with as many lines: a wrap is hidden in a Jinja comment, a block's break stays."""
    if len(rows) == 1:
        return rows[0]
    out, tag_open = rows[0], _open_tag(rows[0], False)
    for before, row in pairwise(rows):
        stays = not before or not row or _STAYS.match(row) or _STAYS.match(before) or tag_open
        tag_open = _open_tag(row, tag_open)
        # A row of nothing but {% %} is no line of the text: after it a table goes on.
        out += ("\n" if stays and not _STATEMENT.fullmatch(before) else "{#\n#}") + row
    return out


def _content(row: str) -> str:
    stripped = row.rstrip()
    return stripped[2:] if _STAYS.match(stripped) and stripped[:2].isspace() else stripped.strip()


def _open_tag(row: str, before: bool) -> bool:
    """Whether a tag is open at the end of *row*, if *before* says whether one was at its start."""
    ends = [(row.rfind(o), row.rfind(c)) for o, c in (("{{", "}}"), ("{%", "%}"))]
    return any(o > c for o, c in ends) or (before and all(c < 0 for _, c in ends))


def _whole(file: str, index: int, lines: list[str]) -> Span:
    return Span(file, index + 1, 1, len(lines[index]) + 1, lines[index])
