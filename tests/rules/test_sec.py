"""SEC: data and money of customers in the hands of the service."""

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.sec import payment_without_protection, personal_data_kept_without_end, personal_data_without_purpose
from blueprint.testing import findings_of

BARE = {"SEC001": "class: payment", "SEC002": "class: personal", "SEC003": "class: personal"}
ALL = [payment_without_protection, personal_data_without_purpose, personal_data_kept_without_end]


def service(data: str, *steps: str) -> str:
    """A service with one kind of data, ``item``, and steps that may handle it."""
    steps = steps or ("lane: customer, does: Pays, data: [item]",)
    lines = "".join(f"      s{at}: {{{step}, next: s{at + 1}}}\n" for at, step in enumerate(steps))
    last = f"      s{len(steps)}: {{lane: frontstage, does: Thanks, ends: Over}}\n"
    return (
        f"data:\n  item: {{title: Item, {data}}}\n"
        f"processes:\n  sale:\n    title: Sale\n    phase: in-sale\n    kind: purchase\n    start: s0\n    steps:\n{lines}{last}"
    )


def said(rule: Rule, text: str) -> list[str]:
    return [each.message for each in findings_of(rule, text)]


@pytest.mark.parametrize("name", ["payment", "health"])
def test_payment_and_health_data_need_protection(name: str) -> None:
    (finding,) = findings_of(payment_without_protection, service(f"class: {name}"))
    assert finding.severity is Severity.error
    assert finding.message == f"'Item' ({name} data, handled in 'Pays') is not protected; say by what (protected-by)"
    assert finding.pointer == "/data/item"


@pytest.mark.parametrize("name", ["personal", "health"])
def test_personal_and_health_data_need_a_purpose_and_an_end(name: str) -> None:
    assert said(personal_data_without_purpose, service(f"class: {name}")) == [
        f"'Item' ({name} data, handled in 'Pays') has no purpose; say what it is needed for (purpose)"
    ]
    assert said(personal_data_kept_without_end, service(f"class: {name}")) == [
        f"'Item' ({name} data, handled in 'Pays') is kept without end; say for how long (keep)"
    ]


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_data_handled_only_in_a_part_is_handled(rule: Rule) -> None:
    part = "lane: customer, does: Waits, with: {support: {does: Reads it, data: [item]}}"
    (message,) = said(rule, service(BARE[rule.code], part))
    assert "handled in 'Waits'" in message


def test_the_steps_that_handle_it_are_named_up_to_two() -> None:
    steps = [f"lane: backstage, does: Reads it {word}, data: [item]" for word in ("once", "twice", "again", "more")]
    (two,) = said(payment_without_protection, service("class: payment", *steps[:2]))
    assert "handled in 'Reads it once' and 'Reads it twice')" in two
    (four,) = said(payment_without_protection, service("class: payment", *steps))
    assert "handled in 'Reads it once', 'Reads it twice' and 2 more)" in four


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_data_that_no_step_handles_is_not_flagged(rule: Rule) -> None:
    assert said(rule, service(BARE[rule.code], "lane: customer, does: Pays cash")) == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
@pytest.mark.parametrize("name", ["public", "internal"])
def test_public_and_internal_data_are_not_flagged(rule: Rule, name: str) -> None:
    assert said(rule, service(f"class: {name}")) == []


@pytest.mark.parametrize(
    ("rule", "data"),
    [
        (payment_without_protection, "class: payment, protected-by: The provider's own page"),
        (payment_without_protection, "class: personal"),
        (personal_data_without_purpose, "class: personal, purpose: Delivery"),
        (personal_data_without_purpose, "class: payment"),
        (personal_data_kept_without_end, "class: personal, keep: 2y"),
        (personal_data_kept_without_end, "class: personal, keep: 0s"),
        (personal_data_kept_without_end, "class: payment"),
    ],
)
def test_what_is_said_or_not_owed_is_not_flagged(rule: Rule, data: str) -> None:
    assert said(rule, service(data)) == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_unknown_data_is_left_to_its_own_rule(rule: Rule) -> None:
    assert said(rule, service("class: public", "lane: customer, does: Pays, data: [nothing]")) == []
