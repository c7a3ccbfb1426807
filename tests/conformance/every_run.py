"""What a standard finds in a process, by following every run of the token game: slow, simple, knowing nothing of the engine."""

from collections.abc import Iterator

from attrs import evolve, frozen

from blueprint.model import SEEN_ROLES, End, Process, Step
from blueprint.standards.model import StageModel
from tests.flow.process_game import game_of
from tests.flow.token_game import START, Marking, Move


@frozen
class Memory:
    """What a case has done: stages realised, seen, skipped, records, outcomes of ends, and for order, what has begun too early
    and what was done after it."""

    done: frozenset[str] = frozenset()
    seen: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    records: frozenset[str] = frozenset()
    outcomes: frozenset[str] = frozenset()
    early: frozenset[tuple[str, str]] = frozenset()
    wrong: frozenset[tuple[str, str]] = frozenset()


def stages(references: object, standard: str) -> frozenset[str]:
    return frozenset(each.partition("/")[2] for each in references if each.startswith(f"{standard}/"))  # type: ignore[attr-defined]


def done_by(step: Step, model: StageModel) -> tuple[frozenset[str], frozenset[str]]:
    """The stages that a step realises, and those of them that the customer sees. Lanes are the roles themselves."""
    done = stages(step.realises, model.id)
    seen = done if {step.lane, *step.with_} & SEEN_ROLES else frozenset()
    for lane, part in step.with_.items():
        found = stages(part.realises, model.id)
        done |= found
        seen |= found if lane in SEEN_ROLES else frozenset()
    return done, seen


def begin(memory: Memory, step: Step, model: StageModel) -> Memory:
    done, skipped = done_by(step, model)[0], stages(step.skips, model.id)
    early = {
        (name, later)
        for name, stage in model.stages.items()
        for later in stage.before
        if later in done and name not in done | skipped | memory.done | memory.skipped
    }
    return evolve(memory, early=memory.early | early)


def go_on(memory: Memory, step: Step, model: StageModel) -> Memory:
    done, seen = done_by(step, model)
    return evolve(
        memory,
        done=memory.done | done,
        seen=memory.seen | seen,
        skipped=memory.skipped | stages(step.skips, model.id),
        records=memory.records | frozenset(step.records),
        outcomes=memory.outcomes | ({step.way.outcome} if isinstance(step.way, End) else frozenset()),
        wrong=memory.wrong | {pair for pair in memory.early if pair[0] in done},
    )


def remember(memory: Memory, move: Move, process: Process, model: StageModel, stops: frozenset[object]) -> Memory:
    """What a case has done once it has made a move. A step whose end stops the case at once does what it does as it begins."""
    match move.name:
        case ("go on", name):
            return go_on(memory, process.steps[name], model)
        case str() as name if name in process.steps:
            memory = begin(memory, process.steps[name], model)
            return go_on(memory, process.steps[name], model) if ("under way", name) in stops else memory
    return memory


class TooLarge(Exception):  # noqa: N818
    pass


def runs(process: Process, model: StageModel, most: int = 30_000) -> Iterator[Memory]:
    """What each complete case has done."""
    game = game_of(process)
    stops = frozenset(game.stops)
    first = (frozenset({START}), Memory())
    seen: set[tuple[Marking, Memory]] = {first}
    waiting = [first]
    while waiting:
        marking, memory = waiting.pop()
        if game.is_over(marking):
            yield memory
            continue
        for move in game.possible(marking):
            new = game.after(marking, move), remember(memory, move, process, model, stops)
            if new not in seen:
                if len(seen) > most:
                    raise TooLarge
                seen.add(new)
                waiting.append(new)


def judged(process: Process, model: StageModel, most: int = 30_000) -> set[tuple[str, ...]]:
    """What is wrong: missing, hidden and unrecorded stages, and stages out of order."""
    found: set[tuple[str, ...]] = set()
    for memory in runs(process, model, most):
        found |= {("order", *pair) for pair in memory.wrong}
        for name, stage in model.stages.items():
            if not memory.outcomes.isdisjoint(stage.outcomes):
                found |= set(_of_stage(name, memory, stage.records))
    return found


def _of_stage(name: str, memory: Memory, records: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if name not in memory.done | memory.skipped:
        yield "missing", name
    if name in memory.done:
        if name not in memory.seen:
            yield "hidden", name
        for record in records:
            if record not in memory.records:
                yield "unrecorded", name, record
    elif name in memory.skipped:
        yield "left out", name
