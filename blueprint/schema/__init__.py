"""The JSON Schemas of the formats, computed from their models, and validation against them."""

from blueprint.schema.compute import schema_file, schema_of
from blueprint.schema.mistakes import Mistake
from blueprint.schema.validate import validate

__all__ = ["Mistake", "schema_file", "schema_of", "validate"]
