"""A blueprint in words: who takes part, what a step says beside its text, and how it goes on. No layout, no colours."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from attrs import frozen

from blueprint.model import Actor, Blueprint, Channel, Choose, Data, End, Fork, Next, Option, Part, Process, Step, System, Time
from blueprint.values import percent
from blueprint.wording import listed

_ROLES = {
    "customer": "Customer",
    "frontstage": "Frontstage",
    "backstage": "Backstage",
    "support": "Support",
    "management": "Management",
    "outside": "Outside",
}


@frozen(eq=False)
class Words:
    """The words for the parts of one blueprint."""

    blueprint: Blueprint

    def head(self) -> Iterator[str]:
        """What the blueprint says about itself."""
        blueprint = self.blueprint
        facts = [blueprint.id, f"version {blueprint.version}" if blueprint.version else "", blueprint.status or ""]
        facts += [f"owner {blueprint.owner}" if blueprint.owner else ""]
        facts += [f"reviewed {blueprint.reviewed}" if blueprint.reviewed else ""]
        facts += [f"review every {blueprint.review_every}" if blueprint.review_every else ""]
        yield " · ".join(filter(None, facts))
        yield from filter(None, (blueprint.service.concept if blueprint.service else None, blueprint.description))

    def cast(self) -> Iterator[tuple[str, list[str]]]:
        """Who and what takes part, and what is promised: headings with their items, none of them empty."""
        told = ((title, list(items)) for title, items in self._cast())
        return ((title, items) for title, items in told if items)

    def _cast(self) -> Iterator[tuple[str, Iterable[str]]]:
        blueprint = self.blueprint
        channels = (
            (each.title, each.kind, "two-way" if each.two_way else None, f"drawn as {each.icon}" if each.icon else None)
            for each in blueprint.channels.values()
        )
        yield "Personas", (f"{each.title}{_expects(each.expects)}" for each in blueprint.personas.values())
        yield "Teams", (_team(each.title, each.lead, each.posts) for each in blueprint.teams.values())
        yield "Actors", (self._acts(each) for each in blueprint.actors.values())
        yield "Channels", (_noted(*each) for each in channels)
        yield "Systems", (_noted(each.title, each.provider, each.fallback) for each in blueprint.systems.values())
        yield "Data", (_noted(each.title, each.class_, each.purpose) for each in blueprint.data.values())
        yield "Promises", (self._promise(each) for each in blueprint.promises)
        yield "Metrics", (_noted(each.title, each.unit, each.target) for each in blueprint.metrics.values())
        yield "Sources", (_noted(each.title, each.kind, each.where) for each in blueprint.sources.values())
        standards = ((name, each.file or f"not applied: {each.not_applied}") for name, each in blueprint.standards.items())
        yield "Standards", (f"{name}: {text}" for name, text in standards)
        yield "Service innovation", self._innovation()
        yield "Calendar", self._calendar()

    def _innovation(self) -> list[str]:
        from blueprint.innovation.telling import summary

        return summary(self.blueprint)

    def _calendar(self) -> Iterator[str]:
        calendar = self.blueprint.calendar
        if calendar:
            days, hours = " ".join(calendar.days) or "mon tue wed thu fri", calendar.hours or ""
            off = f", not {listed(map(str, calendar.holidays))}" if calendar.holidays else ""
            yield f"{days} {hours}".strip() + off

    def _acts(self, actor: Actor) -> str:
        team = self.blueprint.teams.get(actor.team or "")
        return _noted(actor.title, actor.kind, f"{actor.post or 'member'} of {team.title}" if team else None)

    def _promise(self, name: str) -> str:
        promise = self.blueprint.promises[name]
        kept = [f"{place}" for place in promise.to]
        span = f" (within {promise.within}, from {promise.from_ or 'no step'} to {listed(kept, 'or') if kept else 'no step'})"
        paused = f", paused in {listed(promise.paused_in)}" if promise.paused_in else ""
        broken = f", when broken {listed(promise.when_broken, 'or')}" if promise.when_broken else ""
        answers = f", answers {_quoted_texts(promise.answers)}" if promise.answers else ""
        return f"{promise.says}{span if promise.within else ''}{paused}{broken}{answers}"

    def phase(self, phase: str) -> str:
        """The name of a phase."""
        return next((each.title for name, each in self.blueprint.phases.items() if name == phase), phase)

    def about(self, process: Process) -> Iterator[str]:
        """What is said of a process as a whole."""
        facts = [process.kind, f"begins with {listed(map(self._quoted(process), process.start), 'or')}"]
        facts += [f"started by the {process.starts_by}" if process.starts_by != "customer" else "", process.when or ""]
        facts += [self._money(process), f"follows {listed(process.follows)}" if process.follows else ""]
        facts += [f"opens {listed(map(self._title, process.opens))}" if process.opens else ""]
        yield " · ".join(filter(None, facts))
        yield from filter(None, (process.description,))

    def _money(self, process: Process) -> str:
        currency = f" {self.blueprint.money.currency}" if self.blueprint.money else ""
        return f"price {process.price}{currency}" if process.price is not None else ""

    def lane(self, lane: str) -> str:
        """The name of a lane."""
        return self.blueprint.lanes[lane].title if lane in self.blueprint.lanes else _ROLES.get(lane, lane)

    def facts(self, moment: Step | Part) -> str:
        """Who does it, over what, in which systems, with which data, how long, and how it feels."""
        blueprint = self.blueprint
        actor = moment.actor or ""
        facts = [blueprint.actors[actor].title if actor in blueprint.actors else actor]
        facts += [f"over {listed(_titles(blueprint.channels, moment.channels), 'or')}" if moment.channels else ""]
        facts += [f"in {listed(_titles(blueprint.systems, moment.systems))}" if moment.systems else ""]
        facts += [f"data {listed(_titles(blueprint.data, moment.data))}" if moment.data else "", _time(moment.time)]
        facts += [f"feeling {moment.emotion:+d}" if moment.emotion is not None else ""]
        return "; ".join(filter(None, facts))

    def marks(self, process: Process, step: Step) -> Iterator[str]:
        """What else is to be known of a step."""
        if step.evidence:
            yield f"evidence: {listed(step.evidence)}"
        if step.moment_of_truth:
            yield f"moment of truth: {step.moment_of_truth}"
        for promise in step.keeps:
            known = self.blueprint.promises.get(promise)
            yield f"keeps: {known.says if known else promise}"
        if step.answers:
            yield f"answers: {_quoted_texts(step.answers)}"
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

    def ways(self, process: Process, step: Step) -> Iterator[str]:
        """How a step goes on."""
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


def _titles(known: Mapping[str, Channel | System | Data], names: Iterable[str]) -> list[str]:
    return [known[name].title if name in known else name for name in names]


def _expects(expectations: Sequence[str]) -> str:
    return f": {'; '.join(expectations)}" if expectations else ""


def _quoted_texts(texts: Iterable[str]) -> str:
    return listed([f"'{each}'" for each in texts])


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


def rhythm(part: Part) -> str:
    """How often a part is repeated, or after how long it is done."""
    if part.every:
        return f"every {part.every}, "
    return f"after {part.after}, " if part.after else ""


def _condition(option: Option, *, many: bool) -> str:
    when = "otherwise" if option.otherwise else f"if {option.when}" if option.when else "or"
    share = f" ({percent(option.share)})" if option.share is not None else ""
    return f"{when}{' (perhaps among others)' if many else ''}{share}"
