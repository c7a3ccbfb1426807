"""Small processes by lot: sound by construction, then arrows, ways, joins and ends are changed."""

from random import Random

from attrs import evolve

from blueprint.model import Choose, End, Failure, Fork, Next, Option, Process, Step, Way
from tests.flow.large import Structure, process_of


def step(way: Way, **more: object) -> Step:
    return Step(lane="backstage", does="Does it", way=way, **more)  # type: ignore[arg-type]


def random_process(dice: Random, *, size: int = 7, most_defects: int = 3) -> Process:
    """A process of about so many steps; in a share of them nothing was changed."""
    structure = Structure(dice, least=3)
    last = structure.step(End(text="Done", outcome=dice.choice(("success", "success", "partly", "passed-on"))))
    first = structure.piece(dice.randint(1, size), last)
    steps = structure.steps
    for _ in range(dice.choice((0, 1, 1, 2, most_defects))):
        spoil(dice, steps)
    start = (first,) if dice.random() < 0.9 else tuple(dict.fromkeys((first, dice.choice(sorted(steps)))))
    names = sorted(steps)
    dice.shuffle(names)
    return process_of({name: steps[name] for name in names}, *start)


def with_clocks(dice: Random, process: Process) -> Process:
    """A process with loops without a way out beside what it does; in most cases each of its ends stops the case."""
    steps = dict(process.steps)
    stopping = dice.random() < 0.8
    for name in sorted(steps):
        if stopping and isinstance(steps[name].way, End):
            steps[name] = evolve(steps[name], way=End(text="Over", outcome="failed"))
    going = [name for name in sorted(steps) if not isinstance(steps[name].way, End)]
    for number in range(dice.choice((1, 1, 2)) if going else 0):
        name, first, second = dice.choice(going), f"tick{number}", f"tock{number}"
        here = steps[name]
        way = Fork(to=tuple(dict.fromkeys(targets(here.way)))) if dice.random() < 0.9 else here.way
        steps[name] = evolve(here, way=widened(dice, way, first))
        steps[first] = step(Next(to=second))
        steps[second] = step(Next(to=first))
        if dice.random() < 0.3:
            steps[second] = evolve(steps[second], way=widened(dice, steps[second].way, dice.choice(sorted(steps))))
    return evolve(process, steps=steps)


def spoil(dice: Random, steps: dict[str, Step]) -> None:
    name, other = dice.choice(sorted(steps)), dice.choice(sorted(steps))
    here = steps[name]
    forks = [each for each, one in steps.items() if isinstance(one.way, Fork) or getattr(one.way, "many", False)]
    match dice.randrange(8):
        case 0:
            steps[name] = evolve(here, way=turned(dice, here.way, other))
        case 1:
            steps[name] = evolve(here, way=redirected(dice, here.way, other))
        case 2:
            steps[name] = evolve(here, fails=(Failure(mode="It breaks", recover=other),))
        case 3:
            steps[name] = evolve(here, late=other)
        case 4:
            steps[name] = evolve(here, join=dice.choice([None, "all", *forks]))
        case 5:
            steps[name] = evolve(here, way=End(text="So", outcome=dice.choice(("success", "refused", "failed"))))
        case 6:
            steps[name] = evolve(here, way=widened(dice, here.way, other))
        case _:
            new = f"n{len(steps)}"
            steps[new] = step(End(text="No", outcome=dice.choice(("refused", "success"))))
            steps[name] = evolve(here, way=redirected(dice, here.way, new))
    known = {each for each, one in steps.items() if isinstance(one.way, Fork) or getattr(one.way, "many", False)} | {"all", None}
    for each, one in list(steps.items()):
        if one.join not in known:
            steps[each] = evolve(one, join=None)


def targets(way: Way) -> list[str]:
    match way:
        case Next(to=to):
            return [to]
        case Choose(options=options):
            return [option.to for option in options]
        case Fork(to=several):
            return list(several)
    return []


def chosen(several: list[str], *, many: bool, otherwise: bool = False) -> Choose:
    last = {"otherwise": True} if otherwise else {"when": "so"}
    options = [*(Option(to=to, when="so") for to in several[:-1]), Option(to=several[-1], **last)]  # type: ignore[arg-type]
    return Choose(options=tuple(options), many=many)


def turned(dice: Random, way: Way, other: str) -> Way:
    """Another kind of way to the same steps."""
    several = targets(way) or [other]
    kind = dice.randrange(3)
    if kind == 0:
        return Fork(to=tuple(dict.fromkeys(several)))
    return chosen(several, many=kind == 1, otherwise=dice.random() < 0.3)


def redirected(dice: Random, way: Way, other: str) -> Way:
    several = targets(way)
    if not several:
        return Next(to=other)
    several[dice.randrange(len(several))] = other
    match way:
        case Choose(options=options, many=many):
            return Choose(options=tuple(evolve(option, to=to) for option, to in zip(options, several, strict=True)), many=many)
        case Fork():
            return Fork(to=tuple(dict.fromkeys(several)))
    return Next(to=several[0])


def widened(dice: Random, way: Way, other: str) -> Way:
    """One more way."""
    several = [*targets(way), other]
    if isinstance(way, Fork):
        return Fork(to=tuple(dict.fromkeys(several)))
    return chosen(several, many=dice.random() < 0.3)
