"""Whether processes keep to the standards they follow, in every run.

for verdict in judge(View(blueprint)):
    for stage in verdict.stages:
        print(verdict.process_id, verdict.standard, stage.id, stage.state)
"""

from weakref import WeakKeyDictionary

from blueprint.conformance.verdicts import Fault, Run, StageVerdict, Verdict
from blueprint.view import View

__all__ = ["Fault", "Run", "StageVerdict", "Verdict", "judge"]

_JUDGED: "WeakKeyDictionary[View, tuple[Verdict, ...]]" = WeakKeyDictionary()


def judge(view: View) -> tuple[Verdict, ...]:
    """The verdict on every process and every standard that it owes; what is asked twice is judged once."""
    from blueprint.conformance.judging import verdicts

    if view not in _JUDGED:
        _JUDGED[view] = tuple(verdicts(view))
    return _JUDGED[view]
