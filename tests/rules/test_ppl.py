"""PPL: who does the work, in which team, with which authority, and what helps them."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule
from blueprint.rules.ppl import employee_without_post, staffed_step_without_actor, team_without_lead, vacant_post
from blueprint.rules.ppl_serving import (
    complaint_staff_without_authority,
    recovery_staff_without_authority,
    staff_with_nothing_behind_them,
)
from blueprint.testing import findings_of

CUSTOMER = "  rider: {title: Rider, kind: customer}\n"
ADVISER = "  adviser: {title: Adviser, kind: employee}\n"
SYSTEMS = "systems: {crm: {title: Records, provider: own, fallback: Paper}}\n"


def service(*steps: str, actors: str = CUSTOMER + ADVISER, head: str = "", kind: str = "delivery") -> str:
    first = steps[0].partition(":")[0]
    body = "".join(f"      {step}\n" for step in steps)
    people = f"actors:\n{actors}" if actors else ""
    facts = f"    title: Ride\n    phase: in-sale\n    kind: {kind}\n    start: {first}\n"
    return f"{head}{people}processes:\n  ride:\n{facts}    steps:\n{body}"


def found(rule: Rule, text: str) -> list[Finding]:
    return [*findings_of(rule, text)]


# ---- who does it


@pytest.mark.parametrize("lane", ["frontstage", "backstage", "support", "management"])
def test_a_step_of_the_staff_without_actor_is_told(lane: str) -> None:
    (finding,) = found(staffed_step_without_actor, service(f"go: {{lane: {lane}, does: Drives, ends: There}}"))
    assert finding.severity is Severity.info
    assert finding.message == "'Drives' names nobody who does it; name the actor, or say automation: automated"
    assert finding.element == "ride.go"


def test_each_step_is_told_where_staff_are_defined_but_all_together_where_none_are() -> None:
    steps = [f"s{at}: {{lane: frontstage, does: Does {at}, next: s{at + 1}}}" for at in range(4)]
    steps.append("s4: {lane: frontstage, does: Ends, ends: There}")
    assert len(found(staffed_step_without_actor, service(*steps))) == 5
    for actors in (CUSTOMER, ""):
        (finding,) = found(staffed_step_without_actor, service(*steps, actors=actors))
        assert finding.message == (
            "no staff is named: nobody knows who does 'Does 0', 'Does 1' and 3 more; define actors, and name one at each step"
        )
        assert finding.pointer == "/processes"


@pytest.mark.parametrize(
    "step",
    [
        "lane: frontstage, does: Drives, actor: adviser",
        "lane: customer, does: Gets in",
        "lane: outside, does: The police wave",
        "lane: frontstage, does: Writes a mail, automation: automated",
        "lane: support, does: Books it, systems: [crm]",
        "lane: nurse, does: Takes blood",
        "lane: customer, does: Gets in, with: {frontstage: {does: Opens the door}}",
    ],
)
def test_steps_that_need_nobody_or_name_somebody_are_not_flagged(step: str) -> None:
    head = SYSTEMS + "lanes: {nurse: {title: Nurse, role: frontstage}}\n"
    assert not found(staffed_step_without_actor, service(f"go: {{{step}, ends: There}}", head=head))


# ---- teams and posts

STEP = "go: {lane: frontstage, does: Drives, actor: adviser, ends: There}"


def staffed(actor: str, *, team: str = "{title: Care, lead: boss, posts: {adviser: 2}}", more: str = "") -> str:
    return service(
        STEP, actors=f"{CUSTOMER}  adviser: {{title: Adviser, kind: employee{actor}}}\n{more}", head=f"teams:\n  care: {team}\n"
    )


def test_an_employee_in_no_team_or_without_post_is_told() -> None:
    (finding,) = found(employee_without_post, staffed(""))
    assert finding.severity is Severity.info
    assert finding.message == "'Adviser' belongs to no team; say which one, and the post (team, post)"
    assert finding.pointer == "/actors/adviser"
    (finding,) = found(employee_without_post, staffed(", team: care"))
    assert finding.message == "'Adviser' holds no post in 'Care'; say which one (post)"


@pytest.mark.parametrize(
    "text",
    [
        staffed(", team: care, post: adviser"),
        staffed(", team: care", team="{title: Care, lead: boss}"),
        staffed(", team: care, post: adviser", more="  bank: {title: Bank, kind: supplier}\n"),
        service(STEP),
    ],
    ids=["post", "team without posts", "supplier", "no teams"],
)
def test_employees_with_a_post_and_others_are_not_flagged(text: str) -> None:
    assert not found(employee_without_post, text)


def test_a_team_without_lead_is_told() -> None:
    (finding,) = found(team_without_lead, staffed(", team: care, post: adviser", team="{title: Care, posts: {adviser: 2}}"))
    assert (finding.severity, finding.message) == (Severity.info, "'Care' has no lead; name one (lead)")
    assert not found(team_without_lead, staffed(", team: care, post: adviser"))


VACANT = "{title: Care, lead: boss, posts: {adviser: 0, cook: 0}}"


def test_a_vacant_post_that_steps_rely_on_is_a_warning_and_one_that_none_does_is_not() -> None:
    (finding,) = found(vacant_post, staffed(", team: care, post: adviser", team=VACANT))
    assert finding.severity is Severity.warning
    assert finding.message == "nobody holds the post 'adviser' in 'Care', but 'Drives' relies on it; fill it, or name others"
    assert finding.pointer == "/teams/care/posts/adviser"


def test_a_part_relies_on_a_post_as_well() -> None:
    text = staffed(", team: care, post: adviser", team=VACANT)
    text = text.replace(
        "lane: frontstage, does: Drives, actor: adviser",
        "lane: customer, does: Rides, with: {frontstage: {does: Drives, actor: adviser}}",
    )
    (finding,) = found(vacant_post, text)
    assert "'Drives' relies on it" in finding.message


def test_several_steps_rely_on_a_post() -> None:
    text = staffed(", team: care, post: adviser", team=VACANT).replace(
        "ends: There", "next: a}\n      a: {lane: frontstage, does: Waves, actor: adviser, ends: There"
    )
    (finding,) = found(vacant_post, text)
    assert "but 'Drives' and 'Waves' rely on it" in finding.message


@pytest.mark.parametrize(
    "team", ["{title: Care, lead: boss, posts: {adviser: 1}}", VACANT.replace("adviser: 0, ", "adviser: 1, ")]
)
def test_a_post_that_somebody_holds_is_not_flagged(team: str) -> None:
    assert not found(vacant_post, staffed(", team: care, post: adviser", team=team))


def test_a_retired_blueprint_needs_nobody() -> None:
    assert not found(vacant_post, "status: retired\n" + staffed(", team: care, post: adviser", team=VACANT))


# ---- authority


def complaint(answer: str, *, lane: str = "frontstage", more: str = "") -> str:
    steps = (
        "complain: {lane: customer, does: Complains, next: settle}",
        f"settle: {{lane: {lane}, does: Settles, {answer}ends: Over}}",
    )
    return (
        service(*steps, kind="complaint-handling", actors=CUSTOMER + ADVISER + "  bank: {title: Bank, kind: supplier}\n") + more
    )


RESPONSE = "realises: [iso-10002/response], "
MAY = "authority: {may: pay back, up-to: 80}, "


def test_whoever_answers_a_complaint_and_may_grant_nothing_is_told_at_the_step() -> None:
    (finding,) = found(complaint_staff_without_authority, complaint(RESPONSE))
    assert finding.severity is Severity.info
    assert finding.message == "'Settles' answers a complaint and may grant nothing; say what, and up to how much (authority)"
    assert finding.element == "ride.settle"


def test_complaint_handling_that_says_no_stages_is_told_once() -> None:
    (finding,) = found(complaint_staff_without_authority, complaint(""))
    assert finding.message == "in 'Ride' nobody may grant anything; say what the staff may, and up to how much (authority)"
    assert finding.pointer == "/processes/ride"


PAY = """\
  pay:
    title: Pay
    phase: after-sale
    kind: payment
    start: pay
    steps:
      pay: {lane: frontstage, does: Pays, authority: {may: pay at once}, ends: Paid}
"""


@pytest.mark.parametrize(
    "text",
    [
        complaint(RESPONSE + MAY),
        complaint(MAY),
        complaint(RESPONSE + "with: {backstage: {does: Decides, authority: {may: pay back}}}, "),
        complaint(RESPONSE, lane="backstage"),
        complaint(RESPONSE, lane="outside"),
        complaint("", lane="backstage"),
        complaint(RESPONSE + "automation: automated, "),
        complaint(RESPONSE + "actor: bank, "),
        complaint("runs: pay, ", more=PAY),
        service("a: {lane: frontstage, does: Drives, ends: There}"),
    ],
    ids=[
        "step",
        "no stages",
        "part",
        "backstage",
        "outside",
        "backstage, no stages",
        "machine",
        "supplier",
        "runs",
        "no complaint",
    ],
)
def test_answers_with_authority_or_by_others_are_not_flagged(text: str) -> None:
    assert not found(complaint_staff_without_authority, text)


def failing(failure: str, recovery: str) -> str:
    return service(
        f"go: {{lane: customer, does: Rides, fails: [{{mode: Breakdown, recover: mend, {failure}}}], ends: There}}",
        f"mend: {{{recovery}, ends: There late}}",
        actors=CUSTOMER + ADVISER + "  bank: {title: Bank, kind: supplier}\n",
    )


@pytest.mark.parametrize("severity", ["medium", "high"])
def test_whoever_makes_up_for_a_grave_failure_and_may_grant_nothing_is_told(severity: str) -> None:
    (finding,) = found(
        recovery_staff_without_authority, failing(f"severity: {severity}", "lane: frontstage, does: Says sorry, actor: adviser")
    )
    assert finding.severity is Severity.info
    assert finding.message == (
        "'Says sorry' makes up for 'Breakdown' and may grant nothing; say what, and up to how much (authority)"
    )
    assert finding.element == "ride.mend"


@pytest.mark.parametrize(
    "text",
    [
        failing("severity: low", "lane: frontstage, does: Says sorry"),
        failing("likelihood: 5%", "lane: frontstage, does: Says sorry"),
        failing("severity: high", "lane: frontstage, does: Says sorry, authority: {may: give a ride}"),
        failing("severity: high", "lane: frontstage, does: Says sorry, with: {backstage: {does: X, authority: {may: y}}}"),
        failing("severity: high", "lane: backstage, does: Mends it"),
        failing("severity: high", "lane: customer, does: Takes the bus"),
        failing("severity: high", "lane: outside, does: A tow truck comes"),
        failing("severity: high", "lane: frontstage, does: Says sorry, automation: automated"),
        failing("severity: high", "lane: frontstage, does: Pays back, actor: bank"),
        failing("severity: high", "lane: frontstage, does: Says sorry").replace("recover: mend, ", ""),
    ],
)
def test_small_failures_and_other_recoveries_are_not_flagged(text: str) -> None:
    assert not found(recovery_staff_without_authority, text)


# ---- what helps those who serve


def test_an_employee_who_serves_with_nothing_behind_is_told() -> None:
    (finding,) = found(staff_with_nothing_behind_them, service(STEP))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'Adviser' serves customers with nothing behind them: no system, and no step or part of the backstage or support lane; "
        "say what helps them, or add a process of kind training or provisioning for the staff"
    )
    assert finding.pointer == "/actors/adviser"


def test_a_part_serves_too() -> None:
    assert found(
        staff_with_nothing_behind_them,
        service("go: {lane: customer, does: Rides, with: {frontstage: {does: Drives, actor: adviser}}, ends: There}"),
    )


def lessons(kind: str, lane: str = "backstage") -> str:
    steps = f"{{a: {{lane: {lane}, does: Learns, ends: Over}}}}"
    return f"  learn: {{title: Lessons, phase: pre-sale, kind: {kind}, start: a, steps: {steps}}}\n"


@pytest.mark.parametrize(
    "text",
    [
        SYSTEMS + service(STEP.replace("actor:", "systems: [crm], actor:")),
        service(STEP.replace("actor:", "with: {support: {does: Pumps the tyres}}, actor:")),
        service(STEP.replace("ends: There", "next: b"), "b: {lane: backstage, does: Books it, ends: There}"),
        service(STEP) + lessons("training"),
        service(STEP) + lessons("provisioning", "support"),
        service(STEP, actors=ADVISER.replace("employee", "partner")),
        service("go: {lane: customer, does: Rides, ends: There}").replace(ADVISER, ""),
    ],
    ids=["system", "support", "backstage", "training", "provisioning", "partner", "nobody"],
)
def test_staff_with_something_behind_them_are_not_flagged(text: str) -> None:
    assert not found(staff_with_nothing_behind_them, text)


def test_lessons_for_customers_are_no_help_for_the_staff() -> None:
    assert found(staff_with_nothing_behind_them, service(STEP) + lessons("training", "customer"))
