"""``blueprint lsp``."""

import argparse
import sys

from blueprint.errors import UsageError


def run(_: argparse.Namespace) -> int:
    """Serve an editor until it says goodbye."""
    try:
        from blueprint.lsp.server import serve
    except ImportError as error:
        raise UsageError(
            f"the language server needs pygls 2 ({error}); install it with: pip install 'service-blueprint[lsp]'"
        ) from None
    if sys.stdin.isatty():
        print("blueprint: waiting for an editor, which starts this command itself; Ctrl+C ends it", file=sys.stderr)
    serve()
    return 0
