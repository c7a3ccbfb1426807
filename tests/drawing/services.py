"""Services by lot, of 5 to 150 steps, as designers write them: the same number gives the same service.

Each process is sound by construction: choices that merge, forks that join, loops, recoveries, ways out when it is late, with
parts, evidence, stages and lanes of the house; every third speaks German, Chinese, Arabic or in emoji somewhere.
"""

from collections.abc import Sequence
from decimal import Decimal
from random import Random

from attrs import define, evolve, field, frozen

from blueprint.layout import LAYERS, Layer
from blueprint.model import (
    Actor,
    Blueprint,
    Channel,
    Choose,
    Data,
    End,
    Failure,
    Fork,
    Lane,
    Next,
    Option,
    Part,
    Process,
    ProcessKind,
    Promise,
    Rates,
    Step,
    System,
    Time,
    Way,
)  # fmt: skip
from blueprint.values import Duration

ENGLISH = (
    "Asks what is on offer", "Orders and pays", "Confirms within the hour", "Checks identity and address", "Assesses the risk",
    "Packs the order and books the courier", "Hands over and explains how to use it", "Looks up the contract", "Signs",
    "Repairs it on the spot or sends it to the workshop", "Says what was decided, why, and how to object", "Pays back",
    "Listens, apologises, offers the remedy", "Waits", "Calls back", "Reads the file and hears the colleagues",
)  # fmt: skip
OTHERS = (
    ("Prüft die Rechtsschutzversicherungsgesellschaftsunterlagen", "Bestätigt den Eingang der Rücksendung", "Grüßt"),
    ("他们在柜台确认订单并收取押金", "客户在线提交申请", "审核材料", "注文内容を確認して出荷を手配する"),
    ("يؤكد الطلب ويحدد موعد التسليم", "يستلم الشكوى", "يعيد المبلغ"),
    ("Fährt mit dem 🚲 vor 👩‍👩‍👧", "Sends 📦 → 🏠", "ตรวจสอบคำสั่งซื้อและยืนยันกับลูกค้า", "सेवा की पुष्टि करता है"),
)  # fmt: skip
CASES = (
    "all is well",
    "something is missing",
    "above EUR 500, or a second time within the year",
    "urgent",
    "not ours",
    "yes",
    "no",
)
MODES = ("Nobody answers", "Wrong item packed", "System is down", "Photo is refused by the register and must be taken again")
SEEN = ("Order page", "Confirmation mail with the number of the case", "Receipt", "Letter with the decision and its reasons")
STAGES = ("Finds us", "Decides", "Receives", "Lives with it")
ACTORS = ("buyer", "adviser", "head-of-customer-service", "machine")
LANES = ("customer", "frontstage", "frontstage", "backstage", "support", "outside", "workshop", "bank")
KINDS: dict[str, tuple[ProcessKind, ...]] = {
    "pre-sale": ("consultation", "guidance"),
    "in-sale": ("purchase", "delivery", "onboarding"),
    "after-sale": ("complaint-handling", "return", "support", "feedback"),
}


@frozen(kw_only=True)
class Manner:
    """How a service is to be drawn."""

    layers: tuple[Layer, ...]
    hidden: tuple[Layer, ...]
    theme: str
    wrap: int


@define
class Plan:
    """The steps of one process: each method lays out about so many before a step, and returns the first of them."""

    dice: Random
    words: Sequence[str]
    lanes: Sequence[str]
    steps: dict[str, Step] = field(factory=dict)
    count: int = 0

    def name(self) -> str:
        self.count += 1
        return f"s{self.count}"

    def step(self, way: Way, name: str = "", *, join: str | None = None, fails: tuple[Failure, ...] = ()) -> str:
        name = name or self.name()
        dice = self.dice
        lane = dice.choice(self.lanes)
        self.steps[name] = Step(
            lane=lane, does=dice.choice(self.words), way=way, join=join, fails=fails,
            actor=dice.choice(ACTORS) if dice.random() < 0.8 else None,
            channels=tuple(dice.sample(("web", "desk", "phone"), dice.choice((0, 1, 1, 2)))),
            evidence=tuple(dice.sample(SEEN, dice.choice((1, 2)))) if dice.random() < 0.2 else (),
            with_=self.parts(lane), time=self.time() if dice.random() < 0.5 else None,
            systems=("crm",) if dice.random() < 0.3 else (), data=("mail",) if dice.random() < 0.2 else (),
            cost=Decimal("4.50") if dice.random() < 0.2 else None,
            emotion=dice.randint(-2, 2) if dice.random() < 0.4 else None,
            moment_of_truth="It fits" if dice.random() < 0.08 else None,
            opens=("p0",) if dice.random() < 0.04 else (),
        )  # fmt: skip
        return name

    def parts(self, lane: str) -> dict[str, Part]:
        others = sorted(set(self.lanes) - {lane})
        if not others or self.dice.random() > 0.3:
            return {}
        chosen = self.dice.sample(others, min(len(others), self.dice.choice((1, 1, 2))))
        return {each: Part(does=self.dice.choice(self.words), actor=self.dice.choice(ACTORS)) for each in chosen}

    def time(self) -> Time:
        wait = Duration.parse("1h") if self.dice.random() < 0.4 else None
        return Time(wait=wait, work=Duration.parse("15min"), limit=Duration.parse("2wd"))

    def piece(self, size: int, then: str) -> str:
        if size <= 1:
            return self.step(Next(to=then))
        if size < 4:
            return self.sequence(size, then)
        makers = [self.sequence] * 4 + [self.choice] * 3 + [self.fork, self.several, self.loop, self.recovery, self.late]
        return self.dice.choice(makers)(size, then)

    def sequence(self, size: int, then: str) -> str:
        return self.piece(size // 2, self.piece(size - size // 2, then))

    def _split(self, size: int) -> list[int]:
        count = min(size, self.dice.choice((2, 2, 3)))
        return [max(1, size // count)] * count

    def choice(self, size: int, then: str) -> str:
        merge = self.step(Next(to=then)) if self.dice.random() < 0.6 else then
        ways = [Option(to=self.piece(each, merge), when=self.dice.choice(CASES)) for each in self._split(size - 2)]
        if self.dice.random() < 0.3:
            ways.append(Option(to=self.step(End(text="Not for us", outcome="refused")), otherwise=True))
        elif self.dice.random() < 0.3:
            ways.append(Option(to=merge, otherwise=True))
        return self.step(Choose(options=tuple(ways)))

    def fork(self, size: int, then: str) -> str:
        fork = self.name()
        join = self.step(Next(to=then), join=fork)
        return self.step(Fork(to=tuple(self.piece(each, join) for each in self._split(size - 2))), fork)

    def several(self, size: int, then: str) -> str:
        fork = self.name()
        join = self.step(Next(to=then), join=fork)
        ways = tuple(Option(to=self.piece(each, join), when=self.dice.choice(CASES)) for each in self._split(size - 2))
        return self.step(Choose(options=ways, many=True), fork)

    def loop(self, size: int, then: str) -> str:
        check = self.name()
        first = self.piece(size - 1, check)
        again = Option(to=first, when=self.dice.choice(CASES), share=Decimal("0.1"), at_most=2)
        self.step(Choose(options=(Option(to=then, otherwise=True), again)), check)
        return first

    def recovery(self, size: int, then: str) -> str:
        step = self.name()
        back = self.piece(max(1, size - 2), step)
        failure = Failure(mode=self.dice.choice(MODES), likelihood=Decimal("0.04"), recover=back)
        return self.step(Next(to=then), step, fails=(failure,))

    def late(self, size: int, then: str) -> str:
        reminder = self.piece(max(1, size - 2), then)
        step = self.step(Next(to=then))
        self.steps[step] = evolve(self.steps[step], late=reminder, time=Time(limit=Duration.parse("7d")))
        return step


def service(number: int) -> Blueprint:
    """One of the services by lot."""
    dice = Random(number)
    words = [*ENGLISH, *(dice.choice(OTHERS) * 3 if number % 3 == 0 else ())]
    size, processes = dice.choice((dice.randint(5, 40), dice.randint(5, 150))), dict[str, Process]()
    many = dice.randint(1, max(1, min(7, size // 12)))
    for at in range(many):
        phase = dice.choice(tuple(KINDS))
        processes[f"p{at}"] = _process(dice, words, max(5, size // many), phase)
    places = [f"{id}.{name}" for id, each in processes.items() for name in each.steps]
    promises = {
        f"q{at}": Promise(says=dice.choice(ENGLISH), from_=dice.choice(places), to=(dice.choice(places),))
        for at in range(dice.randint(0, 3))
    }
    return Blueprint(
        id="by-lot", title=f"{dice.choice(words)}, number {number}", description="A service by lot", processes=processes,
        money=Rates(currency="EUR"), promises=promises,
        actors={name: Actor(title=name.replace("-", " ").title(), kind="employee") for name in ACTORS},
        channels={name: Channel(title=name.title(), kind="online") for name in ("web", "desk", "phone")},
        systems={"crm": System(title="Customer database")}, data={"mail": Data(title="Mail address", class_="personal")},
        lanes={
            "workshop": Lane(title="Workshop of the maker", role="backstage"),
            "bank": Lane(title="Board of the bank", role="management"),
        },
    )  # fmt: skip


def _process(dice: Random, words: Sequence[str], size: int, phase: str) -> Process:
    plan = Plan(dice, words, dice.sample(LANES, dice.randint(2, 5)))
    last = plan.step(End(text="All is done"))
    parts = [last]
    while plan.count < size:
        parts.append(plan.piece(min(30, max(1, size - plan.count)), parts[-1]))
    steps = plan.steps
    if dice.random() < 0.5:
        steps = {
            name: evolve(each, stage=STAGES[min(3, len(steps) * 4 // (at + 1) % 4)])
            for at, (name, each) in enumerate(steps.items())
        }
    kind = dice.choice(KINDS[phase])
    return Process(title=dice.choice(words), phase=phase, kind=kind, start=(parts[-1],), steps=steps)  # type: ignore[arg-type]


def manner(number: int) -> Manner:
    """How the service of this number is drawn: usual layers, all, or some; any theme; folded or not."""
    dice = Random(-number - 1)
    layers: tuple[Layer, ...] = dice.choice(((), (), LAYERS, tuple(dice.sample(LAYERS, 3))))
    hidden: tuple[Layer, ...] = dice.choice(((), (), ("evidence",), ("time",)))
    theme = dice.choice(("light", "light", "dark", "print", "contrast"))
    return Manner(layers=layers, hidden=hidden, theme=theme, wrap=dice.choice((12, 12, 12, 0, 4, 7)))
