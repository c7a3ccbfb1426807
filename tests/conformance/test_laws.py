"""A process that keeps a standard by construction gives nothing; with one defect, exactly that one, of exactly that stage."""

from random import Random

from hypothesis import assume, given
from hypothesis import strategies as st

from blueprint.conformance import judge
from blueprint.model import End, Next, Time
from blueprint.standards import BUILT_IN
from blueprint.values import Duration
from blueprint.view import View
from tests.conformance.conforming import Made, conforming

standards = st.sampled_from(sorted(BUILT_IN))
dices = st.randoms(use_true_random=False)


def faults(view: View) -> set[tuple[str, str]]:
    (verdict,) = judge(view)
    assert verdict.judged
    return {(fault.kind, stage.id) for stage in verdict.stages for fault in stage.faults}


def in_runs(made: Made) -> list[str]:
    """The stages that every run owes which ends in one of their outcomes, and that a step realises."""
    stages = made.model.stages
    return [name for name, each in stages.items() if each.required == "always" and each.holds != "standing" and made.doing(name)]


@given(dices, standards)
def test_what_keeps_a_standard_gives_nothing(dice: Random, standard: str) -> None:
    assert faults(conforming(dice, standard).view()) == set()


@given(dices, standards)
def test_a_stage_that_one_way_lacks_is_missing(dice: Random, standard: str) -> None:
    made = conforming(dice, standard)
    stage = dice.choice(in_runs(made))
    made.forget(dice.choice(made.doing(stage)), stage)
    assert faults(made.view()) == {("missing", stage)}


@given(dices, standards)
def test_a_stage_that_cannot_be_left_out_is_told_once(dice: Random, standard: str) -> None:
    made = conforming(dice, standard)
    stage = dice.choice([name for name in in_runs(made) if not made.model.stages[name].may_skip])
    step = dice.choice(made.doing(stage))
    made.forget(step, stage)
    made.steps[step]["skips"] |= {f"{standard}/{stage}": "No wish"}
    assert faults(made.view()) == {("barred", stage)}


@given(dices, standards)
def test_what_goes_behind_the_line_is_hidden(dice: Random, standard: str) -> None:
    made = conforming(dice, standard)
    stages = made.model.stages
    seen = [name for name, each in stages.items() if each.seen and made.doing(name)]
    assume(seen)
    step = dice.choice(made.doing(dice.choice(seen)))
    made.steps[step]["lane"] = "support"
    hidden = {name for name in seen if step in made.doing(name)}
    assert faults(made.view()) == {("hidden", name) for name in hidden}


@given(dices, standards)
def test_a_stage_after_what_must_wait_for_it_is_out_of_order(dice: Random, standard: str) -> None:
    made = conforming(dice, standard, plain=True)
    known = made.model.stages
    late = [
        name
        for name in in_runs(made)
        if any(later in known and made.doing(later) and made.doing(later) != made.doing(name) for later in known[name].before)
    ]
    wanted = [name for name in late if not any(name in other.before for other in known.values())]
    assume(wanted)
    stage = dice.choice(wanted)
    made.forget(made.doing(stage)[0], stage)
    last = made.main[0]
    made.steps["moved"] = {"lane": "frontstage", "realises": (f"{standard}/{stage}",), "way": End(text="Late")}
    made.steps[last]["way"] = Next(to="moved")
    assert {each for each in faults(made.view()) if each[0] != "no-way-out"} == {("out-of-order", stage)}


@given(dices)
def test_a_complaint_without_its_number_is_not_recorded(dice: Random) -> None:
    made = conforming(dice, "iso-10002")
    step = dice.choice(made.doing("receipt"))
    made.steps[step]["records"] = ()
    assert faults(made.view()) == {("unrecorded", "receipt")}


@given(dices)
def test_a_return_without_a_way_out_is_told_once_at_each_step_that_needs_one(dice: Random) -> None:
    made = conforming(dice, "scor-return", plain=True)
    for name, step in list(made.steps.items()):
        step.pop("fails", None)
        if step.get("does") == "Tries again":
            del made.steps[name]
    wanted = {made.doing(name)[0] for name, each in made.model.stages.items() if each.exits and name in in_runs(made)}
    (verdict,) = judge(made.view())
    told = [(fault.kind, fault.place) for stage in verdict.stages for fault in stage.faults]
    assert sorted(told) == sorted(("no-way-out", ("work", step)) for step in wanted)


@given(dices)
def test_a_refund_past_its_time_is_late(dice: Random) -> None:
    made = conforming(dice, "eu-withdrawal", plain=True)
    step = made.doing("refund")[0]
    assume(step not in made.doing("withdraw"))
    made.steps[step] |= {"lane": "frontstage", "time": Time(limit=Duration.parse("15d"))}
    assert faults(made.view()) == {("late", "refund")}
