"""How what was sold goes back, as schema.org's ``MerchantReturnPolicy``: told only as far as the blueprint tells it."""

import re
from typing import Final

from blueprint.interchange.linked.terms import SCHEMA, Graph, Node, named
from blueprint.model import Blueprint, Process, Step

RETURNS: Final = frozenset({"return", "withdrawal"})
WITHDRAWAL: Final = "eu-withdrawal"
WITHDRAWAL_DAYS: Final = 14
"""How long consumers may withdraw from a contract made at a distance: Directive 2011/83/EU, Article 9(1)."""
_SENDS_BACK: Final = frozenset({"eu-withdrawal/send-back", "scor-return/hand-over"})
_PAYS_ALL: Final = "eu-withdrawal/refund"
_METHODS: Final = {"letter": "ReturnByMail", "counter": "ReturnInStore", "visit": "ReturnInStore", "machine": "ReturnAtKiosk"}
_DAYS: Final = {"d": 1, "w": 7}


def return_policy(blueprint: Blueprint, id: str, graph: Graph) -> Node:
    """The policy that a process of return or withdrawal amounts to."""
    process = blueprint.processes[id]
    days = _days(blueprint, id, process)
    places = blueprint.service.places if blueprint.service else ()
    if days is None:
        graph.silent.append(
            f"nothing says how long customers may begin '{process.title}': a promise that ends at its start would"
        )
    return {
        "@id": named("return", id),
        "@type": ["MerchantReturnPolicy"],
        "name": process.title,
        "description": process.description or process.when,
        "applicableCountry": [each for each in places if re.fullmatch("[A-Z]{2}", each)],
        "returnPolicyCategory": f"{SCHEMA}MerchantReturnFiniteReturnWindow" if days else None,
        "merchantReturnDays": days,
        "returnFees": f"{SCHEMA}FreeReturn" if process.price == 0 else None,
        "returnMethod": _methods(blueprint, process),
        "refundType": f"{SCHEMA}FullRefund" if _pays_all(process) else None,
    }


def _days(blueprint: Blueprint, id: str, process: Process) -> int | None:
    """The longest time that is promised from elsewhere to the process's start; else what the law gives, where it is followed."""
    starts = {f"{id}.{step}" for step in process.start}
    promised = [
        int(each.within.amount * _DAYS[each.within.unit])
        for each in blueprint.promises.values()
        if each.within and each.within.unit in _DAYS and starts & set(each.to) and not (each.from_ or "").startswith(f"{id}.")
    ]
    known = blueprint.standards.get(WITHDRAWAL)
    if WITHDRAWAL in process.follows and not (known and known.not_applied):
        promised.append(WITHDRAWAL_DAYS)
    return max(promised, default=None)


def _methods(blueprint: Blueprint, process: Process) -> list[str]:
    """How goods go back: the channels, by their pictures, of the steps in which they are handed over."""
    steps = [step for step in process.steps.values() if _SENDS_BACK & _realised(step)]
    channels = [blueprint.channels[each] for step in steps for each in step.channels if each in blueprint.channels]
    return sorted({f"{SCHEMA}{_METHODS[each.icon]}" for each in channels if each.icon in _METHODS})


def _pays_all(process: Process) -> bool:
    return any(_PAYS_ALL in _realised(step) for step in process.steps.values())


def _realised(step: Step) -> set[str]:
    return {*step.realises, *(stage for part in step.with_.values() for stage in part.realises)}
