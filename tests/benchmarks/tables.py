"""The figures as tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TextIO

_RATIO = "ratio to docxtpl"


def print_tables(results: Mapping[str, Any], out: TextIO) -> None:
    """Write *results* for a reader."""
    out.writelines(f"{line}\n" for line in lines(results))


def lines(results: Mapping[str, Any]) -> Iterator[str]:
    """One line after the other."""
    machine = results["machine"]
    peers = ", ".join(
        [*machine["installed"], *([machine["pandoc"]] if machine["pandoc"] else ["pandoc not installed"])]
    )
    yield f"Python {machine['python']} on {machine['system']}, {machine['cores']} cores; {peers}; {results['rounds']} rounds"
    yield "milliseconds and ratios as least / middle / most; ratios pair by pair within a round"
    yield from _table("start-up", results["start"], {"ms": _triple, "peak": _peak})
    for times, found in results["lengths"].items():
        report = found["report"]
        yield ""
        yield f"== the report ×{times}: {report['characters']} characters, {report['facts']} different facts"
        whole = {"ms": _triple, "ratio": _ratio, "peak": _peak, "bytes": _bytes}
        yield from _table("whole process", found["whole process"], whole)
        yield from _table(
            "steady", found["steady"], {"ms": _triple, "per second": _rate, "ratio": _ratio, "peak": _peak}
        )
        yield from _table("commands, whole process", found["commands"], {"ms": _triple, "peak": _peak})
    yield from _growth(results["lengths"])


def _growth(lengths: Mapping[str, Any]) -> Iterator[str]:
    """How much longer a longer document takes: equal to its length or less where growth is linear."""
    first, *longer = lengths.items()
    for sort in ("whole process", "steady"):
        for times, found in longer:
            yield ""
            yield f"{sort}, ×{times} over ×{first[0]} in time"
            for name, row in found[sort].items():
                yield f"  {name:<28}{row['ms'][1] / first[1][sort][name]['ms'][1]:>10.1f}"


def _table(title: str, rows: Mapping[str, Any], columns: Mapping[str, Any]) -> Iterator[str]:
    heads = {"ms": "milliseconds", "ratio": _RATIO, "peak": "peak MiB", "per second": "per second", "bytes": "bytes"}
    yield ""
    yield f"{title:<30}" + "".join(
        f"{heads[name]:>26}" if name in ("ms", "ratio") else f"{heads[name]:>12}" for name in columns
    )
    for name, row in rows.items():
        cells = (f"{show(row.get(key)):>{26 if key in ('ms', 'ratio') else 12}}" for key, show in columns.items())
        yield f"  {name:<28}" + "".join(cells)


def _triple(found: list[float] | None) -> str:
    return " / ".join(f"{number:.1f}" for number in found) if found else "–"


def _ratio(found: list[float] | None) -> str:
    return " / ".join(f"{number:.2f}" for number in found) if found else "–"


def _peak(found: float | None) -> str:
    return f"{found:.0f}" if found else "–"


def _rate(found: float) -> str:
    return f"{found:.1f}"


def _bytes(found: int) -> str:
    return f"{found:,}"
