"""Blueprints to start from: whole documents beside this file, valid as they stand; the first line of each says what it holds."""

import re
from pathlib import Path as FilePath

from blueprint.errors import UsageError

_HERE = FilePath(__file__).parent


def described() -> dict[str, str]:
    """The templates by name, each with the line that tells what it holds."""
    return {file.stem: _text(file.stem).partition("\n")[0].removeprefix("# ") for file in sorted(_HERE.glob("*.yaml"))}


def filled(template: str, name: str) -> str:
    """A template's text with the id and title of a new service; UsageError when the name is no id."""
    from blueprint.kinds import ID

    if not re.fullmatch(ID, name):
        raise UsageError(f"'{name}' is not an id; use small letters, digits and hyphens, beginning with a letter: corner-shop")
    title = name.replace("-", " ").capitalize()
    text = re.sub(r"(?m)^id: .*$", f"id: {name}", _text(template), count=1)
    return re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1)


def _text(template: str) -> str:
    return (_HERE / f"{template}.yaml").read_text(encoding="utf-8")
