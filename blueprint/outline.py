"""A blueprint told as text: the same lanes, steps and ways as the drawing, for readers without a picture."""

import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from blueprint.errors import UsageError
from blueprint.model import (
    PHASES,
    Actor,
    Blueprint,
    Channel,
    Choose,
    Data,
    End,
    Fork,
    Next,
    Option,
    Part,
    Process,
    Step,
    System,
    Time,
)
from blueprint.terminal import Style, clean
from blueprint.values import percent
from blueprint.wording import listed, suggestion

_ROLES = {
    "customer": "Customer",
    "frontstage": "Frontstage",
    "backstage": "Backstage",
    "support": "Support",
    "outside": "Outside",
}


def outline(blueprint: Blueprint, *, processes: Sequence[str] | None = None, style: Style | None = None, width: int = 80) -> str:
    """The whole blueprint, or some of its processes, as an outline. UsageError for a process that does not exist."""
    teller = _Teller(blueprint, style or Style(), width)
    wanted = _wanted(blueprint, processes)
    lines = [*teller.head(), *teller.cast()] if processes is None else []
    for phase in PHASES:
        chosen = [each for each in wanted if blueprint.processes[each].phase == phase]
        if chosen:
            lines += ["", teller.style.paint("bold", teller.phase(phase).upper())]
        for each in chosen:
            lines += ["", *teller.process(each)]
    return "\n".join(lines).lstrip("\n") + "\n"


def _wanted(blueprint: Blueprint, processes: Sequence[str] | None) -> tuple[str, ...]:
    if processes is None:
        return blueprint.process_ids()
    for each in processes:
        if each not in blueprint.processes:
            hint = suggestion(each, blueprint.processes) or f"; there is {listed(sorted(blueprint.processes))}"
            raise UsageError(f"there is no process '{each}'{hint}")
    return tuple(each for each in blueprint.process_ids() if each in processes)


class _Teller:
    """Turns the parts of one blueprint into lines of one width."""

    def __init__(self, blueprint: Blueprint, style: Style, width: int) -> None:
        self.blueprint = blueprint
        self.style = style
        self.width = width

    def head(self) -> Iterator[str]:
        blueprint = self.blueprint
        yield self.style.paint("bold", clean(blueprint.title))
        facts = [blueprint.id, f"version {blueprint.version}" if blueprint.version else "", blueprint.status or ""]
        facts += [f"owner {blueprint.owner}" if blueprint.owner else ""]
        facts += [f"reviewed {blueprint.reviewed}" if blueprint.reviewed else ""]
        facts += [f"review every {blueprint.review_every}" if blueprint.review_every else ""]
        yield from self._wrapped(" · ".join(filter(None, facts)), "")
        for text in (blueprint.service.concept if blueprint.service else None, blueprint.description):
            yield from self._wrapped(text, "") if text else ()

    def cast(self) -> Iterator[str]:
        """Who and what takes part, and what is promised."""
        blueprint = self.blueprint
        yield from self._section("Personas", (f"{each.title}{_expects(each.expects)}" for each in blueprint.personas.values()))
        yield from self._section("Teams", (_team(each.title, each.lead, each.posts) for each in blueprint.teams.values()))
        yield from self._section("Actors", (self._acts(each) for each in blueprint.actors.values()))
        channels = ((each.title, each.kind, "two-way" if each.two_way else None) for each in blueprint.channels.values())
        yield from self._section("Channels", (_noted(*each) for each in channels))
        yield from self._section(
            "Systems", (_noted(each.title, each.provider, each.fallback) for each in blueprint.systems.values())
        )
        yield from self._section("Data", (_noted(each.title, each.class_, each.purpose) for each in blueprint.data.values()))
        yield from self._section("Promises", (self._promise(each) for each in blueprint.promises))
        yield from self._section("Metrics", (_noted(each.title, each.unit, each.target) for each in blueprint.metrics.values()))
        yield from self._section("Sources", (_noted(each.title, each.kind, each.where) for each in blueprint.sources.values()))
        standards = ((name, each.file or f"not applied: {each.not_applied}") for name, each in blueprint.standards.items())
        yield from self._section("Standards", (f"{name}: {text}" for name, text in standards))
        if blueprint.calendar:
            days, hours = " ".join(blueprint.calendar.days) or "mon tue wed thu fri", blueprint.calendar.hours or ""
            off = f", not {listed(map(str, blueprint.calendar.holidays))}" if blueprint.calendar.holidays else ""
            yield from self._section("Calendar", [f"{days} {hours}".strip() + off])

    def _section(self, title: str, items: Iterable[str]) -> Iterator[str]:
        told = list(items)
        if told:
            yield ""
            yield self.style.paint("bold", title)
            for item in told:
                yield from self._wrapped(item, "  ", "    ")

    def _acts(self, actor: Actor) -> str:
        team = self.blueprint.teams.get(actor.team or "")
        return _noted(actor.title, actor.kind, f"{actor.post or 'member'} of {team.title}" if team else None)

    def _promise(self, name: str) -> str:
        promise = self.blueprint.promises[name]
        kept = [f"{place}" for place in promise.to]
        span = f" (within {promise.within}, from {promise.from_ or 'no step'} to {listed(kept, 'or') if kept else 'no step'})"
        paused = f", paused in {listed(promise.paused_in)}" if promise.paused_in else ""
        broken = f", when broken {listed(promise.when_broken, 'or')}" if promise.when_broken else ""
        return f"{promise.says}{span if promise.within else ''}{paused}{broken}"

    def phase(self, phase: str) -> str:
        return next((each.title for name, each in self.blueprint.phases.items() if name == phase), phase)

    def process(self, process_id: str) -> Iterator[str]:
        process = self.blueprint.processes[process_id]
        facts = [process.kind, f"begins with {listed(map(self._quoted(process), process.start), 'or')}"]
        facts += [f"started by the {process.starts_by}" if process.starts_by != "customer" else "", process.when or ""]
        facts += [self._money(process), f"follows {listed(process.follows)}" if process.follows else ""]
        facts += [f"opens {listed(map(self._title, process.opens))}" if process.opens else ""]
        yield self.style.paint("bold", clean(process.title)) + f" [{process_id}]"
        yield from self._wrapped(" · ".join(filter(None, facts)), "  ")
        yield from self._wrapped(process.description, "  ") if process.description else ()
        stage = None
        for step in process.steps.values():
            if step.stage and step.stage != stage:
                yield f"  -- {clean(step.stage)} --"
            stage = step.stage
            yield from self.step(process, step)

    def _money(self, process: Process) -> str:
        currency = f" {self.blueprint.money.currency}" if self.blueprint.money else ""
        return f"price {process.price}{currency}" if process.price is not None else ""

    def step(self, process: Process, step: Step) -> Iterator[str]:
        yield from self._wrapped(f"{self._lane(step.lane)}: {step.does}{self._facts(step)}", "  * ", "    ")
        for lane, part in step.with_.items():
            yield from self._wrapped(
                f"with {self._lane(lane)}: {_when(part)}{part.does}{self._facts(part)}", "      ", "        "
            )
        for line in self._marks(process, step):
            yield from self._wrapped(line, "      ", "        ")
        for line in self._ways(process, step):
            yield from self._wrapped(f"-> {line}", "      ", "         ")

    def _lane(self, lane: str) -> str:
        return self.blueprint.lanes[lane].title if lane in self.blueprint.lanes else _ROLES.get(lane, lane)

    def _facts(self, moment: Step | Part) -> str:
        blueprint = self.blueprint
        actor = moment.actor or ""
        facts = [blueprint.actors[actor].title if actor in blueprint.actors else actor]
        facts += [f"over {listed(_titles(blueprint.channels, moment.channels), 'or')}" if moment.channels else ""]
        facts += [f"in {listed(_titles(blueprint.systems, moment.systems))}" if moment.systems else ""]
        facts += [f"data {listed(_titles(blueprint.data, moment.data))}" if moment.data else "", _time(moment.time)]
        facts += [f"feeling {moment.emotion:+d}" if moment.emotion is not None else ""]
        told = "; ".join(filter(None, facts))
        return f" ({told})" if told else ""

    def _marks(self, process: Process, step: Step) -> Iterator[str]:
        if step.evidence:
            yield f"evidence: {listed(step.evidence)}"
        if step.moment_of_truth:
            yield f"moment of truth: {step.moment_of_truth}"
        for promise in step.keeps:
            known = self.blueprint.promises.get(promise)
            yield f"keeps: {known.says if known else promise}"
        for failure in step.fails:
            often = f" ({percent(failure.likelihood)})" if failure.likelihood is not None else ""
            recovery = f"recover by {self._quoted(process)(failure.recover)}" if failure.recover else "nothing recovers it"
            yield f"can fail: {failure.mode}{often}; {recovery}"
        if step.join:
            yield (
                "waits for every way that leads here"
                if step.join == "all"
                else (f"waits for the branches of {self._quoted(process)(step.join)}")
            )
        for verb, targets in (("opens", step.opens), ("starts", step.starts), ("runs", (step.runs,)), ("stops", step.stops)):
            if any(targets):
                yield f"{verb} {listed([self._title(each) for each in targets if each])}"
        for note in step.notes:
            yield f"{note.kind}: {note.says}"

    def _ways(self, process: Process, step: Step) -> Iterator[str]:
        quoted = self._quoted(process)
        match step.way:
            case Next(to=to):
                yield quoted(to)
            case Choose(options=options, many=many):
                yield from (f"{_condition(option, many=many)}: {quoted(option.to)}" for option in options)
            case Fork(to=several):
                yield f"at once {listed(map(quoted, several))}"
            case End(text=text, outcome=outcome, continues=continues):
                on = f"; goes on in {listed(map(self._title, continues))}" if continues else ""
                yield f"END: {text}{'' if outcome == 'success' else f' ({outcome})'}{on}"
        if step.late:
            yield f"when late: {quoted(step.late)}"

    def _quoted(self, process: Process) -> Callable[[str], str]:
        def quoted(step_id: str) -> str:
            return f"'{process.steps[step_id].does}'" if step_id in process.steps else f"'{step_id}' (missing)"

        return quoted

    def _title(self, target: str) -> str:
        process, _, step = target.partition(".")
        known = self.blueprint.processes.get(process)
        if known is None:
            return f"'{target}' (missing)"
        return f"'{known.title}'" + (f" at {self._quoted(known)(step)}" if step else "")

    def _wrapped(self, text: str, indent: str, more: str | None = None) -> list[str]:
        return textwrap.wrap(
            clean(text),
            self.width,
            initial_indent=indent,
            subsequent_indent=indent if more is None else more,
            break_on_hyphens=False,
        )


def _titles(known: Mapping[str, Channel | System | Data], names: Iterable[str]) -> list[str]:
    return [known[name].title if name in known else name for name in names]


def _expects(expectations: Sequence[str]) -> str:
    return f": {'; '.join(expectations)}" if expectations else ""


def _team(title: str, lead: str | None, posts: Mapping[str, int]) -> str:
    heads = listed([f"{count} {post}" for post, count in posts.items()]) if posts else ""
    return _noted(title, f"led by {lead}" if lead else None, heads or None)


def _noted(title: str, *notes: str | None) -> str:
    told = ", ".join(filter(None, notes))
    return f"{title} ({told})" if told else title


def _time(time: Time | None) -> str:
    if time is None:
        return ""
    parts = ((name, value) for name, value in (("wait", time.wait), ("work", time.work), ("limit", time.limit)) if value)
    return " ".join(f"{name} {value}" for name, value in parts)


def _when(part: Part) -> str:
    if part.every:
        return f"every {part.every}, "
    return f"after {part.after}, " if part.after else ""


def _condition(option: Option, *, many: bool) -> str:
    when = "otherwise" if option.otherwise else f"if {option.when}" if option.when else "or"
    share = f" ({percent(option.share)})" if option.share is not None else ""
    return f"{when}{' (perhaps among others)' if many else ''}{share}"
