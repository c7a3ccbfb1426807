"""draw.io: a page for each process, laid out as our own drawings are, its lanes, steps and arrows free to move and edit."""

from blueprint.interchange.drawio.page import page
from blueprint.interchange.drawio.tree import file_of
from blueprint.interchange.notes import Exported, Note
from blueprint.layout import layout
from blueprint.model import Blueprint

__all__ = ["write_drawio"]


def write_drawio(blueprint: Blueprint, name: str = "") -> Exported:
    """A ``.drawio`` file, not compressed; notes say what it leaves out. The same blueprint gives the same bytes."""
    pages = []
    for id in blueprint.process_ids():
        sheet = layout(blueprint, processes={id}, wrap=0)
        pages.append((id, blueprint.processes[id].title, page(sheet), (sheet.width, sheet.height)))
    told = "pages show what a drawing shows, but no pictures of channels and no legend; promises, emotions and all else stay out"
    notes = (Note(weight="lost", message=told, file=name),) if pages else ()
    return Exported(file_of(pages), notes)
