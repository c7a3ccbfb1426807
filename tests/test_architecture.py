"""The map of the house: each row imports only from rows above it, or from within its own package."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import blueprint

ROWS = (
    ("errors", "paths", "values", "wording"),
    ("terminal", "findings", "kinds", "durations", "patterns"),
    ("records", "terms"),
    ("walking",),
    ("model_innovation",),
    ("model",),
    ("ways",),
    ("source", "schema", "flow"),
    ("documents", "layout"),
    ("standards", "innovation", "hand_overs"),
    ("view",),
    ("conformance", "timing"),
    ("drawing", "ignores", "outline", "templates"),
    ("rules",),
    ("packs", "rulebook"),
    ("config",),
    ("inputs", "baseline", "merging"),
    ("sharing", "runs"),
    ("checking",),
    ("report", "since", "testing", "fix", "interchange"),
    ("lsp", "logs"),
    ("cli",),
    ("__main__", "__init__"),
)

HOME = Path(blueprint.__file__).parent
ROW_OF = {name: number for number, row in enumerate(ROWS) for name in row}


def room_of(file: Path) -> str:
    """The module or package directly under the root that a file belongs to."""
    return file.relative_to(HOME).parts[0].removesuffix(".py")


def imported_rooms(file: Path) -> Iterator[str]:
    """The rooms that a file imports from, wherever in it the import stands."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [f"{node.module}.{alias.name}" for alias in node.names] if node.module == "blueprint" else [node.module]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            continue
        for name in names:
            parts = name.split(".")
            if parts[0] == "blueprint" and len(parts) > 1 and parts[1] != "__version__":
                yield parts[1]


def files() -> list[Path]:
    return sorted(HOME.rglob("*.py"))


def test_the_map_names_every_room_once() -> None:
    assert sorted(ROW_OF) == sorted({room_of(file) for file in files()})
    assert len(ROW_OF) == sum(map(len, ROWS))


def test_imports_point_up() -> None:
    wrong = [
        f"{file.relative_to(HOME)} imports {room}"
        for file in files()
        for room in imported_rooms(file)
        if room != room_of(file) and ROW_OF[room] >= ROW_OF[room_of(file)]
    ]
    assert not wrong


def importers(package: str) -> set[str]:
    """The files that import a package of somebody else's."""
    found = set()
    for file in files():
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            names += [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            if any(name.split(".")[0] == package for name in names):
                found.add(file.relative_to(HOME).as_posix())
    return found


def test_each_outside_thing_has_one_door() -> None:
    assert importers("jsonschema") == importers("jsonschema_rs") == {"schema/validate.py"}
    assert importers("yaml") == {"source/yaml_text.py", "documents/writing.py"}
    assert importers("pathspec") == {"patterns.py"}
    assert {file.rpartition("/")[0] for file in importers("hypothesis")} <= {"testing/strategies"}
    assert importers("subprocess") - {"since.py"} | importers("graphviz") == {"drawing/engine.py", "drawing/drawing.py"}
    assert importers("pygls") == {"lsp/server.py"}
    assert {file.rpartition("/")[0] for file in importers("lsprotocol")} == {"lsp"}
    assert importers("svglib") == importers("reportlab") == {"drawing/pdf.py"}
    assert importers("xlsxwriter") == importers("python_calamine") == {"interchange/sheets/xlsx.py"}


def test_reading_a_blueprint_loads_no_heavy_package() -> None:
    program = "import sys; from blueprint import load; print(*{'graphviz', 'jsonschema', 'hypothesis', 'yaml'} & {*sys.modules})"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout == "\n"


def test_checking_a_plain_service_loads_nothing_for_what_it_does_not_say(tmp_path: Path) -> None:
    file = tmp_path / "plain.blueprint.yaml"
    file.write_text(
        "blueprint: 1\nid: plain\ntitle: Plain\nprocesses:\n  sale:\n    title: Sale\n    phase: in-sale\n    kind: other\n"
        "    start: order\n    steps:\n      order: {lane: customer, does: Orders, next: deliver}\n"
        "      deliver: {lane: frontstage, does: Delivers, ends: Delivered}\n"
    )
    program = (
        "import sys; from blueprint.cli import main\n"
        "main(['check', '--fail-on', 'never', sys.argv[1]])\n"
        "unused = ('conformance', 'innovation', 'baseline', 'config.file', 'config.override', 'durations', 'flow.longest', "
        "'flow.walks', 'flow.dominators', 'flow.explore', 'flow.fault', 'flow.telling', 'rules.silence', 'standards.model')\n"
        "print(*({f'blueprint.{name}' for name in unused} & {*sys.modules}))"
    )
    result = subprocess.run([sys.executable, "-c", program, str(file)], capture_output=True, text=True, check=True)
    assert result.stdout.splitlines()[-1] == ""
    assert "1 file checked" in result.stdout
