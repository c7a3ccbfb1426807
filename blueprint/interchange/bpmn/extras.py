"""What the format has no key for, kept under ``x-bpmn``: ids, types, attributes and extensions of vendors.

Attributes stand under ``@name``, the text of an element that has any under ``#text``. What says nothing is left out: empty
values, and extensions with no value but their key.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any, Final

from blueprint.interchange.bpmn.kept import OWN
from blueprint.interchange.bpmn.xml import Element
from blueprint.interchange.notes import Notes
from blueprint.wording import counted, listed

DEEPEST: Final = 22
"""Levels of extensions that are kept: a blueprint may be nested 60 deep, and a level here is up to two there."""
_SAID: Final = frozenset(
    {"id", "name", "default", "attachedToRef", "cancelActivity", "triggeredByEvent", "isInterrupting", "calledElement",
     "gatewayDirection", "parallelMultiple", "sourceRef", "targetRef"}
)  # fmt: skip
_SCHEMA: Final = "http://www.w3.org/2001/XMLSchema-instance"
_WITHOUT_NOTES: Final = ("lane", "participant", "dataObject", "dataObjectReference", "dataStore", "dataStoreReference")
_PLACEHOLDER: Final = "__targetRef_placeholder"  # bpmn-js writes it where the standard wants something
_EMPTY: Final = ("", "[]")
_ENGINES: Final = {
    "itemDefinition": "itemDefinitions", "interface": "interfaces", "ioSpecification": "ioSpecifications",
    "property": "properties", "import": "imports", "relationship": "relationships", "assignment": "assignments",
    "correlationProperty": "correlationProperties", "correlationSubscription": "correlationSubscriptions",
    "endPoint": "endPoints", "auditing": "auditings", "monitoring": "monitorings",
}  # fmt: skip
_USUAL: Final = {"isForCompensation": "false", "startQuantity": "1", "completionQuantity": "1", "isExecutable": "false"}


def extra(element: Element, prefixes: Mapping[str, str], **more: Any) -> dict[str, Any]:
    """The ``x-bpmn`` of a step, process or blueprint: attributes under ``@name``, extensions by their elements' names."""
    found: dict[str, Any] = {"id": element.id} if element.id else {}
    found |= {"type": element.name} | {key: value for key, value in more.items() if value}
    found |= {f"@{key}": value for key, value in _attributes(element, prefixes) if key not in _SAID and _USUAL.get(key) != value}
    told = ("script", "completionCondition", *(("documentation",) if element.name in _WITHOUT_NOTES else ()))
    found |= {each.name: each.text for each in element.all(*told) if each.text}
    for each in element.all("extensionElements"):
        found |= _grouped(each, prefixes, DEEPEST)
    return found


def for_engines(root: Element, notes: Notes) -> None:
    """One note for all that only an engine needs, and that no reader of a blueprint misses."""
    own = (each for each in root.below() if each.name in _ENGINES and each.namespace == root.namespace)
    found = Counter(each.name for each in own if each.get("name") != _PLACEHOLDER)
    arrows = [each for each in root.below() if each.name in ("sequenceFlow", "messageFlow") and each.first("extensionElements")]
    told = [f"{number} {_ENGINES[name] if number > 1 else name}" for name, number in found.items()]
    told += [f"the extensions of {counted(len(arrows), 'arrow')}"] if arrows else []
    _tell_too_deep(root, notes)
    if told:
        notes.lost(root, f"what only an engine needs is left out: {listed(told)}")


def _tell_too_deep(root: Element, notes: Notes) -> None:
    for each in root.below():
        if each.name == "extensionElements" and each.namespace == root.namespace and _levels(each) > DEEPEST + 1:
            notes.lost(each, f"of these extensions, what is nested deeper than {DEEPEST} levels is left out")


def _levels(element: Element) -> int:
    return 1 + max(map(_levels, element.children), default=-1)


def _attributes(element: Element, prefixes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Attributes that say something, by their names with a prefix."""
    for key, value in element.attributes.items():
        if value.strip() not in _EMPTY and not key.startswith(f"{_SCHEMA} "):
            yield _named(key, prefixes), value


def _named(key: str, prefixes: Mapping[str, str]) -> str:
    namespace, _, local = key.rpartition(" ")
    prefix = prefixes.get(namespace, "")
    return f"{prefix}:{local}" if prefix else local


def _plain(element: Element, prefixes: Mapping[str, str], deep: int) -> Any:
    found: dict[str, Any] = {f"@{key}": value for key, value in _attributes(element, prefixes)}
    if deep:
        found |= _grouped(element, prefixes, deep - 1)
    text = element.text
    if not found:
        return text
    return found | ({"#text": text} if text else {})


def _grouped(element: Element, prefixes: Mapping[str, str], deep: int) -> dict[str, Any]:
    grouped: dict[str, list[Any]] = {}
    for each in element.children:
        if each.namespace == OWN:
            continue
        said = _plain(each, prefixes, deep)
        lacks = len(each.attributes) > len(list(_attributes(each, prefixes))) and isinstance(said, dict) and len(said) < 2
        if said and not lacks:
            grouped.setdefault(_named(f"{each.namespace} {each.name}", prefixes), []).append(said)
    return {name: items[0] if len(items) == 1 else items for name, items in grouped.items()}
