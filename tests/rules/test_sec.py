"""SEC: data and money of customers in the hands of the service."""

import pytest

from blueprint.findings import Severity
from blueprint.rules import Rule
from blueprint.rules.sec import (
    critical_system_without_fallback,
    payment_without_payment_data,
    payment_without_protection,
    personal_data_kept_without_end,
    personal_data_without_protection,
    personal_data_without_purpose,
)
from blueprint.testing import findings_of

BARE = {"SEC001": "class: payment", "SEC002": "class: personal", "SEC003": "class: personal", "SEC006": "class: personal"}
ALL = [
    payment_without_protection,
    personal_data_without_purpose,
    personal_data_kept_without_end,
    personal_data_without_protection,
]


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
        (personal_data_without_protection, "class: personal, protected-by: Access by role"),
        (personal_data_without_protection, "class: payment"),
        (personal_data_without_protection, "class: health"),
    ],
)
def test_what_is_said_or_not_owed_is_not_flagged(rule: Rule, data: str) -> None:
    assert said(rule, service(data)) == []


@pytest.mark.parametrize("rule", ALL, ids=lambda rule: rule.code)
def test_unknown_data_is_left_to_its_own_rule(rule: Rule) -> None:
    assert said(rule, service("class: public", "lane: customer, does: Pays, data: [nothing]")) == []


def test_personal_data_open_to_everybody_are_advised_a_protection() -> None:
    (finding,) = findings_of(personal_data_without_protection, service("class: personal"))
    assert finding.severity is Severity.info
    assert finding.message == (
        "'Item' (personal data, handled in 'Pays') is open to everybody, as far as is said; say what protects it (protected-by)"
    )


# ---- SEC004


def critical(step: str, system: str = "provider: saas") -> list[str]:
    """What is said of a till without a fallback that a step uses; of the step more can be said."""
    head = (
        f"systems:\n  till: {{title: Till, {system}}}\ndata: {{card: {{title: Card, class: payment}}, "
        "file: {title: File, class: health}, name: {title: Name, class: personal}}\n"
    )
    steps = f"    steps:\n      pay: {{{step}, ends: Paid}}\n"
    process = f"processes:\n  sale:\n    title: Sale\n    phase: in-sale\n    kind: purchase\n    start: pay\n{steps}"
    return said(critical_system_without_fallback, head + process)


@pytest.mark.parametrize(
    ("step", "why"),
    [
        ("data: [card]", "payment data"),
        ("data: [file, card, name]", "health and payment data"),
        ("with: {support: {does: Takes the money, data: [card]}}", "payment data"),
        ("moment-of-truth: It works", "moment of truth"),
        ("keeps: [soon]", "keeps a promise"),
        ("realises: [iso-10002/receipt]", "receives complaints"),
        ("with: {frontstage: {does: Listens, realises: [iso-10002/receipt]}}", "receives complaints"),
        ("moment-of-truth: It works, data: [card]", "moment of truth, payment data"),
    ],
)
def test_a_critical_step_needs_a_fallback_for_its_system(step: str, why: str) -> None:
    assert critical(f"lane: customer, does: Pays, systems: [till], {step}") == [
        f"'Till' has no fallback, and 'Pays' ({why}) cannot go on without it; say how the work goes on when it is down (fallback)"
    ]


@pytest.mark.parametrize("provider", ["own", "saas", "outsourced", "cloud"])
def test_whoever_runs_the_system_it_is_found_once_at_the_system(provider: str) -> None:
    steps = ["lane: customer, does: Pays, systems: [till], data: [item]"] * 3
    text = f"systems: {{till: {{title: Till, provider: {provider}}}}}\n" + service("class: payment", *steps)
    (finding,) = findings_of(critical_system_without_fallback, text)
    assert finding.severity is Severity.warning
    assert "'Pays' (payment data), 'Pays' (payment data) and 1 more cannot go on" in finding.message
    assert finding.pointer == "/systems/till"


def test_the_system_of_a_part_counts() -> None:
    assert len(critical("lane: customer, does: Pays, data: [card], with: {support: {does: Books it, systems: [till]}}")) == 1


@pytest.mark.parametrize(
    "step",
    [
        "lane: customer, does: Pays, systems: [till]",
        "lane: customer, does: Pays, systems: [till], data: [name], emotion: -2",
        "lane: customer, does: Pays, data: [card], moment-of-truth: It works",
        "lane: customer, does: Pays, systems: [till], data: [nothing], realises: [iso-10002/response]",
    ],
    ids=["nothing critical", "personal data", "another system", "unknown data"],
)
def test_systems_of_steps_that_may_fail_are_not_flagged(step: str) -> None:
    assert critical(step) == []


def test_a_fallback_is_enough() -> None:
    assert critical("lane: customer, does: Pays, systems: [till], data: [card]", "provider: saas, fallback: By hand") == []


# ---- SEC005


def paying(step: str, kind: str = "payment", more: str = "") -> list[str]:
    head = (
        "systems: {bank: {title: Bank}}\nchannels: {web: {title: Web, kind: online}, desk: {title: Desk, kind: offline}}\n"
        "data: {card: {title: Card, class: payment}, name: {title: Name, class: personal}}\nprocesses:\n"
    )
    pays = f"pay: {{lane: customer, does: Pays, {step}}}"
    pay = f"  pay: {{title: Pay, phase: in-sale, kind: {kind}, start: pay, steps: {{{pays}}}}}\n"
    return said(payment_without_payment_data, head + pay + more)


@pytest.mark.parametrize("wire", ["systems: [bank]", "channels: [web]", "with: {support: {does: Books it, systems: [bank]}}"])
def test_a_payment_over_a_wire_without_payment_data_is_advised_to_name_it(wire: str) -> None:
    message = "'Pay' pays over a system or a network, and none of its steps handles payment data; say which (data)"
    assert paying(f"{wire}, ends: Paid") == [message]
    assert paying(f"{wire}, data: [name], ends: Paid") == [message]


@pytest.mark.parametrize(
    ("step", "kind"),
    [
        ("systems: [bank], data: [card], ends: Paid", "payment"),
        ("systems: [bank], with: {support: {does: Books it, data: [card]}}, ends: Paid", "payment"),
        ("channels: [desk], ends: Paid", "payment"),
        ("channels: [nothing], ends: Paid", "payment"),
        ("systems: [bank], ends: Paid", "purchase"),
    ],
    ids=["named", "named in a part", "by hand", "unknown channel", "no payment process"],
)
def test_payment_data_that_are_named_or_not_owed_are_not_flagged(step: str, kind: str) -> None:
    assert paying(step, kind) == []


def test_payment_data_in_a_process_that_it_runs_are_enough() -> None:
    step = "book: {lane: support, does: Books, data: [card], ends: Booked}"
    book = f"  book: {{title: Book, phase: in-sale, kind: other, start: book, steps: {{{step}}}}}\n"
    assert paying("systems: [bank], runs: book, ends: Paid", more=book) == []
    assert len(paying("systems: [bank], opens: [book], ends: Paid", more=book)) == 1
