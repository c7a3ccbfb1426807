"""``blueprint innovation``."""

import argparse
import sys
from pathlib import PurePath

from blueprint.documents import DocumentError, load, write_file
from blueprint.errors import UsageError
from blueprint.innovation.report import as_json, as_markdown, as_text
from blueprint.model import Blueprint
from blueprint.model_innovation import Innovation
from blueprint.terminal import style_of, width_of


def run(options: argparse.Namespace) -> int:
    """Tell or draw what drives the service to change; status 1 when no blueprint can be made of the document."""
    try:
        blueprint = load(options.path)
    except DocumentError as error:
        print(*error.mistakes, sep="\n", file=sys.stderr)
        return 1
    if blueprint.innovation is None:
        raise UsageError(f"{options.path}: says nothing about innovation; begin with its driving forces (innovation: forces)")
    if options.draw:
        _draw(options, blueprint)
    else:
        sys.stdout.write(_told(options.format, blueprint, blueprint.innovation))
    return 0


def _told(format: str, blueprint: Blueprint, innovation: Innovation) -> str:
    if format == "json":
        return as_json(blueprint, innovation)
    if format == "markdown":
        return as_markdown(blueprint, innovation)
    return as_text(blueprint, innovation, style=style_of(sys.stdout), width=width_of(sys.stdout))


def _draw(options: argparse.Namespace, blueprint: Blueprint) -> None:
    from blueprint.drawing import FORMATS
    from blueprint.drawing.diagram import draw_innovation

    output = options.draw
    format = "svg" if output == "-" else PurePath(output).suffix.removeprefix(".").lower()
    if format not in FORMATS:
        raise UsageError(f"{output}: drawings are written as {', '.join('.' + each for each in FORMATS)}")
    picture = draw_innovation(blueprint, what=options.what, theme=options.theme, engine=options.engine).content(format)
    if output == "-":
        sys.stdout.buffer.write(picture)
    else:
        write_file(output, picture)
