"""Blueprints themselves, as one of the formats."""

from blueprint.documents import dumps, format_of, loads
from blueprint.interchange.notes import Exported, Imported
from blueprint.interchange.roles import Wishes
from blueprint.model import Blueprint


def read(content: bytes, name: str, _: Wishes) -> Imported:
    """A blueprint from its own file; DocumentError with every mistake."""
    return Imported(loads(content, format=format_of(name), name=name))


def yaml(blueprint: Blueprint, _: str) -> Exported:
    return Exported(dumps(blueprint, format="yaml").encode())


def json(blueprint: Blueprint, _: str) -> Exported:
    return Exported(dumps(blueprint, format="json").encode())
