"""Time and money in words: Shostack's four questions, answered for one process."""

from collections.abc import Iterator
from typing import Final

from blueprint.model import Blueprint, Step
from blueprint.timing import words
from blueprint.timing.figures import figure
from blueprint.timing.money import Money
from blueprint.timing.sheets import Grid, Items, Piece, Section
from blueprint.timing.table import margins
from blueprint.timing.values import Basis, Costs, Kept, Key, ProcessTimes
from blueprint.wording import counted, listed

LENGTHS: Final = {
    "standard": "on the standard way", "mean": "on average", "p50": "half of the cases within", "p95": "95 of 100 cases within",
    "shortest": "at the shortest", "longest": "at the longest", "limit": "at the longest, over limits",
}  # fmt: skip
ENDLESS: Final = "no end"
COLUMNS: Final = ("price", "labour", "materials", "overhead", "cost", "margin")
HUNDRED: Final = 100
SURE: Final = {
    "approximate": "How often steps are done, and work and money with it, is reckoned as if no stop cut off a branch beside it.",
    "simulated": "How often steps are done, and work and money with it, was simulated.",
}


def title_of(blueprint: Blueprint, process_id: str) -> str:
    """How a process is headed."""
    return f"{blueprint.processes[process_id].title} ({process_id})"


def sections(blueprint: Blueprint, times: ProcessTimes) -> Iterator[Section]:
    """Everything that is known of time and money in a process."""
    yield Section(title_of(blueprint, times.process_id), level=2)
    if is_silent(times):
        yield Section("Nothing to tell", ("No step says how long it takes or what it costs (time, cost).",))
        return
    telling = _Telling(blueprint, times)
    for title, pieces in telling.all():
        found = tuple(pieces)
        if found:
            yield Section(title, found)


def is_silent(times: ProcessTimes) -> bool:
    """Whether a process says nothing about time and money."""
    limit = times.limit
    timeless = not times.elapsed.mean and times.standard.is_zero and limit is not None and limit.is_zero
    costs = times.costs
    return timeless and not (costs and (costs.labour or costs.materials or costs.price))


def known(basis: Basis, error: float) -> str:
    """How well a figure is known.

    >>> known("exact", 0), known("approximate", 0.02), known("simulated", 0.003)
    ('exact', 'about, within 2%', 'simulated, ± 0.3%')
    """
    if basis == "exact":
        return "exact"
    if basis == "approximate":
        return f"about, within {words.share(error)}" if error else "about"
    return f"simulated, ± {words.share(error)}"


class _Telling:
    def __init__(self, blueprint: Blueprint, times: ProcessTimes) -> None:
        self.blueprint = blueprint
        self.times = times

    def all(self) -> Iterator[tuple[str, Iterator[Piece]]]:
        yield "What happens", self.happens()
        yield "Where does it fail", self.fails()
        yield "How long does it take", self.lasts()
        yield "Does it pay", self.pays()
        yield "Who is asked for how much", self.asks()
        yield "What had to be assumed", self.assumes()

    def step(self, key: Key) -> Step:
        return self.blueprint.processes[key[0]].steps[key[1]]

    def name(self, key: Key) -> str:
        """A step by its id; by that of its process as well, where it is another."""
        return key[1] if key[0] == self.times.process_id else ".".join(key)

    def happens(self) -> Iterator[Piece]:
        """The standard way, and which of its steps hold up the others."""
        way = {each.key: each for each in self.times.critical}
        slack = any(each.slack for each in way.values())
        rows = []
        for key in self.times.way:
            cells = [f"{self.step(key).does} ({self.name(key)})"]
            at = way.get(key)
            cells += [words.time(at.begins) if at else "", words.time(at.lasts) if at else ""]
            cells += [words.clock(at.slack) if at and at.slack else ""] if slack else []
            rows.append(tuple(cells))
        heads = ("the standard way", "begins at", "lasts", *(["can wait"] if slack else []))
        yield Grid(heads, tuple(rows))
        if slack:
            yield "Steps that cannot wait hold up the whole case (the critical path)."
        handed, crossed = figure(self.times, "hand-offs").written, figure(self.times, "crossings").written
        yield f"A case has {_many(handed, 'hand-off')} and {_many(crossed, 'crossing')} of the line of visibility."

    def fails(self) -> Iterator[Piece]:
        """How many of a hundred customers come to each recovery, what is done again, and how cases end."""
        rows = [row for key in self.times.visits if key[0] == self.times.process_id for row in self._failures(key)]
        if rows:
            yield Grid(("what can go wrong", "leads to", "of 100 customers"), tuple(rows), frozenset({0, 1}))
        again = [(key, visits) for key, visits in self.times.visits.items() if visits > 1.0005]
        if again:
            told = tuple((f"{self.step(key).does} ({self.name(key)})", words.number(HUNDRED * visits)) for key, visits in again)
            yield Grid(("what is done again", "times per 100 customers"), told)
        ends = [
            f"{words.share(part)} {outcome}" for outcome, part in sorted(self.times.outcomes.items(), key=lambda each: -each[1])
        ]
        if ends:
            yield f"Cases end: {', '.join(ends)}."

    def _failures(self, key: Key) -> Iterator[tuple[str, str, str]]:
        """What can go wrong in a step; of failures that lead to the same, one row."""
        step = self.step(key)
        modes: dict[str, list[str]] = {}
        for mode, to in [
            *((each.mode, each.recover or "") for each in step.fails),
            *([("late", step.late)] if step.late else []),
        ]:
            modes.setdefault(to, []).append(mode)
        for to, several in modes.items():
            taken = self.times.exits.get((key, (key[0], to))) if to else None
            yield (
                f"{self.name(key)}: {', '.join(several)}",
                to or "nothing",
                "" if taken is None else words.number(HUNDRED * taken),
            )

    def lasts(self) -> Iterator[Piece]:
        """How long a case takes, of which much is work or waiting; and what becomes of the promises."""
        spread = self.times.elapsed
        rows = []
        for name, says in LENGTHS.items():
            found = figure(self.times, name)
            basis = known(found.basis, spread.error) if name in ("mean", "p50", "p95") else ""
            rows.append((says, ENDLESS if found.value is None else found.written, "" if basis == "exact" else basis))
        marks = any(row[2] for row in rows)
        yield Grid(("", "", "")[: 2 + marks], tuple(row[: 2 + marks] for row in rows), frozenset({0, 2}))
        yield "What has no mark is exact." if marks else "All of these are exact."
        if any(row[1] == ENDLESS for row in rows):
            yield "A loop may go on for ever: say how often it may be taken (at-most)."
        customer, staff = self.times.customer, self.times.staff
        yield f"Work {words.clock(self.times.work)}, waiting {words.clock(self.times.wait)} on average."
        yield f"The customer does something for {words.clock(customer.doing)} and waits for {words.clock(customer.waiting)}."
        yield f"Staff do something for {words.clock(staff.doing)} and wait for {words.clock(staff.waiting)}."
        promises = tuple(self._promise(each) for each in self.times.promises)
        yield from [Items(promises)] if promises else []

    def _promise(self, kept: Kept) -> str:
        promise = self.blueprint.promises[kept.promise]
        spread = kept.spread
        mark = "" if spread.atoms_basis == "exact" else f" ({known(spread.atoms_basis, spread.error)})"
        within = f" within {promise.within}" if promise.within else ""
        of = "" if kept.reached > 1 - 1e-9 else f" of the {words.share(kept.reached)} that come to its end"
        longest = ENDLESS if kept.longest is None else words.time(kept.longest)
        left = "" if kept.slack is None else f", {words.clock(abs(kept.slack))} {'to spare' if kept.slack >= 0 else 'too long'}"
        told = f"kept in {words.share(1 - kept.broken)} of the cases" if promise.within else "in the cases"
        parts = [
            f"'{promise.says}' ({kept.promise}{within}): {told}{of}{mark}",
            f"{words.clock(spread.mean)} on average, {words.clock(spread.quantile(0.95))} in 95 of 100",
            f"at the longest {longest}{left}",
        ]
        return "; ".join(parts)

    def pays(self) -> Iterator[Piece]:
        """What a case costs and leaves, and how that changes with the time that its work takes."""
        standard, mean = self.times.standard_costs, self.times.costs
        if standard is None or mean is None:
            return
        shown = [each for each in COLUMNS if _is_told(standard, mean, each)]
        rows = [(each, _money(standard, each), _money(mean, each)) for each in shown]
        yield Grid((f"{mean.currency} a case", "the standard way", "on average"), tuple(rows))
        table = margins(self.times)
        if table is None:
            return
        by_time = [(words.clock(row.work), *(_money(row.costs, each) for each in shown)) for row in table.rows]
        yield Grid(("if the work takes", *shown), tuple(by_time))
        if table.break_even is not None:
            yield f"Nothing is left of the price once the work takes {words.clock(table.break_even)}."

    def asks(self) -> Iterator[Piece]:
        """What a case asks of each actor, and how many cases their posts can take."""
        loads = [each for each in self.times.loads if each.work or each.heads]
        if not loads:
            return
        heads = any(each.heads is not None for each in loads)
        rows = []
        for load in loads:
            actor = self.blueprint.actors.get(load.actor)
            cells = [f"{actor.title} ({load.actor})" if actor else load.actor, words.clock(load.work)]
            cells += ["" if load.heads is None else str(load.heads)] if heads else []
            cells += ["" if load.cases_per_hour is None else words.number(load.cases_per_hour)] if heads else []
            rows.append(tuple(cells))
        yield Grid(("who", "work a case", *(["posts", "cases an hour at most"] if heads else [])), tuple(rows))

    def assumes(self) -> Iterator[Piece]:
        """What the blueprint does not say."""
        texts = []
        for each in self.times.assumed:
            names = [self.name(key) for key in each.keys]
            texts.append(f"{_each(names)} {each.what}." if names else f"{each.what}.")
        if self.times.visits_basis != "exact":
            texts.append(SURE[self.times.visits_basis])
        yield from [Items(tuple(texts))] if texts else []


def _each(names: list[str]) -> str:
    if len(names) == 1:
        return f"'{names[0]}'"
    more = [*names[:5], counted(len(names) - 5, "other step")] if len(names) > 6 else names
    return f"each of {listed(more)}"


def _many(written: str, thing: str) -> str:
    return f"no {thing}" if written == "0" else f"{written} {thing}{'' if written == '1' else 's'}"


def _is_told(standard: Costs, mean: Costs, name: str) -> bool:
    """Whether an amount is worth a row: materials and overhead only where there are any."""
    amounts = (getattr(standard, name), getattr(mean, name))
    return any(amounts) if name in ("materials", "overhead") else None not in amounts


def _money(costs: Costs, name: str) -> str:
    amount = getattr(costs, name)
    return "-" if amount is None else Money(amount, costs.currency).written
