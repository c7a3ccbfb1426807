"""Whether assertions hold: at the edge, in several processes, and where there is nothing to hold them against."""

from typing import Any

import pytest

from blueprint.durations import DAY, Elapsed, Workweek
from blueprint.timing.assertions import read
from blueprint.timing.figures import NAMES, all_figures, figure
from blueprint.timing.gates import judged
from blueprint.timing.values import ProcessTimes, Spread
from tests.timing.made import times
from tests.timing.small import with_process

TWO = with_process(
    "a: {actor: clerk, ends: A}",
    name="q",
    inner="x: {ends: X}",
    more="money: {currency: USD}\nactors: {clerk: {title: Clerk, kind: employee}, cook: {title: Cook, kind: employee}}\n"
    "promises: {quick: {says: Quick, from: p.a, to: p.a, within: 1h}}",
)
WEEK = Workweek()


def holds(text: str, **others: Any) -> bool:
    (verdict,) = judged(read(text, TWO), {"p": times(**others)}, WEEK)
    return verdict.holds


@pytest.mark.parametrize(
    ("text", "holding"),
    [
        ("mean <= 2h", True), ("mean < 2h", False), ("mean >= 2h", True), ("mean > 2h", False), ("mean = 120min", True),
        ("mean <= 1h 59min 59s", False), ("mean = 2h 1s", False), ("p50 <= 1h", True), ("p51 <= 1h", False), ("p95 <= 3h", True),
        ("exceeds(2h) <= 50%", True), ("exceeds(1h) < 50%", False), ("exceeds(3h) = 0%", True), ("exceeds(59min) = 100%", True),
        ("deviation = 1h", True), ("longest <= 3h", True), ("shortest >= 1h", True), ("wait <= 70min", True),
        ("work < 50min", False),
        ("margin >= 0.13", True), ("margin > 0.13", False), ("standard-margin = 0.18", True), ("cost <= USD 0.37", True),
        ("labour <= 0.25", True), ("price >= 0.5", True), ("visits(a) = 1", True), ("visits(q.x) <= 0.25", True),
        ("visits(q.x) < 0.25", False), ("kept(quick) >= 96%", True), ("kept(quick) > 96%", False),
        ("outcome(refused) <= 10%", True),
        ("outcome(failed) = 0%", True), ("load(clerk) <= 50min", True), ("cases-per-hour >= 2.4", True),
        ("hand-offs <= 2", False),
        ("crossings = 0", True), ("customer-waiting <= 2h", True), ("staff-doing = 50min", True),
    ],
)  # fmt: skip
def test_figures_are_held_against_what_is_demanded(text: str, holding: bool) -> None:
    assert holds(text) is holding


def test_binary_fractions_make_no_difference() -> None:
    spread = Spread(0.1 + 0.2, 0.0, ((0.1 + 0.2, 1.0),))
    assert holds("mean <= 0.3s", elapsed=spread)
    assert holds("mean = 0.3s", elapsed=spread)
    assert not holds("mean < 0.3s", elapsed=spread)


def test_what_has_no_bound_keeps_no_upper_one() -> None:
    assert not holds("limit <= 100y")
    assert holds("limit >= 100y")
    (verdict,) = judged(read("limit <= 100y", TWO), {"p": times()}, WEEK)
    assert verdict.seen == "there is no bound: a loop may go on for ever"


@pytest.mark.parametrize(
    ("text", "elapsed", "holding"),
    [
        ("standard <= 5wd", Elapsed(0, 5), True),
        ("standard <= 4wd", Elapsed(0, 5), False),
        ("standard <= 7d", Elapsed(0, 5), True),
        ("standard <= 6d", Elapsed(0, 5), False),
        ("longest <= 5wd", Elapsed(0, 5), True),
        ("longest <= 7d", Elapsed(0, 5), True),
        ("longest <= 2d", Elapsed(0, 1), False),
        ("standard <= 2d", Elapsed(0, 1), True),
        ("longest <= 1wd", Elapsed(DAY), True),
        ("longest <= 1mo", Elapsed(31 * DAY), True),
        ("standard <= 2wd 2h", Elapsed(3600, 2), True),
    ],
)
def test_working_days_are_held_against_the_clock(text: str, elapsed: Elapsed, holding: bool) -> None:
    assert holds(text, standard=elapsed, longest=elapsed) is holding


def test_an_assertion_of_no_process_must_hold_in_each_that_has_such_a_figure() -> None:
    slow = times(process_id="q", elapsed=Spread(9000.0, 0.0, ((9000.0, 1.0),)), costs=None, standard_costs=None, promises=())
    both = {"p": times(), "q": slow}

    def verdicts(text: str) -> list[tuple[str | None, bool, str]]:
        return [(each.process_id, each.holds, each.seen) for each in judged(read(text, TWO), both, WEEK)]

    assert verdicts("mean <= 2h") == [("p", True, "2h"), ("q", False, "2h 30min")]
    assert verdicts("margin >= 0.10") == [("p", True, "USD 0.13")]
    assert verdicts("kept(quick) >= 95%") == [("p", True, "96%")]
    assert verdicts("q: mean <= 2h") == [("q", False, "2h 30min")]


def test_nothing_holds_because_nothing_was_there() -> None:
    poor = times(costs=None, standard_costs=None)
    for text in ("margin >= 0.10", "p: margin >= 0.10"):
        (verdict,) = judged(read(text, TWO), {"p": poor}, WEEK)
        assert (verdict.holds, verdict.seen) == (False, "there is no such figure")
    found: dict[str, ProcessTimes | None] = {"p": None}
    (verdict,) = judged(read("mean <= 2h", TWO), found, WEEK)
    assert (verdict.holds, verdict.seen) == (False, "it has no times")


def test_every_figure_has_a_name_and_is_written() -> None:
    found = {each.name: each.written for each in all_figures(times())}
    assert {name.partition("(")[0] for name in found} == NAMES.keys() - {"exceeds"}
    assert (found["p95"], found["margin"], found["visits(q.x)"], found["kept(quick)"], found["limit"], found["load(cook)"]) == (
        "3h", "USD 0.13", "0.25", "96%", "-", "1min",
    )  # fmt: skip
    assert figure(times(), "p99.9").written == "3h"
