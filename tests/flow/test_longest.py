"""The longest time between two steps: against the timed token game, and what each word of the format means for it."""

from collections.abc import Iterator
from random import Random
from textwrap import dedent, indent

import pytest
from attrs import evolve, frozen

from blueprint import loads
from blueprint.flow.beside import targets
from blueprint.flow.longest import Longest, Times
from blueprint.model import Blueprint, Choose, End, Fork, Process, Time
from blueprint.values import Duration
from tests.flow.large import chain, structured
from tests.flow.process_game import is_sound
from tests.flow.random_processes import random_process
from tests.flow.timed_game import TooLarge, longest_elapsed, with_times


def times_of(process: Process) -> Times:
    return Times(Blueprint(id="b", title="B", processes={"p": process}))


# ---- the law


@frozen
class Question:
    process: Process
    takes: dict[str, int]
    start: str
    ends: frozenset[str]
    after: bool

    @property
    def ours(self) -> Longest | None:
        return times_of(self.process).longest(("p", self.start), [("p", end) for end in sorted(self.ends)], after=self.after)

    @property
    def played(self) -> int | None:
        return longest_elapsed(self.process, self.takes, self.start, set(self.ends), after=self.after)

    @property
    def is_exact(self) -> bool:
        """Whether the answer is said to be exact, and not an upper bound."""
        ways = [step.way for step in self.process.steps.values()]
        branches = any(isinstance(way, Fork) or (isinstance(way, Choose) and way.many) for way in ways)
        stops = any(isinstance(way, End) and way.outcome not in ("success", "partly") for way in ways)
        return len(self.ends) == 1 and not self.after and not (branches and stops) and self.can_be_fresh

    @property
    def can_be_fresh(self) -> bool:
        """Whether a case can come to the start of the clock without taking a way that is bounded."""
        seen = list(self.process.start)
        for name in seen:
            steps = (to for to, most in targets(self.process.steps[name]) if most is None)
            seen += [to for to in steps if to not in seen]
        return self.start in seen


def questions(seeds: range) -> Iterator[Question]:
    for seed in seeds:
        dice = Random(seed)
        process = random_process(dice, size=8, most_defects=dice.choice([0, 1, 3]))
        if is_sound(process):
            process, takes = with_times(dice, process)
            names = sorted(process.steps)
            for _ in range(3):
                ends = frozenset(dice.choice(names) for _ in range(dice.choice([1, 1, 1, 2])))
                yield Question(process, takes, dice.choice(names), ends, dice.random() < 0.2)


def test_agrees_with_every_run_of_the_timed_game() -> None:
    compared = 0
    for question in questions(range(1200)):
        ours = question.ours
        if ours is None or ours.loops:
            continue
        try:
            played = question.played
        except TooLarge:
            continue
        assert ours.elapsed.seconds == played or (not question.is_exact and ours.elapsed.seconds >= (played or 0)), question
        compared += 1
    assert compared > 300


# ---- what the words of the format mean


def asked(steps: str, start: str, *ends: str, more: str = "", **how: object) -> Longest | None:
    """The longest time in a process of these steps, of which the first begins; ``more`` are other processes."""
    body = dedent(steps).strip("\n")
    first = body.partition(":")[0].strip()
    facts = f"title: P\nphase: in-sale\nkind: other\nstart: {first}\nsteps:\n"
    text = (
        "blueprint: 1\nid: b\ntitle: B\nprocesses:\n  p:\n"
        + indent(facts, "    ")
        + indent(body, "      ")
        + "\n"
        + indent(dedent(more).strip("\n"), "  ")
        + "\n"
    )
    key = [tuple(each.split(".")) if "." in each else ("p", each) for each in (start, *ends)]
    return Times(loads(text)).longest(key[0], key[1:], **how)  # type: ignore[arg-type]


def time(steps: str, start: str, *ends: str, more: str = "", **how: object) -> str:
    longest = asked(steps, start, *ends, more=more, **how)
    return "none" if longest is None else "no longest" if longest.loops else str(longest.elapsed)


def step(name: str, time: str, goes_on: str) -> str:
    return f"{name}: {{lane: backstage, does: Does {name}, {f'time: {time}, ' if time else ''}{goes_on}}}\n"


def other(name: str, *steps: str) -> str:
    first = steps[0].partition(":")[0]
    return f"{name}:\n  title: T\n  phase: in-sale\n  kind: other\n  start: {first}\n  steps:\n" + indent("".join(steps), "    ")


LINE = step("a", "1h", "next: b") + step("b", "{limit: 2d}", "next: c") + step("c", "{wait: 1d, work: 1h}", "ends: Done")


def test_the_beginning_of_one_to_the_end_of_another() -> None:
    assert time(LINE, "a", "c") == "3d 2h"
    assert time(LINE, "b", "c") == "3d 1h"
    assert time(LINE, "b", "b") == "2d"
    assert time(LINE, "a", "c", after=True) == "3d 1h"
    assert time(LINE, "b", "c", after=True) == "1d 1h"
    assert time(LINE, "c", "a") == time(LINE, "a", "nowhere") == time(LINE, "nowhere", "a") == "none"


def test_a_limit_bounds_wait_and_work() -> None:
    assert time(step("a", "{wait: 5d, work: 5d, limit: 2d}", "ends: Done"), "a", "a") == "2d"


def test_the_run_and_what_it_spends_are_told() -> None:
    longest = asked(LINE, "a", "c")
    assert longest is not None
    assert longest.steps == (("p", "a"), ("p", "b"), ("p", "c"))
    assert {key[1]: str(time) for key, time in longest.spent.items()} == {"a": "1h", "b": "2d", "c": "1d 1h"}
    assert longest.exact
    assert longest.unknown == longest.loops == ()


def test_steps_without_a_time_count_as_nothing_and_are_told() -> None:
    steps = step("a", "1h", "next: b") + step("b", "", "next: c") + step("c", "{wait: 0s}", "ends: Done")
    longest = asked(steps, "a", "c")
    assert longest is not None
    assert (str(longest.elapsed), longest.unknown) == ("1h", (("p", "b"),))
    paused = asked(steps, "a", "c", paused=[("p", "b")])
    assert paused is not None
    assert not paused.unknown


def test_of_a_choice_the_longest_way_counts() -> None:
    steps = (
        step("a", "1h", "choose: [{when: x, to: b}, {when: y, to: c}]") + step("b", "9h", "next: d") + step("c", "2h", "next: d")
    )
    assert time(steps + step("d", "1h", "ends: Done"), "a", "d") == "11h"


FORKED = (
    step("a", "1h", "fork: [b, c]")
    + step("b", "9h", "next: d")
    + step("c", "2h", "next: d")
    + "d: {lane: backstage, does: Joins, join: a, time: 1h, ends: Done}\n"
)


def test_at_a_join_the_longest_branch_counts() -> None:
    assert time(FORKED, "a", "d") == "11h"
    assert time(FORKED, "a", "c") == "3h"


def test_a_branch_begun_before_the_clock_holds_up_the_join() -> None:
    assert time(FORKED, "c", "d") == "10h"
    longest = asked(FORKED, "c", "d")
    assert longest is not None
    assert longest.steps == (("p", "b"), ("p", "d"))


def test_what_a_join_waits_for_has_happened_before_the_way_round() -> None:
    steps = (
        step("a", "1h", "fork: [b, c]")
        + step("b", "9h", "next: d")
        + step("c", "2h", "next: d")
        + "d: {lane: backstage, does: Joins, join: a, time: 1h, choose: [{when: again, to: a}, {otherwise: true, to: e}]}\n"
        + step("e", "1h", "ends: Done")
    )
    assert time(steps, "a", "c") == "3h"
    assert time(steps, "a", "e") == "no longest"


def test_a_way_back_counts_so_often_as_it_may_be_taken() -> None:
    loop = step("a", "1h", "next: b") + step("b", "2h", "choose: [{when: again, to: a, at-most: 2}, {otherwise: true, to: c}]")
    assert time(loop + step("c", "1h", "ends: Done"), "a", "c") == "10h"
    assert time((loop + step("c", "1h", "ends: Done")).replace("at-most: 2", "at-most: 1000000"), "a", "c") == "125000d 4h"


def test_two_bounded_loops_one_in_the_other() -> None:
    steps = (
        step("a", "1h", "next: b")
        + step("b", "2h", "choose: [{when: again, to: b, at-most: 3}, {otherwise: true, to: c}]")
        + step("c", "4h", "choose: [{when: again, to: a, at-most: 1}, {otherwise: true, to: d}]")
        + step("d", "1min", "ends: Done")
    )
    assert time(steps, "a", "d") == "20h 1min"


def test_a_recovery_counts_once_where_nothing_is_said() -> None:
    steps = "a: {lane: backstage, does: Does a, time: 1h, fails: [{mode: breaks, recover: b%s}], next: c}\n"
    rest = step("b", "5h", "next: a") + step("c", "1min", "ends: Done")
    assert time(steps % "" + rest, "a", "c") == "7h 1min"
    assert time(steps % ", at-most: 2" + rest, "a", "c") == "13h 1min"


def test_what_fails_or_is_late_has_not_ended() -> None:
    steps = "a: {lane: backstage, does: Does a, time: {limit: 1h}, late: b, fails: [{mode: x, recover: b}], ends: Done}\n"
    steps += step("b", "5h", "next: c") + step("c", "1h", "ends: Late")
    assert time(steps, "a", "a") == "1h"
    assert time(steps, "a", "a", "c") == "7h"


def test_a_loop_without_a_bound_is_told_with_its_steps() -> None:
    steps = step("a", "1h", "next: b") + step("b", "2h", "choose: [{when: again, to: a}, {otherwise: true, to: c}]")
    longest = asked(steps + step("c", "1h", "ends: Done"), "a", "c")
    assert longest is not None
    assert longest.loops == ((("p", "a"), ("p", "b")),)
    assert str(longest.elapsed) == "4h"


def test_loops_that_take_no_time_or_in_which_the_clock_stands_still_do_no_harm() -> None:
    steps = step("a", "1h", "next: b") + step("b", "%s", "choose: [{when: again, to: b}, {otherwise: true, to: c}]")
    steps += step("c", "1h", "ends: Done")
    assert time(steps % "0s", "a", "c") == "2h"
    assert time(steps % "3d", "a", "c", paused=[("p", "b")]) == "2h"
    assert time(steps % "3d", "a", "c") == "no longest"


def test_loops_before_and_behind_do_not_count() -> None:
    steps = (
        step("a", "1h", "choose: [{when: again, to: a}, {otherwise: true, to: b}]")
        + step("b", "1h", "next: c")
        + step("c", "1h", "choose: [{when: again, to: c}, {otherwise: true, to: d}]")
        + step("d", "1h", "choose: [{when: again, to: a}, {otherwise: true, to: e}]")
        + step("e", "1h", "ends: Done")
    )
    assert time(steps, "b", "b") == "1h"


# ---- between processes

PAY = other("pay", step("check", "1h", "next: send"), step("send", "2d", "ends: Sent"))


def test_a_process_that_is_run_takes_its_longest_time() -> None:
    steps = step("a", "1h", "next: b") + step("b", "%s", "runs: pay, next: c") + step("c", "1h", "ends: Done")
    assert time(steps % "{wait: 1d}", "a", "c", more=PAY) == "3d 3h"
    assert time(steps % "{limit: 1d}", "a", "c", more=PAY) == "1d 2h"
    assert time((steps % "1d").replace("time: 1d, ", ""), "b", "b", more=PAY) == "2d 1h"


def test_the_clock_may_stop_or_stand_still_in_a_process_that_is_run() -> None:
    steps = step("a", "1h", "next: b") + step("b", "", "runs: pay, next: c") + step("c", "1h", "ends: Done")
    assert time(steps, "a", "pay.check", more=PAY) == "2h"
    assert time(steps, "a", "c", more=PAY, paused=[("pay", "send")]) == "3h"


def test_from_a_process_that_was_run_the_case_comes_back() -> None:
    steps = step("a", "1h", "next: b") + step("b", "", "runs: pay, next: c") + step("c", "1h", "ends: Done")
    assert time(steps, "pay.send", "c", more=PAY) == "2d 1h"
    assert time(steps, "pay.send", "a", more=PAY) == "none"


def test_it_comes_back_only_to_where_it_was_run() -> None:
    steps = step("a", "1h", "next: b") + step("b", "", "runs: pay, ends: Done")
    elsewhere = other("q", step("x", "1h", "runs: pay, next: y"), step("y", "1h", "ends: Done"))
    assert time(steps, "a", "q.y", more=PAY + elsewhere) == "none"


def test_continues_and_starts_lead_on() -> None:
    steps = step("a", "1h", "ends: Over, %s")
    more = other("q", step("x", "2h", "next: y"), step("y", "4h", "ends: Done"))
    assert time(steps % "continues: [q]", "a", "q.y", more=more) == "7h"
    assert time(steps % "continues: [q.y]", "a", "q.y", more=more) == "5h"
    assert time(steps % "starts: [q]", "a", "q.x", more=more) == "3h"
    assert time(steps % "opens: [q]", "a", "q.x", more=more) == "none"


def test_processes_that_run_each_other_have_no_longest_time() -> None:
    steps = step("a", "", "runs: q, ends: Done")
    more = other("q", step("x", "1h", "runs: r, ends: Done")) + other("r", step("y", "1h", "runs: q, ends: Done"))
    longest = asked(steps, "a", "a", more=more)
    assert longest is not None
    assert longest.loops == ((("q", "x"), ("r", "y")),)


def test_unknown_times_and_loops_of_a_process_that_is_run_are_told() -> None:
    steps = step("a", "", "runs: q, ends: Done")
    loop = step("y", "1h", "choose: [{when: again, to: y}, {otherwise: true, to: z}]")
    longest = asked(steps, "a", "a", more=other("q", step("x", "", "next: y"), loop, step("z", "1h", "ends: Done")))
    assert longest is not None
    assert (longest.unknown, longest.loops) == ((("q", "x"),), ((("q", "y"),),))


def test_the_longest_time_through_a_process_and_the_bound_of_a_step() -> None:
    text = "blueprint: 1\nid: b\ntitle: B\nprocesses:\n" + indent(
        PAY + other("p", step("a", "1h", "runs: pay, ends: Done")), "  "
    )
    times = Times(loads(text))
    through = times.through("pay")
    assert through is not None
    assert (str(through.elapsed), str(times.bound(("p", "a")))) == ("2d 1h", "2d 2h")
    assert times.bound(("p", "nowhere")) is None


# ---- working days


def test_working_days_and_the_clock_are_weighed_in_the_measure_of_the_promise() -> None:
    steps = step("a", "1min", "choose: [{when: x, to: b}, {when: y, to: c}]") + step("b", "{limit: 1wd}", "next: d")
    steps += step("c", "{limit: 2d}", "next: d") + step("d", "1min", "ends: Done")
    assert time(steps, "a", "d", unit="h") == "1wd 2min"
    assert time(steps, "a", "d", unit="wd") == "2d 2min"


# ---- size


def limited(process: Process) -> Process:
    limit = Time(limit=Duration.parse("2h"))
    return evolve(process, steps={name: evolve(step, time=limit) for name, step in process.steps.items()})


@pytest.mark.parametrize("process", [chain(10_000), structured(10_000)], ids=["chain", "structured"])
def test_ten_thousand_steps_are_no_trouble(process: Process) -> None:
    process = limited(process)
    last = [("p", name) for name, step in process.steps.items() if isinstance(step.way, End)]
    longest = times_of(process).longest(("p", process.start[0]), last)
    assert longest is not None
    assert longest.elapsed.seconds > 0


def test_a_knot_of_bounded_loops_gives_a_run_and_says_that_it_may_not_be_the_longest() -> None:
    names = [f"s{at}" for at in range(40)]
    text = "".join(
        step(name, "1h", f"choose: [{{when: back, to: s0, at-most: 5}}, {{otherwise: true, to: {after}}}]")
        for name, after in zip(names, [*names[1:], "end"], strict=True)
    )
    longest = asked(text + step("end", "1h", "ends: Done"), "s0", "end")
    assert longest is not None
    assert not longest.exact
    assert longest.elapsed.seconds >= 3600 * 41
