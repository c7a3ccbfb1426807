"""``python -m blueprint``."""

import sys

from blueprint.cli import program

if __name__ == "__main__":
    sys.exit(program())
