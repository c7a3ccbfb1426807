"""The page of tables tells what the outline tells, and is well formed whatever the texts."""

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.documents import load
from blueprint.errors import UsageError
from blueprint.model import Blueprint, End, Part, Process, Step
from blueprint.outline import page
from blueprint.outline.pages import HEAD
from tests.effort import tries

EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.blueprint.yaml"))
texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=40).filter(lambda text: bool(text.strip()))


class Reader(HTMLParser):
    """Follows the tags of a page; every tag that must be closed is, in order."""

    EMPTY = ("meta", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.seen: list[str] = []
        self.feed(text)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)
        self.open += [tag] if tag not in self.EMPTY else []
        self.ids += [value or "" for key, value in attrs if key == "id"]
        self.links += [(value or "").removeprefix("#") for key, value in attrs if key == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def saying(text: str) -> Blueprint:
    step = Step(lane="customer", does=text, with_={"frontstage": Part(does=text)}, evidence=(text,), way=End(text=text))
    process = Process(title=text, phase="in-sale", kind="other", start=("a",), steps={"a": step})
    return Blueprint(id="x", title=text, description=text, processes={"p": process})


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name.partition(".")[0])
def test_every_step_has_a_row(path: Path) -> None:
    blueprint = load(path)
    wanted = [f"{name}.{step}" for name in blueprint.process_ids() for step in blueprint.processes[name].steps]
    reader = Reader(page(blueprint, "html"))
    assert [each for each in reader.ids if "." in each] == wanted
    assert set(reader.links) == set(blueprint.processes)
    assert reader.seen.count("th") == len(wanted) + len(HEAD) * len(blueprint.processes)
    rows = [line for line in page(blueprint, "markdown").splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert len(rows) == len(wanted)


@settings(max_examples=tries(60), deadline=None)
@given(texts)
def test_any_text_gives_a_well_formed_page(text: str) -> None:
    reader = Reader(page(saying(text), "html"))
    assert "script" not in reader.seen
    for line in page(saying(text), "markdown").splitlines():
        if line.startswith("|"):
            assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(HEAD) + 1


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "a | b", "* not a list *", "[a](b)", "&amp;", "`code`"])
def test_no_text_works_as_markup(text: str) -> None:
    assert "script" not in Reader(page(saying(text), "html")).seen
    assert text not in page(saying(text), "markdown") or not set(text) & set("<|*[`")


def test_channels_are_told_with_the_picture_that_stands_for_them() -> None:
    bikes = load(next(path for path in EXAMPLES if path.name.startswith("city-bikes")))
    assert "- Phone (offline, two-way, drawn as phone)\n" in page(bikes, "markdown")


def test_one_process_alone_is_told_without_the_cast() -> None:
    bikes = load(next(path for path in EXAMPLES if path.name.startswith("city-bikes")))
    told = page(bikes, "markdown", processes=["advice"])
    assert told.startswith("# City Bikes, web shop with service points\n\n## Advice before buying\n")
    assert "Complain" not in told
    with pytest.raises(UsageError, match="there is no process 'advise'; did you mean 'advice'"):
        page(bikes, "html", processes=["advise"])
