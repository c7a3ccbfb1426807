"""Blueprints to start from: whole documents beside this file, valid as they stand."""

import re
from pathlib import Path as FilePath

from blueprint.errors import UsageError
from blueprint.kinds import ID


def filled(template: str, name: str) -> str:
    """A template's text with the id and title of a new service; UsageError when the name is no id."""
    if not re.fullmatch(ID, name):
        raise UsageError(f"'{name}' is not an id; use small letters, digits and hyphens, beginning with a letter: corner-shop")
    text = (FilePath(__file__).parent / f"{template}.yaml").read_text(encoding="utf-8")
    title = name.replace("-", " ").capitalize()
    text = re.sub(r"(?m)^id: .*$", f"id: {name}", text, count=1)
    return re.sub(r"(?m)^title: .*$", f"title: {title}", text, count=1)
