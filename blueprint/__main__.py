"""``python -m blueprint``."""

import sys

from blueprint.cli import main

if __name__ == "__main__":
    sys.exit(main())
