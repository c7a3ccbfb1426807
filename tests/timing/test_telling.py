"""The report in words: as wide as the terminal at the most, whatever the texts, and the same in Markdown."""

from typing import Any
from unicodedata import category

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from blueprint.durations import Elapsed
from blueprint.terminal import columns
from blueprint.testing.nasty import NASTY_TEXTS
from blueprint.timing import words
from blueprint.timing.differences import differences
from blueprint.timing.report import Report, as_json, as_markdown, as_text
from blueprint.timing.sheets import broken
from blueprint.timing.values import Assumed, Slack, Spread
from blueprint.timing.what_if import Change
from tests.timing.made import times
from tests.timing.small import with_process

SERVICE = with_process(
    "a: {actor: clerk, fails: [{mode: Breaks, likelihood: 5%, recover: b}], next: b}\nb: {ends: B}",
    name="q",
    inner="x: {ends: X}",
    more="money: {currency: USD}\nactors: {clerk: {title: Clerk, kind: employee}, cook: {title: Cook, kind: employee}}\n"
    "promises: {quick: {says: Quick, from: p.a, to: p.a, within: 1h}}",
)
WAY = (
    Slack(("p", "a"), Elapsed(0), Elapsed(60), 0.0),
    Slack(("p", "b"), Elapsed(60, 1), Elapsed(3600), 90.0),
)
TIMES = times(
    way=(("p", "a"), ("p", "b")),
    critical=WAY,
    visits={("p", "a"): 1.2, ("p", "b"): 1.0, ("q", "x"): 0.25},
    exits={(("p", "a"), ("p", "b")): 0.05},
    assumed=(Assumed("says no time: counted as none", (("p", "b"), ("q", "x"))),),
)


def told(of: Any = SERVICE, found: Any = TIMES, **others: Any) -> str:
    return as_text(Report(of, {"p": found}, **others))


def test_shostacks_questions_are_answered() -> None:
    text = told()
    lines = [line.split() for line in text.splitlines()]
    for line in (
        "    Works (a)                0s   1min",
        "    Works (b)          1wd 1min     1h  1min 30s",
        "    a: Breaks          b                        5",
        "    Works (a)                               120",
        "    Cases end: 90% success, 10% refused.",
        "    95 of 100 cases within           3h",
        "    at the longest, over limits  no end",
        "    A case has 2.5 hand-offs and no crossing of the line of visibility.",
        "    Clerk (clerk)        50min      2                     2.4",
        "    * each of b and q.x says no time: counted as none.",
        "    margin                  0.18        0.13",
    ):
        assert line.split() in lines
    assert "kept in 96% of the cases of the 80% that come to its end" in " ".join(text.split())
    assert "at the longest 3h, 10min too long" in " ".join(text.split())


def test_how_sure_a_figure_is_stands_beside_it() -> None:
    about = Spread(7200.0, 1.0, ((7200.0, 1.0),), "exact", "approximate", 0.03)
    assert "    95 of 100 cases within           2h  about, within 3%" in told(found=TIMES._replace(elapsed=about))
    by_chance = TIMES._replace(
        elapsed=about._replace(basis="simulated", atoms_basis="simulated", error=0.004), visits_basis="simulated"
    )
    assert "    on average                       2h  simulated, ± 0.4%" in told(found=by_chance)
    assert "work and money with it, was simulated." in " ".join(told(found=by_chance).split())


def test_a_process_that_says_nothing_is_told_in_a_line() -> None:
    silent = times(
        standard=Elapsed(),
        elapsed=Spread(0.0, 0.0, ((0.0, 1.0),)),
        limit=Elapsed(),
        costs=None,
        standard_costs=None,
        cost_at=None,
    )
    assert "No step says how long it takes or what it costs (time, cost)." in told(found=silent)
    assert "What happens" not in told(found=silent)


def test_a_reason_stands_where_times_would() -> None:
    assert "Its flow cannot finish" in told(found="Its flow cannot finish")


@pytest.mark.parametrize("text", NASTY_TEXTS)
@pytest.mark.parametrize("width", [40, 80, 110])
def test_lines_fit_the_terminal_whatever_the_texts(text: str, width: int) -> None:
    plain = SERVICE.plain()
    process = plain["processes"]["p"]
    plain["title"] = process["title"] = process["steps"]["a"]["does"] = text
    plain["promises"]["quick"]["says"] = plain["actors"]["clerk"]["title"] = process["steps"]["a"]["fails"][0]["mode"] = text
    try:
        nasty = type(SERVICE).read(plain)
    except ValueError:
        assert not text.strip(" \t\r\n") or not text.isprintable()
        return
    shown = as_text(Report(nasty, {"p": TIMES}), width=width)
    fitting = width if width > 60 else 66
    assert max(map(columns, shown.splitlines())) <= fitting
    assert {letter for letter in shown if category(letter) == "Cc"} == {"\n"}
    page = as_markdown(Report(nasty, {"p": TIMES}))
    tables = [line for line in page.split("\n") if line.startswith("|")]
    assert all(line.endswith("|") for line in tables)
    as_json(Report(nasty, {"p": TIMES}))


@given(st.text(max_size=60), st.integers(4, 60))
def test_texts_are_broken_without_losing_a_letter(text: str, room: int) -> None:
    lines = broken(text, room)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(columns(line) <= room for line in lines)


def test_differences_are_told_by_how_much() -> None:
    changes = (Change("a.time.work", (), "3min"),)
    after = TIMES._replace(standard=Elapsed(5400), hand_offs=1.5, outcomes={"success": 0.8, "failed": 0.2}, limit=Elapsed(60))
    text = told(found=after, changes=changes, before={"p": TIMES})
    for line in (
        "standard             1h  1h 30min     +30min",
        "hand-offs           2.5       1.5         -1",
        "outcome(success)    90%       80%  -10 points",
        "outcome(failed)       -       20%",
        "limit                 -      1min",
    ):
        assert " ".join(line.split()) in " ".join(text.split())
    found = {each.name for each in differences({"p": TIMES}, {"p": after})}
    assert found == {"standard", "hand-offs", "outcome(success)", "outcome(failed)", "outcome(refused)", "limit"}


def test_working_days_that_change_have_no_difference_by_the_clock() -> None:
    found = differences({"p": TIMES}, {"p": TIMES._replace(standard=Elapsed(0, 2))})
    assert [each.change for each in found if each.name == "standard"] == [""]


def test_a_promise_without_a_limit_is_told_without_a_share() -> None:
    (promise,) = SERVICE.promises.values()
    boundless = evolve(SERVICE, promises={"quick": evolve(promise, within=None)})
    text = " ".join(told(boundless).split())
    assert "'Quick' (quick): in the cases of the 80% that come to its end; 2h on average" in text


@given(st.floats(0, 1e30))
def test_times_are_written_to_within_a_hundredth(seconds: float) -> None:
    written = words.clock(seconds)
    units = {"s": 1.0, "min": 60.0, "h": 3600.0, "d": 86_400.0}
    total = 0.0
    for part in written.split():
        unit = part.lstrip("0123456789.e+")
        total += float(part.removesuffix(unit)) * units[unit]
    assert total == pytest.approx(seconds, rel=0.01, abs=0.05)
