"""Every character of wording knows the fragment that it comes from, whatever block it stands in."""

from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.diagnostics import Problems
from drafter.document import runs_of
from drafter.markdown import parse
from drafter.markdown.origins import settle
from drafter.marks import Marks, Origin

OPEN, CLOSE = "(", ")"
SHAPES = {
    "paragraph": "{}",
    "heading": "## {}",
    "item": "- {}",
    "number": "1. {}",
    "quote": "> {}",
    "strong": "**{}**",
    "code": "`{}`",
    "table": "| {} |\n|---|\n| {} |",
}


def expected(template: str) -> list[tuple[str, str]]:
    """Each 甲 with the number of the innermost origin around it."""
    found: list[tuple[str, str]] = []
    stack: list[str] = []
    opened = 0
    for character in template:
        if character == OPEN:
            stack.append(str(opened))
            opened += 1
        elif character == CLOSE:
            stack.pop()
        elif character == "甲":
            found.append((character, stack[-1] if stack else ""))
    return found


def balanced(template: str) -> str:
    """*template* without brackets that nothing opens or closes."""
    out, depth = "", 0
    for character in template:
        if character == CLOSE and not depth:
            continue
        depth += {OPEN: 1, CLOSE: -1}.get(character, 0)
        out += character
    return out + CLOSE * depth


def marked(template: str, marks: Marks) -> str:
    out, opened = "", 0
    for character in template:
        if character == OPEN:
            out += marks.wrap(Origin(str(opened), None), "")[0]
            opened += 1
        else:
            out += "\U0010fffd" if character == CLOSE else character
    return out


BIT = st.text(alphabet="甲()", min_size=1, max_size=6)


@st.composite
def texts(draw: st.DrawFn) -> str:
    blocks = []
    for shape in draw(st.lists(st.sampled_from(sorted(SHAPES)), min_size=1, max_size=5)):
        template = SHAPES[shape]
        body = template.format(*(f"甲{draw(BIT)}甲" for _ in range(template.count("{}"))))
        blocks.append(draw(st.sampled_from(["", OPEN, CLOSE])) + body + draw(st.sampled_from(["", OPEN, CLOSE])))
    return balanced("\n\n".join(blocks))


@given(texts())
@settings(max_examples=300, deadline=None)
def test_each_character_has_the_innermost_origin_around_it(template: str) -> None:
    marks, problems = Marks(), Problems()
    parsed = parse(marked(template, marks), marks, problems, file="甲.md")
    found = [
        (character, run.origin.name if run.origin else "")
        for block in parsed.blocks
        for run in runs_of(block)
        for character in run.text
    ]
    assert found == expected(template)
    assert len(problems) == 0


@given(texts())
@settings(max_examples=100, deadline=None)
def test_settling_keeps_every_line_in_its_place(template: str) -> None:
    text = settle(marked(template, Marks()))
    bare = "".join(c for c in text if c < "\U00100000")
    assert bare.split("\n") == template.replace(OPEN, "").replace(CLOSE, "").split("\n")
