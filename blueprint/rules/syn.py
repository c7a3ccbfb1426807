"""SYN: what stands in the way of reading a text at all. The reader of texts finds it; the rules here give it a name."""

from collections.abc import Iterator

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import rule
from blueprint.source import Source

YAML = "YAML 1.2.2 (yaml.org/spec/1.2.2)"
JSON = "RFC 8259, The JavaScript Object Notation (JSON) Data Interchange Format"
GOOD = "title: A service"


def _of_kind(source: Source, kind: str) -> Iterator[Problem]:
    for fault in source.faults:
        if fault.kind == kind:
            yield Problem(fault.message, span=(fault.start, fault.end))


@rule(
    "SYN001",
    Severity.error,
    stage="text",
    source="RFC 3629, UTF-8",
    bad="title: Caf\udce9  # !",
    good=GOOD,
    spares="A file in UTF-8, with or without a byte order mark.",
)
def not_utf_8(source: Source) -> Iterator[Problem]:
    """The file is not UTF-8.

    Readers would see other letters than the writer meant, so nothing in the file can be trusted.
    """
    return _of_kind(source, "not-utf-8")


@rule(
    "SYN002",
    Severity.error,
    stage="text",
    source=YAML,
    bad="title: [A, B  \nid: x  # !",
    good=GOOD,
    spares="Whatever YAML 1.2 allows: blocks or brackets, quotes or none, any indent of spaces.",
)
def yaml_syntax(source: Source) -> Iterator[Problem]:
    """The text is not YAML.

    Reading stops at the first place that makes no sense; what stands below it was not checked.
    """
    return _of_kind(source, "yaml-syntax")


@rule(
    "SYN003",
    Severity.error,
    stage="text",
    source=JSON,
    bad='{"title": "A",}\n',
    good='{"blueprint": 1, "id": "a", "title": "A", "processes": {}}',
    spares="Blanks and line ends between values.",
)
def json_syntax(source: Source) -> Iterator[Problem]:
    """The text is not JSON.

    Reading stops at the first place that makes no sense; what stands below it was not checked.
    """
    return _of_kind(source, "json-syntax")


@rule(
    "SYN004",
    Severity.error,
    stage="text",
    source=f"{YAML}, 3.2.1.3: keys are unique",
    bad="title: A\ntitle: B  # !",
    good=GOOD,
    spares="The same key in another mapping.",
)
def duplicate_key(source: Source) -> Iterator[Problem]:
    """A key is written twice.

    Most readers keep one of the two without a word, and not all the same one.
    """
    return _of_kind(source, "duplicate-key")


@rule(
    "SYN005",
    Severity.error,
    stage="text",
    source="Limits of this reader, so that no file can bring it down",
    bad="x-deep: " + "[" * 61 + "]" * 61 + "  # !",
    good="x-deep: [[[1]]]",
    spares="Up to 60 levels; a blueprint needs about eight.",
)
def nested_too_deeply(source: Source) -> Iterator[Problem]:
    """The text is nested too deeply.

    No service is told in so many levels; such a file is a mistake or an attack.
    """
    return _of_kind(source, "nested-too-deeply")


@rule(
    "SYN006",
    Severity.error,
    stage="text",
    source="Limits of this reader, so that no file can bring it down",
    bad="x-loop: &loop\n  again: *loop  # !",
    good="x-once: &once [a]\nx-twice: *once",
    spares="Aliases that stand for up to 20,000 values together.",
)
def aliases_grow_too_large(source: Source) -> Iterator[Problem]:
    """Aliases repeat too much, or without end.

    A few lines of aliases can stand for billions of values; such a file is a mistake or an attack.
    """
    return _of_kind(source, "aliases-grow-too-large")


@rule(
    "SYN007",
    Severity.error,
    stage="text",
    source="Limits of this reader, so that no file can bring it down",
    bad="",
    good=GOOD,
    spares="Files of up to 10 MB.",
)
def text_too_large(source: Source) -> Iterator[Problem]:
    """The file is larger than any service.

    It is not read at all; split the service, or keep logs and pictures elsewhere.
    """
    return _of_kind(source, "text-too-large")


@rule(
    "SYN008",
    Severity.error,
    stage="text",
    source="Nothing ever passes because nothing was checked",
    bad="# only a comment\n",
    good=GOOD,
    spares="A file with any key in it; what is missing then is a matter of form (SCH).",
)
def nothing_written(source: Source) -> Iterator[Problem]:
    """The file holds nothing.

    An empty file has no mistakes, but it is no service either.
    """
    return _of_kind(source, "nothing-written")


@rule(
    "SYN009",
    Severity.error,
    stage="text",
    source="Format 1",
    bad="title: A\n---  # !\ntitle: B",
    good=GOOD,
    spares="One document that begins with '---'; several of which each is a blueprint, where `blueprint check` reads the file.",
)
def several_documents(source: Source) -> Iterator[Problem]:
    """The file holds several documents.

    A file is drawn and mended as one service; what stands in the second document would be passed over.
    """
    return _of_kind(source, "several-documents")


@rule(
    "SYN010",
    Severity.error,
    stage="text",
    source="Format 1",
    bad="data:\n  person: {title: Name, address, class: personal}  # !",
    good='data:\n  person: {title: "Name, address", class: personal}',
    spares='A text of no letters ("") is no empty value; what may not be blank is a matter of form (SCH).',
)
def empty_value(source: Source) -> Iterator[Problem]:
    """A key or an item has no value.

    Mostly a comma that was meant as part of a text, or a line that was never finished.
    """
    return _of_kind(source, "empty-value")


@rule(
    "SYN011",
    Severity.error,
    stage="text",
    source=YAML,
    bad="? [a, b]  # !\n: c",
    good=GOOD,
    spares="Keys that look like numbers or dates: they are texts.",
)
def key_is_no_text(source: Source) -> Iterator[Problem]:
    """A key is missing, or is no word.

    Everything in a blueprint is found by a word before a colon.
    """
    return _of_kind(source, "key-is-no-text")


@rule(
    "SYN012",
    Severity.error,
    stage="text",
    source="YAML 1.2.2, 10.3: the core schema",
    bad="version: !!str 1.10  # !",
    good='version: "1.10"',
    spares="An exclamation mark inside a text.",
)
def explicit_tag(source: Source) -> Iterator[Problem]:
    """A value carries a tag.

    Tags tell a program what to make of a value; here the format says that, and a quote says "text".
    """
    return _of_kind(source, "explicit-tag")


@rule(
    "SYN013",
    Severity.error,
    stage="text",
    source="YAML 1.2.2, 6.1: indentation is spaces",
    bad="service:\n\tconcept: A  # !",
    good="service:\n  concept: A",
    spares="Tabs inside a text or a comment.",
)
def tab_for_indent(source: Source) -> Iterator[Problem]:
    """A tab stands where only spaces may.

    How wide a tab is depends on the editor, so YAML cannot tell what belongs to what.
    """
    return _of_kind(source, "tab-for-indent")


@rule(
    "SYN014",
    Severity.error,
    stage="text",
    source="Limits of this reader, so that no file can bring it down",
    bad="x-number: 1e9999  # !",
    good="x-number: 1e9",
    spares="Numbers of up to 40 digits.",
)
def number_too_long(source: Source) -> Iterator[Problem]:
    """A number is longer than anything a service counts.

    Such numbers are kept exact here, so one of them could fill the memory.
    """
    return _of_kind(source, "number-too-long")


@rule(
    "SYN015",
    Severity.error,
    stage="text",
    source="YAML 1.2.2 has no merge key",
    bad="x-a: &a {b: c}\nservice:\n  <<: *a  # !",
    good="service:\n  concept: A",
    spares='The text "<<" in quotes.',
)
def merge_key(source: Source) -> Iterator[Problem]:
    """A merge key is used.

    It was an extension of YAML 1.1 that readers treat differently; write the keys out.
    """
    return _of_kind(source, "merge-key")


@rule(
    "SYN016",
    Severity.warning,
    stage="text",
    source="RFC 8259, 8.1; YAML 1.2.2, 5.2",
    bad="\ufefftitle: A  # !",
    good=GOOD,
    spares="A file without the mark.",
)
def byte_order_mark(source: Source) -> Iterator[Problem]:
    """The file begins with a byte order mark.

    It is read here, but other tools take it for part of the first key.
    """
    return _of_kind(source, "byte-order-mark")


@rule(
    "SYN017",
    Severity.info,
    stage="text",
    source="YAML 1.2.2, 5.4",
    bad="title: A  # !\r\nid: a\r\n",
    good=GOOD,
    spares="Files with LF line ends.",
)
def carriage_return(source: Source) -> Iterator[Problem]:
    """Lines end with a carriage return.

    The file is read all the same; but the same service should be the same bytes on every machine.
    """
    return _of_kind(source, "carriage-return")
