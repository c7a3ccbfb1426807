"""A drawing that is laid out: as SVG, PNG, PDF or DOT, in a file, in a notebook, or for Graphviz to go on with."""

import os
from functools import cached_property
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, Literal, get_args

from attrs import frozen

from blueprint.documents import write_file
from blueprint.drawing.engine import Engine
from blueprint.drawing.theme import Theme
from blueprint.errors import UsageError
from blueprint.layout import Sheet

if TYPE_CHECKING:
    from graphviz import Digraph

    from blueprint.innovation.diagram import Diagram

Format = Literal["svg", "png", "pdf", "dot"]
FORMATS: Final[tuple[Format, ...]] = get_args(Format)
_LARGEST: Final = 8.0


@frozen(eq=False, slots=False)
class Drawing:
    """A sheet in its colours. Nothing is drawn before it is asked for; the same blueprint gives the same bytes.

    ``without``: which processes are drawn without times, and why, where times are shown.
    """

    sheet: "Sheet | Diagram"
    theme: Theme
    engine: Engine = "embedded"
    without: tuple[str, ...] = ()

    @cached_property
    def dot(self) -> str:
        """The DOT text, in which every place is given: ``neato -n2`` draws it."""
        from blueprint.drawing.dot import dot_source

        if isinstance(self.sheet, Sheet):
            return dot_source(self.sheet, self.theme)
        from blueprint.drawing.diagram_dot import diagram_source

        return diagram_source(self.sheet, self.theme)

    @cached_property
    def svg(self) -> str:
        """The picture as SVG. EngineError where the engine is missing or fails."""
        from blueprint.drawing.engine import run
        from blueprint.drawing.svg import finished

        return finished(run(self.dot, "svg", engine=self.engine), self.sheet)

    @cached_property
    def png(self) -> bytes:
        """The picture as PNG, at 96 dots an inch. EngineError where the engine is missing or fails."""
        return self.content("png")

    def digraph(self) -> "Digraph":
        """The drawing as a ``graphviz.Digraph`` to go on with by hand; its engine is ``neato`` with ``-n2``."""
        from graphviz import Digraph

        body = self.dot.partition("{\n")[2]
        return Digraph(name=self.sheet.title, engine="neato", body=body.removesuffix("}\n").splitlines(keepends=True))

    def content(self, format: Format, *, scale: float = 1) -> bytes:
        """The drawing in a format. ``scale`` makes a PNG larger: 2 gives twice the dots each way.

        UsageError for a format that does not exist or a scale that cannot be; EngineError where the engine fails.
        """
        if format not in FORMATS:
            raise UsageError(f"there is no format {format!r}; there is {', '.join(FORMATS)}")
        if not 0 < scale <= _LARGEST:
            raise UsageError(f"a scale lies above 0 and is {_LARGEST:g} at most, not {scale:g}")
        if format == "dot":
            return self.dot.encode()
        if format == "svg":
            return self.svg.encode()
        if format == "pdf":
            from blueprint.drawing.pdf import pdf

            return pdf(self.svg, self.dot, engine=self.engine)
        from blueprint.drawing.png import png

        return png(self.svg, self.dot, engine=self.engine, scale=scale)

    def save(self, path: str | os.PathLike[str], *, scale: float = 1) -> None:
        """Write the drawing to a file, in the format that its name tells; the old file stays whole if that fails."""
        suffix = PurePath(path).suffix.removeprefix(".").lower()
        if suffix not in FORMATS:
            raise UsageError(f"{os.fspath(path)}: drawings are written as {', '.join('.' + each for each in FORMATS)}")
        write_file(path, self.content(suffix, scale=scale))

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, str]:
        """What a notebook shows."""
        return {"image/svg+xml": self.svg, "text/plain": self.sheet.about}
