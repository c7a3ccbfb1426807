"""The order of processes: phases first, then few hand-overs that go back, then short ones."""

from itertools import permutations
from pathlib import Path
from random import Random

import pytest

from blueprint.documents import load
from blueprint.layout.order import in_order
from blueprint.model import Blueprint, End, PhaseName, Process, Step

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.blueprint.yaml"))
Links = dict[tuple[str, str], int]


def one(*continues: str, opens: tuple[str, ...] = (), phase: PhaseName = "in-sale") -> Process:
    ends = Step(lane="customer", does="Does it", way=End(text="Done", continues=continues))
    return Process(title="T", phase=phase, kind="other", start=("s",), steps={"s": ends}, opens=opens)


def ordered(**processes: Process) -> list[str]:
    return in_order(Blueprint(id="x", title="X", processes=processes), processes)


def test_the_phase_comes_before_every_hand_over() -> None:
    assert ordered(a=one("b", phase="after-sale"), b=one("c"), c=one(phase="pre-sale")) == ["c", "b", "a"]


def test_on_a_circle_the_lightest_hand_over_goes_back() -> None:
    assert ordered(a=one(opens=("c",)), b=one("a"), c=one("b")) == ["c", "b", "a"]
    assert ordered(a=one("b"), b=one("c"), c=one(opens=("a",))) == ["a", "b", "c"]


def test_of_two_ways_that_the_customer_may_take_and_one_hand_over_the_two_go_back() -> None:
    """Help and complaints may both be opened again by what they hand the case to."""
    found = ordered(help=one("repair"), complaint=one("repair"), repair=one(opens=("complaint", "help")))
    assert found == ["complaint", "help", "repair"]


def test_what_is_opened_from_an_earlier_phase_stands_near_to_it() -> None:
    found = ordered(
        buy=one(opens=("withdraw",)), ask=one(phase="after-sale"), call=one(phase="after-sale"), withdraw=one(phase="after-sale")
    )
    assert found == ["buy", "withdraw", "ask", "call"]


def test_what_leads_to_each_other_stands_side_by_side() -> None:
    assert ordered(a=one(), b=one("d"), c=one(), d=one()) in (["a", "b", "d", "c"], ["a", "c", "b", "d"])


def test_a_process_that_hands_over_to_itself_or_to_none_is_no_matter() -> None:
    assert ordered(a=one("a", "gone"), b=one("b")) == ["a", "b"]


@pytest.mark.parametrize("number", range(40))
def test_no_order_of_a_phase_is_better(number: int) -> None:
    """Held against all orders of up to six processes."""
    dice = Random(number)
    ids = [f"p{at}" for at in range(dice.randint(2, 6))]
    may = {(a, b): 1 for a in ids for b in ids if a != b and dice.random() < 0.3}
    sure = {(a, b): 3 for a in ids for b in ids if a != b and dice.random() < 0.15}
    made = {
        id: one(*(b for a, b in sure if a == id), opens=tuple(b for a, b in may if a == id)) for id in dice.sample(ids, len(ids))
    }
    found = ordered(**made)
    assert badness(found, may | sure) == min(badness(list(each), may | sure) for each in permutations(ids))


def badness(order: list[str], links: Links) -> tuple[int, int, list[str]]:
    place = {id: at for at, id in enumerate(order)}
    back = sum(weight for (a, b), weight in links.items() if place[b] < place[a])
    return back, sum(weight * abs(place[a] - place[b]) for (a, b), weight in links.items()), order


@pytest.mark.parametrize("count", [9, 12, 30])
def test_long_phases_are_ordered_whole(count: int) -> None:
    chain = {f"p{at:02}": one(f"p{at + 1:02}") for at in range(count)}
    assert ordered(**dict(sorted(chain.items(), reverse=True))) == list(chain)


@pytest.mark.parametrize("file", EXAMPLES, ids=lambda file: file.name.partition(".")[0])
def test_in_the_examples_few_hand_overs_go_back_within_a_phase(file: Path) -> None:
    """At most one circle: on passport-renewal, questions and appointments may each be opened from the other."""
    blueprint = load(file)
    place = {id: at for at, id in enumerate(in_order(blueprint, blueprint.processes))}
    back = {
        (id, to)
        for id, process in blueprint.processes.items()
        for step in process.steps.values()
        for to in {*process.opens, *step.opens, *step.starts}
        if place[to] < place[id] and process.phase == blueprint.processes[to].phase
    }
    assert back <= {("appointment", "questions")}
