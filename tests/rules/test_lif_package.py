"""LIF: the three phases are one package that looks ahead and bends to the customer."""

import pytest

from blueprint.findings import Finding, Severity
from blueprint.rules import Rule
from blueprint.rules.lif_package import (
    advice_that_leads_to_no_sale,
    maintenance_taken_for_service,
    needs_that_nobody_asks_about,
    no_first_move,
    offer_without_after_sale,
    single_rigid_path,
)
from blueprint.testing import findings_of

SEEN = "a: {lane: frontstage, does: Calls, ends: Over}"
UNSEEN = "a: {lane: backstage, does: Counts, ends: Over}"


def process(name: str, phase: str, kind: str, *, facts: str = "", steps: str = SEEN) -> str:
    start = steps.partition(":")[0]
    body = "".join(f"      {line}\n" for line in steps.splitlines())
    more = "".join(f"    {line}\n" for line in facts.splitlines())
    head = f"  {name}:\n    title: The {name}\n    phase: {phase}\n    kind: {kind}\n    start: {start}\n"
    return f"{head}{more}    steps:\n{body}"


def found(rule: Rule, *processes: str, head: str = "") -> tuple[Finding, ...]:
    return findings_of(rule, head + "processes:\n" + "".join(processes))


def after(*kinds: str, facts: str = "", steps: str = SEEN) -> str:
    return "".join(process(f"p-{kind}", "after-sale", kind, facts=facts, steps=steps) for kind in kinds)


# ---- maintenance taken for the whole of service


def test_an_after_sale_that_only_mends_is_told_what_customers_gain_by() -> None:
    (finding,) = found(maintenance_taken_for_service, after("maintenance", "complaint-handling", "return"))
    assert finding.severity is Severity.warning
    assert finding.message == (
        "'after-sale' only mends and undoes ('The p-maintenance'): maintenance is not the whole of service; add what customers "
        "gain by, a process of kind training, support, care, feedback or renewal"
    )


def test_the_phase_is_called_by_its_own_word_and_told_where_it_is_written() -> None:
    (finding,) = found(maintenance_taken_for_service, after("warranty"), head="title: A\nphases: {after-sale: {title: Owning}}\n")
    assert finding.message.startswith("'Owning' (after-sale) only mends")
    assert finding.line == 2


@pytest.mark.parametrize("other", ["training", "support", "care", "feedback", "renewal", "other", "guidance", "delivery"])
def test_anything_beside_mending_and_undoing_is_service(other: str) -> None:
    assert not found(maintenance_taken_for_service, after("maintenance", "warranty", "complaint-handling", other))


def test_an_after_sale_without_mending_or_without_anything_is_not_flagged() -> None:
    assert not found(maintenance_taken_for_service, after("complaint-handling", "return"))
    assert not found(maintenance_taken_for_service, process("sale", "in-sale", "maintenance"))


# ---- the first move


def test_a_service_that_only_answers_is_told_to_begin_something() -> None:
    (finding,) = found(no_first_move, process("sale", "in-sale", "purchase"), after("support"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "no process that customers see is started by you: the service waits until it is asked; let one begin with the provider, "
        "a schedule or an event (starts-by)"
    )
    assert finding.pointer == "/processes"


@pytest.mark.parametrize("who", ["provider", "schedule", "event"])
def test_whoever_of_the_provider_begins_it_in_whatever_phase_is_enough(who: str) -> None:
    assert not found(no_first_move, process("offer", "pre-sale", "consultation", facts=f"starts-by: {who}"))


def test_what_the_customer_never_sees_is_no_first_move() -> None:
    assert found(no_first_move, after("provisioning", facts="starts-by: provider", steps=UNSEEN))


def test_a_blueprint_without_processes_makes_no_move_yet() -> None:
    assert not findings_of(no_first_move, "processes: {}")


# ---- needs that change

BILL = process("bill", "in-sale", "payment", facts="starts-by: provider")


@pytest.mark.parametrize("kind", ["support", "maintenance", "other"])
def test_an_after_sale_that_never_asks_is_told(kind: str) -> None:
    (finding,) = found(needs_that_nobody_asks_about, BILL, after(kind, facts="starts-by: schedule"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'after-sale' has no process of kind consultation, guidance, training, care, feedback or renewal that you start yourself "
        "(starts-by): nobody finds out how customers' needs change"
    )


@pytest.mark.parametrize("kind", ["consultation", "guidance", "training", "care", "feedback", "renewal"])
def test_asking_after_the_sale_counts_when_the_provider_begins_and_the_customer_sees_it(kind: str) -> None:
    assert not found(needs_that_nobody_asks_about, BILL, after(kind, facts="starts-by: event"))
    assert found(needs_that_nobody_asks_about, BILL, after(kind))
    assert found(needs_that_nobody_asks_about, BILL, after(kind, facts="starts-by: event", steps=UNSEEN))


def test_one_lack_is_told_once() -> None:
    assert not found(needs_that_nobody_asks_about, after("support"))
    assert found(no_first_move, after("support"))
    assert not found(needs_that_nobody_asks_about, BILL)


# ---- one rigid path


def path(*, length: int = 6, lane: str = "customer", first: str = "next: s1", more: str = "") -> str:
    steps = [f"s0: {{lane: {lane}, does: Begins, {more}{first}}}"]
    steps += [f"s{at}: {{lane: frontstage, does: Goes on {at}, next: s{at + 1}}}" for at in range(1, length - 1)]
    return "\n".join([*steps, f"s{length - 1}: {{lane: frontstage, does: Ends, ends: Over}}"])


def test_a_long_process_without_any_choice_is_advised_to_bend() -> None:
    (finding,) = found(single_rigid_path, process("visit", "in-sale", "delivery", steps=path()))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'The visit' is one path for everybody, 6 steps long before the customer's eyes; let customers choose, make a way for "
        "some of them (for), or say what the staff may grant (authority)"
    )
    assert finding.pointer == "/processes/visit"


CHOICE = "choose: [{when: x, to: s1}, {when: y, to: s2}]"


@pytest.mark.parametrize(
    ("steps", "head"),
    [
        (path(length=5), ""),
        (path().replace("lane: frontstage, does: Goes", "lane: backstage, does: Goes"), ""),
        (path(first=CHOICE), ""),
        (path(lane="frontstage", first=CHOICE), ""),
        (path(lane="backstage", first=CHOICE, more="with: {customer: {does: Says}}, "), ""),
        (path(more="for: [child], "), "personas: {child: {title: Child}}\n"),
        (path(more="authority: {may: give a day}, "), ""),
        (path(more="with: {frontstage: {does: Helps, authority: {may: give a day}}}, "), ""),
    ],
    ids=["short", "behind", "customer", "frontstage", "part", "persona", "authority", "authority of a part"],
)
def test_a_path_that_bends_or_is_short_is_not_flagged(steps: str, head: str) -> None:
    assert not found(single_rigid_path, process("visit", "in-sale", "delivery", steps=steps), head=head)


def test_several_starts_are_several_paths() -> None:
    text = process("visit", "in-sale", "delivery", steps=path()).replace("start: s0", "start: [s0, s1]")
    assert not found(single_rigid_path, text)


def test_a_choice_behind_the_line_of_visibility_is_no_choice_of_the_customers() -> None:
    steps = path(length=7, lane="backstage", first=CHOICE)
    assert found(single_rigid_path, process("visit", "in-sale", "delivery", steps=steps))


def test_a_choice_in_a_process_that_is_run_counts() -> None:
    steps = path(more="runs: talk, ")
    asks = "a: {lane: customer, does: Asks, choose: [{when: x, to: b}, {when: y, to: b}]}\n"
    asks += "b: {lane: customer, does: Hears, ends: Over}"
    talk = process("talk", "in-sale", "guidance", steps=asks)
    assert not found(single_rigid_path, process("visit", "in-sale", "delivery", steps=steps), talk)


# ---- one package


def test_advice_without_a_door_to_the_sale_is_told() -> None:
    (finding,) = found(
        advice_that_leads_to_no_sale, process("advice", "pre-sale", "consultation"), process("sale", "in-sale", "purchase")
    )
    assert finding.severity is Severity.info
    assert finding.message == (
        "'The advice' leads to nothing in 'in-sale'; let it continue in the sale, or open it there (continues, opens)"
    )


def test_advice_may_lead_to_the_sale_through_other_processes() -> None:
    assert not found(
        advice_that_leads_to_no_sale,
        process("advice", "pre-sale", "consultation", facts="opens: [date]"),
        process("date", "pre-sale", "appointment", facts="opens: [sale]"),
        process("sale", "in-sale", "purchase"),
    )


def test_other_kinds_before_the_sale_and_services_without_a_sale_are_not_flagged() -> None:
    assert not found(advice_that_leads_to_no_sale, process("stock", "pre-sale", "provisioning"), process("s", "in-sale", "other"))
    assert not found(advice_that_leads_to_no_sale, process("advice", "pre-sale", "consultation"))


def test_the_offer_that_is_sold_with_nothing_after_it_is_told_where_others_have_something() -> None:
    bikes = process("bikes", "in-sale", "purchase", facts="opens: [p-care]")
    (finding,) = found(offer_without_after_sale, bikes, process("hire", "in-sale", "delivery", facts="price: 9"), after("care"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'The hire' leads to nothing in 'after-sale', as other sales do; open there what its customers need afterwards (opens)"
    )
    assert finding.pointer == "/processes/hire"


def test_parts_of_a_sale_and_services_with_no_way_afterwards_at_all_are_not_flagged() -> None:
    bikes = process("bikes", "in-sale", "purchase", facts="opens: [p-care]", steps=SEEN.replace("ends", "runs: pay, ends"))
    assert not found(offer_without_after_sale, bikes, process("pay", "in-sale", "payment", facts="price: 9"), after("care"))
    assert not found(offer_without_after_sale, process("hire", "in-sale", "purchase"), after("care"))
    served = process("bikes", "in-sale", "purchase", facts="opens: [p-care]")
    assert not found(offer_without_after_sale, served, process("talk", "in-sale", "guidance"), after("care"))
