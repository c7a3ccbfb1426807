"""What SARIF 2.1.0 asks of the part of it that is used here, written as a JSON Schema: whatever else stands there is a mistake.

Each object is closed, as in the schema of OASIS (section 3 of the standard gives names, types and which are required).
"""

from typing import Any

Schema = dict[str, Any]

LEVEL: Schema = {"enum": ["none", "note", "warning", "error"]}
TEXT: Schema = {"type": "string", "minLength": 1}
INDEX: Schema = {"type": "integer", "minimum": 0}
FROM_ONE: Schema = {"type": "integer", "minimum": 1}


def closed(required: str, optional: str = "", **properties: Schema) -> Schema:
    names = {*required.split(), *optional.split()}
    assert names == set(properties)
    return {"type": "object", "additionalProperties": False, "required": required.split(), "properties": properties}


def many(item: Schema, **more: Any) -> Schema:
    return {"type": "array", "items": item, **more}


MESSAGE = closed("text", text=TEXT)
HELP = closed("text markdown", text=TEXT, markdown=TEXT)
ARTIFACT_LOCATION = closed("uri", "uriBaseId", uri={"type": "string", "format": "uri-reference"}, uriBaseId={"const": "SRCROOT"})
REGION_KEYS = "startLine startColumn endLine endColumn"
REGION = closed(REGION_KEYS, **dict.fromkeys(REGION_KEYS.split(), FROM_ONE))
LOCATION = closed(
    "physicalLocation logicalLocations",
    physicalLocation=closed("artifactLocation region", artifactLocation=ARTIFACT_LOCATION, region=REGION),
    logicalLocations=many(closed("fullyQualifiedName kind", fullyQualifiedName=TEXT, kind=TEXT), minItems=1),
)
RULE = closed(
    "id name shortDescription fullDescription help defaultConfiguration properties",
    id={"type": "string", "pattern": "^[A-Z]+[0-9]{3}$"},
    name=TEXT,
    shortDescription=MESSAGE,
    fullDescription=MESSAGE,
    help=HELP,
    defaultConfiguration=closed("level", level=LEVEL),
    properties=closed("tags", tags=many(TEXT, uniqueItems=True)),
)
RESULT = closed(
    "ruleId level message locations partialFingerprints properties ruleIndex",
    ruleId=TEXT,
    ruleIndex=INDEX,
    level=LEVEL,
    message=MESSAGE,
    locations=many(LOCATION, minItems=1, maxItems=1),
    partialFingerprints={"type": "object", "minProperties": 1, "additionalProperties": TEXT},
    properties=closed("pointer", pointer={"type": "string"}),
)
INVOCATION = closed(
    "executionSuccessful",
    "toolExecutionNotifications",
    executionSuccessful={"type": "boolean"},
    toolExecutionNotifications=many(closed("level message", level=LEVEL, message=MESSAGE), minItems=1),
)
RUN = closed(
    "tool invocations columnKind originalUriBaseIds artifacts results",
    tool=closed("driver", driver=closed("name version rules", name=TEXT, version=TEXT, rules=many(RULE, uniqueItems=True))),
    invocations=many(INVOCATION, minItems=1),
    columnKind={"const": "unicodeCodePoints"},
    originalUriBaseIds=closed("SRCROOT", SRCROOT=closed("description", description=MESSAGE)),
    artifacts=many(closed("location", location=ARTIFACT_LOCATION), uniqueItems=True),
    results=many(RESULT),
)
SARIF: Schema = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    **closed(
        "$schema version runs",
        **{"$schema": {"type": "string", "format": "uri"}, "version": {"const": "2.1.0"}, "runs": many(RUN, minItems=1)},
    ),
}
