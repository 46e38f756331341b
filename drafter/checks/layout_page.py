"""Paper, margins, text block and grid; GB/T 9704-2012, clauses 5.1, 5.2.1 and 5.2.3."""

from __future__ import annotations

import math
from collections.abc import Iterator

from drafter.checks.engine import Sighting, Strength
from drafter.checks.parts import Part, Role, printed
from drafter.checks.registry import LAYOUT
from drafter.checks.roles import opens_page
from drafter.checks.subject import PITCHED, TEXT, Subject, indent_of, millimetres, near, sight, to_mm
from drafter.diagnostics import Severity
from drafter.docxview import ParagraphView, SectionView

_PAPER = 1.0
"""mm; programs round A4 differently."""
_BLOCK = 0.6
"""mm; two margins rounded to tenths of a centimetre."""
_SETUP = "在“布局—页面设置”里改"


def _sections(subject: Subject) -> Iterator[tuple[str, SectionView]]:
    sections = subject.view.sections
    for number, section in enumerate(sections, 1):
        yield (f"第{number}节" if len(sections) > 1 else "页面设置"), section


def _setup(where: str, what: str, found: str, wanted: str, hint: str = _SETUP) -> Sighting:
    return Sighting(what, found, wanted, f"{hint}为{wanted}" if hint == _SETUP else hint, where=where)


@LAYOUT.rule("L710", "paper-size", Strength.REQUIRED, "5.1")
def paper_size(subject: Subject) -> Iterator[Sighting]:
    """The paper is A4, 210 mm × 297 mm; a side may differ by 1 mm because programs round it differently."""
    page = subject.standard.page
    for where, section in _sections(subject):
        short, long = sorted((to_mm(section.width), to_mm(section.height)))
        if not near(short, page.width, _PAPER) or not near(long, page.height, _PAPER):
            found = f"{short:.0f}毫米×{long:.0f}毫米"
            yield _setup(where, "纸张", found, f"{page.width:g}毫米×{page.height:g}毫米")


@LAYOUT.rule("L711", "landscape-section", Strength.REQUIRED, "8")
def landscape(subject: Subject) -> Iterator[Sighting]:
    """No page is turned: a wide table is turned on an upright page, so that the page number stays where it is on other pages."""
    for where, section in _sections(subject):
        if section.width > section.height:
            yield _setup(where, "纸张方向", "横向", "纵向", "把纸张改回纵向，宽表格在页内横排，页码位置才与其他页一致")


@LAYOUT.rule("L712", "top-margin", Strength.REQUIRED, "5.2.1")
def top_margin(subject: Subject) -> Iterator[Sighting]:
    """The upper margin (天头) is 37 mm ± 1 mm."""
    yield from _margin(subject, "上边距（天头）", "top", subject.standard.page.top)


@LAYOUT.rule("L713", "left-margin", Strength.REQUIRED, "5.2.1")
def left_margin(subject: Subject) -> Iterator[Sighting]:
    """The left margin (订口) is 28 mm ± 1 mm, a gutter included."""
    yield from _margin(subject, "左边距（订口）", "left", subject.standard.page.left)


def _margin(subject: Subject, what: str, side: str, wanted: float) -> Iterator[Sighting]:
    for where, section in _upright(subject):
        twips = section.left + section.gutter if side == "left" else abs(section.top)
        if not near(to_mm(twips), wanted, subject.standard.page.margin_tolerance + 0.05):
            yield _setup(where, what, millimetres(twips), f"{wanted:g}毫米")


def _upright(subject: Subject) -> Iterator[tuple[str, SectionView]]:
    return ((where, section) for where, section in _sections(subject) if section.width <= section.height)


@LAYOUT.rule("L714", "text-width", Strength.REQUIRED, "5.2.1")
def text_width(subject: Subject) -> Iterator[Sighting]:
    """The text block is 156 mm wide.  With the left margin of 28 mm the right one is 26 mm; a wrong left margin is not told twice."""
    page = subject.standard.page
    for where, section in _upright(subject):
        wanted = page.width - page.left - page.text_width
        right_is_off = not near(to_mm(section.right), wanted, _BLOCK)
        if not near(to_mm(section.text_width), page.text_width, _BLOCK) and right_is_off and _a4(subject, section):
            found = f"{millimetres(section.text_width)}（右边距{millimetres(section.right)}）"
            yield _setup(where, "版心宽度", found, f"{page.text_width:g}毫米（右边距{wanted:g}毫米）")


@LAYOUT.rule("L715", "text-height", Strength.REQUIRED, "5.2.1")
def text_height(subject: Subject) -> Iterator[Sighting]:
    """The text block is 225 mm high.  With the upper margin of 37 mm the lower one is 35 mm; a wrong upper margin is not told twice."""
    page = subject.standard.page
    for where, section in _upright(subject):
        wanted = page.height - page.top - page.text_height
        bottom_is_off = not near(to_mm(abs(section.bottom)), wanted, _BLOCK)
        if not near(to_mm(section.text_height), page.text_height, _BLOCK) and bottom_is_off and _a4(subject, section):
            found = f"{millimetres(section.text_height)}（下边距{millimetres(abs(section.bottom))}）"
            yield _setup(where, "版心高度", found, f"{page.text_height:g}毫米（下边距{wanted:g}毫米）")


def _a4(subject: Subject, section: SectionView) -> bool:
    page = subject.standard.page
    return near(to_mm(section.width), page.width, _PAPER) and near(to_mm(section.height), page.height, _PAPER)


@LAYOUT.rule("L716", "mirrored-margins", Strength.REQUIRED, "5.2.1")
def mirrored_margins(subject: Subject) -> Iterator[Sighting]:
    """The left margin is 28 mm on every page: margins are not mirrored on even pages."""
    if subject.view.mirror_margins:
        yield _setup(
            "页面设置", "页边距", "对称页边距", "每页左边距相同", "在“布局—页面设置—多页”里把“对称页边距”改为“普通”"
        )


@LAYOUT.rule("L717", "columns", Strength.REQUIRED, "5.2.1")
def columns(subject: Subject) -> Iterator[Sighting]:
    """The text runs over the whole width of the text block, in one column."""
    for where, section in _sections(subject):
        if section.columns > 1:
            yield _setup(where, "分栏", f"{section.columns}栏", "一栏", "在“布局—栏”里改为一栏")


@LAYOUT.rule("L720", "lines-per-page", Strength.GENERAL, "5.2.3")
def lines_per_page(subject: Subject) -> Iterator[Sighting]:
    """A page has 22 lines: an exact pitch, or that of the line grid, that fits 22 times into 225 mm.

    28.95 pt (579 twips) does and fills the text block; 29 pt gives 21, 28 pt gives 22 and leaves 8 mm.
    Looked at is the pitch of most of the body text.
    """
    common = _common_pitch(subject)
    if common is None:
        return
    part, pitch = common
    lines = _lines(subject, pitch) if pitch else 0
    if lines != subject.standard.page.lines:
        found = f"{lines}行（行距{pitch / 20:g}磅）" if pitch else "行数不定（行距没有固定，也没有网格）"
        yield sight(part, "每页行数", found, f"{subject.standard.page.lines}行", "把正文行距设为固定值28.95磅")


@LAYOUT.rule("L721", "text-in-header", Strength.CUSTOM, "", Severity.WARNING)
def text_in_header(subject: Subject) -> Iterator[Sighting]:
    """An official document has no running header: nothing stands above the text block."""
    for where, section in _sections(subject):
        texts = [printed(paragraph) for _, paragraphs in section.headers for paragraph in paragraphs]
        found = next((text for text in texts if text), "")
        if found:
            hint = "双击页眉，删去页眉里的文字和横线"
            yield Sighting("页眉", f"“{found[:12]}”", "没有文字", hint, where=where)


@LAYOUT.rule("L722", "characters-per-line", Strength.GENERAL, "5.2.3")
def characters_per_line(subject: Subject) -> Iterator[Sighting]:
    """A line has 28 characters: a character grid of −849/4096 pt under the style Normal of 16 pt, or a tracking of −0.25 pt.

    Characters of 三号 without either give 27.
    """
    looks = subject.body_looks
    if not looks or not subject.view.sections:
        return
    section = subject.view.sections[0]
    tracking = looks.most_common(1)[0][0].tracking / 20
    scale = looks.most_common(1)[0][0].scale / 100
    size = subject.standard.type("body").size * scale
    cells = [size + tracking]
    if section.grid in ("linesAndChars", "snapToChars"):
        # The grid is defined by the size of Normal, but Word adds its difference to characters of any size.
        cells = [base + section.char_space / 4096 + tracking for base in (subject.view.normal.size, size)]
    counts = [_characters(subject, cell) for cell in cells]
    if subject.standard.page.characters not in counts:
        count, wanted = counts[0], f"{subject.standard.page.characters}字"
        hint = "把正文字符间距设为紧缩0.25磅，或在“页面设置—文档网格”里指定每行28字、每页22行"
        yield _setup("正文", "每行字数", f"{count}字", wanted, hint)


@LAYOUT.rule("L723", "uneven-pitch", Strength.GENERAL, "5.2.3")
def uneven_pitch(subject: Subject) -> Iterator[Sighting]:
    """All lines of the text have the same pitch; a paragraph with another one moves the following lines off the grid."""
    common = _common_pitch(subject)
    if common is None:
        return
    for part in subject.parts(*PITCHED):
        pitch = _pitch(subject, part)
        if abs(pitch - common[1]) > 4:
            found = f"{pitch / 20:g}磅" if pitch else "不固定"
            wanted = f"与其他段落相同（{common[1] / 20:g}磅）" if common[1] else "与其他段落相同"
            yield sight(part, "行距", found, wanted, "把这一段的行距改得与其他段落一样")


@LAYOUT.rule("L724", "paragraph-spacing", Strength.GENERAL, "5.2.3")
def paragraph_spacing(subject: Subject) -> Iterator[Sighting]:
    """Paragraphs of the text follow each other without extra space, else a page no longer holds 22 lines."""
    for part in subject.parts(*PITCHED):
        paragraph = part.paragraph
        if paragraph is None:
            continue
        look = paragraph.look
        lines = max(look.before_lines, look.after_lines)
        points = max(look.before, look.after) / 20
        if look.automatic_space or lines > 0 or points >= 1:
            found = "自动" if look.automatic_space else (f"{lines / 100:g}行" if lines else f"{points:g}磅")
            yield sight(part, "段前段后间距", found, "0", "把段前、段后间距都设为0")


@LAYOUT.rule("L725", "uneven-tracking", Strength.GENERAL, "5.2.3")
def uneven_tracking(subject: Subject) -> Iterator[Sighting]:
    """The characters of the body text stand equally close; 7.3.5.5 allows a change only to make room at the end."""
    looks = subject.body_looks
    if not looks:
        return
    common = looks.most_common(1)[0][0]
    for part in subject.parts(*TEXT):
        for run in part.runs:
            look = run.look
            differs = abs(look.tracking - common.tracking) >= 10 or look.scale != common.scale
            if differs and len(run.text.strip()) >= 4:
                found = f"{look.tracking / 20:+g}磅、缩放{look.scale}%"
                wanted = f"与其他正文相同（{common.tracking / 20:+g}磅、缩放{common.scale}%）"
                yield sight(part, "字符间距", found, wanted, "在“字体—高级”里把间距和缩放改回")
                break


@LAYOUT.rule("L726", "indents-disagree", Strength.REQUIRED, "3.1")
def indents_disagree(subject: Subject) -> Iterator[Sighting]:
    """An indent given in 字 and in twips says the same both times: Word obeys the first, other programs the second."""
    for part in subject.parts(*TEXT):
        paragraph = part.paragraph
        if paragraph is None or paragraph.look.first_chars <= 0 or paragraph.look.first < 0:
            continue
        look = paragraph.look
        chars, plain = look.first_chars / 100, indent_of(0, look.first, subject.standard.cell)
        if abs(chars - plain) > 0.8:
            found = f"{chars:g}字，又写作{plain:.1f}字"
            yield sight(part, "首行缩进", found, "两种写法一致", "重新设置一次首行缩进2字符")


@LAYOUT.rule("L727", "blank-lines-in-text", Strength.CUSTOM, "7.3.3", Severity.WARNING)
def blank_lines(subject: Subject) -> Iterator[Sighting]:
    """The paragraphs of the text follow each other without blank lines."""
    for index, part in subject.indexed:
        above = subject.before(index)
        if part.role not in TEXT or above is None or above.role not in TEXT or above.annex != part.annex:
            continue
        blanks = subject.blanks_before(index)
        if blanks and part.certain and above.certain and not opens_page(subject.view.body, index):
            yield sight(part, "正文各段之间", f"空{blanks}行", "不空行", "删去段落之间的空行")


@LAYOUT.rule("L728", "grid-lines", Strength.GENERAL, "5.2.3")
def grid_lines(subject: Subject) -> Iterator[Sighting]:
    """A line grid has 22 lines: some programs set text on it even where paragraphs have an exact pitch of their own."""
    common = _common_pitch(subject)
    told = common is not None and _lines(subject, common[1] or 1) != subject.standard.page.lines
    for where, section in _upright(subject):
        lines = _lines(subject, section.line_pitch) if section.grid and section.line_pitch > 0 else 0
        if lines and lines != subject.standard.page.lines and not told:
            found = f"每页{lines}行（跨度{section.line_pitch / 20:g}磅）"
            hint = "在“页面设置—文档网格”里指定每页22行，或选“无网格”"
            yield _setup(where, "文档网格", found, f"每页{subject.standard.page.lines}行", hint)


def _characters(subject: Subject, cell: float) -> int:
    return math.floor(subject.standard.page.text_width / 25.4 * 72 / cell + 0.003) if cell > 0 else 0


def _common_pitch(subject: Subject) -> tuple[Part, float] | None:
    """The pitch of most paragraphs of body text, with the first that has it."""
    groups: dict[float, list[Part]] = {}
    for part in subject.parts(Role.BODY):
        groups.setdefault(_pitch(subject, part), []).append(part)
    if not groups:
        return None
    pitch = max(groups, key=lambda key: sum(len(part.text) for part in groups[key]))
    return groups[pitch][0], pitch


def _pitch(subject: Subject, part: Part) -> float:
    """The line pitch of a part in twips; 0 if the file leaves it to the program's reading of the font."""
    paragraph = part.paragraph
    if paragraph is None:
        return 0
    look = paragraph.look
    grid = _grid(subject, paragraph)
    if look.line_rule == "exact":
        return look.line
    if look.line_rule == "atLeast":
        return max(look.line, grid) if grid else 0
    return grid * look.line / 240 if grid else 0


def _grid(subject: Subject, paragraph: ParagraphView) -> int:
    section = next((s for s in subject.view.sections if s.first <= paragraph.number <= s.last), None)
    return section.line_pitch if section and section.grid and paragraph.look.snap_to_grid else 0


def _height(subject: Subject) -> float:
    return subject.standard.page.text_height / 25.4 * 1440


def _lines(subject: Subject, pitch: float) -> int:
    return int(_height(subject) // pitch)
