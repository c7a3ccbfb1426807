"""CMP: complaint handling, after ISO 10002."""

from collections.abc import Iterator

from attrs import evolve

from blueprint.findings import Problem, Severity
from blueprint.model import Blueprint
from blueprint.rules.mechanism import rule
from blueprint.rules.reach import is_within_reach
from blueprint.values import Table
from blueprint.view import View

ISO = "ISO 10002:2018, Quality management - Customer satisfaction - Guidelines for complaints handling"

_SALE = """\
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: buy
    {more}
    steps:
      buy: {{lane: customer, does: Buys, ends: Bought}}
"""
_COMPLAINTS = """\
  complaints:{mark}
    title: Complaint handling
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
      complain:
        lane: customer
        does: Complains
        with: {{frontstage: {{does: Records it and confirms at once}}}}
        next: answer
      answer: {{lane: frontstage, does: Explains and puts it right, ends: Settled}}
"""
_GOOD = _SALE.format(more="opens: [complaints]") + _COMPLAINTS.format(mark="")


def _without_complaints(blueprint: Blueprint) -> Blueprint:
    kept = Table({name: each for name, each in blueprint.processes.items() if each.kind != "complaint-handling"})
    return evolve(blueprint, processes=kept)


@rule(
    "CMP001",
    Severity.error,
    source=f"{ISO}; Seeds, rows A2 and B2: be kind to complaints",
    bad=_SALE.format(more="price: 10").replace("processes:", "processes:  # !"),
    good=_GOOD,
    spares="Blueprints without any process yet; how complaints are handled, stage by stage, is for the rules of the standard.",
    plant=_without_complaints,
)
def no_complaint_handling(view: View) -> Iterator[Problem]:
    """The service has no complaint handling.

    Customers who cannot complain to you complain about you. A complaint shows where the service fails, while the customer
    can still be kept; so each service needs a process of kind complaint-handling that records, answers and learns.
    """
    if view.blueprint.processes and not view.of_kind("complaint-handling"):
        message = (
            "no process handles complaints: customers cannot tell you what went wrong, and you cannot put it right; "
            "add a process of kind complaint-handling, and open it where customers are"
        )
        yield Problem(message, ("processes",), on_key=True)


@rule(
    "CMP002",
    Severity.error,
    source=f"{ISO}: visibility and accessibility; Seeds, row A2: complaint handling",
    bad=_SALE.format(more="price: 10") + _COMPLAINTS.format(mark="  # !"),
    good=_GOOD,
    spares="Which process leads there, as long as the customer sees it; services described by nothing but their complaint "
    "handling; complaint handling that another process starts, runs or continues in, or that a broken promise opens.",
)
def complaints_out_of_reach(view: View) -> Iterator[Problem]:
    """The customer cannot get to the complaint handling.

    A complaints desk that no step of the service leads to exists on paper only. Say on a process, or on a step the
    customer sees, that it ``opens`` the complaint handling.
    """
    complaints = view.of_kind("complaint-handling")
    if len(complaints) == len(view.blueprint.processes):
        return
    for name, process in complaints.items():
        if not is_within_reach(view, name):
            message = (
                f"nothing leads to '{process.title}'; open it from a process or step that the customer sees (opens: [{name}])"
            )
            yield Problem(message, ("processes", name), on_key=True)
