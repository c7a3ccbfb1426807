"""Settling own standards: what they extend is taken over, and what they name must be there."""

from collections.abc import Collection, Iterator, Mapping

from attrs import evolve

from blueprint.flow.graph import components
from blueprint.standards.draft import Draft
from blueprint.standards.known import BUILT_IN, Standards
from blueprint.standards.model import Stage, StageModel
from blueprint.values import EMPTY, Table
from blueprint.wording import listed, suggestion


def settle(
    drafts: Mapping[str, Draft], beside: Standards, broken: Collection[str]
) -> tuple[dict[str, StageModel], tuple[str, ...]]:
    """The standards with the stages they take over, by id, as far as they are whole; and every mistake."""
    work = _Settling(drafts, beside, broken)
    for name in drafts:
        work.settled(name)
    return {name: model for name, model in work.done.items() if model}, tuple(work.mistakes)


class _Settling:
    def __init__(self, drafts: Mapping[str, Draft], beside: Standards, broken: Collection[str]) -> None:
        self.drafts = drafts
        self.beside = beside
        self.broken = broken
        self.done: dict[str, StageModel | None] = {}
        self.mistakes: list[str] = []

    def settled(self, name: str) -> StageModel | None:
        """A standard with all its stages; None when it, or what it builds on, is broken."""
        chain = self._chain(name)
        for each in reversed(chain):
            if each not in self.done:
                self.done[each] = self._made(self.drafts[each])
        return self.done[name]

    def _chain(self, name: str) -> list[str]:
        """A standard and those that it extends, as far as they stand in files. A circle of them is told once."""
        chain: list[str] = []
        while name in self.drafts and name not in self.done:
            if name in chain:
                self._tell_circle(chain[chain.index(name) :])
                return chain
            chain.append(name)
            base = self.drafts[name].model.extends
            if not base or (base == name and name in self.beside):
                return chain
            name = base
        return chain

    def _tell_circle(self, circle: list[str]) -> None:
        first = self.drafts[circle[0]]
        round_trip = " extends ".join(f"'{each}'" for each in (*circle, circle[0]))
        self.mistakes.append(first.mistake(f"{round_trip}: a standard cannot rest on itself; take one 'extends' out", "extends"))
        self.done |= dict.fromkeys(circle)

    def _made(self, draft: Draft) -> StageModel | None:
        before = len(self.mistakes)
        base = self._base(draft)
        if draft.model.extends and base is None:
            return None
        model = _taken_over(draft.model, base) if base else draft.model
        self.mistakes += _mistakes_of_form(draft, base, model)
        return model if len(self.mistakes) == before else None

    def _base(self, draft: Draft) -> StageModel | None:
        """The standard that one extends; None when there is none to build on, which is told unless it was before."""
        name, base = draft.model.id, draft.model.extends
        if name in BUILT_IN and base != name:
            hint = f"'{name}' is built in; build on it (extends: {name}), or take another id"
            self.mistakes.append(draft.mistake(hint, "id"))
            return None
        if not base or base in self.broken:
            return None
        if base != name and base in self.drafts:
            return self.done[base]
        if base in self.beside:
            return self.beside[base]
        known = sorted({*self.beside, *self.drafts} - {name})
        hint = suggestion(base, known) or f"; known are {listed(known)}"
        self.mistakes.append(draft.mistake(f"there is no standard '{base}' to extend{hint}", "extends"))
        return None


def _taken_over(model: StageModel, base: StageModel) -> StageModel:
    """A standard with the stages of its base, less those it drops; its own replace those of the same id.

    Who it is owed to it takes over where it does not say so itself; the kinds that imply it, where it stands for the base.
    """
    kept = {
        name: evolve(stage, before=tuple(each for each in stage.before if each not in model.drops))
        for name, stage in base.stages.items()
        if name not in model.drops
    }
    kinds = model.kinds or (base.kinds if model.id == base.id else ())
    return evolve(
        model,
        stages=Table({**kept, **model.stages}),
        owed_to=model.owed_to or base.owed_to,
        kinds=kinds,
        since=model.since or base.since,
    )


def _mistakes_of_form(draft: Draft, base: StageModel | None, model: StageModel) -> Iterator[str]:
    yield from _wrong_drops(draft, base.stages if base else EMPTY)
    yield from _unknown_stages(draft, model)
    yield from _lost_clocks(draft, model)
    yield from _circles(draft, model)


def _wrong_drops(draft: Draft, known: Mapping[str, Stage]) -> Iterator[str]:
    for at, name in enumerate(draft.model.drops):
        if not draft.model.extends:
            yield draft.mistake(f"'{name}' cannot be dropped: say which standard it comes from (extends)", "drops", at)
        elif name not in known:
            yield draft.mistake(f"'{draft.model.extends}' has no stage '{name}'{_hint(name, known)}", "drops", at)


def _unknown_stages(draft: Draft, model: StageModel) -> Iterator[str]:
    for name, stage in draft.model.stages.items():
        places: list[tuple[tuple[str | int, ...], str]] = [(("before", at), other) for at, other in enumerate(stage.before)]
        if stage.within and stage.within.from_:
            places.append((("within", "from"), stage.within.from_))
        for place, other in places:
            if other not in model.stages:
                yield draft.mistake(f"there is no stage '{other}'{_hint(other, model.stages)}", "stages", name, *place)


def _lost_clocks(draft: Draft, model: StageModel) -> Iterator[str]:
    """Stages taken over whose clock starts at a stage that is dropped."""
    for name, stage in model.stages.items():
        start = stage.within.from_ if stage.within else None
        if start and start in draft.model.drops and start not in model.stages and name not in draft.model.stages:
            message = f"'{name}' counts its time from '{start}'; keep that, drop both, or give '{name}' another limit"
            yield draft.mistake(message, "drops", draft.model.drops.index(start))


def _circles(draft: Draft, model: StageModel) -> Iterator[str]:
    names = list(model.stages)
    numbers = {name: number for number, name in enumerate(names)}
    after = [[numbers[other] for other in stage.before if other in numbers] for stage in model.stages.values()]
    for part in components(range(len(names)), after):
        circle = sorted(names[each] for each in part)
        own = next((name for name in circle if name in draft.model.stages), None)
        if own and (len(part) > 1 or part[0] in after[part[0]]):
            several = listed([f"'{each}'" for each in circle])
            message = (
                f"{several} each stand before the other, so none can come first; take one 'before' out"
                if len(circle) > 1
                else f"{several} stands before itself; take that out of its 'before'"
            )
            yield draft.mistake(message, "stages", own, "before")


def _hint(name: str, known: Mapping[str, Stage]) -> str:
    return suggestion(name, known) or (f"; known here: {listed(sorted(known))}" if known else "; it has no stages")
