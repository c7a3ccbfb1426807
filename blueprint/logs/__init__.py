"""Event logs: how real cases ran against their blueprint.

from blueprint import load
from blueprint.logs import conform, read_log

found = conform(load("shop.blueprint.yaml"), read_log("orders.csv"))
print(found.fitness, found.fitting, [each.deviations for each in found.processes[0].variants])
"""

from blueprint.logs.conforming import conform
from blueprint.logs.events import Case, Event, Log, LogError
from blueprint.logs.reading import read_log
from blueprint.logs.values import Conformity, Deviation, ProcessSeen, PromiseSeen, StepSeen, Variant

__all__ = [
    "Case",
    "Conformity",
    "Deviation",
    "Event",
    "Log",
    "LogError",
    "ProcessSeen",
    "PromiseSeen",
    "StepSeen",
    "Variant",
    "conform",
    "read_log",
]
