"""Duties across processes: what is run, continued in, or taken over counts; what may be opened does not."""

import pytest

from blueprint.conformance import judge
from blueprint.documents import loads
from blueprint.standards import Standards
from blueprint.standards.model import Stage, StageModel
from blueprint.view import View

MODEL = StageModel(
    id="rule",
    title="House rule",
    source="House",
    stages={
        "note": Stage(title="Noting it", why="It matters.", before=("answer",), outcomes=("success", "refused")),
        "answer": Stage(title="Answering", why="It matters.", seen=True, outcomes=("success", "refused")),
    },
)
NOTE = "does: Notes it, realises: [rule/note]"
ANSWER = "lane: frontstage, does: Answers, realises: [rule/answer]"


def faults(processes: str) -> set[tuple[str, str, str]]:
    """What is wrong, in which process."""
    text = "blueprint: 1\nid: b\ntitle: B\nstandards: {rule: {file: rule.yaml}}\nprocesses:\n" + processes
    view = View(loads(text), standards=Standards({"rule": MODEL}))
    return {
        (verdict.process_id, fault.kind, stage.id)
        for verdict in judge(view)
        for stage in verdict.stages
        for fault in stage.faults
    }


def process(name: str, *steps: str, follows: bool = True, more: str = "") -> str:
    """A process with these steps, each a name and its keys; the first of them is its start."""
    head = f"  {name}:\n    title: {name.capitalize()}\n    phase: after-sale\n    kind: other\n"
    head += "    follows: [rule]\n" if follows else ""
    head += f"    {more}\n" if more else ""
    lines = "".join(f"      {step.partition(':')[0]}: {{{step.partition(': ')[2]}}}\n" for step in steps)
    return f"{head}    start: {steps[0].partition(':')[0]}\n    steps:\n{lines}"


def test_a_process_that_is_run_has_done_what_is_certain_in_it() -> None:
    inner = process("desk", f"a: lane: backstage, {NOTE}, next: b", f"b: {ANSWER}, ends: Told", follows=False)
    outer = process("main", "x: lane: frontstage, does: Asks the desk, runs: desk, ends: Done")
    assert faults(outer + inner) == set()
    doubtful = inner.replace("next: b", "choose: [{when: so, to: b}, {otherwise: true, to: c}]")
    doubtful += "      c: {lane: backstage, does: Stays silent, ends: Silence}\n"
    assert faults(outer + doubtful) == {("main", "missing", "answer")}


def test_an_end_that_continues_has_done_what_is_certain_there() -> None:
    first = process("main", f"x: lane: backstage, {NOTE}, ends: Handed on, continues: [desk]")
    then = process("desk", f"b: {ANSWER}, ends: Told", follows=False)
    assert faults(first + then) == set()
    assert faults(first + then.replace("frontstage", "backstage")) == {("main", "hidden", "answer")}
    assert faults(first.replace("continues", "opens").replace("ends: Handed on, opens", "opens").replace(
        "opens: [desk]", "opens: [desk], ends: Handed on") + then) == {("main", "missing", "answer")}  # fmt: skip


def test_an_end_that_continues_at_a_step_has_done_what_follows_from_it() -> None:
    first = process("main", f"x: lane: backstage, {NOTE}, ends: Handed on, continues: [desk.b]")
    then = process("desk", f"a: {ANSWER}, next: b", "b: lane: backstage, does: Files it, ends: Filed", follows=False)
    assert faults(first + then) == {("main", "missing", "answer")}


def test_what_only_takes_cases_over_begins_with_what_is_certain_before() -> None:
    first = process("intake", f"x: lane: backstage, {NOTE}, ends: Handed on, continues: [main]", follows=False)
    main = process("main", f"b: {ANSWER}, ends: Told")
    assert faults(first + main) == set()
    assert faults(main + first.replace(NOTE, "does: Nods")) == {("main", "missing", "note")}
    opened = process("sale", "s: lane: customer, does: Buys, opens: [main], ends: Bought", follows=False)
    assert faults(first + main + opened) == {("main", "missing", "note")}


def test_every_way_in_counts_and_a_step_has_ways_in_of_its_own() -> None:
    one = process("intake", f"x: lane: backstage, {NOTE}, ends: Handed on, continues: [main]", follows=False)
    other = process("post", "y: lane: backstage, does: Opens letters, ends: Handed on, continues: [main{}]", follows=False)
    main = process("main", f"a: lane: backstage, {NOTE}, next: b", f"b: {ANSWER}, ends: Told")
    assert faults(one + other.replace("{}", "") + main) == set()
    assert faults(one + other.replace("{}", ".b") + main) == {("main", "missing", "note")}
    assert faults(
        one + other.replace("{}", "").replace("Opens letters", "Opens letters") + process("main", f"b: {ANSWER}, ends: Told")
    ) == {("main", "missing", "note")}


def test_an_appeal_that_comes_back_has_gone_through_everything_before() -> None:
    main = process(
        "main",
        f"a: lane: backstage, {NOTE}, next: b",
        f"b: {ANSWER}, choose: [{{when: so, to: c}}, {{otherwise: true, to: d}}]",
        "c: lane: frontstage, does: Thanks, ends: Done",
        "d: lane: frontstage, does: Regrets, ends: Refused, outcome: refused, continues: [objection]",
    )
    objection = process("objection", "o: lane: customer, does: Objects, ends: Looked at anew, continues: [main.b]", follows=False)
    assert faults(main + objection) == set()


def test_a_circle_of_processes_that_run_each_other_counts_for_nothing() -> None:
    one = process("one", f"a: lane: backstage, {NOTE}, runs: two, ends: Done")
    two = process("two", f"b: {ANSWER}, runs: one, ends: Done", follows=False)
    sale = process("sale", "s: lane: customer, does: Buys, opens: [one], ends: Bought", follows=False)
    assert faults(one + two) == faults(one + two + sale) == {("one", "missing", "answer")}


def test_what_is_begun_beside_carries_nothing() -> None:
    one = process("one", f"a: lane: backstage, {NOTE}, starts: [two], ends: Done")
    two = process("two", f"b: {ANSWER}, ends: Done", follows=False)
    assert faults(one + two) == {("one", "missing", "answer")}


def test_a_process_that_never_begins_hands_nothing_over() -> None:
    one = process("one", f"a: lane: backstage, {NOTE}, next: b", f"b: {ANSWER}, ends: Told")
    ways = "choose: [{when: so, to: y}, {otherwise: true, to: z}]"
    never = process(
        "never",
        f"x: lane: customer, does: Waits, {ways}",
        "y: lane: customer, does: Waits on, ends: Again, continues: [never]",
        "z: lane: customer, does: Asks, ends: Asked, continues: [one.b]",
        follows=False,
    )
    assert faults(one + never) == set()


def test_a_process_whose_flow_is_at_fault_gets_the_benefit_of_the_doubt() -> None:
    one = process("one", "a: lane: backstage, does: Asks, runs: two, ends: Done")
    two = process("two", f"b: {ANSWER}, next: c", f"c: lane: backstage, {NOTE}, next: b", follows=False)
    assert faults(one + two) == set()


@pytest.mark.parametrize(("lane", "wrong"), [("frontstage", set()), ("backstage", {("one", "missing", "track")})])
def test_a_span_may_be_open_to_the_customer_beside_the_case(lane: str, wrong: set[tuple[str, str, str]]) -> None:
    span = StageModel(id="rule", title="R", source="S", stages={"track": Stage(title="Track", why="W.", holds="span")})
    one = process("one", "a: lane: customer, does: Asks, opens: [portal], ends: Done")
    portal = process("portal", f"p: lane: {lane}, does: Shows how it stands, realises: [rule/track], ends: Seen", follows=False)
    text = "blueprint: 1\nid: b\ntitle: B\nstandards: {rule: {file: rule.yaml}}\nprocesses:\n" + one + portal
    view = View(loads(text), standards=Standards({"rule": span}))
    told = {
        (verdict.process_id, fault.kind, stage.id)
        for verdict in judge(view)
        for stage in verdict.stages
        for fault in stage.faults
    }
    assert told == wrong
