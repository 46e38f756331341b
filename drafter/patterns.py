"""Regular expressions that are compiled when they are first used.

The modules of drafter hold several hundred of them, a run uses a part, and compiling one costs 100 µs: a start that compiled all
of them would take longer than a report.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any, AnyStr, Generic, cast

from drafter.kept_patterns import compiled


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """``re.compile(pattern, flags)``, put off until the first search; afterwards a search costs what it costs there.

    The value offers methods and attributes of a compiled pattern, but ``re.search(value, …)`` and ``isinstance`` do not know it.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))


class _Lazy(Generic[AnyStr]):
    def __init__(self, pattern: AnyStr, flags: int) -> None:
        self.pattern: AnyStr = pattern
        self._given = flags

    @cached_property
    def _compiled(self) -> re.Pattern[AnyStr]:
        return compiled(self.pattern, self._given)

    def __getattr__(self, name: str) -> Any:
        """Reached once for each name: the answer, mostly a bound method, is an attribute from then on."""
        if name.startswith("_"):
            raise AttributeError(name)
        found = self.__dict__[name] = getattr(self._compiled, name)
        return found

    def __reduce__(self) -> tuple[object, ...]:
        return lazy, (self.pattern, self._given)

    def __repr__(self) -> str:
        return f"lazy({self.pattern!r}, {self._given})"
