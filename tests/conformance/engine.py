"""What the engine finds in one process by itself, with the words of the token game."""

from blueprint.conformance.marks import marks_of
from blueprint.conformance.moments import course_of
from blueprint.conformance.questions import Facts
from blueprint.conformance.reading import Reading
from blueprint.conformance.verdicts import Run
from blueprint.conformance.walk import BUDGET
from blueprint.flow.budget import Budget
from blueprint.flow.build import lay
from blueprint.model import Blueprint, End, Process
from blueprint.standards.model import StageModel
from blueprint.view import View


def found(process: Process, model: StageModel, budget: int = BUDGET) -> dict[tuple[str, ...], Run]:
    """Everything that is wrong, with a run that shows it."""
    view = View(Blueprint(id="b", title="B", processes={"p": process}))
    marks = {name: found for name, step in process.steps.items() if (found := marks_of(view, step, model.id))}
    ends = {name: step.way.outcome for name, step in process.steps.items() if isinstance(step.way, End)}
    facts = Facts(marks, ends)
    asks = {}
    for name, stage in model.stages.items():
        asks["missing", name] = facts.missing(name, stage.outcomes)
        asks["hidden", name] = facts.hidden(name, stage.outcomes)
        asks |= {("unrecorded", name, each): facts.unrecorded(name, each, stage.outcomes) for each in stage.records}
        asks |= {("order", name, later): facts.disordered(name, later) for later in stage.before}
    reading = Reading(course_of(lay(process)), list(asks.values()), Budget(budget))
    return {key: run for number, key in enumerate(asks) if (run := reading.run(number))}
