"""What came of a log, in words."""

from collections.abc import Iterator, Sequence
from typing import Final

from blueprint.logs.gates import Verdict
from blueprint.logs.values import Conformity, Deviation, ProcessSeen, PromiseSeen, StepSeen, Variant
from blueprint.logs.ways import ways_of
from blueprint.timing.sheets import Grid, Items, Piece, Section
from blueprint.values import percent
from blueprint.wording import counted, listed

VARIANTS: Final = 10
"""So many groups of deviating cases are told."""
NAMES: Final = 5
"""So many deviations of one group are told."""


def share(part: float) -> str:
    """A share in per cent, as exact as it is worth.

    >>> share(0.5), share(0.0042), share(0.99999)
    ('50%', '0.42%', '99.9%')
    """
    if 0 < part < 1:
        number = 100 * part
        text = f"{number:.2g}" if number < 1 else f"{min(number, 99.9):.3g}"
        return f"{text}%"
    return f"{100 * part:.0f}%"


def fitness_of(value: float) -> str:
    """A fitness with two digits; 1 only where nothing deviates.

    >>> fitness_of(1.0), fitness_of(0.9999), fitness_of(0.75)
    ('1', '0.99', '0.75')
    """
    return "1" if value == 1 else f"{min(value, 0.99):.2f}"


def sections(found: Conformity, verdicts: Sequence[Verdict] = ()) -> Iterator[Section]:
    """Everything that is to be told."""
    cases = len(found.cases)
    head = f"{found.log}: {_many(cases, 'case')} with {_many(found.events, 'event')}, the last on {found.last}."
    part, fitness = share(found.fitting / cases), fitness_of(found.fitness)
    fits = f"{found.fitting:,} of them ({part}) ran as planned; the fitness is {fitness} on average."
    yield Section(f"{found.blueprint.title}: as planned, and as it was", (head, fits), level=1)
    told = tuple(_of_log(found))
    if told:
        yield Section("About the log", (Items(told),), level=2)
    for process in found.processes:
        yield from _of_process(found, process)
    if found.promises:
        yield Section("Promises", (Items(tuple(_promise(found, each) for each in found.promises)),), level=2)
    if verdicts:
        yield Section("What was asserted", (Items(tuple(map(_verdict, verdicts))),), level=2)


def _of_log(found: Conformity) -> Iterator[str]:
    yield from found.notes
    for activity, number in sorted(found.matching.unknown.items(), key=lambda each: (-each[1], each[0])):
        hint = found.matching.hint(activity) or "."
        yield f"'{activity}' ({_many(number, 'event')}) is no step of the blueprint, and counts as extra{hint}"
    if found.matching.set_aside:
        names = listed([f"'{each}'" for each in sorted(found.matching.set_aside)])
        yield f"Left out, as asked: {names} ({_many(sum(found.matching.set_aside.values()), 'event')})."


def _of_process(found: Conformity, process: ProcessSeen) -> Iterator[Section]:
    title = found.blueprint.processes[process.process_id].title
    yield Section(f"{title} ({process.process_id})", level=2)
    yield Section("How cases ran", tuple(_ran(process)))
    deviating = [
        (name, step) for name, step in process.steps.items() if step.skipped or step.extra or step.out_of_order or step.late
    ]
    if deviating:
        yield Section("What deviates", (_deviating(deviating),))
    variants = [each for each in process.variants if each.deviations]
    if variants:
        yield Section("In which cases", tuple(_variants(process, variants)))
    rows = tuple(
        (f"{each.step}: {each.says}", "" if each.planned is None else percent(each.planned), share(each.share), f"{each.taken:,}")
        for each in ways_of(found.blueprint, process)
    )
    if rows:
        yield Section("Which ways were taken", (Grid(("", "planned", "seen", "times"), rows),))


def _ran(process: ProcessSeen) -> Iterator[Piece]:
    part = share(process.fitting / process.cases)
    yield (
        f"{_many(process.cases, 'case')} in {_many(len(process.variants), 'variant')}; {process.fitting:,} ({part}) as planned, "
        f"fitness {fitness_of(process.fitness)} on average."
    )
    if process.unseen:
        names = listed([f"'{each}'" for each in process.unseen])
        yield f"Not in the log, and so not held against it: {names}."
    near = sum(len(each.cases) for each in process.variants if not each.alignment.is_best)
    if near:
        yield f"{_many(near, 'case')} had too many ways to be read to find the best; the deviations told are near the fewest."


def _deviating(steps: Sequence[tuple[str, StepSeen]]) -> Grid:
    rows = [(name, each.done, each.skipped, each.extra, each.out_of_order, _late(each)) for name, each in steps]
    heads = ("step", "done", "skipped", "extra", "out of order", "late")
    shown = [at for at in range(len(heads)) if at < 2 or any(row[at] not in (0, "-") for row in rows)]
    cells = (tuple(f"{row[at]:,}" if isinstance(row[at], int) else str(row[at]) for at in shown) for row in rows)
    return Grid(tuple(heads[at] for at in shown), tuple(tuple(cell if cell != "0" else "-" for cell in row) for row in cells))


def _late(step: StepSeen) -> str:
    return f"{step.late:,} of {step.held:,}" if step.late else "-"


def _variants(process: ProcessSeen, variants: Sequence[Variant]) -> Iterator[Piece]:
    first = variants[:VARIANTS]
    yield Items(tuple(_variant(process, each) for each in first))
    rest = variants[VARIANTS:]
    if rest:
        cases = sum(len(each.cases) for each in rest)
        yield f"And {_many(cases, 'case')} in {_many(len(rest), 'other variant')} (--format json tells all)."


def _variant(process: ProcessSeen, variant: Variant) -> str:
    number = len(variant.cases)
    told = [deviation_told(each) for each in variant.deviations[:NAMES]]
    told += [f"{len(variant.deviations) - NAMES} more"] if len(variant.deviations) > NAMES else []
    about = "" if variant.alignment.is_best else " about"
    example = f"such as '{variant.cases[0]}'" if number > 1 else f"'{variant.cases[0]}'"
    head = f"{_many(number, 'case')} ({share(number / process.cases)}), {example}, fitness{about} {fitness_of(variant.fitness)}"
    return f"{head}: {'; '.join(told)}"


def deviation_told(deviation: Deviation) -> str:
    """A deviation in words."""
    return f"'{deviation.step}' {deviation.kind}{' ' + deviation.where if deviation.where else ''}"


def _promise(found: Conformity, seen: PromiseSeen) -> str:
    promise = found.blueprint.promises[seen.promise]
    decided = seen.kept + seen.broken + seen.overdue
    wanted = f", promised in {percent(promise.share)}" if promise.share is not None else ""
    told = f"kept in {seen.kept:,} of {_many(decided, 'case')}" + (f" ({share(seen.share)})" if seen.share is not None else "")
    rest = [f"{seen.elsewhere:,} ended elsewhere"] if seen.elsewhere else []
    rest += [f"{seen.open:,} still open"] if seen.open else []
    rest += [f"{seen.overdue:,} overdue"] if seen.overdue else []
    return f"'{promise.says}' ({seen.promise}, within {promise.within}): {told}{wanted}{'; ' if rest else ''}{', '.join(rest)}"


def _verdict(verdict: Verdict) -> str:
    seen = "the log says nothing of it" if verdict.seen is None else f"seen: {verdict.seen:.4g}"
    return f"{'holds' if verdict.holds else 'DOES NOT HOLD'}: {verdict.gate.text} ({seen})"


def _many(number: int, thing: str) -> str:
    return counted(number, thing).replace(str(number), f"{number:,}", 1)
