"""Text to plain data, with the place of every key and value; whatever is wrong with the text is a fault with a place.

Plain data is what JSON holds: dict, list, str, bool, int and, for numbers with a fraction or an exponent, Decimal.
Nothing here knows what a blueprint is.
"""

from blueprint.source.faults import Fault
from blueprint.source.read import MAX_BYTES, read_source
from blueprint.source.text import Source, Span

__all__ = ["MAX_BYTES", "Fault", "Source", "Span", "read_source"]
