"""REF: every id that is named is known, and every definition is used."""

from pathlib import Path

import pytest
from hypothesis import given, settings

from blueprint.model import Blueprint
from blueprint.rules import Rule, own_rules
from blueprint.rules.ref import (
    join_of_no_fork,
    unknown_definition,
    unknown_place,
    unknown_post,
    unknown_process,
    unknown_step,
    unused_definition,
)
from blueprint.rules.ref_standards import stage_out_of_place, unknown_stage, unknown_standard
from blueprint.testing import findings_of
from blueprint.testing.strategies import blueprints
from blueprint.view import View
from tests.effort import tries

DEFINITIONS = """\
personas: {reader: {title: Reader, kind: consumer}}
teams: {office: {title: Office, posts: {adviser: 2}}}
actors: {adviser: {title: Adviser, kind: employee, team: office, post: adviser}}
channels: {phone: {title: Phone, kind: offline, two-way: true}}
systems: {crm: {title: Customer database}}
data: {record: {title: Record, class: internal}}
lanes: {kitchen: {title: Kitchen, role: backstage}}
sources: {survey: {title: Survey}}
promises: {quick: {says: Soon, from: sale.buy, to: sale.pay, within: 1d}}
"""


def sale(buy: str = "", *, process: str = "", head: str = "") -> str:
    """A sale of three steps, of which the first gets more keys; ``process`` are more keys of the process."""
    return f"""\
{head}{DEFINITIONS}processes:
  sale:
    title: Sale
    phase: in-sale
    kind: other
    {process or "start: buy"}
    steps:
      buy: {{lane: customer, does: Buys, {buy or "next: pack"}}}
      pack: {{lane: backstage, does: Packs, next: pay}}
      pay: {{lane: customer, does: Pays, ends: Paid}}
"""


def said(rule: Rule, text: str) -> list[str]:
    return [each.message for each in findings_of(rule, text)]


@given(blueprints(sound=False))
@settings(max_examples=tries(50))
def test_what_is_named_is_what_references_name(blueprint: Blueprint) -> None:
    view = View(blueprint)
    for target in {each.target for each in view.references}:
        found = [each for each in view.references if each.target == target]
        assert view.named(target) == {each.id for each in found}
        for process in blueprint.processes:
            within = {each.id for each in found if each.path[:2] == ("processes", process)}
            assert view.named(target, within=process) == within
    assert not view.named("nothing of the kind")


REF = [each for each in own_rules() if each.family == "REF"]


@pytest.mark.parametrize("rule", [each for each in REF if each is not unused_definition], ids=lambda rule: rule.code)
def test_a_service_whose_references_all_lead_somewhere_is_not_flagged(rule: Rule) -> None:
    everything = (
        "for: [reader], actor: adviser, channels: [phone], systems: [crm], data: [record], erases: [record], keeps: [quick], "
        "with: {kitchen: {does: Cooks, actor: adviser, channels: [phone], systems: [crm], data: [record]}}, source: survey, "
        "notes: [{kind: pain, says: Slow, source: survey}], opens: [sale], starts: [sale], runs: sale, stops: [sale], "
        "fails: [{mode: No change, recover: pay}], late: pay, next: pack"
    )
    assert said(rule, sale(everything)) == []


@pytest.mark.parametrize(
    "text",
    [
        sale(process="start: byu"),
        sale(process="start: [buy, byu]"),
        sale("next: byu"),
        sale("choose: [{when: so, to: byu}, {otherwise: true, to: pay}]"),
        sale("fork: [pack, byu]"),
        sale("late: byu, next: pay"),
        sale("fails: [{mode: No change, recover: byu}], next: pay"),
    ],
    ids=["start", "one of several starts", "next", "choose", "fork", "late", "recover"],
)
def test_every_way_to_a_step_is_looked_at(text: str) -> None:
    assert said(unknown_step, text) == ["there is no step 'byu'; did you mean 'buy'?"]


def test_where_nothing_is_close_the_known_ones_are_listed() -> None:
    assert said(unknown_step, sale("next: hand-over")) == ["there is no step 'hand-over'; known here: buy, pack, pay"]


def test_long_lists_are_cut() -> None:
    steps = "".join(f"      z{number}: {{lane: backstage, does: Works, next: pay}}\n" for number in range(12))
    (message,) = said(unknown_step, sale("next: hand-over") + steps)
    assert message == "there is no step 'hand-over'; known here: buy, pack, pay, z0, z1, z10, z11, z2 and 7 more"


def test_a_step_of_another_process_is_none_of_this_one() -> None:
    other = (
        "  care: {title: Care, phase: after-sale, kind: care, start: ask, steps: {ask: {lane: customer, does: Asks, ends: Ok}}}\n"
    )
    assert said(unknown_step, sale("next: ask") + other)


@pytest.mark.parametrize(
    "text",
    [
        sale(process="start: buy\n    opens: [sael]"),
        sale("opens: [sale, sael], next: pay"),
        sale("starts: [sael], next: pay"),
        sale("runs: sael, next: pay"),
        sale("stops: [sael], next: pay"),
        sale().replace("within: 1d", "within: 1d, when-broken: [sael]"),
    ],
    ids=["process opens", "opens", "starts", "runs", "stops", "when-broken"],
)
def test_every_link_to_a_process_is_looked_at(text: str) -> None:
    assert said(unknown_process, text) == ["there is no process 'sael'; did you mean 'sale'?"]


@pytest.mark.parametrize(
    ("place", "message"),
    [
        ("sale.byu", "there is no step 'byu' in 'Sale'; did you mean 'buy'?"),
        ("sale.hand-over", "there is no step 'hand-over' in 'Sale'; known here: buy, pack, pay"),
        ("sael.buy", "there is no process 'sael'; did you mean 'sale'?"),
        ("care.call", "there is no process 'care'; known here: sale"),
    ],
)
@pytest.mark.parametrize("where", ["from", "to", "one to", "paused-in", "metric", "continues"])
def test_every_place_is_looked_at(where: str, place: str, message: str) -> None:
    text = {
        "from": sale().replace("from: sale.buy", f"from: {place}"),
        "to": sale().replace("to: sale.pay", f"to: {place}"),
        "one to": sale().replace("to: sale.pay", f"to: [sale.pay, {place}]"),
        "paused-in": sale().replace("within: 1d", f"within: 1d, paused-in: [{place}]"),
        "metric": sale(head=f"metrics: {{queue: {{title: Queue, at: [sale.buy, {place}]}}}}\n"),
        "continues": sale(f"ends: Bought, continues: [sale, sale.pay, {place}]"),
    }[where]
    assert said(unknown_place, text) == [message]


def test_an_end_may_continue_in_a_process() -> None:
    assert said(unknown_place, sale("ends: Bought, continues: [sael]")) == ["there is no process 'sael'; did you mean 'sale'?"]


@pytest.mark.parametrize(
    ("keys", "message"),
    [
        ("actor: advisor", "there is no actor 'advisor'; did you mean 'adviser'?"),
        ("channels: [fone]", "there is no channel 'fone'; did you mean 'phone'?"),
        ("systems: [erp]", "there is no system 'erp'; known here: crm"),
        ("data: [recrod]", "there is no kind of data 'recrod'; did you mean 'record'?"),
        ("erases: [recrod]", "there is no kind of data 'recrod'; did you mean 'record'?"),
        ("for: [raeder]", "there is no persona 'raeder'; did you mean 'reader'?"),
        ("keeps: [quik]", "there is no promise 'quik'; did you mean 'quick'?"),
        ("source: surwey", "there is no source 'surwey'; did you mean 'survey'?"),
        ("notes: [{kind: fact, says: So, source: surwey}]", "there is no source 'surwey'; did you mean 'survey'?"),
        ("with: {kitchn: {does: Cooks}}", "there is no lane 'kitchn'; did you mean 'kitchen'?"),
        ("with: {support: {does: Pays, actor: advisor}}", "there is no actor 'advisor'; did you mean 'adviser'?"),
        ("with: {support: {does: Pays, channels: [fone]}}", "there is no channel 'fone'; did you mean 'phone'?"),
    ],
)
def test_every_use_of_a_definition_is_looked_at(keys: str, message: str) -> None:
    assert said(unknown_definition, sale(f"{keys}, next: pay")) == [message]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("lane: backstage", "lane: bakcstage", "there is no lane 'bakcstage'; did you mean 'backstage'?"),
        ("team: office", "team: ofice", "there is no team 'ofice'; did you mean 'office'?"),
        ("within: 1d", "within: 1d, source: surwey", "there is no source 'surwey'; did you mean 'survey'?"),
        ("next: pack", "choose: [{when: so, to: pay, for: [raeder]}]", "there is no persona 'raeder'; did you mean 'reader'?"),
    ],
)
def test_so_are_those_outside_steps(old: str, new: str, message: str) -> None:
    assert said(unknown_definition, sale().replace(old, new)) == [message]


def test_where_nothing_is_defined_the_message_says_so() -> None:
    text = sale("systems: [erp], next: pay").replace("systems: {crm: {title: Customer database}}\n", "")
    assert said(unknown_definition, text) == ["there is no system 'erp'; none is defined yet"]


def test_the_key_of_a_part_is_where_an_unknown_lane_stands() -> None:
    (finding,) = findings_of(unknown_definition, sale("with: {\n        kitchn: {does: Cooks}}, next: pay"))
    assert (finding.line, finding.column) == (18, 9)


def test_stages_owners_and_leads_are_no_references() -> None:
    text = sale("owner: Anybody, realises: [no-standard/no-stage], next: pay", head="owner: nobody-known\n")
    assert said(unknown_definition, text.replace("{title: Office,", "{title: Office, lead: someone,")) == []


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("post: adviser}", "post: advisor}", "there is no post 'advisor' in team 'Office'; did you mean 'adviser'?"),
        ("post: adviser}", "post: cook}", "there is no post 'cook' in team 'Office'; known here: adviser"),
        ("team: office, ", "", "'Adviser' has a post but no team; say to which team it belongs"),
    ],
)
def test_a_post_is_looked_up_in_the_team(old: str, new: str, message: str) -> None:
    assert said(unknown_post, sale().replace(old, new)) == [message]


@pytest.mark.parametrize(
    ("old", "new"),
    [(", post: adviser}", "}"), (", posts: {adviser: 2}", ""), ("team: office", "team: ofice"), ("adviser: 2", "adviser: 0")],
    ids=["no post", "team that lists none", "unknown team", "vacant post"],
)
def test_a_post_that_cannot_be_looked_up_or_is_vacant_is_not_flagged(old: str, new: str) -> None:
    text = sale()
    assert old in text
    assert said(unknown_post, text.replace(old, new)) == []


def joined(join: str, buy: str = "fork: [pack, pay]") -> str:
    return sale(buy) + f"      end: {{lane: frontstage, does: Thanks, join: {join}, ends: Thanked}}\n"


def test_a_join_names_what_starts_branches() -> None:
    assert said(join_of_no_fork, joined("buuy")) == ["there is no step 'buuy'; did you mean 'buy'?"]
    assert said(join_of_no_fork, joined("pack")) == ["'Packs' starts no branches that could be waited for; known here: buy"]
    assert said(join_of_no_fork, joined("pack", "next: pay")) == ["'Packs' starts no branches that could be waited for"]
    assert said(join_of_no_fork, joined("buy", "choose: [{when: so, to: pay}]"))


@pytest.mark.parametrize("buy", ["fork: [pack, pay]", "many: true, choose: [{when: so, to: pack}, {when: thus, to: pay}]"])
def test_a_fork_and_a_choice_of_many_can_be_waited_for(buy: str) -> None:
    assert said(join_of_no_fork, joined("buy", buy)) == []


def test_join_all_waits_for_every_way_and_names_nothing() -> None:
    assert said(join_of_no_fork, joined("all", "next: pay")) == []


def test_what_is_defined_and_used_nowhere_is_told_by_its_title() -> None:
    assert sorted(said(unused_definition, sale())) == [
        "actor 'Adviser' is used nowhere",
        "channel 'Phone' is used nowhere",
        "data 'Record' is used nowhere",
        "lane 'Kitchen' is used nowhere",
        "source 'Survey' is used nowhere",
        "system 'Customer database' is used nowhere",
    ]


def test_use_in_a_part_a_note_or_a_promise_is_use() -> None:
    part = "with: {kitchen: {does: Cooks, actor: adviser, channels: [phone], systems: [crm], data: [record]}}"
    assert said(unused_definition, sale(f"{part}, notes: [{{kind: fact, says: So, source: survey}}], next: pay")) == []
    assert "source 'Survey' is used nowhere" not in said(unused_definition, sale().replace("1d}", "1d, source: survey}"))


def test_personas_promises_metrics_and_standards_speak_for_themselves() -> None:
    head = "metrics: {queue: {title: Queue}}\nstandards: {iso-10002: {not-applied: Too small}}\n"
    told = " ".join(said(unused_definition, sale(head=head)))
    assert not any(word in told for word in ("persona", "promise", "metric", "standard"))


def test_fingerprints_hang_on_the_missing_name_not_on_its_position() -> None:
    (first,) = findings_of(unknown_definition, sale("channels: [fone, phone], next: pay"))
    (second,) = findings_of(unknown_definition, sale("channels: [phone, fone], next: pay"))
    assert first.fingerprint == second.fingerprint
    assert first.column != second.column


# Standards and their stages.


def care(
    keys: str = "realises: [iso-10002/receipt]", *, process: str = "kind: complaint-handling", top: str = "", more: str = ""
) -> str:
    """A process of one step, with other processes beside it (``more``)."""
    return f"""\
{top}
processes:
  care:
    title: Care
    phase: after-sale
    {process}
    start: take
    steps:
      take: {{lane: frontstage, does: Takes it in, {keys}, ends: Taken in}}
{more}
"""


def other(keys: str, process: str = "kind: complaint-handling") -> str:
    """A process beside it."""
    facts = f"title: Other, phase: after-sale, {process}, start: a"
    return f"  other: {{{facts}, steps: {{a: {{lane: frontstage, does: Helps, {keys}}}}}}}\n"


SILENT = "records: [case-number]"


@pytest.mark.parametrize(
    ("text", "message", "column"),
    [
        (
            care(SILENT, process="kind: other\n    follows: [iso-1002]"),
            "there is no standard 'iso-1002'; did you mean 'iso-10002'? "
            "(one of your own is named by its file, under 'standards')",
            15,
        ),
        (
            care(SILENT, top="standards:\n  eu-withdrawl: {not-applied: We sell to shops only}"),
            "there is no standard 'eu-withdrawl'; did you mean 'eu-withdrawal'? "
            "(one of your own is named by its file, under 'standards')",
            3,
        ),
        (
            care(SILENT, process="kind: other\n    follows: [zzz]"),
            "there is no standard 'zzz'; known are eu-withdrawal, iso-10002, itil-incident, scor-return and service-recovery "
            "(one of your own is named by its file, under 'standards')",
            15,
        ),
    ],
)
def test_a_standard_that_nobody_knows_is_told(text: str, message: str, column: int) -> None:
    (finding,) = findings_of(unknown_standard, text)
    assert (finding.message, finding.column) == (message, column)


@pytest.mark.parametrize("name", ["iso-10002", "eu-withdrawal", "scor-return", "service-recovery", "itil-incident", "house"])
def test_known_standards_are_not_flagged(name: str) -> None:
    top = "standards: {house: {file: nowhere.standard.yaml}}"
    assert said(unknown_standard, care(SILENT, process=f"kind: other\n    follows: [{name}]", top=top)) == []


@pytest.mark.parametrize(
    ("stage", "message"),
    [
        ("iso-10002/recipt", "'iso-10002' has no stage 'recipt'; did you mean 'iso-10002/receipt'?"),
        ("iso-1002/receipt", "there is no standard 'iso-1002'; did you mean 'iso-10002/receipt'?"),
        (
            "iso-10002/refund",
            "'iso-10002' has no stage 'refund', but another standard has: write eu-withdrawal/refund or scor-return/refund",
        ),
        (
            "itil-incident/zzz",
            "'itil-incident' has no stage 'zzz'; it has categorise, close, identify, log, prioritise and respond",
        ),
        (
            "zzz/zzz",
            "there is no standard 'zzz'; known are eu-withdrawal, iso-10002, itil-incident, scor-return and service-recovery",
        ),
    ],
)
@pytest.mark.parametrize(
    "keys", ["realises: [{0}]", "skips: {{{0}: So}}", "with: {{backstage: {{does: Writes it down, realises: [{0}]}}}}"]
)
def test_a_stage_that_no_standard_has_is_told(keys: str, stage: str, message: str) -> None:
    assert said(unknown_stage, care(keys.format(stage))) == [message]
    assert said(stage_out_of_place, care(keys.format(stage))) == []


def test_stages_of_a_standard_that_cannot_be_read_are_not_flagged() -> None:
    text = care("realises: [house/anything]", process="kind: other", top="standards: {house: {file: nowhere.standard.yaml}}")
    assert said(unknown_stage, text) == said(stage_out_of_place, text) == []


def test_an_unknown_standard_with_not_applied_is_unknown_in_its_stages_too() -> None:
    text = care("realises: [iso-1002/receipt]", top="standards: {iso-1002: {not-applied: So}}")
    assert len(said(unknown_standard, text)) == len(said(unknown_stage, text)) == 1


@pytest.mark.parametrize("keys", ["realises: [iso-10002/receipt]", "skips: {iso-10002/receipt: So}"])
def test_a_stage_in_a_process_that_does_not_follow_its_standard_is_told(keys: str) -> None:
    (message,) = said(stage_out_of_place, care(keys, process="kind: support"))
    assert message == (
        "'iso-10002/receipt' counts nowhere: 'Care' does not follow iso-10002, and no process that does leads here or is led to "
        "from here; add 'follows: [iso-10002]' to 'Care', or take the stage out"
    )


def test_it_is_told_once_for_each_process_and_standard() -> None:
    stages = "iso-10002/receipt, iso-10002/decision, iso-10002/closing, eu-withdrawal/refund, eu-withdrawal/inform"
    first, second = said(stage_out_of_place, care(f"realises: [{stages}]", process="kind: support"))
    assert first.startswith("'iso-10002/receipt' counts nowhere, like 2 other stages of it here: 'Care' does not follow")
    assert second.startswith("'eu-withdrawal/refund' counts nowhere: 'Care' does not follow eu-withdrawal")


@pytest.mark.parametrize(
    "text",
    [
        care(),
        care(process="kind: support\n    follows: [iso-10002]"),
        care(top="personas: {firm: {title: Firm, kind: business}}\nstandards: {iso-10002: {not-applied: So}}"),
        care("realises: [iso-10002/communication, iso-10002/tracking]", process="kind: support"),
        care(process="kind: support", more=other("runs: care, ends: Helped")),
        care(process="kind: support", more=other("starts: [care], ends: Helped")),
        care(process="kind: support", more=other("ends: Helped, continues: [care]")),
        care("realises: [iso-10002/receipt], runs: other", process="kind: support", more=other("ends: Helped")),
    ],
    ids=["kind", "follows", "not applied", "standing and span", "run by", "started by", "continued from", "runs"],
)
def test_a_stage_where_its_standard_is_looked_for_is_not_flagged(text: str) -> None:
    assert said(stage_out_of_place, text) == []


def test_to_open_a_process_is_not_to_lead_to_it_for_certain() -> None:
    text = care(process="kind: support", more=other("opens: [care], ends: Helped"))
    assert len(said(stage_out_of_place, text)) == 1


HOUSE = """\
standard: 1
id: {0}
title: House rule
source: House book
stages:
  thank: {{title: Thanks, why: It is polite.}}
"""


@pytest.mark.parametrize(
    ("process", "house", "unused"),
    [
        ("kind: care", "", True),
        ("kind: care\n    follows: [house]", "", False),
        ("kind: care", "kinds: [care]\n", False),
        ("kind: care\n    follows: [more]", "", False),
    ],
    ids=["followed by none", "followed", "implied", "built on"],
)
def test_an_own_standard_that_no_process_follows_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, process: str, house: str, unused: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "house.standard.yaml").write_text(HOUSE.format("house") + house, encoding="utf-8")
    (tmp_path / "more.standard.yaml").write_text(HOUSE.format("more") + "extends: house\nkinds: [care]\n", encoding="utf-8")
    files = "house: {file: house.standard.yaml}"
    files += ", more: {file: more.standard.yaml}" if "more" in process else ""
    found = said(unused_definition, care(SILENT, process=process, top=f"standards: {{{files}}}"))
    assert found == (["standard 'House rule' is followed by no process"] if unused else [])
