"""What is put together at once: lines of nodes, laws one after the other, and visits without times."""

from random import Random

import pytest

from blueprint.timing.blocks import KnottedError, blocks_of
from blueprint.timing.law import Law, Laws, fixed, thinned
from blueprint.timing.lines import lines_of
from blueprint.timing.reckoning import Reckoning
from tests.timing.small import blueprint
from tests.timing.timed import in_blueprint, timed_process

STEPS = """
a: {does: A, next: b}
b: {does: B, next: c}
c: {does: C, choose: [{when: so, to: d}, {otherwise: true, to: e}]}
d: {does: D, next: e}
e: {does: E, ends: so}
"""


def law_by_lot(dice: Random, size: int) -> Law:
    times = sorted(dice.sample(range(1, 40 * size), size))
    weights = [dice.random() for _ in times]
    atoms = [(float(time), weight / sum(weights)) for time, weight in zip(times, weights, strict=True)]
    mean = sum(time * share for time, share in atoms)
    return Law(mean, sum(time * time * share for time, share in atoms), atoms)


def test_a_line_is_what_follows_alone() -> None:
    course = Reckoning(blueprint(STEPS)).course("p")
    named = {at: node.key[1] for at, node in enumerate(course.nodes) if node.key}
    lines = lines_of(course, blocks_of(course).of)
    assert [[named[each] for each in line] for line in lines.values()] == [["a", "b", "c"]]


@pytest.mark.parametrize("seed", range(20))
def test_laws_in_line_are_as_one_after_the_other(seed: int) -> None:
    dice, laws = Random(seed), Laws(10_000)
    several = [law_by_lot(dice, dice.choice((1, 1, 2, 3))) for _ in range(dice.randint(1, 6))]
    one = fixed(0.0)
    for each in several:
        one = laws.after(one, each)
    other = laws.in_line(several)
    assert other.mean == pytest.approx(one.mean)
    assert other.square == pytest.approx(one.square)
    assert [time for time, _ in other.atoms] == pytest.approx([time for time, _ in one.atoms])
    assert [share for _, share in other.atoms] == pytest.approx([share for _, share in one.atoms])


@pytest.mark.parametrize("seed", range(20))
def test_thinned_atoms_keep_their_share_mean_and_order(seed: int) -> None:
    dice = Random(seed)
    atoms, most = law_by_lot(dice, dice.randint(1, 300)).atoms, dice.randint(6, 60)
    thin = thinned(atoms, most)
    assert sum(share for _, share in thin) == pytest.approx(1)
    assert sum(time * share for time, share in thin) == pytest.approx(sum(time * share for time, share in atoms))
    assert list(thin) == sorted(thin)
    assert len(thin) <= min(len(atoms), 1.1 * most + 3)


@pytest.mark.parametrize("share", [0.002, 0.05, 0.4, 0.9, 0.99])
@pytest.mark.parametrize("most", [12, 24, 48, 200])
def test_rounds_keep_their_mean_and_spread(share: float, most: int) -> None:
    found = Laws(most).rounds(share, law_by_lot(Random(most), 10))
    mean = sum(time * part for time, part in found.atoms)
    assert mean == pytest.approx(found.mean, rel=0.01)
    assert sum(part for _, part in found.atoms) == pytest.approx(1)
    if most > 48:
        assert sum(time * time * part for time, part in found.atoms) == pytest.approx(found.square, rel=0.01)


@pytest.mark.parametrize("start", range(0, 120, 30))
def test_visits_are_the_same_without_times(start: int) -> None:
    compared = 0
    for seed in range(start, start + 30):
        sound = in_blueprint(timed_process(seed, size=12))
        whole, quick = Reckoning(sound), Reckoning(sound)
        try:
            blocks_of(whole.course("p"))
        except KnottedError:
            continue
        times, inner = whole.times("p"), quick.inner("p")
        assert "passed" not in inner.__dict__
        assert inner.visits == pytest.approx(dict(times.visits), rel=1e-9, abs=1e-12)
        assert inner.counts.basis == times.visits_basis
        compared += 1
    assert compared > 15
