"""The codes of rules as the user names them."""

from __future__ import annotations

from msgspec import Struct

from drafter.checks.text import TEXT
from drafter.diagnostics import failure


class Codes(Struct, frozen=True):
    """Which findings are wanted, by their codes or the beginnings of codes."""

    select: tuple[str, ...] = ()
    """Empty for all."""
    ignore: tuple[str, ...] = ()

    def wants(self, code: str) -> bool:
        """Whether findings of *code* are wanted."""
        chosen = not self.select or code.startswith(self.select)
        return chosen and not (self.ignore and code.startswith(self.ignore))


ALL = Codes()


def codes_of(select: str, ignore: str) -> Codes:
    """The codes that ``--select`` and ``--ignore`` name, separated by commas.

    Raises:
        DrafterError: one is no beginning of a code, or of no rule's.
    """
    return Codes(_prefixes(select, "--select"), _prefixes(ignore, "--ignore"))


def _prefixes(given: str, option: str) -> tuple[str, ...]:
    codes = tuple(dict.fromkeys(c.strip().upper() for c in given.replace("，", ",").split(",") if c.strip()))
    for code in codes:
        layout = code.startswith("L")
        known = _begins_layout(code) if layout else _is_code(code)
        if not known:
            raise failure(
                "D000",
                None,
                f"{option} 里的“{code}”不是规则代码",
                "代码如 L730，也可以只写开头几位；清单见：drafter rules",
            )
    if given and not codes:
        raise failure("D000", None, f"{option} 后面没有写代码", "代码如 L730，可用逗号连写")
    return codes


def _is_code(text: str) -> bool:
    return len(text) <= 4 and text[:1].isascii() and text[:1].isalpha() and (text[1:].isdecimal() or not text[1:])


def _begins_layout(code: str) -> bool:
    from drafter.checks.layout import LAYOUT  # with all that reads a DOCX

    return any(rule.code.startswith(code) for rule in (*LAYOUT, *TEXT))
