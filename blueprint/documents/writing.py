"""Plain data to text: YAML that people like to read, and JSON; numbers stay exact."""

import json
import re
from decimal import Decimal
from typing import Any, Final

from blueprint.values import MAX_DIGITS


def json_text(value: Any, depth: int = 0) -> str:
    """JSON with exact numbers, which ``json.dumps`` would turn into binary fractions."""
    inner, outer = "  " * (depth + 1), "  " * depth
    if isinstance(value, dict) and value:
        items = (f"{inner}{json.dumps(key, ensure_ascii=False)}: {json_text(item, depth + 1)}" for key, item in value.items())
        return "{\n" + ",\n".join(items) + f"\n{outer}}}"
    if isinstance(value, list) and any(isinstance(item, dict | list) for item in value):
        return "[\n" + ",\n".join(inner + json_text(item, depth + 1) for item in value) + f"\n{outer}]"
    if isinstance(value, list):
        return "[" + ", ".join(json_text(item, depth) for item in value) + "]"
    return _number(value) if isinstance(value, Decimal) else json.dumps(value, ensure_ascii=False)


def _number(value: Decimal) -> str:
    """A number as JSON and every YAML write it: with an exponent only where it is long, and then with a fraction."""
    plain = f"{value:f}"
    if len(plain) <= MAX_DIGITS:
        return plain
    digits, _, exponent = str(value).partition("E")
    return f"{digits}{'' if '.' in digits else '.0'}E{exponent}"


_NUMBER: Final = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?\Z")
_BOOLEAN: Final = re.compile(r"(?:true|false)\Z")
_TEXT_AS_NUMBER: Final = re.compile(
    r"[-+]?[0-9][0-9_,]*(?:\.[0-9_]*)?(?:e[-+]?[0-9]+)?|[-+]?\.[0-9][0-9_]*|0[xob][0-9a-f_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?|[-+]?\.(?:inf|nan)",
    re.IGNORECASE,
)
_TEXT_AS_WORD: Final = frozenset(["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"])
_WIDTH: Final = 110


def yaml_text(plain: dict[str, Any]) -> str:
    """YAML that every reader of 1.1 and 1.2 takes the same way: what either would not read as text is quoted."""
    import yaml

    class Dumper(yaml.CSafeDumper):
        def ignore_aliases(self, data: Any) -> bool:
            return True

    in_1_1 = yaml.SafeLoader.yaml_implicit_resolvers

    def text(dumper: Any, value: str) -> Any:
        surprising = value.lower() in _TEXT_AS_WORD or value == "" or _TEXT_AS_NUMBER.fullmatch(value) is not None
        surprising = surprising or any(form.match(value) for _, form in in_1_1.get(value[:1], ()))
        return dumper.represent_scalar("tag:yaml.org,2002:str", value, style="'" if surprising else None)

    def number(dumper: Any, value: Decimal) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:int", _number(value))

    def flowing(make: Any) -> Any:
        def represent(dumper: Any, value: Any) -> Any:
            node = make(dumper, value)
            node.flow_style = _fits_a_line(value)
            return node

        return represent

    Dumper.yaml_implicit_resolvers = {}
    Dumper.add_implicit_resolver("tag:yaml.org,2002:int", _NUMBER, list("-0123456789"))
    Dumper.add_implicit_resolver("tag:yaml.org,2002:bool", _BOOLEAN, list("tf"))
    Dumper.add_representer(str, text)
    Dumper.add_representer(Decimal, number)
    Dumper.add_representer(list, flowing(Dumper.represent_list))
    Dumper.add_representer(dict, flowing(lambda dumper, value: dumper.represent_mapping("tag:yaml.org,2002:map", value.items())))
    return str(yaml.dump(plain, Dumper=Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH))


def _fits_a_line(value: dict[str, Any] | list[Any]) -> bool:
    """Short lists and mappings of simple values stand on one line."""
    items = [*value, *value.values()] if isinstance(value, dict) else value
    simple = not any(isinstance(item, dict | list) for item in items)
    return simple and len(json_text(items)) < _WIDTH - 30
