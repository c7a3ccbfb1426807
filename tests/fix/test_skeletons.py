"""The skeletons are whole and sound by themselves, and fit themselves to what a blueprint has."""

from datetime import date
from typing import Any

import pytest

from blueprint.checking import check_source
from blueprint.config import Settings
from blueprint.documents import loads
from blueprint.fix import fixed
from blueprint.fix.skeleton import HOME, filled_process, skeleton
from blueprint.model import Blueprint, Process
from blueprint.source import read_source
from blueprint.view import View

NAMES = sorted(file.stem for file in HOME.glob("*.yaml"))
PROCESSES = [name for name in NAMES if "process" in skeleton(name)]
STRICT = Settings(preset="strict", today=date(2026, 11, 21))

SHOP = """\
blueprint: 1
id: shop
title: Shop
version: "1"
owner: head
reviewed: 2026-11-01
review-every: 1y
personas: {buyer: {title: Buyer, kind: consumer, expects: [The right thing]}}
teams: {care: {title: Care, lead: head, posts: {adviser: 2, packer: 1}}}
actors:
  buyer: {title: Buyer, kind: customer}
  packer: {title: Packer, kind: employee, team: care, post: packer}
  adviser: {title: Adviser, kind: employee, team: care, post: adviser}
channels:
  web: {title: Web shop, kind: online}
  mail: {title: E-mail, kind: online, two-way: true}
  phone: {title: Telephone, kind: offline, two-way: true}
lanes:
  counter: {title: Counter, role: frontstage}
processes:
  advice:
    title: Advice
    phase: pre-sale
    kind: consultation
    start: ask
    steps:
      ask:
        lane: customer
        does: Asks
        actor: buyer
        channels: [mail, phone]
        with: {counter: {does: Answers, actor: adviser}}
        ends: Answered
        continues: [sale]
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    price: 20
    start: order
    opens: [lesson]
    steps:
      order:
        lane: customer
        does: Orders
        actor: buyer
        answers: [The right thing]
        channels: [web]
        evidence: [Order page]
        with: {counter: {does: Confirms, actor: adviser, channels: [mail]}}
        next: pack
      pack: {lane: backstage, does: Packs, actor: packer, next: bring}
      bring: {lane: counter, does: Brings it, actor: adviser, ends: Delivered}
  lesson:
    title: Lesson
    phase: after-sale
    kind: training
    starts-by: provider
    start: show
    steps:
      show: {lane: counter, does: Shows how, actor: adviser, with: {customer: {does: Tries}}, ends: Can do it}
"""


def shop() -> Blueprint:
    return loads(SHOP)


@pytest.mark.parametrize("name", NAMES)
def test_a_skeleton_can_be_read_and_says_what_it_is(name: str) -> None:
    text = (HOME / f"{name}.yaml").read_text(encoding="utf-8")
    source = read_source(text, name, "yaml")
    assert source.faults == ()
    assert text.startswith("# ")
    assert source.data["id"]


@pytest.mark.parametrize("name", PROCESSES)
def test_a_filled_skeleton_is_a_process_of_proposals(name: str) -> None:
    process = Process.read(filled_process(skeleton(name)["process"], View(shop())))
    assert {step.basis for step in process.steps.values()} == {"proposed"}


@pytest.mark.parametrize("name", PROCESSES)
def test_staff_customers_and_channels_are_those_of_the_blueprint(name: str) -> None:
    process = Process.read(filled_process(skeleton(name)["process"], View(shop())))
    doers = [doer for step in process.steps.values() for doer in (step, *step.with_.values())]
    assert {each.actor for each in doers} <= {"buyer", "adviser"}
    assert {channel for each in doers for channel in each.channels} <= {"web", "mail", "phone"}
    assert {step.lane for step in process.steps.values()} <= {"customer", "counter", "backstage"}
    assert {lane for step in process.steps.values() for lane in step.with_} <= {"counter"}


def test_where_nobody_and_nothing_is_named_the_steps_name_nobody_and_nothing() -> None:
    view = View(loads(SHOP.partition("personas")[0] + "processes: {}\n"))
    for name in PROCESSES:
        process = Process.read(filled_process(skeleton(name)["process"], view))
        doers: list[Any] = [doer for step in process.steps.values() for doer in (step, *step.with_.values())]
        assert not any(each.actor or each.channels for each in doers)
        assert {step.lane for step in process.steps.values()} <= {"customer", "frontstage", "backstage"}


def test_a_shop_with_nothing_but_a_sale_gets_a_whole_service_that_passes_the_strictest_rules() -> None:
    source = read_source(SHOP, "shop.blueprint.yaml", "yaml")
    result = fixed(source, STRICT)
    assert [done.findings[0].code for done in result.done] == ["CMP001", "RET001", "RET002", "CHN008"]
    assert [f"{each.line}: {each.code} {each.message}" for each in check_source(result.source, STRICT)] == []


def test_complaints_lead_on_to_the_objections_that_there_are() -> None:
    objection = """\
  board:
    title: Board
    phase: after-sale
    kind: objection
    start: turn
    steps:
      turn: {lane: customer, does: Turns to the board, with: {outside: {does: Rules}}, ends: Ruled, outcome: passed-on}
"""
    view = View(loads(SHOP + objection))
    process = Process.read(filled_process(skeleton("complaints")["process"], view))
    assert process.steps["refuse"].opens == ("board",)


def test_customers_are_told_how_to_complain_and_to_withdraw_where_nobody_does() -> None:
    text = fixed(read_source(SHOP, "shop.blueprint.yaml", "yaml"), STRICT).text
    told = (
        "        evidence: [Order page, Notice of how to complain, Notice of the right to withdraw, Button to withdraw]\n"
        "        realises: [iso-10002/communication, eu-withdrawal/inform, eu-withdrawal/withdrawal-function]\n"
    )
    assert told in text
    silent = read_source(text.replace(told, "        evidence: [Order page]\n"), "shop.blueprint.yaml", "yaml")
    result = fixed(silent, STRICT, select=("STD001",))
    assert [done.says for done in result.done] == ["customers are told in 'Sale'"] * 2
    assert result.text == text


def test_money_that_is_not_paid_back_is_paid_back_in_a_process_that_follows() -> None:
    text = fixed(read_source(SHOP, "shop.blueprint.yaml", "yaml"), STRICT).text
    paid = "        realises: [eu-withdrawal/refund]\n"
    assert paid in text
    unpaid = read_source(text.replace(paid, ""), "shop.blueprint.yaml", "yaml")
    result = fixed(unpaid, STRICT, select=("STD001",))
    (done,) = result.done
    assert done.says == "the process 'refund' is added, in which 'Withdrawal within 14 days' continues"
    assert "        ends: Contract undone and money back\n        continues: [refund]\n" in result.text
    assert "        realises: [eu-withdrawal/refund]\n" in result.text
    assert [each.code for each in check_source(result.source, STRICT)] == []
