"""TIM: what a case costs and pays for, and waits that are most of the journey."""

from decimal import Decimal

import pytest
from attrs import evolve

from blueprint import loads
from blueprint.findings import Finding, Severity
from blueprint.rules import Rule, tim_money
from blueprint.rules.tim_money import failure_dearer_than_its_prevention, service_at_a_loss, wait_longer_than_all_the_rest
from blueprint.testing import findings_of

MONEY = "money: {currency: EUR, labour-per-minute: 0.50}\n"
CLERK = "lane: frontstage, does: Serves"


def service(head: str = MONEY, facts: str = "", **steps: str) -> str:
    body = "".join(f"      {name}: {{{step}}}\n" for name, step in steps.items())
    first = next(iter(steps))
    sale = f"  sale:\n    title: Sale\n    phase: in-sale\n    kind: delivery\n    start: {first}\n"
    return f"{head}processes:\n{sale}{facts}    steps:\n{body}"


def found(rule: Rule, head: str = MONEY, facts: str = "", **steps: str) -> list[Finding]:
    return [*findings_of(rule, service(head, facts, **steps))]


def priced(price: str, head: str = MONEY, **steps: str) -> list[Finding]:
    return found(service_at_a_loss, head, f"    price: {price}\n", **steps)


def test_a_loss_is_told_with_cost_and_price() -> None:
    (finding,) = priced("9.99", a=f"{CLERK}, time: 20min, ends: Served")
    assert finding.severity is Severity.warning
    assert finding.message == (
        "a case of 'Sale' costs 10.00 EUR on average and is sold for 9.99; each one loses 0.01 "
        "(blueprint time shows where it goes)"
    )
    assert finding.pointer == "/processes/sale/price"


def test_what_pays_for_itself_or_is_not_known_is_not_told() -> None:
    assert not priced("10.00", a=f"{CLERK}, time: 20min, ends: Served")
    assert not priced("1.00", head="", a=f"{CLERK}, time: 20min, ends: Served")
    assert not priced("1.00", a="lane: customer, does: Waits, time: 20min, ends: Served")
    assert not found(service_at_a_loss, a=f"{CLERK}, time: 20min, ends: Served")


def test_shares_and_loops_count() -> None:
    again = "choose: [{when: again, share: 80%, to: a}, {otherwise: true, to: b}]"
    assert priced("9.00", a=f"{CLERK}, cost: 2.00, {again}", b=f"{CLERK}, ends: Served")
    assert not priced("10.10", a=f"{CLERK}, cost: 2.00, {again}", b=f"{CLERK}, ends: Served")


def test_where_nobody_says_the_shares_a_case_on_the_usual_way_must_lose() -> None:
    ways = "choose: [{when: easy, to: b}, {when: hard, to: c}]"
    easy, hard = f"{CLERK}, ends: Served", f"{CLERK}, cost: 90.00, ends: Served"
    assert not priced("10.00", a=f"{CLERK}, {ways}", b=easy, c=hard)
    assert priced("10.00", a=f"{CLERK}, {ways}", b=hard, c=hard)


def test_a_cheap_service_is_not_reckoned_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tim_money, "asked", lambda *_: pytest.fail("reckoned"))
    assert not priced("10.00", a=f"{CLERK}, cost: 4.00, next: b", b=f"{CLERK}, cost: 6.00, ends: Served")


def test_where_no_step_costs_anything_loops_are_not_reckoned_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tim_money, "asked", lambda *_: pytest.fail("reckoned"))
    again = "choose: [{when: again, share: 80%, to: a}, {otherwise: true, to: b}]"
    assert not priced(
        "1.00", "money: {currency: EUR, overhead-per-run: 1.00}\n", a=f"{CLERK}, {again}", b=f"{CLERK}, ends: Served"
    )


def test_a_process_that_is_not_sound_has_no_costs() -> None:
    assert not priced("0.01", a=f"{CLERK}, cost: 4.00, next: a")


def test_a_long_wait_is_told_with_its_part_of_the_whole() -> None:
    (finding,) = found(wait_longer_than_all_the_rest, a=f"{CLERK}, time: {{wait: 3h, work: 1h}}, ends: Served")
    assert finding.severity is Severity.info
    assert finding.message == (
        "the case waits 3h for 'Serves', 75% of the 4h that the whole usually takes; shorten the wait, or say how long it may "
        "be at the most (limit, or a promise)"
    )


PROMISE = "promises: {soon: {says: Soon, from: sale.a, to: sale.a, within: 1d}}\n"


@pytest.mark.parametrize(
    ("head", "step"),
    [
        ("", f"{CLERK}, time: {{wait: 1h, work: 1h}}"),
        ("", f"{CLERK}, time: {{wait: 3h}}"),
        ("", f"{CLERK}, time: {{wait: 3h, work: 1h, limit: 5h}}"),
        ("", "lane: customer, does: Thinks it over, time: {wait: 3h, work: 1h}"),
        ("", f"{CLERK}, time: {{wait: 3h, work: 1h}}, with: {{support: {{does: Writes how far it is, every: 30min}}}}"),
        (PROMISE, f"{CLERK}, time: {{wait: 3h, work: 1h}}"),
    ],
    ids=["half", "nothing else", "a limit", "the customer's own", "told meanwhile", "promised"],
)
def test_waits_that_are_not_told(head: str, step: str) -> None:
    assert not found(wait_longer_than_all_the_rest, head, a=f"{step}, ends: Served")


def test_how_long_is_too_long_can_be_set() -> None:
    text = service(a=f"{CLERK}, time: {{wait: 3h, work: 1h}}, ends: Served")
    assert not [*findings_of(evolve(wait_longer_than_all_the_rest, options={"share": Decimal("0.8")}), text)]


FAILS = "fails: [{mode: Torn, likelihood: %s, recover: b%s, prevention: {does: Folds it twice, cost: 0.30}}]"


def failing(likelihood: str, more: str = "") -> list[Finding]:
    steps = {"a": f"{CLERK}, {FAILS % (likelihood, more)}, ends: Served", "b": f"{CLERK}, cost: 5.00, ends: Served again"}
    return found(failure_dearer_than_its_prevention, **steps)


def test_a_failure_that_costs_more_than_its_prevention_is_told() -> None:
    (finding,) = failing("10%")
    assert finding.severity is Severity.info
    assert finding.message == (
        "when 'Serves' fails ('Torn'), making up for it costs 0.50 EUR for each time the step is done; 'Folds it twice' "
        "costs 0.30"
    )
    assert finding.pointer == "/processes/sale/steps/a/fails/0/prevention"
    assert not failing("6%")


def test_what_the_failure_itself_costs_counts() -> None:
    assert not failing("1%")
    assert failing("1%", ", cost: 26.00")


def test_the_format_holds_what_would_prevent_a_failure() -> None:
    failure = loads(
        "blueprint: 1\nid: a\ntitle: A\n" + service(a=f"{CLERK}, {FAILS % ('1%', '')}, ends: x", b=f"{CLERK}, ends: y")
    )
    prevention = failure.processes["sale"].steps["a"].fails[0].prevention
    assert prevention is not None
    assert prevention.does == "Folds it twice"


def test_a_failure_without_which_a_case_would_never_end_is_not_told() -> None:
    steps = {"a": f"{CLERK}, cost: 1.00, {FAILS % ('50%', '')}, next: a", "b": f"{CLERK}, cost: 5.00, ends: Served"}
    assert not found(failure_dearer_than_its_prevention, **steps)
