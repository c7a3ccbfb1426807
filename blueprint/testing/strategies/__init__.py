"""Hypothesis strategies for what the format can say: values, elements, whole blueprints, sound ones and defective ones.

    from hypothesis import given
    from blueprint.testing.strategies import blueprints

    @given(blueprints())
    def test_something_holds(blueprint): ...

They are drawn from the model itself, so that a key that is new in the format is in them without a word here.
"""

from blueprint.testing.strategies.defects import Defect, defective
from blueprint.testing.strategies.documents import near_documents
from blueprint.testing.strategies.elements import elements, processes, steps
from blueprint.testing.strategies.sound import blueprints, sound_processes
from blueprint.testing.strategies.values import durations, ids, json_values, letters, numbers, shares, texts

__all__ = [
    "Defect",
    "blueprints",
    "defective",
    "durations",
    "elements",
    "ids",
    "json_values",
    "letters",
    "near_documents",
    "numbers",
    "processes",
    "shares",
    "sound_processes",
    "steps",
    "texts",
]
