"""INN: driving forces, modes and initiatives; only blueprints with a section on innovation are judged."""

from datetime import date
from textwrap import indent

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule, own_rules
from blueprint.rules.inn import (
    absent_force_that_acts,
    forces_overdue_for_review,
    forces_that_nothing_links,
    innovation_without_content,
    link_that_says_nothing,
    mode_that_the_forces_contradict,
    no_internal_force,
    several_dominant_forces,
)
from blueprint.rules.inn_initiatives import (
    copied_without_study,
    dimension_never_renewed,
    initiative_that_nobody_within_drives,
    initiative_that_touches_nothing,
    initiative_without_dimension,
    initiative_without_evidence,
    innovation_of_an_unknown_kind,
    interface_changed_without_customers,
    launch_overdue,
    new_service_without_support,
    technology_only,
)
from blueprint.rules.ref import unknown_definition, unknown_process
from blueprint.rules.sch import unknown_word
from blueprint.testing import findings_of

TEAM = "teams: {design: {title: Design}}\n"
RULES = [each for each in own_rules() if each.family == "INN"]


def found(rule: Rule, section: str, *, head: str = "", today: date = date(2026, 11, 21)) -> tuple[Finding, ...]:
    """What a rule says of a section on innovation; its first line is line 2."""
    return findings_of(rule, "innovation:\n" + indent(section.strip("\n"), "  ") + f"\n{head}", today)


def of_app(rule: Rule, facts: str, *, more: str = "forces: {employees: strong}") -> tuple[Finding, ...]:
    """What it says of one initiative; its id is on line 4, its facts from line 6."""
    return found(rule, f"{more}\ninitiatives:\n  app:\n    title: An app\n" + indent(facts, "    "))


def told(findings: tuple[Finding, ...]) -> list[tuple[int, str, str]]:
    return [(each.line, each.element, each.message) for each in findings]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_service_without_a_section_on_innovation_is_not_judged(rule: Rule) -> None:
    assert findings_of(rule, "title: Shop") == ()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_advice_is_info_and_likely_harm_a_warning(rule: Rule) -> None:
    assert rule.severity is (Severity.info if rule.preset == "strict" else Severity.warning)


# ---- forces


def test_nothing_within_drives() -> None:
    assert told(found(no_internal_force, "forces: {customers: strong, employees: absent}")) == [
        (
            2,
            "innovation.forces",
            "nothing within the enterprise drives innovation; say which internal force does, and win it: Strategy and "
            "management, Employees, Innovation department or Research and development",
        )
    ]


@pytest.mark.parametrize(
    "internal", ["strategy-and-management", "employees", "innovation-department", "research-and-development"]
)
def test_any_internal_force_drives_however_weak(internal: str) -> None:
    assert not found(no_internal_force, f"forces: {{customers: dominant, {internal}: weak}}")


def test_a_section_without_forces_is_not_told_that_none_is_internal() -> None:
    assert not found(no_internal_force, "initiatives: {app: {title: App}}")


def test_a_contradicted_mode_is_told_with_the_signs_against_it_and_the_better_one() -> None:
    forces = "{strategy-and-management: dominant, employees: strong, research-and-development: absent, technological: weak}"
    (finding,) = found(mode_that_the_forces_contradict, f"mode: traditional\nforces: {forces}")
    assert (finding.line, finding.element, finding.severity) == (2, "innovation.mode", Severity.warning)
    assert finding.message == (
        "the forces contradict the declared traditional service mode (research and development hears back from others, or there "
        "is none; research and development weighs little): they speak for the organised strategic innovation mode; declare that "
        "one, or set the forces right ('blueprint innovation' shows why)"
    )


def test_a_contradicted_mode_without_a_better_one_is_told_so() -> None:
    (finding,) = found(mode_that_the_forces_contradict, "mode: network\nforces: {employees: weak}")
    assert "no network with members is named): no other mode leads; say more of the forces" in finding.message


@pytest.mark.parametrize(
    "section",
    [
        "mode: traditional",
        "mode: organised-strategic\nforces: {employees: strong}",
        "forces: {technological: dominant, strategy-and-management: absent}",
        "mode: network\nnetwork: {title: Ring, members: [member]}",
    ],
)
def test_a_mode_that_the_forces_neither_show_nor_contradict_is_not_flagged(section: str) -> None:
    head = "actors: {member: {title: Member, kind: partner}}"
    assert not found(mode_that_the_forces_contradict, section, head=head)


@pytest.mark.parametrize("section", ["mode: traditional", "reviewed: 2026-01-01", "links: []"])
def test_a_section_that_says_nothing(section: str) -> None:
    (finding,) = found(innovation_without_content, section)
    assert (finding.line, finding.message) == (
        1, "the section says nothing of what drives innovation; name the forces with their weight, and the initiatives",
    )  # fmt: skip


@pytest.mark.parametrize("section", ["forces: {employees: weak}", "initiatives: {app: {title: App}}"])
def test_forces_or_initiatives_alone_are_content(section: str) -> None:
    assert not found(innovation_without_content, section)


def test_an_empty_section_is_found() -> None:
    (finding,) = findings_of(innovation_without_content, "innovation: {}")
    assert finding.line == 1


def test_weights_in_conflict() -> None:
    (finding,) = found(several_dominant_forces, "forces: {customers: dominant, employees: dominant, social: strong}")
    assert finding.message == (
        "more than one force is said to be dominant, 'Customers' and 'Employees'; leave one, and call the others strong"
    )


@pytest.mark.parametrize("forces", ["{customers: dominant, employees: strong}", "{customers: strong, employees: strong}"])
def test_one_dominant_force_or_none_is_no_conflict(forces: str) -> None:
    assert not found(several_dominant_forces, f"forces: {forces}")


def test_an_absent_force_that_acts_by_a_link_or_drives() -> None:
    section = (
        "forces: {customers: absent, employees: strong}\nlinks:\n  - {from: employees, to: customers, way: interacting}\n"
        "initiatives:\n  app: {title: An app, drivers: [customers]}"
    )
    assert told(found(absent_force_that_acts, section)) == [
        (line, element, "'Customers' is said to be absent, but acts here; give it a weight, or leave it out here")
        for line, element in ((4, "innovation.links"), (6, "initiatives.app"))
    ]


@pytest.mark.parametrize(
    "more",
    [
        "links: [{from: employees, to: customers, way: one-way}]",
        "links: [{from: social, to: employees, way: interacting}]",
        "initiatives: {app: {title: An app, drivers: [customers], stage: dropped}}",
    ],
)
def test_an_absent_force_that_only_receives_is_not_flagged(more: str) -> None:
    assert not found(absent_force_that_acts, f"forces: {{customers: absent, employees: strong}}\n{more}")


def test_a_link_to_itself_and_a_link_said_twice() -> None:
    section = (
        "links:\n  - {from: employees, to: employees, way: one-way}\n  - {from: employees, to: design, way: interacting}\n"
        "  - {from: design, to: employees, way: one-way}"
    )
    assert told(found(link_that_says_nothing, section, head=TEAM)) == [
        (3, "innovation.links", "the link leads from 'Employees' to itself; name the other end"),
        (5, "innovation.links", "'Design' and 'Employees' are linked already; leave one link, one-way or interacting"),
    ]


def test_one_link_each_way_is_no_repetition() -> None:
    ways = "links:\n  - {from: employees, to: design, way: one-way}\n  - {from: design, to: employees, way: one-way}"
    assert not found(link_that_says_nothing, ways, head=TEAM)


def test_a_link_to_nothing_is_an_unknown_reference() -> None:
    (finding,) = found(unknown_definition, "links:\n  - {from: customer, to: employees, way: one-way}")
    assert finding.message == "there is no driving force, team or actor 'customer'; did you mean 'customers'?"


def test_a_link_to_a_team_or_an_actor_is_known() -> None:
    head = TEAM + "actors: {partner: {title: Partner, kind: partner}}"
    links = "links: [{from: design, to: partner, way: one-way}]\nnetwork: {title: Ring, members: [partner]}"
    assert not found(unknown_definition, links, head=head)


@pytest.mark.parametrize(
    ("section", "word"),
    [
        ("forces: {employees: huge}", "huge"),
        ("mode: industrial", "industrial"),
        ("initiatives: {a: {title: A, stage: done}}", "done"),
    ],
)
def test_an_unknown_weight_mode_or_stage_is_an_unknown_word(section: str, word: str) -> None:
    (finding,) = found(unknown_word, section)
    assert word in finding.message


def test_overdue_forces() -> None:
    (finding,) = found(forces_overdue_for_review, "reviewed: 2025-01-15\nreview-every: 1y\nforces: {employees: weak}")
    assert (finding.line, finding.message) == (
        2,
        "the forces were to be reviewed on 2026-01-15: all signs rest on what was; look again and set the day (reviewed)",
    )


def test_forces_with_an_interval_and_no_day() -> None:
    (finding,) = found(forces_overdue_for_review, "review-every: 1y\nforces: {employees: weak}")
    assert "no last day is known" in finding.message


@pytest.mark.parametrize("section", ["reviewed: 2020-01-01", "reviewed: 2025-11-21\nreview-every: 1y"])
def test_forces_that_are_not_due(section: str) -> None:
    assert not found(forces_overdue_for_review, section)


def test_a_retired_blueprint_is_not_due() -> None:
    assert not found(forces_overdue_for_review, "reviewed: 2020-01-01\nreview-every: 1y", head="status: retired")


def test_forces_without_links() -> None:
    (finding,) = found(forces_that_nothing_links, "forces: {employees: strong, customers: strong, social: absent}")
    assert finding.severity is Severity.info
    assert finding.message.startswith("2 forces act and nothing links them")
    assert not found(forces_that_nothing_links, "forces: {employees: strong, social: absent}")


# ---- initiatives


def test_a_new_interface_without_customers() -> None:
    assert told(of_app(interface_changed_without_customers, "dimensions: [client-interface]")) == [
        (
            4,
            "initiatives.app",
            "'An app' renews the way customers reach you, and customers are not among its drivers, nor its evidence, nor the "
            "forces; ask them, and say so",
        )
    ]


@pytest.mark.parametrize(
    ("facts", "more"),
    [
        ("dimensions: [technology]", "forces: {employees: strong}"),
        ("dimensions: [client-interface]\ndrivers: [customers]", "forces: {employees: strong}"),
        ("dimensions: [client-interface]\nevidence: [customers]", "forces: {employees: strong}"),
        ("dimensions: [client-interface]", "forces: {customers: weak}"),
        ("dimensions: [client-interface]\nstage: dropped", "forces: {employees: strong}"),
    ],
)
def test_a_new_interface_with_customers_is_not_flagged(facts: str, more: str) -> None:
    assert not of_app(interface_changed_without_customers, facts, more=more)


@pytest.mark.parametrize("stage", ["design", "trial", "live"])
def test_an_initiative_under_way_without_evidence_or_touch(stage: str) -> None:
    assert told(of_app(initiative_without_evidence, f"stage: {stage}")) == [
        (
            4,
            "initiatives.app",
            f"'An app' is in the stage {stage}, and nothing speaks for it; say what does (evidence: study, customers or "
            "competitors), or put it back to study",
        )
    ]
    (finding,) = of_app(initiative_that_touches_nothing, f"stage: {stage}")
    assert finding.message == (
        f"'An app' is in the stage {stage} and touches nothing in the blueprint; name what it changes (touches: processes, "
        "channels, teams, systems)"
    )


@pytest.mark.parametrize("facts", ["stage: idea", "stage: study", "stage: dropped", "degree: radical"])
def test_an_initiative_that_is_still_finding_out_may_lack_all(facts: str) -> None:
    for rule in (initiative_without_evidence, initiative_that_touches_nothing, new_service_without_support):
        assert not of_app(rule, facts)


@pytest.mark.parametrize("touched", ["processes: [sale]", "channels: [x]", "teams: [x]", "systems: [x]"])
def test_touching_anything_is_enough(touched: str) -> None:
    assert not of_app(initiative_that_touches_nothing, f"stage: live\ntouches: {{{touched}}}")


def test_touching_what_does_not_exist_is_an_unknown_reference() -> None:
    (finding,) = of_app(unknown_process, "touches: {processes: [sael]}")
    assert finding.message == "there is no process 'sael'; did you mean 'sale'?"
    (finding,) = of_app(unknown_definition, "touches: {channels: [web]}")
    assert finding.message == "there is no channel 'web'; none is defined yet"


def test_blind_imitation() -> None:
    (finding,) = of_app(copied_without_study, "stage: idea\nevidence: [imitation, competitors]")
    assert finding.message == (
        "'An app' is copied from others, and nobody has asked your own customers; add a study, or what customers say (evidence)"
    )


@pytest.mark.parametrize("evidence", ["imitation, study", "imitation, customers", "competitors", ""])
def test_imitation_with_a_study_is_not_blind(evidence: str) -> None:
    assert not of_app(copied_without_study, f"evidence: [{evidence}]")


@pytest.mark.parametrize(
    ("support", "lacks"),
    [
        ("", "promotion, training and after-care"),
        ("support: {training: sale}", "promotion and after-care"),
        ("support: {promotion: A mail, after-care: sale}", "training"),
    ],
)
def test_a_new_service_without_support(support: str, lacks: str) -> None:
    (finding,) = of_app(new_service_without_support, f"stage: trial\n{support}")
    assert finding.message.startswith(f"'An app' is in the stage trial without {lacks}; say how customers hear of it")


def test_a_design_has_time_and_a_supported_service_lacks_nothing() -> None:
    assert not of_app(new_service_without_support, "stage: design")
    assert not of_app(new_service_without_support, "stage: live\nsupport: {promotion: A mail, training: sale, after-care: sale}")


def test_a_launch_that_has_passed() -> None:
    assert told(of_app(launch_overdue, "launch: 2026-11-20\nstage: design")) == [
        (6, "initiatives.app", "'An app' was to reach customers on 2026-11-20, and is in the stage design; set a new day")
    ]


def test_a_launch_before_the_work_began() -> None:
    (finding,) = of_app(launch_overdue, "begun: 2026-12-01\nlaunch: 2026-11-30\nstage: idea")
    assert "before work on it began (2026-12-01)" in finding.message


@pytest.mark.parametrize(
    "facts",
    [
        "launch: 2026-11-21\nstage: trial",
        "launch: 2020-01-01\nstage: live",
        "launch: 2020-01-01\nstage: dropped",
        "launch: 2020-01-01",
    ],
)
def test_a_launch_to_come_or_done_is_not_overdue(facts: str) -> None:
    assert not of_app(launch_overdue, facts)


def test_driven_from_outside_only() -> None:
    (finding,) = of_app(initiative_that_nobody_within_drives, "drivers: [competitors, institutional]")
    assert finding.message == (
        "'An app' is driven from outside only (Competitors and Institutional track); find who within the enterprise wants it "
        "(drivers)"
    )
    assert not of_app(initiative_that_nobody_within_drives, "drivers: [competitors, employees]")
    assert not of_app(initiative_that_nobody_within_drives, "degree: radical")


def test_an_initiative_without_dimension() -> None:
    (finding,) = of_app(initiative_without_dimension, "stage: idea")
    assert "service concept, client interface, delivery system or technology (dimensions)" in finding.message
    assert not of_app(initiative_without_dimension, "stage: dropped")


def test_technology_only_is_one_finding() -> None:
    facts = "dimensions: [technology]"
    assert [each.code for each in of_app(technology_only, facts)] == ["INN017"]
    assert not of_app(dimension_never_renewed, facts)
    assert not of_app(technology_only, "dimensions: [technology, concept]")


def test_a_dimension_never_renewed() -> None:
    (finding,) = of_app(dimension_never_renewed, "dimensions: [technology, concept]")
    assert finding.message.startswith("no initiative renews the client interface and delivery system;")
    assert (finding.line, finding.element) == (3, "innovation.initiatives")


@pytest.mark.parametrize("facts", ["stage: idea", "dimensions: [concept, client-interface, delivery-system, technology]"])
def test_all_dimensions_or_none_named_is_no_finding(facts: str) -> None:
    assert not of_app(dimension_never_renewed, facts)


def test_dropped_initiatives_renew_nothing() -> None:
    all_four = "dimensions: [concept, client-interface, delivery-system, technology]\nstage: dropped"
    assert not of_app(dimension_never_renewed, all_four)
    assert not of_app(technology_only, "dimensions: [technology]\nstage: dropped")


def test_a_service_that_is_not_classified() -> None:
    (finding,) = found(innovation_of_an_unknown_kind, "forces: {employees: weak}", head="service: {branch: banking}")
    assert finding.message == (
        "the service does not say its reach and purpose; add it, so that its innovations can be compared (service)"
    )
    (finding,) = found(innovation_of_an_unknown_kind, "forces: {employees: weak}")
    assert "sector or branch, reach and purpose" in finding.message


def test_the_order_of_forces_and_initiatives_changes_no_finding() -> None:
    forces, initiatives = (
        ["customers: dominant", "employees: dominant"],
        ["a: {title: A, stage: live}", "b: {title: B, stage: live}"],
    )
    one = f"forces: {{{', '.join(forces)}}}\ninitiatives: {{{', '.join(initiatives)}}}"
    other = f"initiatives: {{{', '.join(reversed(initiatives))}}}\nforces: {{{', '.join(reversed(forces))}}}"
    for rule in RULES:
        assert {(each.fingerprint, each.message) for each in found(rule, one)} == {
            (each.fingerprint, each.message) for each in found(rule, other)
        }
