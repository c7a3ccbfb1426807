"""The least that deviates in a case, by playing everything: slow, simple, and knowing nothing of ``blueprint.logs``."""

from collections.abc import Collection, Sequence
from heapq import heappop, heappush

from blueprint.model import Process
from tests.flow.process_game import game_of
from tests.flow.token_game import START, Game, Marking, Move


class Free(Game):
    """A game in which what goes on beside a choice may go on until the stop comes."""

    def gives_up(self, move: Move) -> bool:
        return False


def least(process: Process, case: Sequence[str], seen: Collection[str]) -> int | None:
    """How many steps at least are skipped or extra; None where there are too many states."""
    played = game_of(process)
    game = Free(played.moves, played.joins, played.ends, played.stops, played.names)
    queue: list[tuple[int, int, int, Marking]] = [(0, 0, 0, frozenset({START}))]
    done: set[tuple[int, Marking]] = set()
    number = 0
    while queue:
        cost, at, _, marking = heappop(queue)
        if (at, marking) in done:
            continue
        done.add((at, marking))
        if len(done) > 30_000:
            return None
        if at == len(case) and game.is_over(marking):
            return cost
        following = [(cost + 1, at + 1, marking)] if at < len(case) else []
        for move in game.possible(marking):
            after = game.after(marking, move)
            if move.step in seen:
                following.append((cost + 1, at, after))
                following += [(cost, at + 1, after)] if at < len(case) and case[at] == move.step else []
            else:
                following.append((cost, at, after))
        for each in following:
            number += 1
            heappush(queue, (each[0], each[1], number, each[2]))
    return None
