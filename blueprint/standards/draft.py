"""An own standard as its file says it, before what it extends is taken over."""

from pathlib import Path as FilePath

from attrs import frozen

from blueprint.source import Source
from blueprint.standards.model import StageModel


@frozen
class Named:
    """A file that somebody names: who, with the place of it, and the id that the standard is known by, where one is said."""

    file: FilePath
    by: str
    id: str = ""


@frozen(eq=False)
class Draft:
    """A standard as its file says it; what it extends is not taken over yet."""

    named: Named
    source: Source
    model: StageModel

    def mistake(self, message: str, *path: str | int, on_key: bool = False) -> str:
        """A mistake in the file, with its place."""
        return self.source.told(self.source.locate(path, on_key=on_key).start, message)
