"""Large structured processes by lot; the same dice give the same process."""

from collections.abc import Callable
from random import Random

from attrs import define, evolve, field

from blueprint.model import Choose, End, Failure, Fork, Next, Option, Process, Step, Way

Maker = Callable[[int, str], str]


@define
class Structure:
    """Steps that are sound by construction: each method lays out about so many before a step, and returns their first."""

    dice: Random
    least: int = 5
    steps: dict[str, Step] = field(factory=dict)
    count: int = 0

    def name(self) -> str:
        self.count += 1
        return f"s{self.count}"

    def step(self, way: Way, name: str = "", join: str | None = None, fails: tuple[Failure, ...] = ()) -> str:
        name = name or self.name()
        self.steps[name] = Step(lane="backstage", does=f"Does {name}", way=way, join=join, fails=fails)
        return name

    def piece(self, size: int, then: str) -> str:
        if size <= 1:
            return self.step(Next(to=then))
        makers: list[Maker] = [self.sequence, self.sequence, self.choice, self.fork, self.several, self.loop, self.recovery]
        return self.dice.choice(makers if size >= self.least else [self.sequence])(size, then)

    def sequence(self, size: int, then: str) -> str:
        return self.piece(size // 2, self.piece(size - size // 2, then))

    def _split(self, size: int) -> list[int]:
        count = self.dice.choice((2, 3))
        return [max(1, size // count)] * count

    def choice(self, size: int, then: str) -> str:
        merge = self.step(Next(to=then))
        ways = [Option(to=self.piece(each, merge), when="so") for each in self._split(size - 2)]
        if self.dice.random() < 0.2:
            ways.append(Option(to=self.step(End(text="No", outcome="refused")), when="not"))
        return self.step(Choose(options=tuple(ways)))

    def fork(self, size: int, then: str) -> str:
        fork = self.name()
        join = self.step(Next(to=then), join=fork)
        return self.step(Fork(to=tuple(self.piece(each, join) for each in self._split(size - 2))), fork)

    def several(self, size: int, then: str) -> str:
        fork = self.name()
        join = self.step(Next(to=then), join=fork)
        ways = tuple(Option(to=self.piece(each, join), when="so") for each in self._split(size - 2))
        return self.step(Choose(options=ways, many=True), fork)

    def loop(self, size: int, then: str) -> str:
        check = self.name()
        first = self.piece(size - 1, check)
        return (
            first if self.step(Choose(options=(Option(to=first, when="again"), Option(to=then, otherwise=True))), check) else ""
        )

    def recovery(self, size: int, then: str) -> str:
        step = self.name()
        back = self.piece(max(1, size - 2), step)
        return self.step(Next(to=then), step, fails=(Failure(mode="It breaks", recover=back),))


def process_of(steps: dict[str, Step], *start: str) -> Process:
    return Process(title="Large", phase="in-sale", kind="other", start=start, steps=steps)


def structured(size: int, seed: int = 1) -> Process:
    """A sound process of about so many steps."""
    structure = Structure(Random(seed))
    last = structure.step(End(text="Done"))
    parts = [last]
    while structure.count < size:
        parts.append(structure.piece(min(500, max(1, size - structure.count)), parts[-1]))
    return process_of(structure.steps, parts[-1])


def chain(size: int) -> Process:
    """Steps one after the other."""
    steps = {f"s{at}": Step(lane="backstage", does="Does it", way=Next(to=f"s{at + 1}")) for at in range(size - 1)}
    return process_of(steps | {f"s{size - 1}": Step(lane="backstage", does="Ends it", way=End(text="Done"))}, "s0")


def block(branches: int) -> Process:
    """One fork of so many branches, and its join."""
    names = [f"b{at}" for at in range(branches)]
    steps = {name: Step(lane="backstage", does="Does it", way=Next(to="join")) for name in names}
    steps["fork"] = Step(lane="backstage", does="Forks", way=Fork(to=tuple(names)))
    steps["join"] = Step(lane="backstage", does="Joins", join="fork", way=End(text="Done"))
    return process_of(steps, "fork")


def flipped(process: Process, count: int, seed: int = 1) -> tuple[Process, tuple[str, ...]]:
    """The process with so many choices made forks, or forks choices; and which. Ways back and ends are left as they are."""
    dice, steps = Random(seed), dict(process.steps)
    forks = [name for name, step in steps.items() if isinstance(step.way, Fork)]
    merging = [
        name
        for name, step in steps.items()
        if isinstance(step.way, Choose)
        and not step.way.many
        and not any(option.otherwise or isinstance(steps[option.to].way, End) for option in step.way.options)
    ]
    chosen = dice.sample(sorted(forks + merging), count)
    for name in chosen:
        way = steps[name].way
        if isinstance(way, Fork):
            steps[name] = evolve(steps[name], way=Choose(options=tuple(Option(to=to, when="so") for to in way.to)))
            join = next(each for each, step in steps.items() if step.join == name)
            steps[join] = evolve(steps[join], join="all")
        elif isinstance(way, Choose):
            steps[name] = evolve(steps[name], way=Fork(to=tuple(option.to for option in way.options)))
    return evolve(process, steps=steps), tuple(chosen)
