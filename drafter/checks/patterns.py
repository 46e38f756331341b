"""The written forms by which the elements of an official document are recognised."""

from __future__ import annotations

import re

from drafter.patterns import lazy

CHINESE_NUMBER = "[一二三四五六七八九十]{1,3}"
_ORDINAL = r"[0-9０-９]{1,2}"

HEADING = (
    lazy(rf"{CHINESE_NUMBER}\s*[、.．，,：:]\s*|第{CHINESE_NUMBER}(?:部分|章|节)[、：:\s　]*"),
    lazy(rf"[（(]\s*{CHINESE_NUMBER}\s*[）)][、.．，,]?\s*"),
    lazy(rf"{_ORDINAL}\s*(?:[、，]|[.．](?![0-9０-９]))\s*"),
    lazy(rf"[（(]\s*{_ORDINAL}\s*[）)][、.．，,]?\s*"),
)
"""How a heading of levels 1–4 begins, wrong marks included; 7.3.3."""

RIGHT_HEADING = (
    lazy(rf"{CHINESE_NUMBER}、|第{CHINESE_NUMBER}(?:部分|章|节)"),
    lazy(rf"（{CHINESE_NUMBER}）(?![、.．，,])"),
    lazy(r"[0-9]{1,2}[.．]"),
    lazy(r"（[0-9]{1,2}）(?![、.．，,])"),
)
"""How it should begin."""

HEADING_FORMS = ("一、", "（一）", "1.", "（1）")

_DIGIT = "[0-9０-９〇○零一二三四五六七八九十]"
DATE = lazy(
    rf"(?P<year>{_DIGIT}{{2,4}})\s*[年.\-/]\s*(?P<month>{_DIGIT}{{1,3}})\s*(?:[月.\-/]\s*(?:(?P<day>{_DIGIT}{{1,3}})\s*[日号]?)?)"
)
RIGHT_DATE = lazy(r"((?:19|20)\d{2})年([1-9]|1[0-2])月([1-9]|[12]\d|3[01])日")
"""成文日期: Arabic numerals, the year in full, no padding; 7.3.5.4."""

DOCUMENT_NUMBER = lazy(
    r"(?P<organ>[\u4e00-\u9fff]{1,15})\s*[〔\[［【(（﹝]\s*(?P<year>[0-9０-９]{2,4})\s*年?\s*[〕\]］】)）﹞]\s*"
    r"(?:第\s*)?[0-9０-９]{1,5}\s*号"
)
RIGHT_DOCUMENT_NUMBER = lazy(r"[\u4e00-\u9fff]{1,15}〔(?:19|20)\d{2}〕[1-9]\d*号")
"""发文字号; 7.2.5."""

SESSION = lazy(r"第[0-9一二三四五六七八九十百]{1,5}[期号次]")
"""The number of a 纪要 or 命令, which stands where others have their 发文字号; 10.2, 10.3."""

COPY_NUMBER = lazy(r"(?:No\.?\s*)?\d{3,8}")
SIGNER = lazy(r"签\s*发\s*人\s*[：:]?")

NOTE = lazy(rf"附\s*件\s*(?:{_ORDINAL}|{CHINESE_NUMBER})?\s*[：:.．、]?\s*\S.*", re.DOTALL)
RIGHT_NOTE = lazy(r"附件：(?:1[.．]\s*)?\S.*[^。；，、;,.]", re.DOTALL)
NOTE_ITEM = lazy(r"\s*[0-9０-９]{1,2}\s*[.．、]\s*\S.*")
LABEL = lazy(rf"附\s*件\s*(?:{_ORDINAL}|{CHINESE_NUMBER})?\s*[：:.．、]?")
RIGHT_LABEL = lazy(r"附件(?:[1-9]\d?)?")
"""附件 and its number on the first line of an annex, no mark after it; 7.3.7."""

ATTENDANCE = lazy(r"(?:出\s*席|请\s*假|列\s*席)\s*[：:].+", re.DOTALL)
"""A line of names in a 纪要; 10.3."""
REMARK = lazy(r"[（(].+[）)]")
COPIES = lazy(r"(?:主\s*送|抄\s*送|抄\s*报|抄\s*发)\s*[：:].*", re.DOTALL)
PRINTING = lazy(r".*\d\s*日?\s*印\s*发", re.DOTALL)
PRINTING_UNSAID = lazy(r".*\S[\s　]+[0-9〇○一二三四五六七八九]{4}年.{1,3}月.{1,3}日", re.DOTALL)
"""The line of printing without 印发 after its date."""
CAPTION = lazy(r"[图表]\s*[0-9一二三四五六七八九十][^。]{0,40}|（?(?:计量)?单位[：:][^。]{1,12}）?")
NOT_HERE = lazy(r"[（(]?此页无正文[）)]?。?")

SENTENCE_END = tuple("。！？；：”…!?;:")
CHINESE = lazy(r"[\u3400-\u9fff]")
LATIN = lazy(r"[0-9A-Za-z]")
PAGE_FIELD = lazy(r"PAGE\b", re.IGNORECASE)
RUN_IN = lazy(r"[^。]{1,30}。(?=.)", re.DOTALL)
"""A lead inside a paragraph: its first sentence, if it is short and more follows."""
