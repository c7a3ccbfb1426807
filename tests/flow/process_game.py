"""A process as a token game, straight from the words of the format; it shares no code with ``blueprint.flow``.

Places are arrows, ``(step, which of its arrows, target)``, and steps under way. A step is begun by what arrives, and then
goes on along one of its ways, or leaves by an exit.
"""

from collections.abc import Iterator
from typing import Any

from blueprint.model import Choose, End, Fork, Next, Process, Step
from tests.flow.token_game import START, Game, Join, Marking, Move, some

Arrow = tuple[str, Any, str]


def arrows_of(name: str, step: Step) -> Iterator[Arrow]:
    match step.way:
        case Next(to=to):
            yield name, 0, to
        case Choose(options=options):
            yield from ((name, at, option.to) for at, option in enumerate(options))
        case Fork(to=several):
            yield from ((name, at, to) for at, to in enumerate(several))
    yield from ((name, f"fails {at}", failure.recover) for at, failure in enumerate(step.fails) if failure.recover)
    if step.late:
        yield name, "late", step.late


def branches(process: Process, fork: str, join: str) -> dict[Arrow, set[int]]:
    """For every arrow into a join, the branches of the fork that it may come from."""
    found: dict[Arrow, set[int]] = {}
    for number, first in enumerate(each for each in arrows_of(fork, process.steps[fork]) if isinstance(each[1], int)):
        seen, waiting = {first}, [first]
        while waiting:
            arrow = waiting.pop()
            if arrow[2] == join:
                found.setdefault(arrow, set()).add(number)
            elif arrow[2] != fork:
                new = set(arrows_of(arrow[2], process.steps[arrow[2]])) - seen
                seen |= new
                waiting += new
    return found


def ends_case(step: Step) -> bool:
    return isinstance(step.way, End) and step.way.outcome not in ("success", "partly")


class Mixed(Exception):  # noqa: N818
    """A named join has an arrow of several branches, or of none."""


def game_of(process: Process) -> Game:
    """The game of a process. Mixed where a named join cannot be played, because it is not clear what it waits for."""
    game = Game()
    everything = [arrow for name, step in process.steps.items() for arrow in arrows_of(name, step)]
    everything += [("", at, name) for at, name in enumerate(process.start)]
    first = [frozenset({("", at, name)}) for at, name in enumerate(process.start)]
    game.moves += [Move("start", "", frozenset({START}), gives, len(first) > 1) for gives in first]
    for name, step in process.steps.items():
        begin(game, process, name, step, [arrow for arrow in everything if arrow[2] == name])
        go_on(game, name, step)
        game.names.add(name)
    return game


def begin(game: Game, process: Process, name: str, step: Step, arrows: list[Arrow]) -> None:
    """A step is begun: by any arrow, by all, or by one of each branch."""
    under_way = frozenset({("under way", name)})
    if not arrows:
        return
    if step.join is None:
        game.moves += [Move(name, name, frozenset({arrow}), under_way) for arrow in arrows]
    elif step.join == "all":
        game.moves.append(Move(name, name, frozenset(arrows), under_way))
    else:
        begin_joined(game, process, name, step.join, arrows)


def begin_joined(game: Game, process: Process, name: str, fork: str, arrows: list[Arrow]) -> None:
    origin = branches(process, fork, name)
    reached = reachable(process)
    if any(len(origin.get(arrow, ())) != 1 for arrow in arrows if arrow[0] in reached):
        raise Mixed
    groups: dict[int, list[Arrow]] = {}
    for arrow, of in origin.items():
        if arrow[0] in reached:
            groups.setdefault(min(of), []).append(arrow)
    gathered = [("gathered", name, branch) for branch in groups]
    for place, group in zip(gathered, groups.values(), strict=True):
        game.moves += [Move(("gather", name, arrow), "", frozenset({arrow}), frozenset({place})) for arrow in group]
    under_way = frozenset({("under way", name)})
    if isinstance(process.steps[fork].way, Fork) or len(gathered) == 1:
        game.moves.append(Move(name, name, frozenset(gathered), under_way))
    else:
        game.joins.append(Join(name, name, frozenset(gathered), under_way))


def reachable(process: Process) -> set[str]:
    seen, waiting = {"", *process.start}, list(process.start)
    while waiting:
        name = waiting.pop()
        new = {arrow[2] for arrow in arrows_of(name, process.steps[name])} - seen
        seen |= new
        waiting += new
    return seen


def go_on(game: Game, name: str, step: Step) -> None:
    """A step goes on along its way, or is left by an exit."""
    takes: Marking = frozenset({("under way", name)})
    ways = [arrow for arrow in arrows_of(name, step) if isinstance(arrow[1], int)]
    exits = [arrow for arrow in arrows_of(name, step) if not isinstance(arrow[1], int)]
    gives: list[Marking] = []
    end = ("end", name)
    match step.way:
        case Fork():
            gives = [frozenset(ways)]
        case Choose(many=True, options=options):
            alone = [arrow for arrow in ways if options[arrow[1]].otherwise]
            gives = [frozenset({arrow}) for arrow in alone]
            gives += some([arrow for arrow in ways if arrow not in alone])
        case End():
            gives = [frozenset({end})]
        case _:
            gives = [frozenset({arrow}) for arrow in ways]
    if ends_case(step) and not exits:
        game.stops |= takes
        return
    if ends_case(step):
        game.stops.add(end)
    elif isinstance(step.way, End):
        game.ends.add(end)
    several = isinstance(step.way, Choose) and step.way.many
    chosen = len(gives) + len(exits) > 1
    for some_of_them in gives:
        alone_chosen = chosen and not (several and not is_alone(step, some_of_them)) and not isinstance(step.way, Fork)
        game.moves.append(Move(("go on", name), "", takes, some_of_them, alone_chosen))
    game.moves += [Move(("leave", name), "", takes, frozenset({arrow}), True) for arrow in exits]


def is_alone(step: Step, gives: Marking) -> bool:
    options = step.way.options if isinstance(step.way, Choose) else ()
    return all(options[arrow[1]].otherwise for arrow in gives)


def is_sound(process: Process, *, plainly: bool = False) -> bool | None:
    """Whether a process is sound; None where it is too large to be played out. ``plainly``: see the game."""
    try:
        return game_of(process).is_sound(plainly=plainly)
    except Mixed:
        return False
