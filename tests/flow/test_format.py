"""What the words of the format mean for the flow, read from YAML."""

import pytest

from blueprint.documents import load, loads
from blueprint.flow import FlowReport, analyse
from tests.generated import ROOT

HEAD = """\
blueprint: 1
id: test
title: Test
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: order
    steps:
      order: {lane: customer, does: Orders, WAY}
      pick: {lane: backstage, does: Picks, next: pack}
      bill: {lane: backstage, does: Writes the bill, BILL}
      pack: {lane: backstage, does: Packs, JOIN ends: Sent}
      no: {lane: frontstage, does: Says no, ends: Refused, outcome: refused}
      wait: {lane: customer, does: Waits, next: bill}
"""
CHOICE = "choose: [{when: a, to: pick}, {when: b, to: bill}]"
SEVERAL = "many: true, choose: [{when: a, to: pick}, {when: b, to: bill}]"


def judged(way: str, bill: str = "next: pack", join: str = "") -> list[tuple[str, ...]]:
    """The faults, but for what is not reached: the steps that a case does not need are left in the text."""
    text = HEAD.replace("WAY", way).replace("BILL", bill).replace("JOIN", join)
    report = analyse(loads(text).processes["sale"])
    return [(fault.kind, *fault.steps) for fault in report.faults if fault.kind != "unreachable"]


@pytest.mark.parametrize(
    ("way", "bill", "join", "found"),
    [
        ("fork: [pick, bill]", "next: pack", "join: order,", []),
        ("fork: [pick, bill]", "next: pack", "join: all,", []),
        ("fork: [pick, bill]", "next: pack", "", [("lack-of-synchronisation", "order", "pack")]),
        (CHOICE, "next: pack", "", []),
        (CHOICE, "next: pack", "join: all,", [("deadlock", "order", "pack")]),
        (SEVERAL, "next: pack", "join: order,", []),
        (SEVERAL, "next: pack", "join: all,", [("inclusive-into-all", "order", "pack")]),
        (SEVERAL, "next: pack", "", [("lack-of-synchronisation", "order", "pack")]),
        ("fork: [pick, bill]", "choose: [{when: a, to: pack}, {when: b, to: no}]", "join: order,", []),
        ("fork: [pick, bill]", "next: no", "join: order,", []),
        ("fork: [pick, bill]", "next: pack, fails: [{mode: m, recover: no}]", "join: order,", []),
        ("fork: [pick, bill]", "next: pack, time: {limit: 1d}, late: wait", "join: order,", []),
        ("fork: [pick, bill]", "next: pack, fails: [{mode: m, recover: bill}]", "join: all,", []),
        ("fork: [pick, bill]", "ends: Billed", "join: order,", []),
        (
            "fork: [pick, bill]",
            "next: pack, fails: [{mode: m, recover: pick}]",
            "join: order,",
            [("arrow-of-two-branches", "order", "pack", "pick")],
        ),
        (
            "fork: [pick, bill], fails: [{mode: m, recover: pack}]",
            "next: pack",
            "join: order,",
            [("arrow-of-no-branch", "order", "pack")],
        ),
        ("next: wait", "next: wait", "", [("endless-loop", "bill", "wait")]),
    ],
)
def test_ways_and_joins(way: str, bill: str, join: str, found: list[tuple[str, ...]]) -> None:
    assert [tuple(sorted(each)) for each in judged(way, bill, join)] == [tuple(sorted(each)) for each in found]


def test_inner_forks_are_joined_on_their_own() -> None:
    text = HEAD.replace("WAY", "fork: [pick, wait]").replace("BILL", "fork: [no, inner]").replace("JOIN", "join: order,")
    text = text.replace("outcome: refused", "").replace("ends: Refused", "next: gather")
    text += "      inner: {lane: support, does: Looks in, next: gather}\n"
    text += "      gather: {lane: support, does: Gathers, join: bill, next: pack}\n"
    assert analyse(loads(text).processes["sale"]) == FlowReport()


@pytest.mark.parametrize("file", sorted((ROOT / "examples").glob("*.blueprint.yaml")), ids=lambda file: file.name)
def test_whole_services_are_sound(file: object) -> None:
    service = load(str(file))
    handed = [
        each
        for process in service.processes.values()
        for step in process.steps.values()
        for each in getattr(step.way, "continues", ())
    ]
    for name, process in service.processes.items():
        also = [each.partition(".")[2] for each in handed if each.startswith(f"{name}.")]
        assert analyse(process, also_start=also) == FlowReport(), name
