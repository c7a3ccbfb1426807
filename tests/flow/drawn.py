"""Processes for tests, drawn with few letters: ``{"a": "b c"}`` is a fork, see :func:`process`."""

from blueprint.flow import Fault, analyse
from blueprint.model import Choose, End, Failure, Fork, Next, Option, Process, Step, Way

WORDS = {"!": "success", "~": "partly", "x": "refused", "w": "withdrawn", "o": "passed-on", "#": "failed"}


def process(*start: str, **steps: str) -> Process:
    """Steps by id, each with its way: ``b`` next, ``b c`` fork, ``b|c`` choice, ``b+c`` inclusive choice (``-c``: otherwise),
    ``!`` or another of ``WORDS`` an end; behind it ``join=f``, ``fails=b``, ``late=b``."""
    first = start or tuple(steps)[:1]
    return Process(
        title="Drawn", phase="in-sale", kind="other", start=first, steps={name: _step(name, text) for name, text in steps.items()}
    )


def _step(name: str, text: str) -> Step:
    words = [word for word in text.split() if "=" not in word]
    more = dict(word.split("=") for word in text.split() if "=" in word)
    fails = tuple(Failure(mode="It breaks", recover=to) for to in more.get("fails", "").split(",") if to)
    return Step(lane="backstage", does=name.title(), way=_way(words), join=more.get("join"), fails=fails, late=more.get("late"))


def _way(words: list[str]) -> Way:
    if len(words) > 1:
        return Fork(to=tuple(words))
    word = words[0]
    if word in WORDS:
        return End(text="So", outcome=WORDS[word])  # type: ignore[arg-type]
    for sign in "|+":
        if sign in word:
            options = [
                Option(to=to.lstrip("-"), otherwise=True) if to[0] == "-" else Option(to=to, when="so") for to in word.split(sign)
            ]
            return Choose(options=tuple(options), many=sign == "+")
    return Next(to=word)


def faults(*start: str, **steps: str) -> list[tuple[str, ...]]:
    """The kinds of the faults, each with its steps."""
    return [(fault.kind, *fault.steps) for fault in analyse(process(*start, **steps)).faults]


def only(*start: str, **steps: str) -> Fault:
    """The one fault there is."""
    (fault,) = analyse(process(*start, **steps)).faults
    return fault
