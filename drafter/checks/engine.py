"""Rules and what they find.

A rule is one function with a decorator; its docstring says what it checks to developers, its page of the manual is data and
says it to users.  It looks at one subject (for the layout family a
:class:`~drafter.checks.subject.Subject`) and yields what it sees.  The engine turns that into findings: code, severity and clause come
from the rule, and the same deviation at many places becomes one finding with a count.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from enum import Enum
from typing import Generic, NamedTuple, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from drafter.diagnostics import Diagnostic, Severity, Span

QUOTE = 20
"""How many characters of a paragraph a finding quotes."""


_VERBS = ("没有", "有", "不", "空", "用", "相同", "与", "在", "从", "居", "左空", "右空")
"""What is found reads as a verb of its own with these."""


class Strength(Enum):
    """How strongly the standard asks for something, or, for rules about the text, what sort of source asks for it."""

    REQUIRED = "规定"
    GENERAL = "一般"
    RECOMMENDED = "推荐"
    CUSTOM = "惯例"
    LAW = "法规"
    NATIONAL = "国标"
    POLICY = "政策"
    ARITHMETIC = "算术"
    """Nobody has to ask for it: numbers add up or they do not."""
    HOUSE = "本单位"


_SEVERITY = {
    Strength.REQUIRED: Severity.ERROR,
    Strength.GENERAL: Severity.WARNING,
    Strength.RECOMMENDED: Severity.WARNING,
    Strength.CUSTOM: Severity.INFO,
    Strength.LAW: Severity.ERROR,
    Strength.NATIONAL: Severity.ERROR,
    Strength.POLICY: Severity.WARNING,
    Strength.ARITHMETIC: Severity.ERROR,
    Strength.HOUSE: Severity.WARNING,
}


class Edit(NamedTuple):
    """A stretch of one paragraph, in characters of the source's line or paragraph, and what stands there instead."""

    start: int
    end: int
    """Exclusive; *start* if something is put in."""
    text: str


class Fix(Struct, frozen=True):
    """How a deviation can be mended without asking anybody."""

    edits: tuple[Edit, ...]
    safe: bool = True
    """False if somebody should read the outcome: it may change what is said."""


class Waiver(NamedTuple):
    """Why a sighting is not shown."""

    reason: str
    in_source: bool = True
    """Whether the checked file itself says so."""
    baseline: bool = False
    """Whether it was there before, and is kept in a baseline file."""


class Sighting(Struct, frozen=True):
    """One deviation at one place, as a rule sees it."""

    what: str
    """What deviates, as the subject of a sentence, such as 正文字体."""
    found: str
    wanted: str
    hint: str
    paragraph: int = 0
    """From 1; 0 if it lies in no paragraph of the body."""
    quote: str = ""
    where: str = ""
    """The place in words, if it is no paragraph: 第1个表格, 页脚."""
    start: int = 0
    """Where in the paragraph it lies, in characters of the text as printed, its number included."""
    end: int = 0
    """Exclusive; 0 if it concerns the paragraph as a whole."""
    sentence: str = ""
    """What is wrong as a sentence of its own, instead of *what*, *found* and *wanted*."""
    severity: Severity | None = None
    """If this one weighs less or more than its rule says."""
    fact: str = ""
    """The path of the fact that it concerns."""
    span: Span | None = None
    """Its line, if it is about a facts file."""
    within: str = ""
    """The sentence of the text that it stands in."""
    fix: Fix | None = None


Judge = Callable[[str, Sighting], Waiver | None]
"""Tells why a sighting under that code is not to be shown; None if it is."""


class Finding(Struct, frozen=True):
    """A deviation with everything that is told about it."""

    code: str
    severity: Severity
    strength: Strength
    clause: str
    """Clause of the standard; empty if it has none."""
    what: str
    found: str
    wanted: str
    hint: str
    paragraph: int
    """The first place; from 1, 0 if it lies in no paragraph of the body."""
    quote: str
    """The paragraph's first words."""
    where: str
    count: int = 1
    """At how many places."""
    start: int = 0
    """Where in the first paragraph it lies, in characters of the text as printed; see :class:`Sighting`."""
    end: int = 0
    sentence: str = ""
    fact: str = ""
    span: Span | None = None
    spots: tuple[Sighting, ...] = ()
    """All places that it counts, the first included."""
    waiver: Waiver | None = None
    """Set if it is not shown."""

    @property
    def place(self) -> str:
        """The place in words, with the paragraph's first words; empty if it is the whole document."""
        quoted = f"“{self.quote}”" if self.quote else ""
        return f"{self.where}{quoted}"

    @property
    def statement(self) -> str:
        """What was found, what is wanted, and where the standard says so."""
        source = f"{self.strength.value}，{self.clause}" if self.clause else self.strength.value
        many = f"（共{self.count}处）" if self.count > 1 else ""
        if self.sentence:
            return f"{self.sentence}{many}"
        verb = "" if self.found.startswith(_VERBS) else "是"
        return f"{self.what}{verb}{self.found}，应为{self.wanted}{many}（{source}）"

    @property
    def message(self) -> str:
        """One sentence: the place and the statement."""
        return f"{self.place}：{self.statement}" if self.place else self.statement

    def record(self) -> dict[str, str | int]:
        """The finding as plain data for JSON."""
        return {
            "code": self.code,
            "severity": self.severity.value,
            "strength": self.strength.value,
            "clause": self.clause,
            "paragraph": self.paragraph,
            "quote": self.quote,
            "where": self.where,
            "count": self.count,
            "found": self.found,
            "wanted": self.wanted,
            "message": self.message,
            "hint": self.hint,
            "start": self.start,
            "end": self.end,
            "fact": self.fact,
        }

    def diagnostic(self, shown: str) -> Diagnostic:
        """The finding as a diagnostic; the line of its place is the paragraph's number, or that of the fact."""
        place = self.span or Span(shown, max(self.paragraph, 1), source=self.quote)
        return Diagnostic(self.code, self.severity, place, self.message, self.hint)


S = TypeVar("S")
Check = Callable[[S], Iterable[Sighting]]


class Rule(Struct, Generic[S], frozen=True):
    """One thing that is checked."""

    code: str
    name: str
    """Short English name in kebab case, the same for ever."""
    strength: Strength
    severity: Severity
    clause: str
    check: Check[S]

    table: str = ""
    """The word list whose entries may say of themselves that they are errors; empty if there is none."""
    title: str = ""
    """Its name in Chinese."""
    manual: str = ""
    """What it checks and why, in Chinese, for ``drafter rules CODE``."""


class Registry(Generic[S]):
    """The rules of one family, by code; *manual* is a file in ``drafter/data`` with title and text of each."""

    def __init__(self, manual: str) -> None:
        self._manual = manual
        self._rules: dict[str, Rule[S]] = {}

    def rule(
        self,
        code: str,
        name: str,
        strength: Strength,
        clause: str = "",
        severity: Severity | None = None,
        table: str = "",
    ) -> Callable[[Check[S]], Check[S]]:
        """Register a check; its severity follows from *strength* unless it is given; *table* is as in :class:`Rule`.

        Raises:
            ValueError: *code* or *name* is taken.
        """

        def register(check: Check[S]) -> Check[S]:
            if any(code == rule.code or name == rule.name for rule in self._rules.values()):
                raise ValueError(f"rule {code} {name} is registered twice")
            self._rules[code] = Rule(code, name, strength, severity or _SEVERITY[strength], clause, check, table)
            return check

        return register

    def __iter__(self) -> Iterator[Rule[S]]:
        """Rules by ascending code."""
        return iter(rule for _, rule in sorted(self._rules.items()))

    def __getitem__(self, code: str) -> Rule[S]:
        return self._rules[code]

    def __contains__(self, code: str) -> bool:
        return code in self._rules

    def explained(self) -> tuple[Rule[S], ...]:
        """The rules by ascending code, with their titles and pages of the manual."""
        # Imported here: both cost as much as all rules, and only who reads the manual needs them.
        import tomllib
        from importlib.resources import files

        pages = tomllib.loads(files("drafter.data").joinpath(self._manual).read_text(encoding="utf-8"))
        return tuple(replace(rule, title=pages[rule.code][0], manual=pages[rule.code][1]) for rule in self)

    def __len__(self) -> int:
        return len(self._rules)

    def blocking(self, tables: Collection[str] = ()) -> tuple[Rule[S], ...]:
        """The rules whose findings keep a document from being signed, by ascending code.

        Those over *tables*, the word lists with an entry that is an error, are among them.
        """
        return tuple(rule for rule in self if rule.severity is Severity.ERROR or rule.table in tables)

    def run(
        self, subject: S, judge: Judge | None = None, rules: Iterable[Rule[S]] | None = None
    ) -> tuple[Finding, ...]:
        """All findings, of *rules* or of every rule, in the order of their places; what concerns the whole document comes first.

        Those that *judge* waives are among them, apart from what is shown.
        """
        found: list[Finding] = []
        for rule in self if rules is None else rules:
            found.extend(_gathered(rule, rule.check(subject), judge))
        return tuple(sorted(found, key=lambda finding: (finding.paragraph, finding.start, finding.code)))


def _gathered(rule: Rule[S], sightings: Iterable[Sighting], judge: Judge | None) -> Iterator[Finding]:
    """One finding for each way in which a rule is broken, at its first place, and one for each reason to waive it."""
    groups: dict[tuple[str, ...], dict[tuple[int, str, int], Sighting]] = {}
    for seen in sightings:
        key = (seen.what, seen.found, seen.wanted, seen.sentence, seen.fact)
        groups.setdefault(key, {}).setdefault((seen.paragraph, seen.where, seen.start), seen)
    for places in groups.values():
        waived: dict[Waiver | None, list[Sighting]] = {}
        for seen in places.values():
            waived.setdefault(judge(rule.code, seen) if judge else None, []).append(seen)
        for waiver, alike in waived.items():
            yield _finding(rule, tuple(alike), waiver)


def _finding(rule: Rule[S], seen: tuple[Sighting, ...], waiver: Waiver | None) -> Finding:
    first = seen[0]
    where = first.where or (f"第{first.paragraph}段" if first.paragraph else "")
    return Finding(
        code=rule.code,
        severity=first.severity or rule.severity,
        strength=rule.strength,
        clause=rule.clause,
        what=first.what,
        found=first.found,
        wanted=first.wanted,
        hint=first.hint,
        paragraph=first.paragraph,
        quote=first.quote.strip()[:QUOTE],
        where=where,
        count=len(seen),
        start=first.start,
        end=first.end,
        sentence=first.sentence,
        fact=first.fact,
        span=first.span,
        spots=seen,
        waiver=waiver,
    )
