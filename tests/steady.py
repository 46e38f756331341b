"""Settings for all tests, and a tally of what they tried."""

from collections import Counter

from hypothesis import settings

# The same examples at every run: a change is judged by what it changes.  Searching for new ones is a command of its own:
# python -m pytest --hypothesis-profile=search
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")

tried: Counter[str] = Counter()
"""How many inputs of each sort were tried; printed at the end of the run."""
tables: dict[str, list[str]] = {}
"""What was measured, by title; printed at the end of the run."""


def pytest_terminal_summary(terminalreporter):  # type: ignore[no-untyped-def]
    """Print the tally and the tables."""
    for name, count in sorted(tried.items()):
        terminalreporter.write_line(f"tried: {count} {name}")
    for title, rows in sorted(tables.items()):
        terminalreporter.section(title)
        for row in rows:
            terminalreporter.write_line(row)
