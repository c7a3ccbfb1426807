"""The eleven conventions of FLOW-NOTES: each of them has caused false verdicts elsewhere."""

from blueprint.flow import analyse
from blueprint.flow.graph import BEGIN, FINISH, Builder
from blueprint.flow.soundness import judge
from tests.flow.drawn import faults, process


def test_1_several_starts_are_alternatives() -> None:
    assert faults("a", "b", a="c", b="c", c="!") == []
    assert faults("a", "b", a="c", b="c", c="! join=all") == [("deadlock", "c")]


def test_2_what_the_customer_does_can_always_happen() -> None:
    """Open world: a step of the customer waits for nobody but what the arrows say."""
    assert faults(ask="wait-for-answer cancel", **{"wait-for-answer": "!", "cancel": "w"}) == []


def test_3_each_end_ends_its_own_branch() -> None:
    assert faults(a="b c", b="!", c="d", d="~") == []


def test_4_ways_merge_unless_told_to_wait() -> None:
    assert faults(a="b|c", b="d", c="d", d="!") == []
    assert faults(a="b c", b="d", c="d", d="!") == [("lack-of-synchronisation", "a", "d")]


def test_5_otherwise_is_taken_alone() -> None:
    assert faults(a="b+c+-d", b="e", c="e", d="e", e="! join=a") == []
    assert faults(a="b+-d", b="e", d="e", e="!") == [], "never both"
    assert faults(a="b+c+-d", b="e", c="e", d="e", e="!") == [("lack-of-synchronisation", "a", "e")]


def test_6_an_end_that_stops_the_case_makes_no_join_wait() -> None:
    assert faults(a="b c", b="d|no", c="d", d="! join=a", no="x") == []
    assert faults(a="b c", b="d|no", c="d|no", d="! join=a", no="x") == [], "also when both branches can stop it"
    assert faults(a="b c", b="d|tell", c="d|tell", d="! join=a", tell="no", no="x") == [], "also when there is a step before"
    assert faults(a="b c", b="d|no", c="d", d="! join=a", no="!") == [("deadlock", "b", "d")], "a success does not stop it"
    assert faults(a="b c d", b="e", c="e", d="no", e="! join=a", no="w") == [], "a branch that leads only there"


def test_7_recovery_and_lateness_are_exclusive_exits() -> None:
    assert faults(a="b fails=c late=d", b="e", c="e", d="e", e="!") == []
    assert faults(a="b fails=c", b="e", c="e", e="! join=all") == [("deadlock", "a", "e")]


def test_7_an_exit_that_does_not_interrupt_is_a_branch_that_may_be() -> None:
    """The format has none; BPMN does."""
    draw = Builder()
    host, both, task, note, join = (
        draw.node("exclusive", "host"), draw.node("several"), draw.node("exclusive", "task"), draw.node("exclusive", "note"),
        draw.node("arrivals", "join"),
    )  # fmt: skip
    draw.path(BEGIN, host, both, task, join, FINISH)
    draw.path(both, note, join)
    assert judge(draw.graph()).is_sound


def test_8_a_part_that_never_ends_is_fine_when_its_host_is_interrupted() -> None:
    """A sub-process, as a graph: it loops until the boundary event of its host takes the token away."""
    draw = Builder()
    loop, event = draw.node("exclusive", "loop"), draw.node("exclusive", "event")
    draw.path(BEGIN, loop, loop)
    draw.path(loop, event, FINISH)
    assert judge(draw.graph()).is_sound


def test_9_waiting_for_one_of_several_events_is_a_choice() -> None:
    assert faults(wait="answer|timeout", answer="on", timeout="on", on="!") == []


def test_10_dangling_parts_are_no_matter_of_soundness() -> None:
    assert faults(a="nowhere", b="!") == [], "not even that b cannot be reached: a may have meant it"
    assert faults(a="b c", b="d|nowhere", c="d", d="! join=a") == []
    assert faults(a="b c", b="d", c="d", d="! join=nowhere") == []
    assert faults(a="b c", b="d", c="d", d="! join=b") == []
    assert analyse(process("nowhere", a="b", b="!")).is_sound
    assert faults(f="a b", a="nowhere", b="j", j="f|done join=all", done="!") == [], "a lost branch in a retry loop"
    assert faults(f="a+b", a="nowhere", b="j", j="f|done join=f", done="!") == []
    assert faults(f="a b", a="nowhere|no", b="j", j="f|done join=f", no="x", done="!") == []
    assert faults(g="f|no", f="a b", a="nowhere", b="j", j="g join=f", no="x") == [], "where every end stops the case"
    assert faults(f="a b c", a="nowhere", b="d", c="d", d="!") == [("lack-of-synchronisation", "f", "d")], "what else is amiss"


def test_11_choices_are_fair() -> None:
    assert faults(a="b", b="a|c", c="!") == []
    assert faults(a="b", b="a") == [("endless-loop", "a", "b")]
