"""What is played from a blueprint fits it; what is changed is found; what it was played with is seen; rows have no order."""

from collections.abc import Iterator
from random import Random

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from blueprint.logs import Case, Event, Log, conform
from blueprint.logs.align import Aligner
from blueprint.logs.events import gathered
from blueprint.logs.net import Net
from blueprint.logs.ways import ways_seen
from blueprint.model import Blueprint
from blueprint.testing.strategies import sound_processes
from blueprint.timing.reasons import reason
from blueprint.view import View
from tests.effort import tries
from tests.logs.played import log_of, played
from tests.timing.small import blueprint

LINE = blueprint("\n".join([*(f"s{at}: {{next: s{at + 1}}}" for at in range(6)), "s6: {ends: Done}"]), start="s0")
SHOP = blueprint(
    """
    order: {time: {wait: 1h, work: 5min}, fails: [{mode: Declined, likelihood: 10%, recover: order, at-most: 2}], next: stock}
    stock: {time: 2min, choose: [{when: there, share: 80%, to: pack}, {otherwise: true, share: 20%, to: tell}]}
    tell: {time: 10min, ends: Sorry, outcome: refused}
    pack: {time: {wait: 2h, work: 30min, varies: 40%}, fork: [bill, send]}
    bill: {time: 5min, next: close}
    send: {time: {wait: 3h, work: 20min}, next: close}
    close: {join: pack, many: true, choose: [{when: happy, share: 70%, to: thank}, {when: unsure, share: 30%, to: ask}]}
    thank: {time: 1min, next: part}
    ask: {time: 4min, next: part}
    part: {join: close, ends: Done}
    """,
    start="order",
)


@settings(max_examples=tries(60), deadline=None)
@given(sound_processes(max_steps=10), st.integers(0, 10**6), st.booleans())
def test_cases_that_are_played_fit(process: object, seed: int, starts: bool) -> None:
    service = Blueprint(id="made", title="Made", processes={"p": process})
    if reason(View(service), "p"):
        return
    log = played(service, cases=5, seed=seed, starts=True)
    if not starts:
        log = log._replace(cases=tuple(_only_begun(each) for each in log.cases))
    if log.cases:
        found = conform(service, log)
        assert found.fitness == 1
        assert found.fitting == len(log.cases)
        assert not any(variant.deviations for each in found.processes for variant in each.variants)


def _only_begun(case: Case) -> Case:
    return case._replace(events=tuple(each._replace(end=each.start, start=None) for each in case.events))


def _changed(dice: Random, case: Case) -> Iterator[tuple[str, Case]]:
    events = list(case.events)
    at = dice.randrange(len(events))
    yield "skipped", case._replace(events=tuple(events[:at] + events[at + 1 :]))
    yield "extra", case._replace(events=(*events[:at], dice.choice(events), *events[at:]))
    if at:
        swapped = [*events[: at - 1], events[at], events[at - 1], *events[at + 1 :]]
        yield "out of order", case._replace(events=tuple(swapped))


@pytest.mark.parametrize("seed", range(20))
def test_one_change_of_a_plain_case_is_found_as_just_that(seed: int) -> None:
    log = log_of(" ".join(f"s{at}" for at in range(7)))
    whole = log_of(" ".join(f"s{at}" for at in range(7))).cases[0]._replace(id="whole")
    for kind, case in _changed(Random(seed), log.cases[0]):
        if not case.events:
            continue
        found = conform(LINE, log._replace(cases=(case, whole)))
        told = [each for variant in found.processes[0].variants for each in variant.deviations]
        assert [each.kind for each in told] == [kind], case
        assert told[0].step in {each.activity for each in whole.events}
        assert found.cases["whole"] == 1
        assert found.cases[case.id] < 1


@pytest.mark.parametrize("seed", range(10))
def test_one_change_of_any_case_is_never_worse_than_that(seed: int) -> None:
    dice = Random(seed)
    log = played(SHOP, cases=20, seed=seed)
    net = Net(SHOP.processes["p"], set(SHOP.processes["p"].steps))
    for case in log.cases:
        for kind, changed in _changed(dice, case):
            trace = [frozenset({each.activity.partition(".")[2]}) for each in changed.events]
            assert Aligner(net).align(trace).cost <= (2 if kind == "out of order" else 1)


def test_shares_that_were_played_with_are_seen() -> None:
    found = conform(SHOP, played(SHOP, cases=3000))
    shares = {(way.step, way.number): way for way in ways_seen(found)}
    for key, planned in {("order", -1): 0.1, ("stock", 0): 0.8, ("stock", 1): 0.2}.items():
        assert shares[key].share == pytest.approx(planned, abs=0.03)
    # Of an inclusive choice at least one way is taken, so that each is seen somewhat more often than its share says.
    assert shares["close", 0].share == pytest.approx(0.7 / (1 - 0.3 * 0.7), abs=0.03)


@given(st.randoms(use_true_random=False))
@settings(max_examples=tries(30), deadline=None)
def test_the_order_of_rows_of_different_cases_is_none(dice: Random) -> None:
    log = played(SHOP, cases=12, seed=dice.randrange(100))
    rows = [(case.id, event) for case in log.cases for event in case.events]
    queues = {case.id: list(case.events) for case in log.cases}
    order = [case for case, _ in rows]
    dice.shuffle(order)
    mixed: list[tuple[str, Event]] = [(case, queues[case].pop(0)) for case in order]
    other = gathered(log.name, mixed, ())
    one, two = conform(SHOP, log), conform(SHOP, other)
    assert one.cases == two.cases
    assert one.promises == two.promises
    assert [each.steps for each in one.processes] == [each.steps for each in two.processes]
    assert [each.ways for each in one.processes] == [each.ways for each in two.processes]


def test_a_reading_that_is_not_the_best_is_near_and_marked() -> None:
    process = SHOP.processes["p"]
    net = Net(process, set(process.steps))
    for case in played(SHOP, cases=30, seed=7).cases:
        for _, changed in _changed(Random(7), case):
            trace = [frozenset({each.activity.partition(".")[2]}) for each in changed.events]
            near, best = Aligner(net, looks=2).align(trace), Aligner(net).align(trace)
            assert best.is_best
            assert not near.is_best
            assert best.cost <= near.cost <= best.cost + 4


def test_steps_that_the_log_never_shows_are_passed_unseen() -> None:
    log = played(SHOP, cases=200)
    hidden = {"p.stock", "p.pack", "p.close"}
    shown = tuple(case._replace(events=tuple(each for each in case.events if each.activity not in hidden)) for case in log.cases)
    found = conform(SHOP, log._replace(cases=shown))
    assert found.fitness == 1
    assert found.processes[0].unseen == ("stock", "pack", "close")


def test_cases_that_still_run_fit_as_far_as_they_came() -> None:
    log = played(SHOP, cases=50)
    begun = log._replace(cases=tuple(case._replace(events=case.events[:2]) for case in log.cases))
    assert conform(SHOP, begun, running=True, only=SHOP.processes["p"].steps).fitness == 1
    assert conform(SHOP, begun, only=SHOP.processes["p"].steps).fitness < 1


def test_a_process_that_others_run_may_be_gone_through_again() -> None:
    steps = {**SHOP.processes["p"].steps, "pack": evolve(SHOP.processes["p"].steps["pack"], runs="q")}
    service = evolve(SHOP, processes={"p": evolve(SHOP.processes["p"], steps=steps), "q": LINE.processes["p"]})
    line = " ".join(f"q.s{at}" for at in range(7))
    twice = Log("two.csv", log_of(f"p.order p.stock p.tell {line} {line}").cases)
    assert conform(service, twice).fitness == 1


def test_failures_of_a_last_step_are_held_against_its_ends() -> None:
    service = blueprint(
        "a: {next: b}\nb: {fails: [{mode: Lost, likelihood: 10%, recover: c}], ends: Done}\nc: {next: b}", start="a"
    )
    found = conform(service, log_of(*["a b"] * 8, "a b c b"))
    (way,) = ways_seen(found)
    assert (way.taken, way.times) == (1, 10)
