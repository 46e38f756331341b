"""HTML: one readable page that needs nothing else and loads nothing from anywhere."""

from __future__ import annotations

from binascii import b2a_base64
from collections.abc import Iterable, Sequence
from typing import assert_never

from drafter.document import (
    Block,
    Document,
    Footnote,
    Heading,
    Image,
    Layout,
    ListBlock,
    Paragraph,
    Run,
    Table,
    TableRow,
)
from drafter.writers.elements import (
    cover_text_of,
    cover_title_of,
    gaps_in,
    imprint_lines,
    lines_above,
    lines_below,
    organs_of,
    recipients_of,
)
from drafter.writers.identity import html_identity_tag
from drafter.writers.xml import text

_STYLE = """\
body { max-width: 40em; margin: 2em auto; padding: 0 1em; line-height: 1.8; font-size: 18px; color: #000; background: #fff;
  font-family: %(body)s; }
h1 { text-align: center; font-weight: normal; font-size: 1.4em; line-height: 1.6; font-family: %(title)s; }
.subtitle { text-align: center; font-family: %(lead)s; }
h2, h3, h4, h5 { font-size: 1em; font-weight: normal; margin: 0; text-indent: 2em; }
h2 { font-family: %(level1)s; } h3 { font-family: %(level2)s; } h4 { font-family: %(level3)s; } h5 { font-family: %(level4)s; }
p { margin: 0; text-indent: 2em; text-align: justify; }
.flush, td p, figure p { text-indent: 0; }
.lead, strong, blockquote { font-family: %(lead)s; font-weight: normal; }
.lead1 { font-family: %(level1)s; } .lead2 { font-family: %(level2)s; } .lead3 { font-family: %(level3)s; }
.lead4 { font-family: %(level4)s; }
em { font-style: normal; text-emphasis: dot; text-emphasis-position: under right; }
blockquote { margin: 0 2em; }
mark { background: #ff0; }
table { border-collapse: collapse; width: 100%%; margin: 0.5em 0; }
th, td { border: 1px solid #000; padding: 0.2em 0.5em; }
th, caption { font-weight: normal; font-family: %(level1)s; }
figure { margin: 0.5em 0; text-align: center; } img { max-width: 100%%; }
.signature { text-align: right; margin-top: 1.8em; } .signature p { text-align: right; margin-right: 2em; }
.notes { margin-top: 2em; border-top: 1px solid #000; font-size: 0.8em; }
@media print { body { margin: 0; max-width: none; } }
"""


def write_html(document: Document, layout: Layout) -> bytes:
    """*document* as a page in UTF-8 that can be read, searched and printed; gaps are marked.

    Its identity stands in a meta tag; see :func:`~drafter.writers.identity.html_stored_id`.
    """
    head = (
        '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
    )
    rest = f"<title>{text(document.name)}</title>\n<style>\n{_style(layout)}</style>\n</head>\n<body>\n{_page(document)}</body>\n</html>\n"
    before, after = head.encode(), rest.encode("utf-8", "replace")
    return before + html_identity_tag(before + after) + after


def _style(layout: Layout) -> str:
    fonts = {"body": layout.body.font, "title": layout.title.font, "lead": layout.lead}
    fonts |= {f"level{level}": layout.headings[min(level, len(layout.headings)) - 1].font for level in range(1, 5)}
    return _STYLE % {
        name: ", ".join(f'"{family}"' for family in (font.family, *font.fallback)) + ", serif"
        for name, font in fonts.items()
    }


def _page(document: Document) -> str:
    notice = cover_title_of(document)
    recipients, signed = _lines([recipients_of(document)]), _signature(document)
    carried = [*map(_block, document.blocks)]
    if notice:
        cover = "".join(f"<p>{_said(words)}</p>\n" for words in cover_text_of(document))
        parts = [_heading((notice,)), recipients, cover, signed, _title(document), *carried]
    else:
        parts = [_title(document), recipients, *carried, signed]
    for attachment in document.attachments:
        parts += [f"<h2>{_said(attachment.title)}</h2>\n", *map(_block, attachment.blocks)]
    return "".join((_lines(lines_above(document)), *parts, _lines(imprint_lines(document)), _notes(document.notes)))


def _title(document: Document) -> str:
    subtitle = f'<p class="subtitle flush">{_said(document.subtitle)}</p>\n' if document.subtitle else ""
    return _heading(document.title) + subtitle + _lines(document.byline)


def _heading(lines: Sequence[str]) -> str:
    words = "<br>".join(map(_said, lines))
    return f"<h1>{words}</h1>\n" if words else ""


def _lines(lines: Iterable[str]) -> str:
    return "".join(f'<p class="flush">{_said(line)}</p>\n' for line in lines if line)


def _signature(document: Document) -> str:
    """署名 and date, and what follows them."""
    lines = "".join(f"<p>{_said(line)}</p>" for line in (*organs_of(document), document.date) if line)
    lines += "".join(map(_picture, document.seals))
    signed = f'<div class="signature">{lines}</div>\n' if lines else ""
    return signed + _lines(lines_below(document)) + "".join(map(_block, document.closing))


def _notes(notes: Sequence[Footnote]) -> str:
    items = "".join(f'<p id="note{note.number}">{note.number}　{_runs(note.runs)}</p>\n' for note in notes)
    return f'<div class="notes">\n{items}</div>\n' if items else ""


def _block(block: Block) -> str:
    match block:
        case Heading():
            level = min(max(block.level, 1), 4) + 1
            return f"<h{level}>{_text(block.label)}{_runs(block.runs)}</h{level}>\n"
        case Paragraph():
            return _paragraph(block)
        case ListBlock():
            return _list(block)
        case Table():
            return _table(block)
        case Image():
            return _image(block)
        case _:
            assert_never(block)


def _paragraph(block: Paragraph) -> str:
    kind = f"lead lead{block.level}" if block.label and block.level else "lead"
    opening = _text(block.label) + _runs(block.lead)
    lead = f'<span class="{kind}">{opening}</span>' if opening else ""
    written = f"<p>{lead}{_runs(block.runs)}</p>\n"
    return f"<blockquote>{written}</blockquote>\n" if block.quote else written


def _list(block: ListBlock) -> str:
    items = "".join(f"<li>{''.join(map(_block, item))}</li>\n" for item in block.items)
    if not block.ordered:
        return f"<ul>\n{items}</ul>\n"
    start = f' start="{block.start}"' if block.start != 1 else ""
    return f"<ol{start}>\n{items}</ol>\n"


def _table(block: Table) -> str:
    caption = f"<caption>{_runs(block.caption)}</caption>\n" if block.caption else ""
    head = _row(block.head, "th", ())
    rows = "".join(_row(row, "td", block.align) for row in block.rows)
    return f"<table>\n{caption}<thead>\n{head}</thead>\n<tbody>\n{rows}</tbody>\n</table>\n"


def _row(row: TableRow, cell: str, align: Sequence[str]) -> str:
    sides = (*align, *[""] * len(row.cells))
    cells = (
        f'<{cell} style="text-align: {side}">{_runs(runs)}</{cell}>' if side else f"<{cell}>{_runs(runs)}</{cell}>"
        for runs, side in zip(row.cells, sides, strict=False)
    )
    return f"<tr>{''.join(cells)}</tr>\n"


def _image(block: Image) -> str:
    caption = f"<figcaption>{_runs(block.caption)}</figcaption>" if block.caption else ""
    return f"<figure>{_picture(block)}{caption}</figure>\n"


def _picture(image: Image) -> str:
    source = f"data:{image.media_type};base64,{b2a_base64(image.data, newline=False).decode()}"
    return f'<img src="{source}" alt="{text(image.name)}">'


def _runs(runs: Iterable[Run]) -> str:
    return "".join(map(_run, runs))


def _run(run: Run) -> str:
    if run.note:
        return f'<sup><a href="#note{run.note}">{run.note}</a></sup>'
    written = "<br>" if run.line_break else _text(run.text)
    for on, tag in ((run.code, "code"), (run.emphasis, "em"), (run.strong, "strong")):
        written = f"<{tag}>{written}</{tag}>" if on else written
    if run.link:
        written = f'<a href="{text(run.link)}">{written}</a>'
    return f"<mark>{written}</mark>" if run.mark and run.mark.gap else written


def _said(words: str) -> str:
    """Words that no run holds, with their gaps marked."""
    return "".join(f"<mark>{_text(piece)}</mark>" if gap else _text(piece) for piece, gap in gaps_in(words))


def _text(words: str) -> str:
    return text(words).replace("\n", "<br>")
