"""What a gate demands of the figures of a process: ``p95 <= 3d``, ``purchase: margin >= 0.10``, ``kept(quick-shine) >= 95%``.

An assertion names a figure (see ``figures``), compares it, and gives a value in its unit; a process and a colon before it bind
it to that process, else it must hold in every process that has such a figure.
"""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Final, NamedTuple, NoReturn

from blueprint.durations import Elapsed, total
from blueprint.errors import UsageError
from blueprint.model import Blueprint
from blueprint.timing.figures import BOUNDS, NAMES, OUTCOMES, About, Name, Unit, name_of
from blueprint.timing.taking import average
from blueprint.values import DURATION, Duration, shifted
from blueprint.wording import listed, suggestion

OPERATORS: Final = {"<=": "<=", ">=": ">=", "<": "<", ">": ">", "=": "=", "==": "=", "≤": "<=", "≥": ">="}
_FORM: Final = re.compile(
    r"\s*(?:(?P<process>[^\s:()<>=≤≥]+)\s*:\s*)?(?P<name>[^\s:()<>=≤≥]*)\s*(?P<about>\([^()]*\)?)?\s*"
    r"(?P<operator><=|>=|==|<|>|=|≤|≥)?\s*(?P<value>.*?)\s*",
    re.DOTALL,
)
_NUMBER: Final = r"-?[0-9]{1,20}(?:\.[0-9]{1,20})?"
_DURATIONS: Final = re.compile(rf"{DURATION}(?:\s*{DURATION})*")
_SHARE: Final = re.compile(r"(?P<hundredths>[0-9]{1,3}(?:\.[0-9]{1,9})?)\s?%|(?P<part>[01](?:\.[0-9]{1,9})?)")
_MONEY: Final = re.compile(rf"(?:(?P<before>[A-Z]{{3}})\s?)?(?P<amount>{_NUMBER})(?:\s?(?P<after>[A-Z]{{3}}))?")
_COUNT: Final = re.compile(_NUMBER)
_UNITS: Final[dict[Unit, tuple[str, str]]] = {
    "time": ("a time", "3d or 1h 30min"), "money": ("money", "0.10"), "share": ("a share", "95%"), "count": ("a number", "0.05"),
}  # fmt: skip
_ABOUTS: Final[dict[About, str]] = {
    "step": "a step", "promise": "a promise", "outcome": "an outcome", "actor": "an actor", "time": "a time",
}  # fmt: skip


class CannotReadError(UsageError):
    """An assertion that cannot be read; the message points at the column."""


class Assertion(NamedTuple):
    """A figure, how it is compared, and with what: an ``Elapsed``, or a number (money in the blueprint's currency)."""

    text: str
    process_id: str | None
    name: str
    about: str
    operator: str
    value: Elapsed | Decimal


def read(text: str, blueprint: Blueprint) -> Assertion:
    """Read an assertion about a blueprint. CannotReadError points at what is wrong."""
    return _Reader(text, blueprint).assertion()


def durations(text: str, *, bound: bool = False) -> Elapsed | None:
    """The sum of durations written one after another; None where it is none. Months and years count as they do on average, or as
    those of a ``bound``."""
    if not _DURATIONS.fullmatch(text):
        return None
    measure = Elapsed.of if bound else average
    return total(measure(Duration.parse(each)) for each in re.findall(DURATION, text))


class _Reader:
    """Reads one assertion, from left to right."""

    def __init__(self, text: str, blueprint: Blueprint) -> None:
        form = _FORM.fullmatch(text)
        assert form is not None
        self.text = text
        self.form = form
        self.blueprint = blueprint

    def assertion(self) -> Assertion:
        process_id: str | None = self.form["process"]
        if process_id is not None and process_id not in self.blueprint.processes:
            self.refuse("process", f"there is no process '{process_id}'{suggestion(process_id, self.blueprint.processes)}")
        name, known = self.form["name"], self.name()
        about = self.about(name, known, process_id)
        if not self.form["operator"]:
            self.refuse("value", f"a comparison is wanted here: {listed(('<=', '>=', '<', '>', '='), 'or')}")
        operator = OPERATORS[self.form["operator"]]
        return Assertion(self.text.strip(), process_id, name, about, operator, self.value(name, known.unit))

    def name(self) -> Name:
        name = self.form["name"]
        if not name:
            self.refuse("name", "the name of a figure is wanted here, as in p95 <= 3d")
        known = name_of(name)
        if known is None:
            close = suggestion(name, NAMES)
            self.refuse("name", f"there is no figure '{name}'{close or '; there are ' + listed(NAMES)}")
        return known

    def about(self, name: str, known: Name, process_id: str | None) -> str:
        """What stands in brackets: an id, or a duration of ``exceeds``."""
        written = self.form["about"]
        if known.about is None:
            if written is not None:
                self.refuse("about", f"'{name}' takes nothing in brackets")
            return ""
        what, there = _ABOUTS[known.about], tuple(self._known(known.about, process_id))
        about = (written or "").strip("() \t")
        if not about or not written.endswith(")"):
            example = f"{name}({there[0] if there else '...'})"
            self.refuse("about" if written else "operator", f"'{name}' wants {what} in brackets, such as {example}")
        if known.about == "time":
            if durations(about) is None:
                self.refuse("about", f"'{about}' is not a time such as 3d", inside=True)
        elif about not in there:
            where = f" in '{process_id}'" if known.about == "step" and process_id else ""
            self.refuse("about", f"there is no {what.partition(' ')[2]} '{about}'{where}{suggestion(about, there)}", inside=True)
        return about

    def _known(self, about: About, process_id: str | None) -> Iterable[str]:
        """The ids that may stand in brackets; a step of another process is written with it."""
        match about:
            case "promise":
                return self.blueprint.promises
            case "actor":
                return self.blueprint.actors
            case "outcome":
                return OUTCOMES
            case "time":
                return ("3d",)
        processes = self.blueprint.processes
        own = [step for name, each in processes.items() if process_id in (None, name) for step in each.steps]
        return dict.fromkeys((*own, *(f"{name}.{step}" for name, each in processes.items() for step in each.steps)))

    def value(self, name: str, unit: Unit) -> Elapsed | Decimal:
        """The value, in the unit of the figure."""
        written = self.form["value"]
        value = self._read(written, name, unit)
        if value is None:
            what, example = _UNITS[unit]
            seems = [looks for looks, form in _LOOKS if looks != what and form.fullmatch(written)]
            other = f", and '{written}' is {seems[0]}" if seems else ""
            self.refuse("value", f"'{name}' is {what}{other}; write one such as {example}")
        return value

    def _read(self, written: str, name: str, unit: Unit) -> Elapsed | Decimal | None:
        match unit:
            case "time":
                return durations(written, bound=name in BOUNDS)
            case "share":
                return _share(written)
            case "money":
                return self._money(written)
        return Decimal(written) if _COUNT.fullmatch(written) else None

    def _money(self, written: str) -> Decimal | None:
        found = _MONEY.fullmatch(written)
        if not found:
            return None
        money = self.blueprint.money
        if money is None:
            self.refuse("name", "the blueprint says nothing about money; begin with its currency (money: currency)")
        for currency in (found["before"], found["after"]):
            if currency not in (None, money.currency):
                self.refuse("value", f"the blueprint counts in {money.currency}, not in {currency}")
        return Decimal(found["amount"])

    def refuse(self, part: str, reason: str, *, inside: bool = False) -> NoReturn:
        """Point at a part; ``inside``: behind its bracket."""
        column = max(self.form.start(part), 0)
        if self.form.start(part) < 0:
            column = self.form.end("name")
        shown = "".join(letter if letter.isprintable() else " " for letter in self.text)
        raise CannotReadError(f"--assert: {reason}\n  {shown}\n  {' ' * (column + inside)}^")


def _share(written: str) -> Decimal | None:
    found = _SHARE.fullmatch(written)
    if not found:
        return None
    part = shifted(Decimal(found["hundredths"]), -2) if found["hundredths"] else Decimal(found["part"])
    return part if part <= 1 else None


_LOOKS: Final = (
    ("a time", _DURATIONS), ("a number", _COUNT), ("money", _MONEY), ("a share", re.compile(r"[0-9.]+\s?%")),
)  # fmt: skip
