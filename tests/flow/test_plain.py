"""Processes without branches: what is called sound at a glance is sound when looked at closely, and most of it is seen."""

from random import Random

import pytest

from blueprint import flow
from blueprint.flow import FlowReport, analyse
from blueprint.flow.plain import is_plainly_sound
from blueprint.model import Choose, Fork, Process
from tests.flow.random_processes import random_process


def branches(process: Process) -> bool:
    return any(
        each.join or isinstance(each.way, Fork) or (isinstance(each.way, Choose) and each.way.many)
        for each in process.steps.values()
    )


def test_what_is_plainly_sound_is_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow, "is_plainly_sound", lambda *_: False)
    seen = missed = 0
    for seed in range(3000):
        dice = Random(seed)
        process = random_process(dice, size=dice.randint(2, 7))
        also = tuple(dice.sample(sorted(process.steps), dice.choice((0, 0, 1))))
        report = analyse(process, also_start=also)
        if is_plainly_sound(process, (*process.start, *also)):
            seen += 1
            assert report == FlowReport()
        elif not branches(process) and report == FlowReport():
            missed += 1
    assert seen > 300
    assert missed == 0


@pytest.mark.parametrize("name", ["nowhere", "n0"])
def test_a_start_that_is_not_there_is_looked_at_closer(name: str) -> None:
    process = next(each for each in map(random_process, map(Random, range(100))) if is_plainly_sound(each, each.start))
    assert is_plainly_sound(process, (*process.start, name)) is (name in process.steps)
