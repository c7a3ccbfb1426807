"""What is gathered from sheets: plain data with the cell that each of its values stands in, mistakes, and notes."""

from typing import Any

from attrs import define, field

from blueprint.documents import DocumentError
from blueprint.interchange.notes import Imported, Note, Weight
from blueprint.interchange.roles import Wishes
from blueprint.interchange.sheets.cells import put, value_of
from blueprint.interchange.sheets.fields import Field
from blueprint.interchange.sheets.grids import Broken, Grid, is_empty
from blueprint.interchange.sheets.items import ItemError
from blueprint.model import Blueprint
from blueprint.paths import Path
from blueprint.values import Table


@define
class Gathered:
    """The document while it is put together. ``name`` is the name of the file; ``comma``: decimals are written with a comma.

    ``words`` tells the ids made of words that people write in their place: ``("advice", "asks for help")`` is a step.
    ``tables`` are the names of the tables that the file has, ``wishes`` what the user says of its lanes; ``made``
    is what is defined because something names it, by section.
    """

    name: str
    comma: bool = False
    plain: dict[str, Any] = field(factory=dict)
    places: dict[Path, str] = field(factory=dict)
    mistakes: list[str] = field(factory=list)
    words: dict[tuple[str, ...], str] = field(factory=dict)
    tables: set[str] = field(factory=set)
    made: dict[str, dict[str, Any]] = field(factory=dict)
    wishes: Wishes = field(factory=Wishes)
    notes: dict[Note, None] = field(factory=dict)

    def wrong(self, place: str, message: str) -> None:
        """Note a mistake at a cell."""
        self.mistakes.append(f"{self.name}: {place}: {message}" if place else f"{self.name}: {message}")

    def note(self, weight: Weight, place: str, message: str) -> None:
        """Note something that reads differently in the blueprint."""
        note = Note(weight=weight, message=f"{place}: {message}" if place else message, file=self.name, element=place)
        self.notes.setdefault(note)

    def take(self, grid: Grid, row: int, column: int, at: Path, *, wanted: Field) -> None:
        """Put what a cell says at a path; an empty cell says nothing."""
        cell, place = grid.cell(row, column), grid.place(row, column)
        if isinstance(cell, Broken):
            self.wrong(place, cell.reason)
        elif not is_empty(cell):
            try:
                value = value_of(wanted.kind, cell, comma=self.comma)
                put(self.plain, (*at, *wanted.path), value)
            except ItemError as error:
                self.wrong(place, str(error))
            else:
                self.places[(*at, *wanted.path)] = place

    def place_of(self, path: Path) -> str:
        """The cell that says a value, or the nearest that it belongs to."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, "")

    def finished(self) -> Imported:
        """The blueprint that was gathered; DocumentError with every mistake, each with its cell."""
        from blueprint.schema import validate

        if not self.mistakes:
            for each in validate(self.plain, Blueprint):
                self.wrong(self.place_of(each.path), each.message)
        if self.mistakes:
            raise DocumentError(self.name, tuple(dict.fromkeys(self.mistakes)))
        return Imported(Blueprint.read(Table(self.plain)), tuple(self.notes))
