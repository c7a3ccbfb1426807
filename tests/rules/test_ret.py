"""RET: consumers who pay can undo it, and see their money again."""

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.flw_hand_overs import after_sale_out_of_reach, process_that_nobody_can_get_to
from blueprint.rules.ret import (
    no_return_flow,
    online_sale_without_withdrawal,
    return_out_of_reach,
    return_that_costs_money,
    return_without_refund,
)
from blueprint.testing import findings_of

CHANNELS = "channels: {web: {title: Web shop, kind: online}, till: {title: Till, kind: offline}}\n"
NOT_APPLIED = "standards: {eu-withdrawal: {not-applied: A haircut cannot be given back}}\n"


def personas(*kinds: str) -> str:
    said = (f"p{number}: {{title: Persona, kind: {kind}}}" for number, kind in enumerate(kinds))
    return f"personas: {{{', '.join(said)}}}\n"


def sale(*, kind: str = "purchase", price: str = "20", step: str = "lane: customer, does: Buys, channels: [web]") -> str:
    paid = f", price: {price}" if price else ""
    return (
        f"{CHANNELS}processes:\n"
        f"  sale: {{title: Sale, phase: in-sale, kind: {kind}{paid}, start: buy, steps: {{buy: {{{step}, ends: Bought}}}}}}\n"
    )


def back(kind: str, step: str = "lane: customer, does: Brings it back", *, name: str = "back") -> str:
    steps = f"{{tell: {{{step}, ends: Over}}}}"
    return f"  {name}: {{title: Give it back, phase: after-sale, kind: {kind}, start: tell, steps: {steps}}}\n"


def said(rule: Rule, text: str) -> list[str]:
    return [each.message for each in findings_of(rule, text)]


def test_consumers_who_pay_and_cannot_return_are_an_error_that_says_what_to_do() -> None:
    (finding,) = findings_of(no_return_flow, personas("consumer") + sale())
    assert finding.severity is Severity.error
    assert finding.message == (
        "consumers pay in 'Sale' and have no way to return or withdraw and get their money back; add a process of kind return "
        "or withdrawal, or say why none is owed: standards: {eu-withdrawal: {not-applied: reason}}"
    )


@pytest.mark.parametrize("kinds", [["consumer"], ["business", "consumer"], []], ids=["consumers", "both", "not said"])
def test_consumers_among_the_customers_are_enough(kinds: list[str]) -> None:
    assert said(no_return_flow, personas(*kinds) + sale())


def test_a_persona_of_no_kind_counts_as_a_consumer() -> None:
    assert said(no_return_flow, "personas: {p: {title: Persona}}\n" + sale())


@pytest.mark.parametrize("text", [sale(kind="delivery"), sale(price=""), sale(kind="maintenance", price="0.01")])
def test_a_price_or_a_purchase_is_a_sale(text: str) -> None:
    assert said(no_return_flow, text)


@pytest.mark.parametrize("rule", [no_return_flow, online_sale_without_withdrawal], ids=lambda rule: rule.code)
@pytest.mark.parametrize(
    "text",
    [
        personas("business") + sale(),
        personas("citizen") + sale(),
        personas("business", "citizen") + sale(),
        NOT_APPLIED + sale(),
        NOT_APPLIED.replace("eu-withdrawal", "scor-return") + sale(),
        sale(kind="delivery", price=""),
        sale(kind="delivery", price="0"),
        sale() + back("withdrawal"),
    ],
    ids=["businesses", "citizens", "neither", "not applied", "no returns", "nothing sold", "free", "withdrawal"],
)
def test_nothing_is_owed_where_nothing_is_sold_to_consumers_or_the_reason_is_given(rule: Rule, text: str) -> None:
    assert said(rule, text) == []


@pytest.mark.parametrize("kind", ["return", "withdrawal", "complaint-handling"])
def test_a_price_on_undoing_or_complaining_is_no_sale(kind: str) -> None:
    text = "processes:\n" + back(kind).replace("start:", "price: 5, start:")
    assert said(no_return_flow, text) == []


def test_a_standard_of_ones_own_gives_no_reason() -> None:
    assert said(no_return_flow, "standards: {eu-withdrawal: {file: own.yaml}}\n" + sale())
    assert said(no_return_flow, "standards: {iso-10002: {not-applied: Too small}}\n" + sale())


def test_a_return_is_enough_but_not_for_an_online_sale() -> None:
    text = personas("consumer") + sale() + back("return")
    assert said(no_return_flow, text) == []
    (finding,) = findings_of(online_sale_without_withdrawal, text)
    assert finding.severity is Severity.warning
    assert finding.message == ("consumers buy online in 'Sale' and have no process of kind withdrawal to undo it within 14 days")


@pytest.mark.parametrize(
    "step",
    [
        "lane: customer, does: Buys, channels: [till]",
        "lane: customer, does: Buys",
        "lane: frontstage, does: Sends the bill, channels: [web]",
        "lane: customer, does: Buys, channels: [till], with: {frontstage: {does: Sends the bill, channels: [web]}}",
        "lane: customer, does: Buys, channels: [unknown]",
    ],
)
def test_sales_in_which_the_customer_uses_no_online_channel_need_no_withdrawal(step: str) -> None:
    assert said(online_sale_without_withdrawal, sale(step=step)) == []


def test_an_online_channel_in_the_customers_part_of_a_step_makes_the_sale_online() -> None:
    step = "lane: frontstage, does: Advises, with: {customer: {does: Orders, channels: [web]}}"
    assert said(online_sale_without_withdrawal, sale(step=step))


def test_several_online_sales_are_told_once() -> None:
    second = sale().partition("processes:\n")[2].replace("  sale:", "  more:")
    assert len(said(online_sale_without_withdrawal, sale() + second)) == 1


@pytest.mark.parametrize("kind", ["return", "withdrawal"])
def test_a_return_that_never_pays_is_an_error(kind: str) -> None:
    (finding,) = findings_of(return_without_refund, sale() + back(kind))
    assert finding.severity is Severity.error
    assert finding.message == (
        "'Give it back' never gives the money back: no step realises a refund "
        "(realises: [eu-withdrawal/refund] or [scor-return/refund])"
    )
    assert finding.pointer == "/processes/back"


REFUND = "lane: frontstage, does: Pays back, realises: [scor-return/refund]"


@pytest.mark.parametrize(
    "more",
    [
        back("return", REFUND),
        back("return", REFUND.replace("scor-return", "our-own-way")),
        back("return", "lane: customer, does: Brings it, with: {support: {does: Pays back, realises: [eu-withdrawal/refund]}}"),
        back("return", "lane: customer, does: Brings it, runs: pay") + back("other", REFUND, name="pay"),
        back("return", "lane: customer, does: Brings it, starts: [pay]") + back("other", REFUND, name="pay"),
        back("return").replace("ends: Over", "ends: Over, continues: [pay.tell]") + back("other", REFUND, name="pay"),
        back("return", "lane: customer, does: Brings it, runs: check")
        + back("other", "lane: backstage, does: Checks, runs: pay", name="check")
        + back("other", REFUND, name="pay"),
        back("return", "lane: customer, does: Asks, realises: [scor-return/request]"),
        back("return").replace("start:", "follows: [scor-return], start:"),
    ],
    ids=["step", "own standard", "part", "runs", "starts", "continues", "two processes away", "other stage", "follows"],
)
def test_a_process_of_which_stages_are_said_is_not_flagged(more: str) -> None:
    assert said(return_without_refund, sale() + more) == []


def test_a_refund_in_a_process_that_is_only_opened_is_not_certain() -> None:
    more = back("return", "lane: customer, does: Brings it, opens: [pay]") + back("other", REFUND, name="pay")
    assert said(return_without_refund, sale() + more)


@pytest.mark.parametrize(
    "text",
    [
        personas("business") + sale() + back("return"),
        NOT_APPLIED + sale() + back("return"),
        sale(kind="other", price="") + back("return"),
    ],
    ids=["businesses", "not applied", "a loan brought back"],
)
def test_a_return_that_owes_no_money_is_not_flagged(text: str) -> None:
    assert said(return_without_refund, text) == []


def test_processes_that_run_each_other_or_nobody_do_not_hang_or_crash() -> None:
    around = back("return", "lane: customer, does: Brings it, runs: other, starts: [nobody]")
    around += back("other", "lane: backstage, does: Sends it round, runs: back", name="other")
    assert len(said(return_without_refund, sale() + around)) == 1


# ---- within reach, and free


@pytest.mark.parametrize("kind", ["return", "withdrawal"])
def test_a_return_that_nothing_leads_to_is_an_error(kind: str) -> None:
    (finding,) = findings_of(return_out_of_reach, sale() + back(kind))
    assert finding.severity is Severity.error
    assert finding.message == (
        "nothing leads to 'Give it back'; open it from a process or step that the customer sees (opens: [back])"
    )
    assert finding.pointer == "/processes/back"


@pytest.mark.parametrize("rule", [after_sale_out_of_reach, process_that_nobody_can_get_to], ids=lambda rule: rule.code)
def test_that_a_return_is_out_of_reach_is_told_once(rule: Rule) -> None:
    unseen = sale() + back("return", "lane: backstage, does: Takes it back")
    assert said(return_out_of_reach, unseen)
    assert said(rule, unseen) == []


def test_a_return_that_only_advice_leads_to_is_missing_in_the_sale() -> None:
    asked = "{ask: {lane: customer, does: Asks, opens: [back], ends: Asked}}"
    advice = f"  advice: {{title: Advice, phase: pre-sale, kind: consultation, start: ask, steps: {asked}}}\n"
    assert said(return_out_of_reach, sale() + advice + back("return")) == []
    assert len(said(after_sale_out_of_reach, sale() + advice + back("return"))) == 1


def test_a_step_that_the_customer_does_not_see_opens_no_door() -> None:
    assert said(return_out_of_reach, sale(step="lane: backstage, does: Packs, opens: [back]") + back("return"))


def opening(verb: str) -> str:
    return sale(step=f"lane: customer, does: Buys, {verb}") + back("return")


@pytest.mark.parametrize(
    "text",
    [
        opening("opens: [back]"),
        opening("runs: back"),
        opening("starts: [back]"),
        sale().replace("ends: Bought", "ends: Bought, continues: [back]") + back("return"),
        sale().replace("start: buy", "opens: [back], start: buy") + back("return"),
        sale() + back("return").replace("start:", "starts-by: provider, start:"),
        sale() + back("other"),
        "processes:\n" + back("return") + back("withdrawal", name="other"),
    ],
    ids=["step", "runs", "starts", "continues", "process", "recall", "no return", "nothing but returns"],
)
def test_a_return_within_reach_is_not_flagged(text: str) -> None:
    assert said(return_out_of_reach, text) == []


@pytest.mark.parametrize("kind", ["return", "withdrawal"])
def test_a_price_on_giving_back_is_a_warning_at_the_price(kind: str) -> None:
    (finding,) = findings_of(return_that_costs_money, sale() + back(kind).replace("start:", "price: 4.90, start:"))
    assert finding.severity is Severity.warning
    assert finding.message == "'Give it back' costs the customer 4.90; giving something back is free: take the price away"
    assert finding.pointer == "/processes/back/price"


@pytest.mark.parametrize(
    "text",
    [
        sale() + back("return"),
        sale() + back("return").replace("start:", "price: 0, start:"),
        sale() + back("other").replace("start:", "price: 5, start:"),
        personas("business") + sale() + back("return").replace("start:", "price: 5, start:"),
        NOT_APPLIED + sale() + back("return").replace("start:", "price: 5, start:"),
    ],
    ids=["no price", "nothing", "no return", "businesses", "not applied"],
)
def test_giving_back_for_nothing_or_where_nothing_is_owed_is_not_flagged(text: str) -> None:
    assert said(return_that_costs_money, text) == []
