"""The order that ISO/IEC 29500-1, 17, wants of the children of some elements."""

from __future__ import annotations

_PARAGRAPH = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
    suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing
    ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle
    rPr sectPr pPrChange"""
_RUN = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden
    color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath"""
_TABLE = """tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing tblInd tblBorders
    shd tblLayout tblCellMar tblLook tblCaption tblDescription"""
_CELL = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark"""
_SECTION = """headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols
    formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings"""
_STYLE = """name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked personal
    personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr"""
_BORDERS = "top left start bottom right end between bar insideH insideV"
_SETTINGS = """writeProtection view zoom removePersonalInformation mirrorMargins bordersDoNotSurroundHeader bordersDoNotSurroundFooter
    proofState defaultTabStop evenAndOddHeaders characterSpacingControl noLineBreaksAfter noLineBreaksBefore footnotePr endnotePr
    compat themeFontLang clrSchemeMapping decimalSymbol listSeparator"""

ORDER = {
    name: {child: place for place, child in enumerate(children.split())}
    for name, children in {
        "pPr": _PARAGRAPH,
        "rPr": _RUN,
        "tblPr": _TABLE,
        "tcPr": _CELL,
        "sectPr": _SECTION,
        "style": _STYLE,
        "pBdr": _BORDERS,
        "tblBorders": _BORDERS,
        "settings": _SETTINGS,
        "tbl": "tblPr tblGrid tr",
        "tr": "tblPrEx trPr tc",
        "sdt": "sdtPr sdtEndPr sdtContent",
    }.items()
}
"""For each element, its children's places."""
