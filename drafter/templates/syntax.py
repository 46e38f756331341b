"""Jinja's syntax errors in Chinese."""

from __future__ import annotations

import re
from collections.abc import Iterable

from drafter.facts import nearest
from drafter.patterns import lazy

_KNOWN: tuple[tuple[str, str, str], ...] = (
    (
        r"Encountered unknown tag '完选'",
        "“]]”和“{{% %}}”交叉了",
        "让“{{% if %}}…{{% endif %}}”整个在“[[ ]]”里面或者外面",
    ),
    (
        r"Encountered unknown tag '(?P<word>[^']+)'",
        "不认识“{{% {word} %}}”",
        "能用的有 if、for、set、逐条，成对的结尾是 endif、endfor、完",
    ),
    (
        r"Unexpected end of template.*?'(?P<word>[^']+)'",
        "“{word}”没有写完，缺结尾的标签",
        "补上 {{% endif %}}、{{% endfor %}} 或 {{% 完 %}}",
    ),
    (r"Unexpected end of template", "标签没有写完，缺结尾的标签", "补上 {{% endif %}}、{{% endfor %}} 或 {{% 完 %}}"),
    (
        r"unexpected char '(?P<word>.)'",
        "标签里有多余的字“{word}”",
        "标签里只写事实的路径和过滤器，例如 {{{{ 队伍.招聘 | 较上年 }}}}",
    ),
    (
        r"Expected an expression, got 'end of (?P<word>\w+)",
        "标签是空的或没有写完",
        "写上事实的路径，例如 {{{{ 队伍.招聘.事业编制 }}}}",
    ),
    (
        r"expected token '(?P<want>[^']+)', got '(?P<word>[^']+)'",
        "“{word}”这里写法不对",
        "检查点号、竖线、括号、引号是否配对，路径里不能有空格",
    ),
    (r"unexpected '(?P<word>[^']+)'", "多了一个“{word}”", "删去它，或者补上它前面缺的部分"),
)
_NO_FILTER = lazy(r"No filter named '(?P<word>[^']+)'")


def explain(message: str, filters: Iterable[str]) -> tuple[str, str, str]:
    """The Chinese message, the hint, and the word to point at, for Jinja's English *message*."""
    if found := _NO_FILTER.search(message):
        names = tuple(filters)
        near = nearest(found["word"], names)
        hint = f"是不是“{near}”？" if near else f"能用的有：{'、'.join(names)}"
        return f"没有“{found['word']}”这个过滤器", hint, found["word"]
    for pattern, text, hint in _KNOWN:
        if found := re.search(pattern, message):
            words = {"word": "", **found.groupdict()}
            return text.format(**words), hint.format(**words), words["word"]
    return "标签的写法不对", f"对照文档检查这一行（{message}）", ""
