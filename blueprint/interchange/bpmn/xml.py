"""XML to a tree that knows the line and column of every element.

The parser is the standard library's expat with handlers that refuse a document type, and with it every entity of the file's
own: nothing is expanded and nothing is fetched. (ElementTree keeps no places, and neither does defusedxml, which wraps it.)
Size, depth and number of elements are bounded.
"""

from collections.abc import Iterator
from typing import Any, Final, NoReturn
from xml.parsers import expat

from blueprint.documents import DocumentError
from blueprint.source import MAX_BYTES

DEEPEST: Final = 100
MOST: Final = 100_000


class Element:
    """An element: its namespace and name, attributes (those of another namespace as ``namespace name``), text and place."""

    __slots__ = ("attributes", "children", "column", "line", "name", "namespace", "texts")

    def __init__(self, namespace: str, name: str, attributes: dict[str, str], line: int, column: int) -> None:
        self.namespace = namespace
        self.name = name
        self.attributes = attributes
        self.children: list[Element] = []
        self.texts: list[str] = []
        self.line = line
        self.column = column

    @property
    def id(self) -> str:
        return self.attributes.get("id", "")

    @property
    def text(self) -> str:
        return "".join(self.texts).strip()

    def get(self, name: str) -> str:
        """An attribute without the blanks around it; empty when there is none."""
        return self.attributes.get(name, "").strip()

    def all(self, *names: str) -> list["Element"]:
        """The children of these names, of the element's own namespace."""
        return [each for each in self.children if each.name in names and each.namespace == self.namespace]

    def first(self, name: str) -> "Element | None":
        return next((each for each in self.children if each.name == name and each.namespace == self.namespace), None)

    def below(self) -> Iterator["Element"]:
        """Every element at and below it, in order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.children))


class Tree:
    """A document: its outermost element, and the prefixes of its namespaces."""

    def __init__(self, root: Element, prefixes: dict[str, str]) -> None:
        self.root = root
        self.prefixes = prefixes


def read_xml(content: bytes, name: str) -> Tree:
    """Read a document; DocumentError with the place of what is wrong with it."""
    if len(content) > MAX_BYTES:
        raise DocumentError(name, (f"{name}:1:1: larger than {MAX_BYTES // 1_000_000} MB; split the model into several files",))
    return _Reading(name).tree(content)


class _Reading:
    def __init__(self, name: str) -> None:
        self.name = name
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.begin
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.say
        self.parser.StartNamespaceDeclHandler = self.declare
        self.parser.StartDoctypeDeclHandler = self.refuse_type
        self.parser.EntityDeclHandler = self.refuse_type
        self.open: list[Element] = []
        self.root: Element | None = None
        self.number = 0
        self.prefixes: dict[str, str] = {}

    def tree(self, content: bytes) -> Tree:
        try:
            self.parser.Parse(content, True)  # noqa: FBT003 -- expat has it so
        except expat.ExpatError as error:
            self.stop(expat.ErrorString(error.code) or "it is broken", error.lineno, error.offset + 1)
        except (LookupError, ValueError) as error:
            self.stop(f"its letters cannot be read: {error}", 1, 1)
        assert self.root is not None
        return Tree(self.root, self.prefixes)

    def stop(self, reason: str, line: int, column: int, *, what: str = "this is not well-formed XML: ") -> NoReturn:
        raise DocumentError(self.name, (f"{self.name}:{line}:{column}: {what}{reason}",))

    def refuse(self, reason: str) -> NoReturn:
        self.stop(reason, self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1, what="")

    def refuse_type(self, *_: Any) -> NoReturn:
        self.refuse("a document type (<!DOCTYPE>) is not read, for the entities it may bring; take it out")

    def declare(self, prefix: str | None, namespace: str | None) -> None:
        self.prefixes.setdefault(namespace or "", prefix or "")

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        self.number += 1
        if self.number > MOST or len(self.open) >= DEEPEST:
            self.refuse(f"more than {MOST:,} elements" if self.number > MOST else f"nested more than {DEEPEST} deep")
        namespace, _, local = name.rpartition(" ")
        place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
        element = Element(namespace, local, attributes, *place)
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _: str) -> None:
        self.open.pop()

    def say(self, text: str) -> None:
        if self.open:
            self.open[-1].texts.append(text)
