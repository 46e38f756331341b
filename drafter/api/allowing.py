"""Which findings are let stand: by 放过 in the file itself or beside it, by ``--allow``, by a baseline."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path

from drafter.api.baseline import Baseline, Known, diagnostic_known_by, known_by
from drafter.api.folders import ALLOWANCES_FILE, shown_path
from drafter.checks import Sighting, Waiver
from drafter.checks.engine import Finding
from drafter.checks.letting_stand import ALLOWANCES, Tried
from drafter.diagnostics import Diagnostic, Problems, Span, failure
from drafter.facts import Allowance, TypedAllowance, read_allowances, without_allowances
from drafter.patterns import lazy
from drafter.yamlfile import load_text

_ITEM = lazy(r"(?P<indent>\s*)(?P<dash>-\s*)?(?P<text>.*)")


class Silence:
    """What is let stand in one file: a judge over its findings that remembers which allowances it needed."""

    def __init__(self, own: Iterable[Allowance], shared: Iterable[Allowance], baseline: Baseline | None) -> None:
        self._own = tuple(own)
        self._shared = tuple(shared)
        self._baseline = baseline
        self.used: set[Allowance] = set()

    @property
    def allowances(self) -> tuple[Allowance, ...]:
        """All that speak about this file."""
        return (*self._own, *self._shared)

    def judge(self, code: str, sighting: Sighting) -> Waiver | None:
        """Why a sighting of a rule is let stand."""
        said = (sighting.quote, sighting.within, sighting.sentence, sighting.found)
        return self._waiver(code, said, lambda: known_by(code, sighting))

    def of(self, diagnostic: Diagnostic) -> Waiver | None:
        """Why a finding about a line is let stand."""
        source = diagnostic.place.source if isinstance(diagnostic.place, Span) else ""
        return self._waiver(diagnostic.code, (diagnostic.message, source), lambda: diagnostic_known_by(diagnostic))

    def _waiver(self, code: str, said: Iterable[str], known: Callable[[], Known]) -> Waiver | None:
        found = [one for one in self.allowances if one.covers(code, said)]
        self.used.update(found)
        if found:
            return Waiver(found[0].reason, found[0] in self._own)
        if self._baseline is not None and self._baseline.take(known()):
            return Waiver("旧账", in_source=False, baseline=True)
        return None


class Silences:
    """What is let stand in a run over several files."""

    def __init__(self, files: Iterable[Path] = (), baseline: Baseline | None = None) -> None:
        self.problems = Problems()
        """What is wrong with the lists themselves."""
        self.baseline = baseline
        self._given = tuple(one for path in files for one in self._listed(path))
        self._beside: dict[Path, tuple[Allowance, ...]] = {}
        self._used: set[Allowance] = set()
        self._tried: dict[Allowance, None] = {}

    def about(self, path: Path, own: Iterable[Allowance] = ()) -> Silence:
        """What is let stand in the file *path*, whose *own* lines come first."""
        return Silence(own, (*self._given, *self._near(path)), self.baseline)

    def settle(self, silence: Silence, ran: Callable[[str], bool]) -> None:
        """Take note of what was needed for one file; *ran* tells whether the rule with that code looked at it."""
        self._used |= silence.used
        self._tried.update(dict.fromkeys(one for one in silence.allowances if ran(one.code)))

    def unused(self) -> tuple[Finding, ...]:
        """A finding for each allowance whose rule ran and that nothing needed."""
        return ALLOWANCES.run(Tried(tuple(one for one in self._tried if one not in self._used)))

    def _near(self, path: Path) -> tuple[Allowance, ...]:
        beside = (path if path.is_dir() else path.parent) / ALLOWANCES_FILE
        if beside not in self._beside:
            self._beside[beside] = tuple(self._listed(beside)) if beside.is_file() else ()
        return self._beside[beside]

    def _listed(self, path: Path) -> tuple[Allowance, ...]:
        text = load_text(path, shown_path(path), self.problems)
        return read_allowances(_lines(text or "", shown_path(path)), self.problems)


def silences_of(files: Iterable[Path], baseline: Baseline | None = None) -> Silences:
    """What the files behind ``--allow`` and a baseline let stand.

    Raises:
        DrafterError: D001, one of *files* is not there.
    """
    found = tuple(files)
    for path in found:
        if not path.is_file():
            hint = "检查文件名；文件里一行写一条，例如：- W402 “引文”：理由"
            raise failure("D001", None, f"--allow 的文件“{shown_path(path)}”找不到", hint)
    return Silences(found, baseline)


def _lines(text: str, shown: str) -> Iterator[TypedAllowance]:
    """The items of a list of 放过: a dash before each; an indented line without one goes on with the last."""
    item, place = "", Span(shown, 1)
    for number, raw in enumerate(text.split("\n"), 1):
        match = _ITEM.match(raw)
        line = match["text"].rstrip() if match else ""
        if not match or not line or line.startswith("#") or line in ("--", "放过:", "放过："):
            continue
        if match["indent"] and not match["dash"] and item:
            item += line
            continue
        if item:
            yield TypedAllowance(_bare(item), place)
        item, place = line, Span(shown, number, match.start("text") + 1, len(raw.rstrip()) + 1, raw)
    if item:
        yield TypedAllowance(_bare(item), place)


def _bare(item: str) -> str:
    """A YAML text without the straight quotation marks around the whole of it."""
    whole = len(item) > 1 and item[0] == item[-1] and item[0] in "'\""
    return item[1:-1].replace(item[0] * 2, item[0]) if whole else item


def text_of_markdown(lines: list[str], shown: str) -> tuple[list[str], list[TypedAllowance]]:
    """The lines of a Markdown draft with those blank that are no text, and the allowances among them.

    No text are the front matter between two ``---`` and comments that begin with 放过.
    """
    kept, found = without_allowances(lines, shown)
    front = _front_matter(lines)
    return [*[""] * front, *kept[front:]], found


def _front_matter(lines: list[str]) -> int:
    """How many lines the front matter takes; 0 if there is none, or it does not end."""
    rest = enumerate(lines[1:], 2)
    return next((n for n, raw in rest if raw.rstrip() == "---"), 0) if lines[:1] and lines[0].rstrip() == "---" else 0


def let_stand(problems: Problems, allowed: Collection[TypedAllowance], facts_file: Path) -> tuple[Problems, Problems]:
    """The findings of *problems* that stay, and those that *allowed*, typed in *facts_file*, or a list beside it lets stand.

    What is wrong with *allowed* is among those that stay; what is wrong with the list is for who checks to tell.
    """
    complaints, kept, stood = Problems(), Problems(), Problems()
    silence = Silences().about(facts_file, read_allowances(allowed, complaints))
    for one in (*problems, *complaints):
        (stood if silence.of(one) else kept).add(one)
    return kept, stood
