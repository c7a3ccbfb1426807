"""Packs: rules of third parties, from a module or a file that the settings name. Nothing else is ever loaded."""

import sys
from collections.abc import Iterable
from importlib import import_module
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path as FilePath
from types import ModuleType

from blueprint.errors import PackError
from blueprint.rules import Rule, ordered, own_rules, rules_of


def all_rules(packs: Iterable[str] = (), root: FilePath | None = None) -> tuple[Rule, ...]:
    """The library's own rules and those of the packs, by code; PackError for a pack that is broken or repeats a code.

    A pack is a module's name, or a file (``./rules.py``) relative to ``root``.
    """
    found = [pack_rules(pack, root or FilePath.cwd()) for pack in packs]
    return ordered([*own_rules(), *(each for rules in found for each in rules)]) if found else own_rules()


def pack_rules(pack: str, root: FilePath) -> tuple[Rule, ...]:
    """The rules of one pack, by code; PackError for one that is broken or holds none."""
    rules = rules_of(_load(pack, root))
    if not rules:
        raise PackError(f"pack '{pack}' holds no rules; decorate its functions with blueprint.rules.rule")
    return rules


def _load(pack: str, root: FilePath) -> ModuleType:
    try:
        return _load_file(root / pack) if pack.endswith(".py") else import_module(pack)
    except PackError:
        raise
    except (Exception, SystemExit) as error:
        raise PackError(f"pack '{pack}' cannot be loaded: {type(error).__name__}: {error}") from error


def _load_file(file: FilePath) -> ModuleType:
    if not file.is_file():
        raise PackError(f"pack '{file}': there is no such file")
    spec = spec_from_file_location(f"blueprint_pack_{file.stem}", file)
    if spec is None or spec.loader is None:
        raise PackError(f"pack '{file}' is no Python file")
    module = module_from_spec(spec)
    sys.modules[spec.name] = module  # where dataclasses look for what their annotations name
    spec.loader.exec_module(module)
    return module
