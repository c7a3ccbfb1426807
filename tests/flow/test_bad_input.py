"""Whatever is put in, there is an answer, and soon."""

from collections.abc import Callable

import pytest
from hypothesis import example, given

from blueprint import check
from blueprint.flow import FlowReport, analyse
from blueprint.flow.graph import BEGIN, FINISH, Builder
from blueprint.flow.soundness import judge
from blueprint.model import Blueprint, Process
from blueprint.testing.strategies import processes
from tests.flow.drawn import faults, process
from tests.flow.large import block, chain, flipped, structured


def test_process_without_steps() -> None:
    empty = Process(title="Empty", phase="in-sale", kind="other", start=("a",), steps={})
    assert analyse(empty) == FlowReport()
    assert analyse(empty, also_start=["b"]) == FlowReport()


def test_references_to_nothing() -> None:
    assert faults("x", a="y", b="p q", c="! join=z") == []
    assert faults(a="y|z", b="!") == []
    assert faults(a="b y", b="! join=a") == []


def test_steps_that_lead_to_themselves() -> None:
    assert faults(a="a") == [("endless-loop", "a")]
    assert faults(a="a|b", b="!") == []
    assert faults(a="a b", b="!") == [("lack-of-synchronisation", "a")]
    assert faults(a="b join=all late=a", b="!") == [("waits-for-itself", "a")]
    assert faults(a="a+b join=a", b="!") != []


@given(processes())
def test_any_process_gets_an_answer(process: Process) -> None:
    report = analyse(process, also_start=process.steps)
    assert report.is_sound in (True, False, None)


@given(processes())
@example(process("a", a="a+b+c join=a", b="c", c="!"))
def test_every_fault_of_any_process_is_told_at_a_step(process: Process) -> None:
    report = check(Blueprint(id="b", title="B", processes={"p": process}))
    assert not report.crashes


LARGE: list[Callable[[], Process]] = [
    lambda: chain(100_000),
    lambda: block(5_000),
    lambda: structured(10_000),
    lambda: flipped(structured(10_000), 100)[0],
]


@pytest.mark.parametrize("make", LARGE)
def test_large_processes_are_judged(make: Callable[[], Process]) -> None:
    """How fast, the benchmarks say."""
    assert analyse(make()).is_sound is not None


def test_a_hundred_planted_flips_are_found_in_one_run() -> None:
    process, flips = flipped(structured(10_000), 100)
    report = analyse(process)
    assert set(flips) <= {step for fault in report.faults for step in (*fault.steps, *fault.inside)}
    assert len(report.faults) < 150


def test_what_cannot_be_walked_is_unknown() -> None:
    """Twenty branches that each come by one of two crossed ways to one of two joins: a million states."""
    ways = {f"b{at}": f"c{at}|d{at}" for at in range(20)}
    ends = {f"c{at}": "j" for at in range(20)} | {f"d{at}": "k" for at in range(20)}
    knot = process(a=" ".join(ways), **ways, **ends, j="! join=all", k="! join=all")
    assert analyse(knot).is_sound in (None, False)


def test_inclusive_choice_of_many_ways_that_cannot_be_contracted() -> None:
    draw = Builder()
    split, one, other = draw.node("several", "split"), draw.node("arrivals", "one"), draw.node("arrivals", "other")
    last = draw.node("arrivals", "last")
    draw.path(BEGIN, split)
    for at in range(60):
        draw.path(split, node := draw.node("exclusive", f"b{at}"), one)
        draw.path(node, other)
    draw.path(one, last, FINISH)
    draw.path(other, last)
    verdict = judge(draw.graph())
    assert verdict.is_sound or verdict.unknown


def test_a_node_cannot_be_both_an_inclusive_join_and_a_choice() -> None:
    draw = Builder()
    node = draw.node("several", "a")
    draw.path(BEGIN, node, node)
    with pytest.raises(ValueError, match="both a join and a choice"):
        draw.graph()
