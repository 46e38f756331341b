"""Documents under seals, under a 印发通知 and in a house style of its own, to be rendered and measured."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from functools import partial

from msgspec.structs import replace
from PIL import Image as Picture
from PIL import ImageDraw
from rendered_samples import elements, paragraph, words

from drafter.document import Attachment, Document, FontSpec, Image, Layout, PageSpec
from drafter.writers import write_docx

DIAMETER = 42.0
"""Of a seal, in mm."""
STAMP = (36.0, 15.0)
"""Of a 签名章, in mm."""


def picture(width: float, height: float, *, round_one: bool) -> Image:
    """A red ring or frame of that size in mm, at 254 dots an inch."""
    drawn = Picture.new("RGBA", (round(width * 10), round(height * 10)), (0, 0, 0, 0))
    pen = ImageDraw.Draw(drawn)
    box = (0, 0, drawn.width - 1, drawn.height - 1)
    (pen.ellipse if round_one else pen.rectangle)(box, outline=(255, 0, 0, 255), width=12)
    buffer = io.BytesIO()
    drawn.save(buffer, "PNG", dpi=(254, 254))
    return Image(buffer.getvalue(), "image/png", name="印章.png")


SEAL = picture(DIAMETER, DIAMETER, round_one=True)
ORGANS = ("甲县教育局", "甲县财政局", "甲县人力资源和社会保障局", "甲县民政局")


def sealed() -> Document:
    return Document(
        ("工作总结",),
        (paragraph(words(100)),),
        "甲县教育局",
        "2021年12月28日",
        elements=elements(签章="加盖印章"),
        seals=(SEAL,),
    )


def sealed_jointly(organs: tuple[str, ...]) -> Document:
    return replace(sealed(), organ="", elements=elements(签章="加盖印章", 署名=organs), seals=(SEAL,) * len(organs))


def stamped() -> Document:
    stamp = picture(*STAMP, round_one=False)
    return replace(sealed(), organ="县长", elements=elements(签章="签名章"), seals=(stamp,))


def carried() -> Document:
    """A 工作要点 of three pages under the 通知 that issues it."""
    return Document(
        ("甲县教育局2022年工作要点",),
        tuple(paragraph(words(26 + 28 * 8)) for _ in range(6)),
        "甲县教育局",
        "2022年3月8日",
        elements=elements(
            发文机关标志="甲县教育局文件",
            发文字号="甲教发〔2022〕8号",
            主送机关="各学校",
            通知标题="甲县教育局关于印发2022年工作要点的通知",
            通知正文="现将《甲县教育局2022年工作要点》印发给你们，请结合实际认真贯彻落实。",
            抄送="县政府办公室",
            印发机关="甲县教育局办公室",
            印发日期="2022年3月9日",
        ),
        attachments=(Attachment("任务分工表", (paragraph(words(50)),)),),
    )


HOUSE = Layout(page=PageSpec(top=35.0, left=30.0, text_width=150.0), body=replace(Layout().body, pitch=28.0))
"""A province's own style: other margins, lines of 28 points."""


def in_house_style() -> bytes:
    title = replace(HOUSE.title, font=FontSpec("黑体", 20.0), pitch=34.0)
    blocks = tuple(paragraph(words(26 + 27 * 9)) for _ in range(5))
    return write_docx(Document(("工作总结",), blocks), replace(HOUSE, title=title))


def _written(document: Callable[[], Document]) -> bytes:
    return write_docx(document(), Layout())


SEALED: Mapping[str, Callable[[], bytes]] = {
    "sealed": partial(_written, sealed),
    "sealed-by-two": partial(_written, partial(sealed_jointly, ("甲县教育局", "甲县财政局"))),
    "sealed-by-four": partial(_written, partial(sealed_jointly, ORGANS)),
    "sealed-by-three-short": partial(_written, partial(sealed_jointly, ("甲局", "乙局", "丙局"))),
    "stamped": partial(_written, stamped),
    "carried": partial(_written, carried),
    "house": in_house_style,
}
