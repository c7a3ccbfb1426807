"""What holds of the analysis whatever the process."""

from random import Random

from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from blueprint.flow import Fault, analyse
from blueprint.model import Choose, End, Failure, Fork, Next, Process, Step, Way
from blueprint.testing.strategies import sound_processes
from tests.flow.large import flipped, structured
from tests.flow.random_processes import random_process


@given(sound_processes())
def test_what_is_sound_by_construction_is_sound(process: Process) -> None:
    assert analyse(process).is_sound, analyse(process).faults


@given(st.integers(0, 10**6), st.integers(1, 300))
def test_what_is_structured_is_sound(seed: int, size: int) -> None:
    assert analyse(structured(size, seed)).is_sound


@given(st.integers(0, 10**6))
def test_every_planted_flip_lies_inside_a_fault(seed: int) -> None:
    process, flips = flipped(structured(400, seed), 5, seed)
    report = analyse(process)
    assert set(flips) <= {step for fault in report.faults for step in (*fault.steps, *fault.inside)}
    assert len(report.faults) <= 2 * len(flips)


@given(st.randoms(use_true_random=False), st.integers(2, 12))
def test_renaming_and_reordering_change_nothing(dice: Random, size: int) -> None:
    process = random_process(dice, size=size)
    names = sorted(process.steps)
    new = dict(zip(names, dice.sample([f"t{at}" for at in range(len(names))], len(names)), strict=True))
    steps = {new[name]: renamed(process.steps[name], new) for name in dice.sample(names, len(names))}
    other = analyse(evolve(process, start=tuple(new[each] for each in process.start), steps=steps))
    assert {told(fault, new) for fault in analyse(process).faults} == {told(fault, {}) for fault in other.faults}


def told(fault: Fault, new: dict[str, str]) -> tuple[str, frozenset[str], tuple[str, ...]]:
    return fault.kind, frozenset(new.get(each, each) for each in fault.steps), tuple(new.get(each, each) for each in fault.run)


def renamed(step: Step, new: dict[str, str]) -> Step:
    fails = tuple(Failure(mode=each.mode, recover=new[each.recover or ""]) for each in step.fails)
    join = new.get(step.join, "all") if step.join else None
    return evolve(step, way=renamed_way(step.way, new), fails=fails, late=new[step.late] if step.late else None, join=join)


def renamed_way(way: Way, new: dict[str, str]) -> Way:
    match way:
        case Next(to=to):
            return Next(to=new[to])
        case Choose(options=options, many=many):
            return Choose(options=tuple(evolve(option, to=new[option.to]) for option in options), many=many)
        case Fork(to=several):
            return Fork(to=tuple(new[to] for to in several))
        case End():
            return way


@given(st.randoms(use_true_random=False), st.integers(2, 12))
def test_faults_are_told_and_can_be_repaired(dice: Random, size: int) -> None:
    report = analyse(random_process(dice, size=size))
    for fault in (*report.faults, *report.unknown, *report.remarks):
        assert fault.message
        assert fault.repairs
        assert fault.steps


@given(st.randoms(use_true_random=False), st.integers(2, 12))
def test_an_empty_purse_gives_no_wrong_answer(dice: Random, size: int) -> None:
    process = random_process(dice, size=size)
    assert analyse(process, budget=0).is_sound in (None, analyse(process).is_sound)
