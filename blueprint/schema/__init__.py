"""The JSON Schema of format 1, computed from the model, and validation against it."""

from blueprint.schema.compute import SCHEMA_ID, blueprint_schema
from blueprint.schema.mistakes import Mistake
from blueprint.schema.validate import validate

__all__ = ["SCHEMA_ID", "Mistake", "blueprint_schema", "validate"]
