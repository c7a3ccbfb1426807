"""The part of the format about service innovation: what drives the enterprise, in which mode it innovates, what it renews.

The words are those of Sundbo and Gallouj (Innovation as a loosely coupled system in services, SI4S, 1998), as Tan and Xu
take them up: driving forces from within; from outside, tracks (trajectories) and actors; five modes; four dimensions.
"""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Final, Literal, get_args

from attrs import field, frozen

from blueprint import kinds
from blueprint.records import Element, about
from blueprint.terms import ActorRef, ChannelRef, Day, ProcessRef, SourceRef, SystemRef, TeamRef, Text
from blueprint.values import EMPTY, Duration

InternalForce = Literal["strategy-and-management", "employees", "innovation-department", "research-and-development"]
Track = Literal["service-professional", "managerial", "technological", "institutional", "social"]
OutsideActor = Literal["customers", "competitors", "knowledge-suppliers", "technology-suppliers", "public-sector"]
ForceName = Literal[InternalForce, Track, OutsideActor]
Weight = Literal["dominant", "strong", "weak", "absent"]
ModeName = Literal["traditional", "new-industrial", "professional-service", "organised-strategic", "network"]
InnovationKind = Literal[
    "product", "process", "delivery", "market", "technology", "organisation", "creativity", "recombination", "specialised",
    "formal",
]  # fmt: skip
Dimension = Literal["concept", "client-interface", "delivery-system", "technology"]
InnovationStage = Literal["idea", "study", "design", "trial", "live", "dropped"]

INTERNAL: Final[tuple[InternalForce, ...]] = get_args(InternalForce)
TRACKS: Final[tuple[Track, ...]] = get_args(Track)
ACTORS: Final[tuple[OutsideActor, ...]] = get_args(OutsideActor)
FORCES: Final[tuple[ForceName, ...]] = get_args(ForceName)
MODES: Final[tuple[ModeName, ...]] = get_args(ModeName)
DIMENSIONS: Final[tuple[Dimension, ...]] = get_args(Dimension)

LinkEnd = Annotated[str, kinds.Ref(target="force-or-department")]


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Force(Element):
    """One driving force of innovation, and how much it weighs in this enterprise."""

    short: ClassVar[str] = "weight"

    weight: Weight = field(metadata=about("How much it drives innovation here; only one force is dominant."))
    note: Text | None = field(default=None, metadata=about("How it shows, in a sentence."))
    evidence: tuple[SourceRef, ...] = field(default=(), metadata=about("The sources that the weight rests on."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Link(Element):
    """How two driving forces, or a force and a department, hang together."""

    from_: LinkEnd = field(metadata=about("A driving force, a team (department), or an actor such as a member.", key="from"))
    to: LinkEnd = field(metadata=about("The driving force, team or actor at the other end."))
    way: Literal["one-way", "interacting"] = field(
        metadata=about("Whether it is a straight line without feedback (one-way), or both act upon each other (interacting).")
    )
    note: Text | None = field(default=None, metadata=about("What passes between them."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Network(Element):
    """A common network in which several enterprises innovate, with research and development of its own."""

    title: Text = field(metadata=about("Its name for readers."))
    members: tuple[ActorRef, ...] = field(default=(), metadata=about("The actors that are its other members."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Touches(Element):
    """What of the service an innovation changes."""

    processes: tuple[ProcessRef, ...] = field(default=(), metadata=about("The processes that it changes or adds."))
    channels: tuple[ChannelRef, ...] = field(
        default=(), metadata=about("The channels, traditional or network ones, that it changes or adds.")
    )
    teams: tuple[TeamRef, ...] = field(default=(), metadata=about("The service teams whose work it changes."))
    systems: tuple[SystemRef, ...] = field(default=(), metadata=about("The systems that it changes or adds."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Proof(Element):
    """What speaks for an innovation: a study of the market, customers, competitors, or merely that others have it."""

    short: ClassVar[str] = "kind"

    kind: Literal["study", "customers", "competitors", "imitation"] = field(
        metadata=about(
            "An investigation of market and customers (study), what customers said or do, what competitors do, "
            "or that it is copied from others (imitation)."
        )
    )
    says: Text | None = field(default=None, metadata=about("What it says."))
    source: SourceRef | None = field(default=None, metadata=about("The source where it stands."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Support(Element):
    """What a new service needs around it, so that customers and staff understand and accept it."""

    promotion: Text | None = field(default=None, metadata=about("How customers hear of it (new business promotion)."))
    training: ProcessRef | None = field(
        default=None, metadata=about("The process in which staff, or customers, learn the new service.")
    )
    after_care: ProcessRef | None = field(
        default=None, metadata=about("The process that supports the new service afterwards (subsequent supporting).")
    )


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Initiative(Element):
    """One service innovation, small or large, from the idea to the day it is ordinary service."""

    title: Text = field(metadata=about("Its name for readers."))
    description: Text | None = field(default=None, metadata=about("What is new for the customer."))
    degree: Literal["radical", "incremental"] | None = field(
        default=None, metadata=about("Whether it makes something new (radical) or betters what is there (incremental).")
    )
    kinds: tuple[InnovationKind, ...] = field(
        default=(),
        metadata=about(
            "What sort of innovation it is: product, process, delivery (transfer), market, technology, organisation, "
            "creativity, recombination (reorganisation), specialised (ad hoc, for one customer's problem), formal."
        ),
    )
    dimensions: tuple[Dimension, ...] = field(
        default=(),
        metadata=about(
            "Which of the four dimensions it renews: the service concept, the client interface (the platform for customer "
            "communication), the service delivery system, the technology."
        ),
    )
    touches: Touches | None = field(default=None, metadata=about("What of the service it changes, by ids."))
    drivers: tuple[ForceName, ...] = field(default=(), metadata=about("The driving forces that pull or push it."))
    evidence: tuple[Proof, ...] = field(default=(), metadata=about("What speaks for it, so that it is no blind imitation."))
    support: Support | None = field(default=None, metadata=about("Its promotion, its training and its after-care."))
    stage: InnovationStage | None = field(default=None, metadata=about("How far it has come."))
    begun: Day | None = field(default=None, metadata=about("The day on which work on it began."))
    launch: Day | None = field(default=None, metadata=about("The day on which customers get it, planned or past."))
    source: SourceRef | None = field(default=None, metadata=about("The source it is described in."))


@frozen(kw_only=True, repr=False, eq=False, slots=False)
class Innovation(Element):
    """Service innovation: the driving forces and how they hang together, the mode, and the initiatives."""

    mode: ModeName | None = field(
        default=None,
        metadata=about("The innovation mode that the enterprise says it is in (Tan and Xu, Figures 2 to 6)."),
    )
    reviewed: Day | None = field(default=None, metadata=about("The day the forces were last held against reality."))
    review_every: Duration | None = field(default=None, metadata=about("How often they are to be, such as 1y."))
    forces: Mapping[ForceName, Force] = field(
        default=EMPTY,
        metadata=about(
            "The driving forces, by name: internal ones, external tracks (general rules and ways of doing that spread in "
            "society), external actors. A bare word is the weight."
        ),
    )
    links: tuple[Link, ...] = field(default=(), metadata=about("How forces and departments hang together."))
    network: Network | None = field(default=None, metadata=about("The network that the enterprise innovates in with others."))
    initiatives: Mapping[Annotated[str, kinds.Ref()], Initiative] = field(
        default=EMPTY, metadata=about("The innovations under way, done or dropped, by id.")
    )
