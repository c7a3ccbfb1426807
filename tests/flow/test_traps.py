"""Small traps: what each looks like, how it is told, and the run that shows it."""

from attrs import evolve

from blueprint.flow import analyse
from blueprint.flow.graph import BEGIN, FINISH, Builder, Kind
from blueprint.flow.soundness import judge
from blueprint.model import Choose, Fork, Option
from tests.flow.drawn import faults, only, process
from tests.flow.token_game import game_of


def test_deadlock() -> None:
    fault = only(order="pick|book", pick="hand-over", book="hand-over", **{"hand-over": "! join=all"})
    assert (fault.kind, fault.steps) == ("deadlock", ("order", "hand-over"))
    assert fault.run == ("order", "pick")
    assert fault.message == (
        "'Hand-Over' waits for both 'Book' and 'Pick', but after 'Order', where one way is chosen, not all of them are started"
    )
    assert fault.repairs == (
        "let 'Hand-Over' wait for one of them (remove 'join: all')",
        "start all of them at 'Order' (fork)",
    )


def test_lack_of_synchronisation() -> None:
    fault = only(order="pick bill", pick="send", bill="send", send="!")
    assert (fault.kind, fault.steps) == ("lack-of-synchronisation", ("order", "send"))
    assert fault.run == ("order", "pick", "send", "bill", "send")
    assert "'Send' runs twice" in fault.message


def test_endless_loop() -> None:
    fault = only(a="b", b="c", c="b|d", d="c")
    assert (fault.kind, fault.steps, fault.run) == ("endless-loop", ("b", "c", "d"), ("a", "b", "c"))


def test_step_that_leads_only_to_itself() -> None:
    fault = only(a="b", b="b")
    assert fault.message == "'B' leads only back to itself: the case never ends"


def test_a_loop_is_ended_by_the_stop_that_is_sure_to_come_beside_it() -> None:
    """Somebody is calmed whenever they ask, until the delivery, which ends it all."""
    loop = {"ask": "calm", "calm": "ask"}
    assert faults(order="ask bake", **loop, bake="deliver", deliver="o") == []
    assert faults(order="ask bake", **loop, bake="deliver|no", deliver="o", no="x") == [], "whichever way it stops"
    assert faults(order="ask bake", **loop, bake="box bill", box="go", bill="go", go="o join=bake") == [], "at a join"
    assert faults(order="ask bake send", **loop, bake="deliver", deliver="o", send="!") == [], "whatever else goes on"
    assert faults(order="first bake", first="ask", **loop, bake="deliver", deliver="o") == [], "not yet in the loop"
    assert faults(order="ask bake", ask="calm|ask", calm="ask", bake="bake|deliver", deliver="o") == [], "loops in loops"


def test_a_loop_is_endless_where_the_stop_beside_it_may_not_come() -> None:
    loop, told = {"ask": "calm", "calm": "ask"}, ("endless-loop", "ask", "calm")
    assert faults(order="ask bake", **loop, bake="deliver", deliver="!") == [told], "a success ends its own branch"
    assert faults(order="ask bake", **loop, bake="deliver|no", deliver="!", no="x") == [told], "it need not stop"
    assert faults(order="ask|bake", **loop, bake="deliver", deliver="o") == [told], "a choice is no fork"
    assert faults(order="ask+bake", **loop, bake="deliver", deliver="o") == [told], "nor is one of several ways"
    assert told in faults(order="ask bake", **loop, bake="deliver late=ask", deliver="o"), "another way into the loop"
    rest = {"order": "ask bake", "bake": "rest|deliver", "rest": "rest", "deliver": "o"}
    assert faults(**rest, **loop) == [told, ("endless-loop", "rest")], "it may loop for ever itself"


def test_a_loop_is_endless_where_the_branch_with_the_stop_may_wait_for_ever() -> None:
    stuck = {"bake": "box|bill", "box": "deliver", "bill": "deliver", "deliver": "o join=all"}
    found = faults(order="ask bake", ask="calm", calm="ask", **stuck)
    assert found == [("endless-loop", "ask", "calm"), ("deadlock", "bake", "deliver")]


def test_skipped_join() -> None:
    assert faults(a="b c", b="d", c="d|e", d="e join=a", e="!") == [("deadlock", "c", "d")]


def test_fork_in_a_loop() -> None:
    for back in ("a", "a|d"):
        fault = only(a="b c", b=back, c="!", d="!") if back != "a" else only(a="b c", b=back, c="!")
        assert (fault.kind, fault.steps[0]) == ("lack-of-synchronisation", "a")
        assert fault.run.count("a") == 2
    assert faults(a="b c", b="d", c="d", d="e join=a", e="a|f", f="!") == []


def test_two_ends_after_a_fork() -> None:
    assert faults(a="b c", b="!", c="!") == []


def test_retry_loop_with_an_exit() -> None:
    assert faults(a="b fails=a", b="!") == []


def test_inclusive_pair() -> None:
    assert faults(a="b+c", b="d", c="d", d="! join=a") == []


def test_inclusive_choice_into_a_join_of_all() -> None:
    fault = only(a="b+c", b="d", c="d", d="! join=all")
    assert (fault.kind, fault.steps, fault.run) == ("inclusive-into-all", ("a", "d"), ("a", "b"))


def test_inclusive_choice_that_merges() -> None:
    assert faults(a="b+c", b="d", c="d", d="!") == [("lack-of-synchronisation", "a", "d")]


def test_join_that_waits_for_itself() -> None:
    fault = only(a="b", b="c join=all", c="b|d", d="!")
    assert (fault.kind, fault.steps, fault.run) == ("waits-for-itself", ("b",), ("a",))


def test_vicious_circle_of_inclusive_joins() -> None:
    draw = Builder()
    kinds: dict[str, Kind] = {"b": "arrivals", "c": "arrivals", "bb": "several", "cc": "several"}
    node = {"a": draw.node("several", "a")} | {name: draw.node(kind, name) for name, kind in kinds.items()}
    draw.path(BEGIN, node["a"], node["b"], node["bb"], node["c"], node["cc"], node["b"])
    draw.path(node["a"], node["c"])
    draw.path(node["bb"], FINISH)
    draw.path(node["cc"], FINISH)
    assert [(trouble.kind, len(trouble.nodes)) for trouble in judge(draw.graph()).troubles][:1] == [("vicious-circle", 2)]


def test_an_inclusive_join_waits_for_no_token_that_can_also_come_round_to_where_one_is() -> None:
    """The join goes on while its second branch is under way: from there a token can come round to the first."""
    draw = Builder()
    kinds: dict[str, Kind] = {"a": "arrivals", "b": "exclusive", "c": "several", "d": "exclusive", "join": "arrivals"}
    node = {name: draw.node(kind, name) for name, kind in kinds.items()}
    draw.path(BEGIN, node["a"], node["b"], node["c"], node["d"], node["join"], node["a"])
    draw.path(node["c"], node["join"])
    draw.path(node["d"], node["a"])
    draw.path(node["b"], FINISH)
    graph = draw.graph()
    assert not game_of(graph).is_sound()
    assert [trouble.kind for trouble in judge(graph).troubles] == ["lack-of-synchronisation"]


def test_dead_end() -> None:
    draw = Builder()
    draw.path(BEGIN, draw.node("exclusive", "a"), node := draw.node("exclusive", "b"))
    assert [(trouble.kind, trouble.nodes) for trouble in judge(draw.graph()).troubles] == [("dead-end", (node,))]


def test_unreachable_steps_are_told_once_where_they_begin() -> None:
    assert sorted(faults(a="!", b="c", c="d", d="!", e="f", f="e|a")) == [("unreachable", "b"), ("unreachable", "e", "f")]


def test_an_arrow_from_a_step_that_is_never_reached_makes_nobody_wait() -> None:
    assert faults(a="c", b="c", c="! join=all") == [("unreachable", "b")]


def test_a_case_may_be_handed_over_to_a_step() -> None:
    steps = process(a="!", b="c", c="!")
    assert not analyse(steps).is_sound
    assert analyse(steps, also_start=["b"]).is_sound


def test_arrow_of_two_branches() -> None:
    fault = only(a="b c", b="d", c="d", d="e", e="! join=a")
    assert (fault.kind, fault.steps) == ("arrow-of-two-branches", ("a", "e", "d"))


def test_arrow_of_no_branch() -> None:
    fault = only(z="a|e", a="b c", b="e", c="e", e="! join=a")
    assert (fault.kind, fault.steps, fault.run) == ("arrow-of-no-branch", ("a", "e", "z"), ("z",))


def test_single_branches_are_remarked_on() -> None:
    drawn = process(a="b", b="c", c="d e", d="f", e="x", f="! join=c")
    ways = {"a": Fork(to=("b",)), "b": Choose(options=(Option(to="c", when="so"),))}
    report = analyse(
        evolve(drawn, steps={name: evolve(step, way=ways.get(name, step.way)) for name, step in drawn.steps.items()})
    )
    assert report.is_sound
    assert [(remark.kind, remark.steps) for remark in report.remarks] == [("single-branch", (name,)) for name in "abf"]


def test_shared_refusal_of_parallel_checks() -> None:
    assert faults(a="b c", b="d|no", c="d|no", d="! join=a", no="x") == []


def test_all_faults_are_told_in_one_run() -> None:
    found = faults(a="b|c", b="d", c="d", d="e join=all", e="f g", f="h", g="h", h="i", i="i|j", j="k", k="k")
    assert found == [("endless-loop", "k"), ("deadlock", "a", "d"), ("lack-of-synchronisation", "e", "h")]


def test_what_is_too_complex_is_unknown() -> None:
    """Two crossed pairs of choices and joins, which contraction leaves."""
    knot = process(a="b c", b="d|e", c="f|g", d="h", e="i", f="h", g="i", h="! join=all", i="! join=all")
    assert analyse(knot).is_sound is False
    report = analyse(knot, budget=3)
    assert report.is_sound is None
    assert report.unknown[0].kind == "too-complex"
    assert analyse(knot).faults[0].run


def test_a_fault_that_shows_only_when_another_is_mended_has_no_run() -> None:
    """Nothing comes past a step that waits for ever, so no case comes to what lies behind it."""
    first, second = analyse(process(a="b|c", b="d", c="d", d="e f join=all", e="g", f="g", g="!")).faults
    assert (first.kind, first.run, first.run_is_shortest) == ("deadlock", ("a", "b"), True)
    assert (second.kind, second.run, second.run_is_shortest) == ("lack-of-synchronisation", (), True)


def test_a_step_that_is_not_reached_has_no_run() -> None:
    fault = only(a="!", b="!")
    assert (fault.kind, fault.run, fault.run_is_shortest) == ("unreachable", (), True)


def test_a_fault_behind_another_has_a_run_where_a_case_gets_past() -> None:
    """The second token that comes to d might yet have gone where the first did not, so the run must take it along."""
    found = analyse(process(a="b c", b="d", c="d", d="e|f", e="g", f="g", g="! join=all")).faults
    assert {fault.kind: len(fault.run) for fault in found} == {"lack-of-synchronisation": 5, "deadlock": 6}
    assert all(fault.run_is_shortest for fault in found)


def test_a_run_takes_the_shorter_way() -> None:
    fault = only(a="long|d", long="longer", longer="d", d="e f", e="g", f="h", h="g", g="!")
    assert (fault.run[:2], sorted(fault.run[2:]), fault.run_is_shortest) == (("a", "d"), ["e", "f", "g", "g", "h"], True)


def test_a_run_that_is_not_known_to_be_shortest_says_so() -> None:
    """Twelve branches that each choose one of two joins are too many to search."""
    ways = {f"b{at}": f"c{at}|d{at}" for at in range(12)}
    ends = {f"c{at}": "j" for at in range(12)} | {f"d{at}": "k" for at in range(12)}
    knot = process(a=" ".join(ways), **ways, **ends, j="l join=all", k="l join=all", l="! join=all")
    assert {fault.run_is_shortest for fault in analyse(knot).faults} == {False}
