"""Format 1 as frozen types: a service, its processes, their steps, and what they rest on.

Every class is made with keywords only and checks its own values; whether ids exist and flows hold together is for the
rules. The text of each field is its description in the JSON Schema.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from attrs import field, frozen

from blueprint import kinds
from blueprint.kinds import Shape
from blueprint.model_innovation import Innovation
from blueprint.records import Element, Value, about
from blueprint.terms import (
    ActorRef,
    ChannelRef,
    Day,
    Id,
    Money,
    ProcessRef,
    Share,
    SourceRef,
    StepRef,
    SystemRef,
    TeamRef,
    Text,
    Variation,
)
from blueprint.values import EMPTY, Duration

Language = Annotated[str, kinds.Text("[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", "a language tag such as en or nl-BE")]
Currency = Annotated[str, kinds.Text("[A-Z]{3}", "a currency code such as EUR (ISO 4217)")]
Hours = Annotated[str, kinds.Text("(?:[01][0-9]|2[0-3]):[0-5][0-9]-(?:[01][0-9]|2[0-3]):[0-5][0-9]", "hours such as 09:00-17:00")]
RuleCode = Annotated[str, kinds.Text("[A-Z]{2,8}(?:[0-9]{3})?", "a rule or family such as CMP001 or CMP")]
Pointer = Annotated[str, kinds.Text("/[^\\n\\r]*", "a place such as /processes/advice")]

JoinRef = Annotated[str, kinds.Ref(target="join")]
LaneRef = Annotated[str, kinds.Ref(target="lane")]
DataRef = Annotated[str, kinds.Ref(target="data")]
PersonaRef = Annotated[str, kinds.Ref(target="persona")]
PromiseRef = Annotated[str, kinds.Ref(target="promise")]
PostRef = Annotated[str, kinds.Ref(target="post")]
PlaceRef = Annotated[str, kinds.Ref(f"{kinds.ID}\\.{kinds.ID}", "a step such as advice.ask", target="place")]
HandOverRef = Annotated[
    str, kinds.Ref(f"{kinds.ID}(?:\\.{kinds.ID})?", "a process such as advice, or a step such as advice.ask", target="hand-over")
]
StageRef = Annotated[str, kinds.Ref(f"{kinds.ID}/{kinds.ID}", "a stage such as iso-10002/receipt", target="stage")]
StandardRef = Annotated[str, kinds.Ref(target="standard")]

Emotion = Annotated[int, kinds.Whole(-2, 2)]
Times = Annotated[int, kinds.Whole(1)]
Heads = Annotated[int, kinds.Whole(0)]

PhaseName = Literal["pre-sale", "in-sale", "after-sale"]
Role = Literal["customer", "frontstage", "backstage", "support", "management", "outside"]
Outcome = Literal["success", "partly", "refused", "withdrawn", "passed-on", "failed"]
ProcessKind = Literal[
    "consultation", "guidance", "purchase", "application", "appointment", "payment", "delivery", "onboarding", "training",
    "support", "maintenance", "complaint-handling", "objection", "return", "withdrawal", "warranty", "feedback", "care",
    "renewal", "termination", "erasure", "provisioning", "other",
]  # fmt: skip
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]

PHASES: tuple[PhaseName, ...] = ("pre-sale", "in-sale", "after-sale")
ROLES: tuple[Role, ...] = ("customer", "frontstage", "backstage", "support", "management", "outside")
SEEN_ROLES = frozenset({"customer", "frontstage", "outside"})
_ROLE_OF: Mapping[str, Role] = {role: role for role in ROLES}


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Next(Value):
    """One step follows."""

    to: StepRef = field(metadata=about("The step that follows.", key="next"))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Option(Element):
    """One way of a choice."""

    not_both: ClassVar[tuple[str, ...]] = ("when", "otherwise")

    when: Text | None = field(default=None, metadata=about("In which case this way is taken, in the reader's words."))
    otherwise: bool = field(default=False, metadata=about("This way is taken when no other fits."))
    to: StepRef = field(metadata=about("The step this way leads to."))
    share: Share | None = field(default=None, metadata=about("How many of 100 cases take this way, such as 8%."))
    for_: tuple[PersonaRef, ...] = field(default=(), metadata=about("The personas this way exists for.", key="for"))
    at_most: Times | None = field(default=None, metadata=about("How often this way back may be taken in one case."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Choose(Value):
    """One of several ways is taken; with ``many``, one or more of them."""

    options: Annotated[tuple[Option, ...], Shape(least=1)] = field(
        metadata=about("The ways to go on, of which one is taken.", key="choose")
    )
    many: bool = field(default=False, metadata=about("Several of the ways may be taken at once (inclusive choice)."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Fork(Value):
    """All of several steps follow, in parallel."""

    to: Annotated[tuple[StepRef, ...], Shape(least=1)] = field(
        metadata=about("The steps that all follow, in parallel.", key="fork")
    )


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class End(Value):
    """The way ends here. Success and partly end their own branch; the other outcomes stop the whole case."""

    text: Text = field(metadata=about("How it ended, in the reader's words.", key="ends"))
    outcome: Outcome = field(default="success", metadata=about("What the end means for the customer."))
    continues: tuple[HandOverRef, ...] = field(
        default=(), metadata=about("The processes, or their steps, that take the case over from here.")
    )


Way = Next | Choose | Fork | End


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Time(Element):
    """How long a step takes. ``wait`` lies before ``work``; ``limit`` bounds both."""

    short: ClassVar[str] = "work"

    wait: Duration | None = field(default=None, metadata=about("How long the case lies before the work begins."))
    work: Duration | None = field(default=None, metadata=about("How long the work itself takes."))
    limit: Duration | None = field(default=None, metadata=about("How long wait and work may take together at most."))
    varies: Variation | None = field(
        default=None,
        metadata=about("How much the time varies from case to case: its standard deviation as a part of it, such as 30%."),
    )


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Authority(Element):
    """What the staff may grant on the spot, without asking."""

    may: Text = field(metadata=about("What may be granted."))
    up_to: Money | None = field(default=None, metadata=about("Up to which amount, in the currency of the blueprint."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Prevention(Element):
    """What would keep a failure from happening, and what that costs."""

    does: Text = field(metadata=about("What would be done, beginning with a verb."))
    cost: Money = field(metadata=about("What it would cost each time the step is done."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Failure(Element):
    """A fail point: one way the step can go wrong, and the recovery that leads back or out (Shostack)."""

    mode: Text = field(metadata=about("What goes wrong."))
    likelihood: Share | None = field(default=None, metadata=about("How often it goes wrong, such as 4%."))
    severity: Literal["low", "medium", "high"] | None = field(default=None, metadata=about("How much harm it does."))
    detect: Text | None = field(default=None, metadata=about("How somebody notices."))
    recover: StepRef | None = field(default=None, metadata=about("The step at which the recovery begins."))
    at_most: Times | None = field(default=None, metadata=about("How often the recovery may be tried in one case."))
    cost: Money | None = field(default=None, metadata=about("What it costs each time, beside the steps of the recovery."))
    prevention: Prevention | None = field(default=None, metadata=about("What would keep it from happening."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Note(Element):
    """Something worth remembering beside a step."""

    kind: Literal["pain", "idea", "question", "fact"] = field(metadata=about("What sort of note it is."))
    says: Text = field(metadata=about("The note."))
    source: SourceRef | None = field(default=None, metadata=about("The source it rests on."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Part(Element):
    """What another lane does in the same moment as the step. A part has no flow of its own."""

    not_both: ClassVar[tuple[str, ...]] = ("every", "after")

    does: Text = field(metadata=about("What is done, beginning with a verb."))
    actor: ActorRef | None = field(default=None, metadata=about("Who does it."))
    every: Duration | None = field(default=None, metadata=about("It is repeated at this interval while the step goes on."))
    after: Duration | None = field(default=None, metadata=about("It is done once the step has gone on for this long."))
    channels: tuple[ChannelRef, ...] = field(default=(), metadata=about("The channels, any one of which is used."))
    evidence: tuple[Text, ...] = field(default=(), metadata=about("What the customer can see or touch (physical evidence)."))
    systems: tuple[SystemRef, ...] = field(default=(), metadata=about("The systems it is done with."))
    data: tuple[DataRef, ...] = field(default=(), metadata=about("The data it handles."))
    time: Time | None = field(default=None, metadata=about("How long it takes; a bare duration is the work."))
    cost: Money | None = field(default=None, metadata=about("What it costs for one case, labour aside."))
    emotion: Emotion | None = field(default=None, metadata=about("How the customer feels, from -2 to +2."))
    authority: Authority | None = field(default=None, metadata=about("What may be granted on the spot."))
    realises: tuple[StageRef, ...] = field(default=(), metadata=about("The stages of standards that it realises."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Step(Element):
    """A moment of the service: it stands in the lane of who leads, and says how the case goes on."""

    lane: LaneRef = field(metadata=about("The lane of who leads: a role, or a lane of your own."))
    stage: Text | None = field(default=None, metadata=about("The stage of the journey, a heading over several steps."))
    does: Text = field(metadata=about("What is done, beginning with a verb."))
    for_: tuple[PersonaRef, ...] = field(default=(), metadata=about("The personas this step exists for.", key="for"))
    actor: ActorRef | None = field(default=None, metadata=about("Who does it."))
    owner: Text | None = field(default=None, metadata=about("Who answers for the step."))
    channels: tuple[ChannelRef, ...] = field(default=(), metadata=about("The channels, any one of which is used."))
    evidence: tuple[Text, ...] = field(default=(), metadata=about("What the customer can see or touch (physical evidence)."))
    systems: tuple[SystemRef, ...] = field(default=(), metadata=about("The systems it is done with."))
    automation: Literal["manual", "assisted", "automated"] | None = field(
        default=None, metadata=about("How far it is done without a person.")
    )
    data: tuple[DataRef, ...] = field(default=(), metadata=about("The data it handles."))
    erases: tuple[DataRef, ...] = field(default=(), metadata=about("The data it erases."))
    records: tuple[Id, ...] = field(default=(), metadata=about("What is put on record, such as case-number."))
    time: Time | None = field(default=None, metadata=about("How long it takes; a bare duration is the work."))
    cost: Money | None = field(default=None, metadata=about("What it costs for one case, labour aside."))
    emotion: Emotion | None = field(default=None, metadata=about("How the customer feels, from -2 to +2."))
    moment_of_truth: Text | None = field(
        default=None, metadata=about("Why the customer judges the whole service by this moment.")
    )
    authority: Authority | None = field(default=None, metadata=about("What may be granted on the spot."))
    with_: Mapping[LaneRef, Part] = field(
        default=EMPTY, metadata=about("What other lanes do in the same moment, by lane.", key="with")
    )
    join: JoinRef | None = field(
        default=None,
        metadata=about("The fork or inclusive choice whose branches are awaited here, or `all` for every way that leads here."),
    )
    realises: tuple[StageRef, ...] = field(default=(), metadata=about("The stages of standards that it realises."))
    skips: Mapping[StageRef, Text] = field(
        default=EMPTY, metadata=about("Stages of standards that are left out on this way, each with the reason.")
    )
    keeps: tuple[PromiseRef, ...] = field(default=(), metadata=about("The promises that this step keeps."))
    answers: tuple[Text, ...] = field(
        default=(), metadata=about("The expectations that this step answers, word for word as a persona's `expects`.")
    )
    opens: tuple[ProcessRef, ...] = field(default=(), metadata=about("The processes that the customer may start from here."))
    starts: tuple[ProcessRef, ...] = field(
        default=(), metadata=about("The processes that begin here for certain, beside this one.")
    )
    runs: ProcessRef | None = field(
        default=None, metadata=about("The process that is gone through here before the case goes on.")
    )
    stops: tuple[ProcessRef, ...] = field(default=(), metadata=about("The processes of this case that end here."))
    basis: Literal["observed", "assumed", "proposed"] | None = field(
        default=None, metadata=about("Whether the step was observed, is assumed, or is proposed.")
    )
    source: SourceRef | None = field(default=None, metadata=about("The source it rests on."))
    notes: tuple[Note, ...] = field(default=(), metadata=about("Pains, ideas, questions and facts."))
    fails: tuple[Failure, ...] = field(default=(), metadata=about("How the step can go wrong (fail points)."))
    late: StepRef | None = field(default=None, metadata=about("The step that follows when the time limit has passed."))
    way: Way = field(metadata=about("How the case goes on: exactly one of next, choose, fork and ends."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Process(Element):
    """A process of the service: steps from a start to its ends."""

    title: Text = field(metadata=about("Its name for readers."))
    phase: PhaseName = field(metadata=about("Before the sale, in it or after it."))
    kind: ProcessKind = field(metadata=about("What the process is for."))
    description: Text | None = field(default=None, metadata=about("More words about it."))
    owner: Text | None = field(default=None, metadata=about("Who answers for the process."))
    starts_by: Literal["customer", "provider", "schedule", "event"] = field(
        default="customer", metadata=about("Who or what starts it.")
    )
    when: Text | None = field(default=None, metadata=about("At which event, or how often, it starts."))
    price: Money | None = field(default=None, metadata=about("What the customer pays for one case."))
    follows: tuple[StandardRef, ...] = field(default=(), metadata=about("The standards it follows, such as iso-10002."))
    opens: tuple[ProcessRef, ...] = field(
        default=(), metadata=about("The processes that the customer may start at any step of it.")
    )
    start: Annotated[tuple[StepRef, ...], Shape(least=1, single=True)] = field(
        metadata=about("The step at which a case begins; several are alternatives.")
    )
    steps: Mapping[Id, Step] = field(metadata=about("Its steps, by id."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Service(Element):
    """What the service is, in a few facts."""

    concept: Text | None = field(default=None, metadata=about("The idea of the service in one sentence."))
    sector: Literal["primary", "secondary", "tertiary"] | None = field(
        default=None, metadata=about("The sector of the economy: primary, secondary or tertiary industry.")
    )
    branch: Text | None = field(default=None, metadata=about("The branch of industry, such as banking or building material."))
    purpose: Literal["productive", "life", "developmental"] | None = field(
        default=None, metadata=about("The purpose: productive, life or developmental service innovation.")
    )
    reach: Literal["international", "national", "regional", "local"] | None = field(
        default=None, metadata=about("How far it reaches.")
    )
    places: tuple[Text, ...] = field(default=(), metadata=about("The countries, regions or towns it serves."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Phase(Element):
    """Another word for one of the three phases, for a trade where nothing is sold."""

    title: Text = field(metadata=about("The heading of the phase."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Persona(Element):
    """A kind of customer, and what they expect."""

    title: Text = field(metadata=about("Its name for readers."))
    kind: Literal["consumer", "business", "citizen"] | None = field(
        default=None, metadata=about("As what they meet the service; consumers have rights of their own.")
    )
    expects: tuple[Text, ...] = field(default=(), metadata=about("What they expect of the service."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Team(Element):
    """A team of staff."""

    title: Text = field(metadata=about("Its name for readers."))
    lead: Text | None = field(default=None, metadata=about("Who leads it."))
    posts: Mapping[Id, Heads] = field(default=EMPTY, metadata=about("Its posts, each with its head-count."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Actor(Element):
    """Somebody or something that acts in the service."""

    title: Text = field(metadata=about("Its name for readers."))
    kind: Literal["customer", "employee", "system", "supplier", "partner", "public-body"] = field(
        metadata=about("What sort of actor it is.")
    )
    team: TeamRef | None = field(default=None, metadata=about("The team it belongs to."))
    post: PostRef | None = field(default=None, metadata=about("The post it holds in that team."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Channel(Element):
    """A way in which customer and provider reach each other."""

    title: Text = field(metadata=about("Its name for readers."))
    kind: Literal["online", "offline"] = field(metadata=about("Over a network, or in person, by post or by telephone."))
    two_way: bool = field(default=False, metadata=about("Both sides can speak over it."))
    icon: Literal[
        "web", "app", "mail", "chat", "video", "social", "phone", "letter", "counter", "visit", "machine", "notice"
    ] | None = field(default=None, metadata=about("The small picture that stands for it on drawings."))  # fmt: skip


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class System(Element):
    """A technical system that steps are done with."""

    title: Text = field(metadata=about("Its name for readers."))
    provider: Literal["own", "saas", "outsourced", "cloud"] | None = field(default=None, metadata=about("Who runs it."))
    fallback: Text | None = field(default=None, metadata=about("How the work goes on when it is down."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Data(Element):
    """A kind of data that steps handle."""

    title: Text = field(metadata=about("Its name for readers."))
    class_: Literal["public", "internal", "personal", "payment", "health"] = field(
        metadata=about("How it must be guarded.", key="class")
    )
    purpose: Text | None = field(default=None, metadata=about("What it is needed for."))
    keep: Duration | None = field(default=None, metadata=about("How long it is kept."))
    protected_by: Text | None = field(default=None, metadata=about("What protects it."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Lane(Element):
    """A lane of your own, with the role that says on which side of the lines it stands."""

    title: Text = field(metadata=about("Its name for readers."))
    role: Role = field(metadata=about("Which of the six roles its steps play."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Rates(Element):
    """What money the blueprint counts in, and what a case costs beside its steps."""

    currency: Currency = field(metadata=about("The currency of all amounts (ISO 4217)."))
    labour_per_minute: Money | None = field(default=None, metadata=about("What a minute of work costs."))
    overhead_per_run: Money | None = field(default=None, metadata=about("What every case costs in addition."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Calendar(Element):
    """When people work; it says what a working day (``wd``) is. Default: Monday to Friday."""

    days: tuple[Weekday, ...] = field(default=(), metadata=about("The working days of the week."))
    hours: Hours | None = field(default=None, metadata=about("The working hours, such as 09:00-17:00."))
    holidays: tuple[Day, ...] = field(default=(), metadata=about("Days without work."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Promise(Element):
    """What the service promises the customer, with its limits (ISO 10001)."""

    says: Text = field(metadata=about("The promise, in the words the customer hears."))
    from_: PlaceRef | None = field(default=None, metadata=about("The step whose beginning starts the clock.", key="from"))
    to: Annotated[tuple[PlaceRef, ...], Shape(least=1, single=True)] = field(
        default=(), metadata=about("The step, or any of the steps, whose end stops the clock.")
    )
    within: Duration | None = field(default=None, metadata=about("How long it may take."))
    share: Share | None = field(default=None, metadata=about("In how many of 100 cases it is promised; default all."))
    paused_in: tuple[PlaceRef, ...] = field(default=(), metadata=about("Steps in which the clock stands still."))
    when_broken: tuple[ProcessRef, ...] = field(
        default=(), metadata=about("The processes open to the customer when it is broken.")
    )
    answers: tuple[Text, ...] = field(
        default=(), metadata=about("The expectations that this promise answers, word for word as a persona's `expects`.")
    )
    source: SourceRef | None = field(default=None, metadata=about("The source it rests on."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Metric(Element):
    """Something that is measured."""

    title: Text = field(metadata=about("What is measured."))
    unit: Text | None = field(default=None, metadata=about("In what unit."))
    target: Text | None = field(default=None, metadata=about("The value aimed at, such as 85% or 4min."))
    at: tuple[PlaceRef, ...] = field(default=(), metadata=about("The steps it is measured at."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Source(Element):
    """Where knowledge about the service comes from."""

    title: Text = field(metadata=about("Its name for readers."))
    kind: Literal["observed", "interview", "survey", "log", "document", "law"] | None = field(
        default=None, metadata=about("What sort of source it is.")
    )
    date: Day | None = field(default=None, metadata=about("Of which day it is."))
    where: Text | None = field(default=None, metadata=about("Where it is to be found."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Standard(Element):
    """A standard of your own, by file, or the reason why a known one does not apply."""

    exactly_one: ClassVar[tuple[str, ...]] = ("file", "not-applied")

    file: Text | None = field(default=None, metadata=about("The file that describes the standard."))
    not_applied: Text | None = field(default=None, metadata=about("Why the standard does not apply to this service."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Ignore(Element):
    """A finding that is accepted for now, with the reason."""

    rule: RuleCode = field(metadata=about("The rule, such as CMP001, or a whole family, such as CMP."))
    at: Pointer = field(metadata=about("The place at or below which it is accepted; / is the whole document."))
    reason: Text = field(metadata=about("Why it is accepted."))
    until: Day | None = field(default=None, metadata=about("The last day on which it is accepted."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Blueprint(Element):
    """A service blueprint: all processes of one service before, in and after the sale."""

    blueprint: Annotated[int, kinds.Whole(1, 1)] = field(default=1, metadata=about("The version of the format: 1.", always=True))
    id: Id = field(metadata=about("The id of the blueprint; findings are known by it."))
    title: Text = field(metadata=about("The name of the service."))
    description: Text | None = field(default=None, metadata=about("More words about it."))
    version: Text | None = field(default=None, metadata=about("The version of this description."))
    status: Literal["current", "target", "draft", "retired"] | None = field(
        default=None,
        metadata=about("Whether it describes the service as it is, as it shall be, a draft, or one that is no more."),
    )
    owner: Text | None = field(default=None, metadata=about("Who answers for the service."))
    language: Language | None = field(default=None, metadata=about("The language of its texts, such as en."))
    reviewed: Day | None = field(default=None, metadata=about("The day it was last held against reality."))
    review_every: Duration | None = field(default=None, metadata=about("How often it is to be reviewed, such as 6mo."))
    service: Service | None = field(default=None, metadata=about("What the service is, in a few facts."))
    phases: Mapping[PhaseName, Phase] = field(default=EMPTY, metadata=about("Other words for the three phases."))
    personas: Mapping[Id, Persona] = field(default=EMPTY, metadata=about("Kinds of customers, by id."))
    teams: Mapping[Id, Team] = field(default=EMPTY, metadata=about("Teams of staff, by id."))
    actors: Mapping[Id, Actor] = field(default=EMPTY, metadata=about("Who acts, by id."))
    channels: Mapping[Id, Channel] = field(default=EMPTY, metadata=about("How customer and provider reach each other, by id."))
    systems: Mapping[Id, System] = field(default=EMPTY, metadata=about("Technical systems, by id."))
    data: Mapping[Id, Data] = field(default=EMPTY, metadata=about("Kinds of data, by id."))
    lanes: Mapping[Id, Lane] = field(default=EMPTY, metadata=about("Lanes of your own, by id, beside the six roles."))
    money: Rates | None = field(default=None, metadata=about("The currency, and general costs."))
    calendar: Calendar | None = field(default=None, metadata=about("When people work."))
    promises: Mapping[Id, Promise] = field(default=EMPTY, metadata=about("What is promised to the customer, by id."))
    metrics: Mapping[Id, Metric] = field(default=EMPTY, metadata=about("What is measured, by id."))
    sources: Mapping[Id, Source] = field(default=EMPTY, metadata=about("What the blueprint rests on, by id."))
    standards: Mapping[Id, Standard] = field(
        default=EMPTY, metadata=about("Standards of your own, and known ones that do not apply, by id.")
    )
    innovation: Innovation | None = field(
        default=None, metadata=about("What drives the service to change, in which innovation mode, and what is renewed.")
    )
    processes: Mapping[Id, Process] = field(metadata=about("The processes of the service, by id."))
    ignore: tuple[Ignore, ...] = field(default=(), metadata=about("Findings that are accepted for now, with reasons."))

    def role(self, lane: str) -> Role | None:
        """The role of a lane, by its id; None for a lane that is not defined."""
        return self.lanes[lane].role if lane in self.lanes else _ROLE_OF.get(lane)

    def process_ids(self) -> tuple[str, ...]:
        """The ids of the processes in order of phase, then of id: the same whatever the order in the file."""
        return tuple(sorted(self.processes, key=lambda each: (PHASES.index(self.processes[each].phase), each)))
