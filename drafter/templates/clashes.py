"""Facts that are a value where the wording expects a group, or the reverse: one finding each, however many fragments ask."""

from __future__ import annotations

from drafter.diagnostics import Problems, Span
from drafter.templates.trouble import Trouble


class Clashes:
    """The clashes of one document, gathered until all fragments have been spoken."""

    def __init__(self) -> None:
        self._met: dict[Span, tuple[Trouble, list[Span]]] = {}

    def add(self, trouble: Trouble, place: Span) -> None:
        """The wording at *place* met *trouble* with the fact that it names first."""
        self._met.setdefault(trouble.related[0], (trouble, []))[1].append(place)

    def report(self, problems: Problems) -> None:
        """One error for each fact, at its line, naming the first piece of wording."""
        for fact, (trouble, places) in self._met.items():
            others = len(dict.fromkeys(places)) - 1
            message = trouble.message + (f"（另有{others}处写法也是这样）" if others else "")
            problems.error(trouble.code, fact, message, trouble.hint, (places[0],))
