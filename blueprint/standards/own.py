"""Own standards: reading the files that settings and blueprints name, and telling every mistake in them with its place."""

from collections.abc import Iterable, Iterator
from pathlib import Path as FilePath
from typing import Any, Final

from blueprint.documents import mistakes_in, read_file, shown_path
from blueprint.errors import UsageError
from blueprint.standards.draft import Draft, Named
from blueprint.standards.known import Standards
from blueprint.standards.model import StageModel
from blueprint.standards.settle import settle
from blueprint.values import Table
from blueprint.wording import suggestion

_ENDINGS: Final = (".yaml", ".yml", ".json")


def read_own(named: Iterable[Named], beside: Standards) -> tuple[Standards, tuple[str, ...]]:
    """The standards in files, together with those known ``beside`` them; and every mistake, after which some are missing."""
    reading = _Reading()
    for each in named:
        reading.add(each)
    settled, mistakes = settle(reading.drafts, beside, reading.broken)
    taken = tuple(
        reading.drafts[name].mistake(f"'{name}' is the id of another standard, which the settings name; take another one", "id")
        for name, model in settled.items()
        if beside.own.get(name, model) != model
    )
    return Standards(Table({**settled, **beside.own})), (*reading.mistakes, *mistakes, *taken)


class _Reading:
    """What the files hold, one standard for each id.

    ``broken`` are the ids that files seem to stand for of which none can be made, so that who builds on one is not called wrong.
    """

    def __init__(self) -> None:
        self.drafts: dict[str, Draft] = {}
        self.broken: set[str] = set()
        self.mistakes: list[str] = []

    def add(self, named: Named) -> None:
        """Read a file that is named; what stands in the way of using it is a mistake."""
        try:
            source = read_file(named.file, shown_path(named.file), of="standard")
        except UsageError as error:
            self.mistakes.append(f"{named.by}: {error}{_near(named.file)}")
            self.broken |= {named.id, named.file.name.partition(".")[0]}
            return
        mistakes = mistakes_in(source, StageModel)
        if mistakes:
            self.mistakes.extend(mistakes)
            self.broken |= {named.id, _id_in(source.data), named.file.name.partition(".")[0]}
            return
        self._take(Draft(named, source, StageModel.made(source.data)))

    def _take(self, draft: Draft) -> None:
        name = draft.model.id
        other = self.drafts.get(name)
        if other and other.named.file.resolve() == draft.named.file.resolve():
            return
        told = list(self._wrong_names(draft, other))
        self.mistakes += told
        if told:
            self.broken |= {name, draft.named.id} - self.drafts.keys()
        else:
            self.drafts[name] = draft

    def _wrong_names(self, draft: Draft, other: Draft | None) -> Iterator[str]:
        name, known_as = draft.model.id, draft.named.id
        if known_as and known_as != name:
            yield draft.mistake(f"the id is '{name}', but {draft.named.by} knows it as '{known_as}'; make them the same", "id")
        elif other:
            yield draft.mistake(f"'{name}' is the id of {other.source.name} too; give each standard an id of its own", "id")


def _near(file: FilePath) -> str:
    """The name of a file in the same folder that was perhaps meant."""
    try:
        beside = [each.name for each in file.parent.iterdir()]
    except (OSError, ValueError):
        return ""
    return "" if file.name in beside else suggestion(file.name, [name for name in beside if name.endswith(_ENDINGS)])


def _id_in(data: Any) -> str:
    """The id that a broken file seems to say."""
    said = data.get("id") if isinstance(data, dict) else ""
    return said if isinstance(said, str) else ""
