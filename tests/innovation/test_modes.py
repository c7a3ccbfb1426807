"""The five modes: their data is sound, textbook cases are recognised, and the laws of recognition hold."""

from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given
from hypothesis import strategies as st

from blueprint.innovation.facts import TESTS, Facts
from blueprint.innovation.modes import UNCLEAR, Mode, Sign, all_modes, mode
from blueprint.innovation.recognise import AHEAD, LEAST, Judged, Verdict, ranked, recognise
from blueprint.innovation.telling import contradicted, explained
from blueprint.model_innovation import FORCES, MODES, Force, Innovation
from blueprint.values import Table
from tests.innovation.force_sets import force_sets, whole_sections

MODE_LIST = all_modes()
each_mode = pytest.mark.parametrize("mode", MODE_LIST, ids=lambda mode: mode.id)
SIGNS = [(each, sign) for each in MODE_LIST for sign in each.signs]


def forces(**weights: str) -> Innovation:
    return Innovation.read({"forces": {name.replace("_", "-"): weight for name, weight in weights.items()}})


# The data.


def test_there_are_five_modes_in_the_order_of_the_figures() -> None:
    assert tuple(each.id for each in MODE_LIST) == MODES
    assert [each.figure for each in MODE_LIST] == [2, 3, 4, 5, 6]
    assert [each.section for each in MODE_LIST] == ["4.1", "4.2", "4.3", "4.4", "4.5"]


@each_mode
def test_a_mode_has_one_sign_that_decides_and_several_others(mode: Mode) -> None:
    assert [each.decisive for each in mode.signs].count(True) == 1
    assert mode.decisive.weight == max(each.weight for each in mode.signs)
    assert len(mode.signs) >= 3
    assert len({each.id for each in mode.signs}) == len(mode.signs)


@pytest.mark.parametrize(("mode", "sign"), SIGNS, ids=lambda each: each.id)
def test_a_sign_says_what_it_is_what_the_contrary_is_and_what_it_rests_on(mode: Mode, sign: Sign) -> None:
    for text in (sign.says, sign.contrary):
        assert text[0].islower()
        assert not text.endswith(".")
    assert sign.rests_on[0].isupper()
    assert len(sign.rests_on) > 40
    asked = [test for each in (*sign.speaks_for, *sign.speaks_against) for test, _ in each]
    assert asked
    assert set(asked) <= TESTS.keys()


def test_every_test_is_asked_by_a_sign() -> None:
    asked = {test for _, sign in SIGNS for each in (*sign.speaks_for, *sign.speaks_against) for test, _ in each}
    assert asked == set(TESTS)


# The cases.


@each_mode
def test_a_textbook_case_is_recognised_by_all_its_signs(mode: Mode) -> None:
    found = recognise(mode.textbook)
    assert found.mode == mode.id
    assert found.judged(mode.id).points == 100
    assert [each.speaks for each in found.judged(mode.id).verdicts] == ["for"] * len(mode.signs)


@each_mode
def test_flipping_the_sign_that_decides_changes_the_ranking_as_the_data_says(mode: Mode) -> None:
    before, after = recognise(mode.textbook), recognise(mode.flipped)
    assert before.rank(mode.id) == 1
    assert after.judged(mode.id).barred
    assert after.mode == mode.then
    assert after.rank(mode.id) > 1


@each_mode
@pytest.mark.parametrize("declared", MODES)
def test_a_textbook_case_contradicts_every_other_mode(mode: Mode, declared: str) -> None:
    innovation = evolve(mode.textbook, mode=declared)
    found = contradicted(innovation, recognise(innovation))
    assert (found is None) == (declared == mode.id)


def test_nothing_said_is_unclear_and_contradicts_nothing() -> None:
    found = recognise(Innovation())
    assert found.mode == UNCLEAR
    assert found.leader is None
    assert contradicted(Innovation(mode="traditional"), found) is None
    assert contradicted(Innovation(mode="network"), found) is not None


def test_two_modes_close_together_are_unclear() -> None:
    both = forces(
        strategy_and_management="strong", employees="weak", technological="strong", service_professional="weak",
        customers="strong", research_and_development="weak",
    )  # fmt: skip
    found = recognise(both)
    first, second = found.ranked[:2]
    assert {first.decided, second.decided} == {"for"}
    assert first.score - second.score >= AHEAD or found.mode == UNCLEAR


def test_what_is_not_said_is_no_sign() -> None:
    judged = recognise(forces(strategy_and_management="dominant")).judged("organised-strategic")
    said = {each.sign.id: each.speaks for each in judged.verdicts}
    assert said == {
        "strategy-leads": "for", "nearly-all-act": "silent", "no-research-department": "silent", "active-employees": "silent",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("weights", "test", "argument"),
    [
        ({"technological": "strong"}, "leads", "technological"),
        ({"technological": "strong", "social": "weak"}, "leads", "technological"),
        ({"technological": "weak", "social": "strong"}, "outweighed", "technological"),
        ({"technological": "dominant", "social": "strong"}, "heavier", ["technological", "social"]),
        ({"employees": "weak"}, "slight", "employees"),
        ({"employees": "weak", "customers": "strong"}, "acts", ["employees", "customers"]),
    ],
)
def test_tests_of_weight(weights: dict[str, str], test: str, argument: Any) -> None:
    assert Facts(forces(**weights)).holds(test, argument)


@pytest.mark.parametrize(
    ("weights", "test", "argument"),
    [
        ({"technological": "weak"}, "leads", "technological"),
        ({"technological": "strong", "social": "strong"}, "leads", "technological"),
        ({"technological": "strong", "employees": "dominant"}, "outweighed", "technological"),
        ({"technological": "strong"}, "heavier", ["technological", "social"]),
        ({}, "slight", "employees"),
        ({"employees": "weak"}, "acts", ["employees", "customers"]),
    ],
)
def test_tests_of_weight_that_do_not_hold(weights: dict[str, str], test: str, argument: Any) -> None:
    assert not Facts(forces(**weights)).holds(test, argument)


# The laws.


@given(whole_sections)
def test_every_section_is_judged(innovation: Innovation) -> None:
    found = recognise(innovation)
    assert sorted(each.mode.id for each in found.ranked) == sorted(MODES)
    assert all(-1 <= each.score <= 1 for each in found.ranked)
    assert "".join(explained(innovation, found))


@given(force_sets())
def test_the_leader_stands_first_and_is_worth_it(innovation: Innovation) -> None:
    found = recognise(innovation)
    if found.leader:
        assert found.leader is found.ranked[0]
        assert found.leader.decided == "for"
        assert found.leader.score >= LEAST


@given(force_sets(), st.sampled_from(MODES), st.data())
def test_one_more_sign_that_speaks_for_a_mode_never_lowers_its_rank(
    innovation: Innovation, name: str, data: st.DataObject
) -> None:
    before = recognise(innovation)
    judged = before.judged(name)
    waiting = [each for each in judged.verdicts if each.speaks != "for"]
    assume(waiting)
    chosen = data.draw(st.sampled_from(waiting))
    verdicts = tuple(Verdict(each.sign, "for") if each is chosen else each for each in judged.verdicts)
    after = ranked([Judged(each.mode, verdicts) if each is judged else each for each in _in_order(before.ranked)])
    assert after.judged(name).score > judged.score
    assert after.rank(name) <= before.rank(name)


@given(force_sets(), st.sampled_from(MODES), st.integers(1, 5))
def test_a_sign_added_to_the_data_of_a_mode_never_lowers_its_rank(innovation: Innovation, name: str, weight: int) -> None:
    added = Sign(id="added", weight=weight, says="so", contrary="not so", rests_on="nothing", speaks_for=((),), speaks_against=())
    more = [evolve(each, signs=(*each.signs, added)) if each.id == name else each for each in MODE_LIST]
    before, after = recognise(innovation), recognise(innovation, more)
    assert after.judged(name).score >= before.judged(name).score
    assert after.rank(name) <= before.rank(name)


@given(force_sets(), st.randoms())
def test_order_and_names_carry_no_meaning(innovation: Innovation, random: Any) -> None:
    links = list(innovation.links)
    random.shuffle(links)
    names = list(innovation.forces.items())
    random.shuffle(names)
    renamed = [evolve(each, from_=_renamed(each.from_), to=_renamed(each.to)) for each in links]
    initiatives = Table({f"new-{name}": evolve(each, title="Another") for name, each in innovation.initiatives.items()})
    network = innovation.network and evolve(
        innovation.network, title="Ring", members=tuple(map(_renamed, innovation.network.members))
    )
    other = evolve(innovation, forces=Table(names), links=tuple(renamed), initiatives=initiatives, network=network)
    assert _said(recognise(other).ranked) == _said(recognise(innovation).ranked)
    assert _said(recognise(innovation, MODE_LIST).ranked) == _said(recognise(innovation).ranked)


@given(force_sets(), st.sampled_from(FORCES))
def test_notes_and_evidence_carry_no_meaning(innovation: Innovation, name: str) -> None:
    assume(name in innovation.forces)
    noted = Force(weight=innovation.forces[name].weight, note="As everybody knows", evidence=("study",))  # type: ignore[index]
    other = evolve(innovation, forces=Table({**innovation.forces, name: noted}))
    assert _said(recognise(other).ranked) == _said(recognise(innovation).ranked)


def _renamed(end: str) -> str:
    return end if end in FORCES else f"other-{end}"


def _in_order(judged: Any) -> list[Judged]:
    return sorted(judged, key=lambda each: each.mode.figure)


def _said(judged: Any) -> list[Any]:
    return [(each.mode.id, each.score, [one.speaks for one in each.verdicts]) for each in judged]


def test_a_mode_is_known_by_its_id() -> None:
    assert mode("network").figure == 6
