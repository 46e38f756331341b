"""From facts and wording to Markdown with marks, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from drafter.diagnostics import Problems, Span
from drafter.facts import Facts, OwnText, nearest, parse_value
from drafter.facts.values import Pending
from drafter.fragments import Fragment, Library, Variant, Wording, scan
from drafter.marks import Mark, Marks, Origin
from drafter.templates.account import Account, Missing, Rendered, RenderedSection, Unused
from drafter.templates.cache import CodeCache
from drafter.templates.clashes import Clashes
from drafter.templates.engine import Engine, Session, Use
from drafter.templates.kind import Kind
from drafter.templates.leftovers import report_leftovers, report_unplaced
from drafter.templates.needs import DOCUMENT, needs_of
from drafter.templates.outline import Section, Unit, full_key, outline_of, renamed, shipped_fragments
from drafter.templates.own import OWN, paragraphs, traced
from drafter.templates.selection import Choice, Chooser, Order, order_of
from drafter.templates.speaker import Speaker
from drafter.templates.trouble import Trouble, WordingError
from drafter.templates.views import Gap


def render(kind: Kind, facts: Facts, library: Library, problems: Problems, cache: CodeCache) -> Rendered:
    """Speak all sections of *kind*.

    Mistakes in the wording become problems; the fragment they stand in prints a gap in their place.
    """
    rendering = _Rendering(kind, facts, library, problems, cache)
    sections = tuple(rendering.section(s) for s in rendering.sections)
    rendering.leftovers()
    cache.save()
    return rendering.account(tuple(s for s in sections if s.markdown))


class _Rendering:
    """One run over one document."""

    def __init__(self, kind: Kind, facts: Facts, library: Library, problems: Problems, cache: CodeCache) -> None:
        self._kind, self._facts, self._library, self._problems = kind, facts, library, problems
        departments = {name: theme.department for name, theme in library.themes.items()}
        departments |= {s.topic: departments.get(s.name, "") for s in kind.sections if s.topic not in departments}
        self._clashes = Clashes()
        self._speaker = Speaker(facts, kind.catalogue, departments)
        self._engine = Engine(self._speaker, cache)
        self._outline = shipped_fragments(kind)
        self.sections = outline_of(kind, facts.document, problems)
        self._order: Order = order_of(self._outline, library, _seed(facts))
        self._chooser = Chooser(self._speaker, self._order, facts.document, _year(facts), problems, self._clashes)
        self._account = Account()

    def section(self, section: Section) -> RenderedSection:
        """One section as Markdown."""
        spec = section.spec
        session = Session(Marks(), theme=spec.name)
        alone = spec.nature != "正文" or self._has_text(section)
        blocks: list[tuple[str, Span | None]] = []
        for unit in section.units:
            text = self._unit(renamed(unit, lambda lead: self._given(f"段题.{lead}", session)), section, session, alone)
            blocks.append((text, unit.variant.at_line(0)))
        blocks += self._own_paragraphs(section, session)
        blocks = [(t, p) for t, p in blocks if t.strip()]
        self._account.uses += session.uses
        if not blocks:
            return RenderedSection(spec.name, "", session.marks, spec.numbered)
        heading = self._heading(section, session)
        if heading:
            blocks.insert(0, (f"# {heading}", spec.span))
        return _assembled(spec.name, spec.numbered, blocks, session.marks)

    def _heading(self, section: Section, session: Session) -> str:
        name = f"章题.{section.spec.name}"
        text, place = self._given(name, session), section.spec.span
        if text:
            place = self._facts.document[name].span
        variant = _plain(scan(text or section.spec.heading), place)
        return self._spoken(variant, session, Origin(name, place))

    def _given(self, name: str, session: Session) -> str:
        """The heading or lead that 文稿 gives at *name*, as wording; its gap if it is known to be missing; empty for none."""
        setting = self._facts.document.get(name)
        if setting is None or not setting.values:
            return ""
        return self._engine.missing(f"{DOCUMENT}.{name}", session) if setting.pending else setting.values[0]

    def _has_text(self, section: Section) -> bool:
        """Whether *section* says something beside fragments that name no fact."""
        if self._own_of(section) or any(u.prose for u in section.units):
            return True
        if any(key in self._facts.rewritten for key in section.fragments):
            return True
        choices = (self._chooser.choose(f) for f in map(self._library.fragment, section.fragments) if f)
        return any(c.variant and not c.factless for c in choices)

    def _unit(self, unit: Unit, section: Section, session: Session, alone: bool) -> str:
        functions = {"片段": self._placer(unit, section, session, alone)}
        origin = Origin(f"章-{section.spec.name}.md", unit.variant.at_line(0))
        return self._spoken(unit.variant, session, origin, functions, unwrapped=True)

    def _placer(self, unit: Unit, section: Section, session: Session, alone: bool) -> Callable[..., str]:
        def place(*names: object) -> str:
            keys = [full_key(section.spec.name, str(name)) for name in names]
            said = [self._fragment(key, unit, session, alone) for key in keys] or [""]
            session.placed += len(said)
            session.silent += sum(not text for text in said)
            return "".join(said)

        place.is_wording = True  # type: ignore[attr-defined]
        return place

    def _fragment(self, key: str, unit: Unit, session: Session, alone: bool) -> str:
        fragment = self._library.fragment(key)
        if fragment is None:
            self._unknown(key, unit)
            return ""
        return self._said(fragment, session, alone) + self._own_after(fragment, session)

    def _said(self, fragment: Fragment, session: Session, alone: bool) -> str:
        rewritten = self._facts.rewritten.get(fragment.key)
        if rewritten is not None:
            paths = frozenset(p for v in fragment.variants for p in needs_of(v.wording).paths)
            self._account.rewritten[fragment.key] = paths
            path = f"{DOCUMENT}.改写.{fragment.key}"
            texts = [self._own_text(v, path, session) for v in paragraphs(rewritten)]
            return "\n\n".join(t for t in texts if t)
        choice = self._chooser.choose(fragment)
        if choice.variant is None or (choice.factless and not alone):
            return ""
        outer, session.theme = session.theme, fragment.theme
        text = self._spoken(choice.variant, session, Origin(fragment.key, choice.variant.at_line(0)))
        session.theme = outer
        return text

    def _spoken(
        self,
        variant: Variant,
        session: Session,
        origin: Origin,
        functions: Mapping[str, Callable[..., str]] | None = None,
        *,
        unwrapped: bool = False,
    ) -> str:
        before = len(session.uses)
        if variant.wording.faults:
            return _mistaken(origin, variant.at_line(0), session)
        try:
            text = self._engine.speak(variant.wording, session, dict(functions or {}))
        except WordingError as error:
            del session.uses[before:]
            self._report(variant, error)
            return _mistaken(origin, variant.at_line(error.row), session)
        self._blame(session.uses[before:], session.theme)
        while session.troubles:
            self._warn(variant, session.troubles.pop(0))
        return text if unwrapped or not text.strip() else _wrapped(text, origin, session.marks)

    def _blame(self, uses: Iterable[Use], theme: str) -> None:
        for use in uses:
            if use.gap:
                for path in use.paths:
                    self._account.themes.setdefault(path, theme)

    def _warn(self, variant: Variant, trouble: Trouble) -> None:
        """A fact did not fit an optional clause: the rest of the sentence stands."""
        if trouble.code == "J021":
            self._clashes.add(trouble, variant.at_line(0))
            return
        fact, *others = trouble.related
        message = f"{trouble.message}，说到它的分句没有印"
        self._problems.warning("J022", fact, message, trouble.hint, (*others, variant.at_line(0)))

    def _report(self, variant: Variant, error: WordingError) -> None:
        row = min(error.row, len(variant.lines) - 1)
        line = variant.lines[row] if variant.lines else ""
        column = line.find(error.word) if error.word else -1
        tag = line.find("{")
        start = column if column >= 0 else max(tag, 0)
        end = start + len(error.word) if column >= 0 else _tag_end(line, start)
        place = Span(variant.file, variant.line + row, start + 1, end + 1, line)
        trouble = error.trouble
        if trouble.code == "J021":
            self._clashes.add(trouble, place)
            return
        self._problems.error(trouble.code, place, trouble.message, trouble.hint, trouble.related)

    def _own_of(self, section: Section) -> tuple[OwnText, ...]:
        return self._facts.own.get(section.spec.topic, ())

    def _own_paragraphs(self, section: Section, session: Session) -> list[tuple[str, Span | None]]:
        said: list[tuple[str, Span | None]] = []
        topic = section.spec.topic
        placed = {k.partition("/")[2] for k in section.fragments} | set(section.fragments)
        for own in self._own_of(section):
            if own.after and own.after in placed:
                continue
            if own.after:
                near = nearest(own.after, placed)
                hint = (
                    f"是不是“{near}”？"
                    if near
                    else f"这一章的片段有：{'、'.join(sorted(k for k in placed if '/' not in k))}"
                )
                self._problems.error(
                    "F342", own.span, f"“放在: {own.after}”不是“{section.spec.name}”这一章里的片段，先放在章末", hint
                )
            self._account.placed_own.add(id(own))
            self._account.own += 1
            said += [(self._own_text(v, f"{topic}.{OWN}", session), v.at_line(0)) for v in paragraphs(own)]
        return said

    def _own_after(self, fragment: Fragment, session: Session) -> str:
        said = []
        for topic, texts in self._facts.own.items():
            for own in texts:
                theme = next((s.name for s in self._kind.sections if s.topic == topic), topic)
                if own.after and full_key(theme, own.after) == fragment.key and id(own) not in self._account.placed_own:
                    self._account.placed_own.add(id(own))
                    self._account.own += 1
                    said += [self._own_text(v, f"{topic}.{OWN}", session) for v in paragraphs(own)]
        return "".join(said)

    def _own_text(self, variant: Variant, path: str, session: Session) -> str:
        if isinstance(parse_value(variant.wording.source), Pending):
            return self._engine.missing(path, session)
        for offset, message, hint in variant.wording.faults:
            self._problems.error("J003", variant.place(offset, 2), message, hint)
        marked = traced(variant, path, session.marks, self._library.names)
        return self._spoken(marked, session, Origin(path, variant.at_line(0), own=True))

    def _unknown(self, key: str, unit: Unit) -> None:
        near = nearest(key, self._library.keys)
        hint = (
            f"是不是“{near}”？" if near else f"在片段文件 {key.partition('/')[0]}.md 里写“## {key.partition('/')[2]}”"
        )
        name = key.partition("/")[2]
        offset = max(0, unit.variant.wording.source.find(name))
        self._problems.error("J031", unit.variant.place(offset, len(name)), f"没有名为“{key}”的片段", hint)

    def leftovers(self) -> None:
        """Report what belongs to nothing in this document."""
        self._clashes.report(self._problems)
        report_leftovers(self._kind, self.sections, self._facts, self._library, self._problems)
        report_unplaced(self._outline, self._library, self._would_speak, self._problems)

    def _would_speak(self, fragment: Fragment) -> bool:
        choice: Choice = self._chooser.choose(fragment)
        return choice.variant is not None and not choice.factless

    def account(self, sections: tuple[RenderedSection, ...]) -> Rendered:
        """The account of the whole document."""
        session = Session(Marks())
        title, subtitle = (
            self._title("标题", self._kind.title, session),
            self._title("副标题", self._kind.subtitle, session),
        )
        used = frozenset(self._owner(p) for use in self._account.uses if not use.gap for p in use.paths) - {""}
        return Rendered(
            sections=sections,
            title=title,
            subtitle=subtitle,
            used=used,
            missing=tuple(self._missing()),
            unused=tuple(self._unused(used)),
            computed=tuple(u for u in self._account.uses if u.computed and any(_is_fact(p) for p in u.paths)),
            own=self._account.own,
            rewritten=tuple(self._account.rewritten),
            pinned=tuple(k.removeprefix("选用.") for k in self._facts.document if k.startswith("选用.")),
            moved=self._order.moved,
        )

    def _title(self, name: str, shipped: str, session: Session) -> str:
        setting = self._facts.document.get(name)
        text = setting.values[0] if setting and setting.values else shipped
        place = setting.span if setting else self._kind.span
        spoken = self._spoken(_plain(scan(text), place), session, Origin(name, place), unwrapped=True)
        return "".join(mark.text if (mark := session.marks.mark(c)) else c for c in spoken)

    def _owner(self, path: str) -> str:
        while path and path not in self._facts.facts:
            path = path.rpartition(".")[0]
        return path

    def _missing(self) -> list[Missing]:
        printed = dict.fromkeys(p for use in self._account.uses if use.gap for p in use.paths)
        declared = [p for p, f in self._facts.facts.items() if isinstance(f.value, Pending) and p not in printed]
        heading = [
            p for p in map(f"{DOCUMENT}.{{}}".format, self._facts.document) if self._pending(p) and p not in printed
        ]
        return [self._gap(p, True) for p in (*printed, *heading)] + [self._gap(p, False) for p in declared]

    def _pending(self, path: str) -> bool:
        view = self._speaker.view(path)
        return isinstance(view, Gap) and view.pending

    def _gap(self, path: str, printed: bool) -> Missing:
        fact = self._facts.get(path)
        note = fact.value.note if fact and isinstance(fact.value, Pending) else ""
        department = self._speaker.department(path, self._account.themes.get(path, ""))
        return Missing(path, department, note, fact.span if fact else None, printed)

    def _unused(self, used: frozenset[str]) -> list[Unused]:
        left = [fact for path, fact in self._facts.facts.items() if fact.given and path not in used]
        replaced = frozenset(p for paths in self._account.rewritten.values() for p in paths)
        speakers = self._speakers() if left else {}
        return [Unused(f, "改写未用" if f.path in replaced else speakers.get(f.path, "")) for f in left]

    def _speakers(self) -> dict[str, str]:
        """For each fact that wording names, the first fragment that could say it, though this document may place none."""
        said: dict[str, str] = {}
        for fragment in filter(None, map(self._library.fragment, self._library.keys)):
            for variant in fragment.variants:
                for path in needs_of(variant.wording).paths:
                    said.setdefault(path, f"片段“{fragment.key}”会用到它")
        return said


def _mistaken(origin: Origin, place: Span, session: Session) -> str:
    """What is printed in the place of wording that can't be spoken."""
    return session.marks.put(Mark(f"【写法有误：{origin.name}】", (), place, gap=True))


def _tag_end(line: str, start: int) -> int:
    ends = [e + 2 for closing in ("}}", "%}") if (e := line.find(closing, start)) >= 0]
    return min(ends, default=len(line))


def _plain(wording: Wording, place: Span | None) -> Variant:
    span = place or Span("", 1)
    return Variant(wording, span.file, span.line, (span.source,), (max(0, span.column - 1),))


def _wrapped(text: str, origin: Origin, marks: Marks) -> str:
    """*text* within its origin; a block that must stand alone gets its blank lines outside."""
    lines = text.split("\n")
    before = "\n\n" if lines[0].startswith("|") else ""
    after = "\n\n" if len(lines) > 1 and lines[-1].lstrip().startswith(("|", "- ", "* ", "1.")) else ""
    return f"{before}{marks.wrap(origin, text)}{after}"


def _assembled(name: str, numbered: bool, blocks: list[tuple[str, Span | None]], marks: Marks) -> RenderedSection:
    lines: list[str] = []
    places: list[Span | None] = []
    for text, place in blocks:
        rows = [*text.split("\n"), ""]
        lines += rows
        places += [place] * len(rows)
    return RenderedSection(name, "\n".join(lines), marks, numbered, tuple(places))


def _seed(facts: Facts) -> str:
    def said(name: str) -> str:
        setting = facts.document.get(name)
        return setting.values[0] if setting and setting.values else ""

    return f"{said('单位')}\0{said('年度')}"


def _year(facts: Facts) -> int:
    setting = facts.document.get("年度")
    text = setting.values[0] if setting and setting.values else ""
    return int(text[:4]) if text[:4].isdecimal() else 0


def _is_fact(path: str) -> bool:
    return path.partition(".")[0] != DOCUMENT
