"""Fixing: what a service lacks is written into its file, as a whole and sound proposal; the rest stays byte for byte."""

from blueprint.fix.fixing import Done, FixResult, Left, fixed
from blueprint.fix.mends import MENDS

__all__ = ["MENDS", "Done", "FixResult", "Left", "fixed"]
