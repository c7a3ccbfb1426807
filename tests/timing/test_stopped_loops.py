"""Loops that go round until a stop beside them ends the case: the times are those of the stop, visits are counted by chance."""

import pytest

from blueprint.timing import NoTimesError
from blueprint.timing.reckoning import Reckoning
from tests.timing.small import blueprint, played

DELIVERY = """
order: {time: 2min, fork: [ask, bake]}
ask: {ASK, next: calm}
calm: {ASK, next: ask}
bake: {time: 20min, choose: [{when: at home, share: 50%, to: deliver}, {when: away, share: 50%, to: wait}]}
wait: {time: 30min, next: deliver}
deliver: {time: 10min, ends: Delivered, outcome: passed-on}
"""
EACH = DELIVERY.replace("ASK", "time: 4min")


def test_a_case_takes_until_the_stop() -> None:
    found = Reckoning(blueprint(EACH, start="order")).times("p")
    assert (found.elapsed.mean, found.elapsed.basis) == (47 * 60, "exact")
    assert dict(found.elapsed.atoms) == {32 * 60.0: 0.5, 62 * 60.0: 0.5}
    assert (found.shortest.seconds, found.outcomes) == (32 * 60, {"passed-on": 1.0})
    assert found.longest is not None
    assert found.longest.seconds == 62 * 60
    assert [key for _, key in found.way][:2] == ["order", "bake"]
    assert "ask" not in [key for _, key in found.way]


def test_how_often_it_goes_round_is_counted_in_cases_played_by_chance() -> None:
    found = Reckoning(blueprint(EACH, start="order")).times("p")
    assert found.visits_basis == "simulated"
    assert found.visits["p", "ask"] == pytest.approx((4 + 8) / 2, rel=0.05), "begun every eight minutes, in 30 or 60"
    assert found.visits["p", "deliver"] == pytest.approx(1)
    assert played(blueprint(EACH, start="order"), 100).unfinished == 0


def test_a_loop_that_takes_no_time_has_no_number_of_rounds() -> None:
    with pytest.raises(NoTimesError, match="say how long its steps take"):
        Reckoning(blueprint(DELIVERY.replace("ASK, ", ""), start="order")).times("p")


@pytest.mark.parametrize(
    "fork", ["fork: [ask, bake]", "many: true, choose: [{when: a, share: 100%, to: ask}, {when: b, share: 100%, to: bake}]"]
)
def test_branches_are_each_started_in_every_case_that_comes_to_their_fork(fork: str) -> None:
    """The case is handed on once to each branch, though visits are counted by chance."""
    steps = f"""
order: {{time: 2min, {fork}}}
ask: {{lane: backstage, time: 4min, choose: [{{when: a, share: 50%, to: no}}, {{when: b, share: 50%, to: done}}]}}
done: {{lane: backstage, ends: Done}}
no: {{lane: backstage, ends: No, outcome: refused}}
bake: {{lane: support, time: 20min, ends: Baked}}
"""
    found = Reckoning(blueprint(steps, start="order")).times("p")
    assert (found.visits_basis, found.hand_offs) == ("simulated", pytest.approx(2))
