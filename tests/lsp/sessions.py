"""Sessions of somebody who writes: the versions of a text, one small edit after another."""

from collections.abc import Sequence
from pathlib import Path
from typing import Literal

from hypothesis import strategies as st

from tests.benchmarks.services import yaml_service

EXAMPLES = Path(__file__).parents[2] / "examples"
ONE_PROCESS = yaml_service(20, per_process=20)
TEXTS = (
    yaml_service(30, per_process=5),
    ONE_PROCESS,
    *(file.read_text() for file in sorted(EXAMPLES.glob("*s*.blueprint.yaml"))[:3]),
)
WRITTEN_OTHERWISE = (ONE_PROCESS.replace("\n", "\r\n"), "".join(f"  {line}" for line in ONE_PROCESS.splitlines(keepends=True)))
"""The same as ``ONE_PROCESS`` with other line ends, and with another indent."""
SNIPPETS = (
    "", "\n", "  ", "x", ": ", "'", '"', "{", "}", "[", "# ", "- ", "&a ", "*a", "|\n", ">-\n", "---\n", "...\n", "\t", "\r\n",
    "!", "\ufeff", "😀", "漢", "\x07", "\u2028", "~", "null", "next", "  extra:\n", "  extra: {title: More, phase: in-sale}\n",
    "x: 1\n", "processes:\n", "    steps:\n", "? ", "<<: {}", ",", "0", "1e999", "%YAML 1.1\n", "      step-3:\n", "step-3",
    "      step-99: {lane: customer, does: More, ends: Done}\n", "        lane: customer\n", "    kind: other\n", "\n      ",
    "      # more\n", ": {a: 1}", ": &a 1", "|2\n", ">+\n\n", "\n          more", '", "x": "', "what-follows: 0\n", "\r",
)  # fmt: skip
WORDS = (
    "buyer",
    "clerk",
    "customer",
    "frontstage",
    "step-1",
    "step-2",
    "step-4",
    "part-1",
    "1h",
    "40d",
    "web",
    "return",
    "other",
)

Edit = tuple[float, bool, int, str]
"""Where (as a share of the text), whether at the beginning of a word or line, how many letters go, and what comes instead."""

edits = st.tuples(
    st.floats(0, 1),
    st.booleans(),
    st.sampled_from((0, 0, 1, 2, 7, 40, 300)),
    st.sampled_from(SNIPPETS) | st.text(max_size=3),
)


def edited(text: str, edit: Edit) -> str:
    share, at_word, length, put = edit
    starts = [0, *(at for at, letter in enumerate(text) if letter in " \n:{"), len(text)] if at_word else range(len(text) + 1)
    at = starts[int(share * (len(starts) - 1))]
    return text[:at] + put + text[at + length :]


Lines = tuple[Literal["doubled", "out", "further", "nearer", "moved"], float, float, int]
"""What happens to some lines of a text: where they begin, where they are put (both as shares of it), and how many."""

line_edits: st.SearchStrategy[Lines] = st.tuples(
    st.sampled_from(("doubled", "out", "further", "nearer", "moved")), st.floats(0, 1), st.floats(0, 1), st.integers(1, 8)
)


def rearranged(text: str, edit: Lines) -> str:
    """The text with some of its lines doubled, left out, put elsewhere, or indented by as many blanks as there are lines."""
    kind, share, to, count = edit
    lines = text.splitlines(keepends=True) or [""]
    at = int(share * (len(lines) - 1))
    before, some, after = lines[:at], lines[at : at + count], lines[at + count :]
    match kind:
        case "doubled":
            some = some * 2
        case "further":
            some = [" " * count + line for line in some]
        case "nearer":
            some = [line[min(count, len(line) - len(line.lstrip(" "))) :] for line in some]
        case "moved":
            rest = before + after
            place = int(to * len(rest))
            before, after = rest[:place], rest[place:]
        case "out":
            some = []
    return "".join(before + some + after)


def renamed(text: str, change: tuple[str, str, float]) -> str:
    """The text with one of the words there instead of another: it can be read still, and means something else."""
    old, new, share = change
    places = [at for at in range(len(text)) if text.startswith(old, at)]
    if not places:
        return text
    at = places[int(share * (len(places) - 1))]
    return text[:at] + new + text[at + len(old) :]


@st.composite
def sessions(draw: st.DrawFn, *, meaning: bool = False, texts: Sequence[str] = TEXTS) -> list[str]:
    """The versions of a text, some of which take back what was done; with ``meaning``, most of them can be read."""
    texts = [draw(st.sampled_from(texts))]
    words = st.sampled_from(WORDS)
    for _ in range(draw(st.integers(1, 6))):
        kind = draw(st.integers(0, 5))
        if kind == 0:
            texts.append(draw(st.sampled_from(texts)))
        elif kind == 1:
            texts.append(rearranged(texts[-1], draw(line_edits)))
        elif kind > 2 and meaning:
            texts.append(renamed(texts[-1], draw(st.tuples(words, words, st.floats(0, 1)))))
        else:
            texts.append(edited(texts[-1], draw(edits)))
    return texts
