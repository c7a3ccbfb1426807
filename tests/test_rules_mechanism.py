"""How rules are made: each says what it must, is tried on its own examples, and stands in the right preset."""

import re
from collections import defaultdict
from importlib import import_module
from types import ModuleType

import pytest

from blueprint.config import Settings
from blueprint.errors import PackError, UsageError
from blueprint.findings import Problem, Severity
from blueprint.rules import FAMILIES, PRESETS, Rule, ordered, own_rules, rule, rules_of
from blueprint.rules.mechanism import complete
from blueprint.testing import assert_examples, findings_of, marked_lines

RULES = own_rules()
each_rule = pytest.mark.parametrize("each", RULES, ids=lambda each: each.code)

ADDED = {
    "correctness": {
        "FLW": "001 002 003 004 005 006 007 008 010 011 012 014 015",
        "REF": "001 002 003 004 005 006 008 009",
        "SCH": "001 002 003 004 005 006 007",
        "SYN": "001 002 003 004 005 006 007 008 009 010 011 012 013 014 015 016",
    },
    "recommended": {
        "CHN": "001 002 009",
        "CMP": "001 002 005",
        "FLW": "013 016",
        "IGN": "001 002 003 004",
        "INN": "001 002 003 004 005 006 007 009 010 011 012 013 014",
        "LIF": "001 002 004 005",
        "PPL": "004",
        "PRM": "001 002 003 004 005 011",
        "REC": "001 002 003 004 005 006",
        "REF": "007 010",
        "RET": "001 002 003 004 005",
        "REV": "001 002 003",
        "SEC": "001 002 003 004",
        "STD": "001 002 003 004 005 006 007 008",
        "TIM": "001 002 004",
        "VIS": "001 002 003",
    },
    "strict": {
        "CHN": "003 004 005 006 007 008 010",
        "CMP": "003 004 006 007",
        "FLW": "009",
        "INN": "008 015 016 017 018 019",
        "LIF": "003 006 007 008 009 010",
        "PPL": "001 002 003 005 006 007",
        "PRM": "006 007 008 009 010",
        "REV": "004 005",
        "SEC": "005 006",
        "STD": "009",
        "SYN": "017",
        "TIM": "003 005",
        "VIS": "004 005",
    },
}
"""What each preset adds to the one before it. A rule changes its preset here and in its decorator, or not at all."""


@each_rule
def test_examples_show_what_a_rule_finds_and_what_it_does_not(each: Rule) -> None:
    assert_examples(each)


@each_rule
def test_every_rule_says_what_it_must(each: Rule) -> None:
    assert each.title
    assert each.why
    assert each.source
    assert each.good
    assert each.spares
    assert each.bad or each.code in ("SYN007", "FLW010")  # an example of more than 10 MB, or too tangled to be one


@each_rule
def test_titles_are_one_sentence_of_a_line_and_reasons_are_whole_sentences(each: Rule) -> None:
    assert re.fullmatch(r"[A-Z][^.!?]*\.", each.title), each.title
    assert len(each.title) <= 120
    assert re.match(r"[A-Z`]", each.why), each.why
    assert each.why.rstrip().endswith((".", ".)", "?")), each.why
    assert each.spares[0].isupper() or each.spares[0] in "'\""
    assert each.spares.endswith((".", ".)"))


@each_rule
def test_a_rule_is_named_after_its_function(each: Rule) -> None:
    assert each.name == each.find.__name__.replace("_", "-")
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", each.name)


@each_rule
def test_a_rule_stands_in_the_file_of_its_family(each: Rule) -> None:
    assert each.find.__module__.startswith(f"blueprint.rules.{each.family.lower()}")


@each_rule
def test_a_rule_cites_a_source_that_can_be_looked_up(each: Rule) -> None:
    assert len(each.source) >= len("Format 1")
    assert not each.source.endswith(".")


@each_rule
def test_lines_of_a_bad_example_are_marked_where_there_are_several(each: Rule) -> None:
    assert marked_lines(each.bad) or len(each.bad.splitlines()) <= 1


def test_names_are_as_unique_as_codes() -> None:
    assert len({each.name for each in RULES}) == len(RULES) == len({each.code for each in RULES})


def test_codes_of_a_family_have_no_gaps() -> None:
    for family in FAMILIES:
        numbers = [int(each.code[3:]) for each in RULES if each.family == family]
        assert numbers == list(range(1, len(numbers) + 1)), family


def test_families_are_the_files_of_the_package() -> None:
    assert {each.family for each in RULES} == set(FAMILIES)
    for family in FAMILIES:
        module = import_module(f"blueprint.rules.{family.lower()}")
        assert (module.__doc__ or "").startswith(f"{family}: ")


def test_presets_hold_these_rules() -> None:
    added: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for each in RULES:
        added[each.preset][each.family].append(each.code[3:])
    assert {preset: {family: " ".join(codes) for family, codes in by.items()} for preset, by in added.items()} == ADDED


def test_each_preset_lies_within_the_next() -> None:
    active = [set(Settings(preset=preset).active(RULES)) for preset in PRESETS]
    assert active[0] < active[1] < active[2] == set(RULES)


def test_advice_is_never_in_the_default_preset() -> None:
    assert all(each.preset == "strict" for each in RULES if each.severity is Severity.info)


def test_what_cannot_be_read_cannot_be_left_out() -> None:
    silenced = Settings(ignore=("SYN", "SCH", "REF")).active(RULES)
    assert {each.code for each in silenced} >= {"SYN001", "SCH001"}
    assert not {"REF001", "SYN016"} & {each.code for each in silenced}
    assert "SYN002" in {each.code for each in Settings(select=("CMP",)).active(RULES)}


def test_an_unknown_rule_in_the_settings_is_told_with_what_was_perhaps_meant() -> None:
    with pytest.raises(UsageError, match="there is no rule 'CMQ001'; did you mean 'CMP001'"):
        Settings(select=("CMQ001",)).active(RULES)


# ---- making rules


def made(code: str, name: str = "any_title", **more: str) -> Rule:
    def find(view: object) -> list[Problem]:
        """A title stands here.

        Because we say so.
        """
        return [Problem("a title", ("title",))]

    find.__name__ = name
    says = {"source": "House rules", "bad": "title: A  # !", "good": "title: B", "spares": "Nothing.", **more}
    return rule(code, Severity.warning, **says)(find)  # type: ignore[arg-type]


def test_a_rule_takes_title_reason_and_name_from_its_function() -> None:
    each = made("ACME001")
    assert (each.name, each.title, each.why) == ("any-title", "A title stands here.", "Because we say so.")
    assert (each.family, each.preset, each.stage) == ("ACME", "recommended", "service")


def test_two_rules_of_one_code_are_refused() -> None:
    with pytest.raises(PackError, match="two rules have the code ACME001: 'any-title' and 'other'"):
        ordered([made("ACME001"), made("ACME001", "other")])


@pytest.mark.parametrize("lacking", ["source", "spares"])
def test_a_rule_that_does_not_say_what_it_must_is_refused(lacking: str) -> None:
    with pytest.raises(PackError, match="rule ACME001 must say its title, its source and what it does not flag"):
        ordered([made("ACME001", **{lacking: ""})])


def test_rules_of_a_module_come_by_code() -> None:
    module = ModuleType("acme")
    module.second, module.first, module.other = made("ACME002", "b"), made("ACME001", "a"), "no rule"  # type: ignore[attr-defined]
    assert [each.code for each in rules_of(module)] == ["ACME001", "ACME002"]


# ---- examples


@pytest.mark.parametrize("example", ["title: A", "title: A\n", "processes: {}", "reviewed: 2026-01-01"])
def test_an_example_is_completed_below_itself(example: str) -> None:
    whole = complete(example)
    assert whole.startswith(example)
    assert {"blueprint", "id", "title", "processes"} <= {line.partition(":")[0] for line in whole.splitlines()}


@pytest.mark.parametrize("example", ["", "{}", "# only a comment\n", '{"title": "A",}'])
def test_json_and_nothing_are_left_as_they_are(example: str) -> None:
    assert complete(example) == example


def test_examples_that_show_nothing_are_refused() -> None:
    with pytest.raises(AssertionError, match="found on line 1, but marks line 2"):
        assert_examples(made("ACME001", bad="title: A\nid: a  # !"))
    with pytest.raises(AssertionError, match="the good example is found fault with"):
        assert_examples(made("ACME001"))


def test_findings_of_a_text_that_never_reaches_the_rule_are_refused() -> None:
    with pytest.raises(AssertionError, match=r"CMP001 is never asked: .*SCH001"):
        findings_of(next(each for each in RULES if each.code == "CMP001"), "titel: A")


def test_findings_of_a_rule_that_crashes_are_refused() -> None:
    def find(view: object) -> list[Problem]:
        """A crash."""
        raise KeyError("nothing")

    crashing = rule("ACME001", Severity.warning, source="House rules", bad="title: A", good="title: B", spares="Nothing.")(find)
    with pytest.raises(AssertionError, match="rule ACME001 failed"):
        findings_of(crashing, "title: A")
