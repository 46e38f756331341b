"""The typefaces that a document's theme stands for (ECMA-376, 20.1.4.1.24 and 17.15.1.88)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from drafter.docxview.names import A

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_SCRIPTS = {"zh-CN": "Hans", "zh-SG": "Hans", "zh-TW": "Hant", "zh-HK": "Hant", "ja-JP": "Jpan", "ko-KR": "Hang"}
_SLOTS = {"Ascii": "latin", "HAnsi": "latin", "EastAsia": "ea", "Bidi": "cs"}


def theme_fonts(theme: Element | None, language: str) -> dict[str, str]:
    """Family name for each of ``majorAscii``, ``minorEastAsia`` and so on.

    *language* is ``w:themeFontLang``'s East Asian language; it picks the script's typeface where ``ea`` is left empty.
    """
    fonts: dict[str, str] = {}
    if theme is None:
        return fonts
    for kind in ("major", "minor"):
        scheme = theme.find(f".//{{{A}}}{kind}Font")
        if scheme is None:
            continue
        by_script = {str(f.get("script")): str(f.get("typeface", "")) for f in scheme.iterfind(f"{{{A}}}font")}
        for slot, element in _SLOTS.items():
            found = scheme.find(f"{{{A}}}{element}")
            family = "" if found is None else str(found.get("typeface", ""))
            if not family and slot == "EastAsia":
                family = by_script.get(_SCRIPTS.get(language, "Hans"), "")
            fonts[kind + slot] = family
    return fonts
