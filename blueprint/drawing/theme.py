"""The colours of a drawing, as data: themes in files. No meaning rests on a colour alone: shape, dashes or words say it too."""

import os
import re
from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from attrs import frozen

from blueprint.errors import UsageError
from blueprint.layout.values import EdgeKind, LaneRole, StripKind
from blueprint.values import remembered
from blueprint.wording import listed, suggestion

THEMES: Final = ("light", "dark", "print", "contrast")
TEXT, LINE = 4.5, 3.0
"""The contrast that texts, and lines and shapes, need at least (WCAG 2.2 AA, 1.4.3 and 1.4.11)."""
_COLOR: Final = re.compile("#[0-9a-fA-F]{6}")

Pair = tuple[str, str]
"""A fill and the text on it."""
Triple = tuple[str, str, str]
"""A fill, the text on it, and its border."""


@frozen(kw_only=True, eq=False)
class Theme:
    """Every colour of a drawing. ``seam`` parts the lanes; ``trail`` and ``trail_box`` show a run."""

    ink: str
    soft: str
    paper: str
    box: str
    note: str
    seam: str
    trail: str
    trail_box: str
    band: Mapping[LaneRole, str]
    head: Mapping[LaneRole, str]
    border: Mapping[LaneRole, str]
    header: Mapping[str, Pair]
    strip: Mapping[StripKind, Triple]
    edge: Mapping[EdgeKind, str]
    mark: Mapping[str, Pair]


def find_theme(name: str) -> Theme:
    """A theme by its name, or from a TOML file of your own (``./house.toml``); UsageError names every mistake."""
    if name in THEMES:
        return _built_in(name)
    if name.endswith(".toml"):
        return read_theme(Path(name))
    hint = suggestion(name, THEMES) or f"; there is {listed(THEMES)}, or a .toml file of your own"
    raise UsageError(f"there is no theme {name!r}{hint}")


def read_theme(file: str | os.PathLike[str]) -> Theme:
    """A theme from a file: it says which theme it starts from (``base``, default light), and the colours that differ."""
    import tomllib

    try:
        table = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{file}: cannot be read ({(error.strerror or str(error)).lower()})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: is not TOML: {error}") from None
    base = table.pop("base", "light")
    if base not in THEMES:
        raise UsageError(f"{file}: 'base' is one of {listed(THEMES, 'or')}, not {base!r}{suggestion(str(base), THEMES)}")
    plain = _plain(base)
    mistakes = list(_mistakes(table, plain))
    if mistakes:
        raise UsageError("; ".join(f"{file}: {mistake}" for mistake in mistakes))
    merged = {
        key: value | table.get(key, {}) if isinstance(value, dict) else table.get(key, value) for key, value in plain.items()
    }
    return _theme(merged)


@remembered
def _built_in(name: str) -> Theme:
    return _theme(_plain(name))


@remembered
def _plain(name: str) -> dict[str, Any]:
    import tomllib

    return tomllib.loads(files("blueprint.drawing").joinpath("themes", f"{name}.toml").read_text(encoding="utf-8"))


def _theme(plain: Mapping[str, Any]) -> Theme:
    return Theme(**{key.replace("-", "_"): value for key, value in plain.items()})


def _mistakes(table: Mapping[str, Any], known: Mapping[str, Any], where: str = "") -> Iterator[str]:
    """Every key and value that is not like those of the theme it starts from."""
    for key, value in table.items():
        called = f"{where}{key}"
        if key not in known:
            yield f"there is no colour '{called}'{suggestion(key, known) or '; there is ' + listed(list(known))}"
        elif isinstance(known[key], dict):
            if isinstance(value, dict):
                yield from _mistakes(value, known[key], f"{called}.")
            else:
                yield f"'{called}' is a table of colours, not {value!r}"
        elif isinstance(known[key], list):
            if not isinstance(value, list) or len(value) != len(known[key]) or not all(map(_is_color, value)):
                yield f"'{called}' is a list of {len(known[key])} colours such as {known[key]}, not {value!r}"
        elif not _is_color(value):
            yield f"'{called}' is a colour such as {known[key]}, not {value!r}"


def _is_color(value: object) -> bool:
    return isinstance(value, str) and _COLOR.fullmatch(value) is not None


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2), from 1 to 21.

    >>> round(contrast("#000000", "#ffffff")), round(contrast("#777777", "#ffffff"), 2)
    (21, 4.48)
    """
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(color: str) -> float:
    parts = (int(color[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def faint(theme: Theme, *, text: float = TEXT, line: float = LINE) -> list[str]:
    """What is hard to see in a theme, in words: texts and lines with less contrast than they need."""
    texts = [
        ("title on paper", theme.ink, theme.paper), ("subtitle and legend on paper", theme.soft, theme.paper),
        ("text in a box", theme.ink, theme.box), ("small text in a box", theme.soft, theme.box),
        ("text of a marked run", theme.ink, theme.trail_box), ("evidence", theme.ink, theme.note),
        *((f"head.{role}", theme.ink, fill) for role, fill in theme.head.items()),
        *((f"header.{kind}", text, fill) for kind, (fill, text) in theme.header.items()),
        *((f"header.{kind}, small text", theme.soft, theme.header[kind][0]) for kind in ("process",)),
        *((f"strip.{kind}", text, fill) for kind, (fill, text, _) in theme.strip.items()),
        *((f"mark.{kind}", text, fill) for kind, (fill, text) in theme.mark.items()),
    ]  # fmt: skip
    lines = [
        *((f"border.{role}", theme.border[role], fill) for role, fill in theme.band.items()),
        *(
            (f"edge.{kind} on band.{role}", color, fill)
            for kind, color in theme.edge.items()
            for role, fill in theme.band.items()
        ),
        *((f"trail on band.{role}", theme.trail, fill) for role, fill in theme.band.items()),
        *((f"mark.critical on band.{role}", theme.mark["critical"][0], fill) for role, fill in theme.band.items()),
        *((f"strip.{kind}, border", theme.strip[kind][2], theme.box) for kind in ("option", "fail", "late")),
    ]
    found = [(name, contrast(one, other), text) for name, one, other in texts]
    found += [(name, contrast(one, other), line) for name, one, other in lines]
    return [f"{name}: {ratio:.1f} to 1, {wanted:g} is wanted" for name, ratio, wanted in found if ratio < wanted]
