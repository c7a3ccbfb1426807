"""A whole session with the server, as an editor has it: over standard input and output, in a process of its own."""

import re
from pathlib import Path
from typing import Any

import pytest

from blueprint.checking import check_paths
from tests.lsp.client import TIMEOUT, Editor, editor

TEXT = """\
blueprint: 1
id: corner-shop
title: 'Corner shop 🛒'
actors:
  buyer: {title: 買い手 😀, kind: customer}
  clerk: {title: Clerk, kind: employee}
channels:
  till: {title: Till, kind: offline, two-way: true}
personas:
  regular: {title: Regular, kind: consumer, expects: ["Short queues, always"]}
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: ask
    opens: [complaint]
    steps:
      ask: {lane: customer, does: Asks 😀 for 牛乳, actor: buyer, channels: [till], next: serve}
      serve:
        lane: frontstage
        does: Serves
        actor: clerk
        ends: Served
  complaint:
    title: Complaint
    phase: after-sale
    kind: complaint-handling
    start: complain
    steps:
      complain:
        lane: customer
        does: Complains
        actor: buyer
        channels: [till]
        realises: [iso-10002/receipt]
        next: settle
      settle:
        lane: frontstage
        does: Settles it
        actor: clerk
        ends: Settled
        continues: [sale.serve]
"""
FILE = "shop.blueprint.yaml"
RESOLVING = {"textDocument": {"codeAction": {"resolveSupport": {"properties": ["edit"]}}}}


def place(text: str, marked: str) -> tuple[int, int]:
    """Line and UTF-16 column of the sign ¦ in a stretch of the text."""
    start = text.index(marked.replace("¦", "")) + marked.index("¦")
    before = text[:start].rpartition("\n")[2]
    return text[:start].count("\n"), len(before.encode("utf-16-le")) // 2


def taken(text: str, range: dict[str, Any]) -> str:
    """The text in a range of one line that counts in UTF-16 units."""
    assert range["start"]["line"] == range["end"]["line"]
    line = text.split("\n")[range["start"]["line"]].encode("utf-16-le")
    return line[2 * range["start"]["character"] : 2 * range["end"]["character"]].decode("utf-16-le")


def codes(found: list[dict[str, Any]]) -> list[str]:
    return [each["code"] for each in found if "code" in each]


def edit(text: str, old: str, new: str) -> dict[str, Any]:
    """A change of a stretch of the text, as an editor sends it."""
    line, column = place(text, "¦" + old)
    last, end = place(text, old + "¦")
    places = {"start": {"line": line, "character": column}, "end": {"line": last, "character": end}}
    return {"range": places, "text": new}


def applied(text: str, edits: list[dict[str, Any]]) -> str:
    """The text after edits, the last of them first."""
    lines = [line.encode("utf-16-le") for line in text.split("\n")]

    def offset(place: dict[str, int]) -> int:
        return sum(len(line) + 2 for line in lines[: place["line"]]) + 2 * place["character"]

    data = text.encode("utf-16-le")
    for each in sorted(edits, key=lambda each: offset(each["range"]["start"]), reverse=True):
        start, end = offset(each["range"]["start"]), offset(each["range"]["end"])
        data = data[:start] + each["newText"].encode("utf-16-le") + data[end:]
    return data.decode("utf-16-le")


def labels(server: Editor, file: Path, text: str, marked: str) -> list[str]:
    found = server.ask("textDocument/completion", server.at(file, *place(text, marked)))
    return [each["label"] for each in found]


def hovered(server: Editor, file: Path, marked: str, text: str = TEXT) -> str:
    found = server.ask("textDocument/hover", server.at(file, *place(text, marked)))
    return str(found["contents"]["value"]) if found else ""


def test_a_session_from_the_first_word_to_the_last(tmp_path: Path) -> None:
    file = tmp_path / FILE
    file.write_text(TEXT)
    with editor(tmp_path) as server:
        told = server.start(tmp_path, **RESOLVING)
        assert told["serverInfo"]["name"] == "blueprint"
        assert told["capabilities"]["positionEncoding"] == "utf-16"

        # The same is found as by `blueprint check`.
        found = server.open(file, TEXT)
        assert codes(found) == list(check_paths([file]).codes)

        # A letter behind letters that are two units wide.
        found = server.change(file, 2, edit(TEXT, "next: serve", "next: serv"))
        (wrong,) = (each for each in found if each["code"] == "REF001")
        changed = TEXT.replace("next: serve", "next: serv")
        assert taken(changed, wrong["range"]) == "serv"
        asked = {"textDocument": {"uri": file.as_uri()}, "range": wrong["range"], "context": {"diagnostics": [wrong]}}
        first = server.ask("textDocument/codeAction", asked)[0]
        assert first["title"] == "Write 'serve'"
        assert server.ask("textDocument/codeAction", {**asked, "context": {"diagnostics": [], "only": ["refactor"]}}) == []
        assert applied(changed, first["edit"]["changes"][file.as_uri()]) == TEXT
        assert codes(server.change(file, 3, edit(changed, "next: serv}", "next: serve}"))) == list(check_paths([file]).codes)

        assert "買い手 😀" in hovered(server, file, "actor: bu¦yer, channels")
        assert "The step that follows" in hovered(server, file, "ne¦xt: serve")
        assert "Serves" in hovered(server, file, "next: se¦rve")
        assert "stage of" in hovered(server, file, "iso-10002/rec¦eipt")
        assert "consumer, business, citizen" in hovered(server, file, "kind: cons¦umer")

        target = server.ask("textDocument/definition", server.at(file, *place(TEXT, "continues: [sale.ser¦ve]")))
        assert target["range"]["start"]["line"] == place(TEXT, "¦serve:\n")[0]
        target = server.ask("textDocument/definition", server.at(file, *place(TEXT, "continues: [sa¦le.serve]")))
        assert taken(TEXT, target["range"]) == "sale"

        uses = server.ask(
            "textDocument/references", server.at(file, *place(TEXT, "¦serve:\n"), context={"includeDeclaration": False})
        )
        assert [taken(TEXT, each["range"]) for each in uses] == ["serve", "serve"]
        renamed = server.ask("textDocument/rename", server.at(file, *place(TEXT, "next: ser¦ve"), newName="hand-over"))
        assert applied(TEXT, renamed["changes"][file.as_uri()]) == re.sub(r"\bserve\b", "hand-over", TEXT)

        outline = server.ask("textDocument/documentSymbol", {"textDocument": {"uri": file.as_uri()}})
        assert [each["name"] for each in outline] == ["actors", "channels", "personas", "processes"]
        sale = outline[3]["children"][0]
        assert (sale["name"], sale["detail"], [each["name"] for each in sale["children"]]) == ("sale", "Sale", ["ask", "serve"])

        server.tell("textDocument/didClose", textDocument={"uri": file.as_uri()})
        assert server.findings(file) == []
        assert server.leave() == 0


CURSORS = {
    "      ask: {lane: customer, does: Asks, next: ¦": ["ask", "serve"],
    "        next: ser¦\n": ["ask", "serve"],
    "        actor: ¦\n": ["buyer", "clerk"],
    "        channels: [¦]\n": ["till"],
    "        lane: f¦\n": ["customer", "frontstage", "backstage", "support", "management", "outside"],
    "        automation: ¦\n": ["manual", "assisted", "automated"],
    "        ends: Done\n        outcome: ¦\n": ["success", "partly", "refused", "withdrawn", "passed-on", "failed"],
    "        continues:\n          - ¦\n": [
        "sale",
        "complaint",
        "sale.ask",
        "sale.serve",
        "complaint.complain",
        "complaint.settle",
    ],
    "        starts: [¦]\n": ["sale", "complaint"],
    "        answers: [¦]\n": ["Short queues, always"],
    "        choose:\n          - {when: it rains, to: ¦}\n": ["ask", "serve"],
}


@pytest.fixture(scope="module")
def open_server(tmp_path_factory: pytest.TempPathFactory) -> Any:
    folder = tmp_path_factory.mktemp("open")
    with editor(folder) as server:
        server.start(folder)
        server.open(folder / FILE, TEXT)
        yield server, folder / FILE


VERSION = iter(range(2, 10_000))


@pytest.mark.parametrize(("written", "offered"), CURSORS.items())
def test_ids_and_words_are_offered_while_the_text_cannot_be_read(open_server: Any, written: str, offered: list[str]) -> None:
    server, file = open_server
    broken = TEXT.replace("      serve:\n", f"      serve:\n{written.replace('¦', '')}", 1)
    if written.startswith("      ask"):
        broken = re.sub("      ask: .*", written.replace("¦", ""), TEXT)
    server.change(file, next(VERSION), {"text": TEXT})
    server.change(file, next(VERSION), {"text": broken})
    assert labels(server, file, broken, written) == offered


def test_keys_are_offered_that_are_not_there_yet(open_server: Any) -> None:
    server, file = open_server
    text = TEXT.replace("        does: Serves\n", "        does: Serves\n        \n")
    server.change(file, next(VERSION), {"text": text})
    keys = labels(server, file, text, "does: Serves\n        ¦\n")
    assert {"stage", "time", "with", "fails"} <= {*keys}
    assert {"lane", "does", "actor", "ends", "next", "choose", "fork"}.isdisjoint(keys)
    text = TEXT.replace("channels: [till], next", "wh, channels: [till], next")
    server.change(file, next(VERSION), {"text": text})
    assert "time" in labels(server, file, text, "wh¦, channels")


def test_stages_of_standards_are_offered(open_server: Any) -> None:
    server, file = open_server
    text = TEXT.replace("realises: [iso-10002/receipt]", "realises: [iso-10002/re]")
    server.change(file, next(VERSION), {"text": text})
    line, column = place(text, "iso-10002/re¦]")
    found = server.ask("textDocument/completion", server.at(file, line, column))
    (receipt,) = (each for each in found if each["label"] == "iso-10002/receipt")
    assert applied(text, [receipt["textEdit"]]) == TEXT


def test_what_is_missing_can_be_written(tmp_path: Path) -> None:
    text = TEXT.replace("kind: complaint-handling", "kind: feedback").replace("        realises: [iso-10002/receipt]\n", "")
    file = tmp_path / FILE
    for capabilities in ({}, RESOLVING):
        with editor(tmp_path) as server:
            server.start(tmp_path, **capabilities)
            (missing,) = (each for each in server.open(file, text) if each["code"] == "CMP001")
            asked = {"textDocument": {"uri": file.as_uri()}, "range": missing["range"], "context": {"diagnostics": [missing]}}
            found = server.ask("textDocument/codeAction", asked)
            action = next(each for each in found if "CMP001" in each["title"] and "missing" in each["title"])
            assert ("edit" in action) == (not capabilities)
            action = action if "edit" in action else server.ask("codeAction/resolve", action)
            mended = applied(text, action["edit"]["changes"][file.as_uri()])
            assert "CMP001" not in codes(server.change(file, 2, {"text": mended}))
            assert server.leave() == 0


def test_a_finding_can_be_accepted_on_its_line(tmp_path: Path) -> None:
    file = tmp_path / FILE
    text = TEXT.replace("channels:\n  till", "channels:\n  fax: {title: Fax, kind: offline}\n  till")
    with editor(tmp_path) as server:
        server.start(tmp_path)
        (unused,) = (each for each in server.open(file, text) if each["code"] == "REF007")
        asked = {"textDocument": {"uri": file.as_uri()}, "range": unused["range"], "context": {"diagnostics": [unused]}}
        (accept,) = (each for each in server.ask("textDocument/codeAction", asked) if "Accept" in each["title"])
        accepted = applied(text, accept["edit"]["changes"][file.as_uri()])
        assert "# blueprint: ignore[REF007]" in accepted
        assert "REF007" not in codes(server.change(file, 2, {"text": accepted}))


def test_settings_are_those_of_the_nearest_file_and_mistakes_in_them_are_told(tmp_path: Path) -> None:
    file, settings = tmp_path / FILE, tmp_path / "blueprint.toml"
    settings.write_text('preset = "strict"\n')
    with editor(tmp_path) as server:
        server.start(tmp_path)
        file.write_text(TEXT)
        assert codes(server.open(file, TEXT)) == list(check_paths([file]).codes)
        settings.write_text('preset = "strickt"\n')
        server.tell("workspace/didChangeWatchedFiles", changes=[])
        assert "strickt" in server.wait_for("window/showMessage")["message"]
        (trouble,) = server.findings(file)
        assert "strickt" in trouble["message"]
        settings.write_text('select = ["REF"]\n')
        server.tell("textDocument/didSave", textDocument={"uri": file.as_uri()})
        assert {code[:3] for code in codes(server.findings(file))} <= {"REF"}
        assert server.leave() == 0


def test_several_blueprints_in_a_file_and_in_a_page_of_markdown(tmp_path: Path) -> None:
    broken = TEXT.replace("next: serve", "next: serv").replace("corner-shop", "other-shop")
    stream, page, plain = tmp_path / "two.blueprint.yaml", tmp_path / "page.md", tmp_path / "notes.yaml"
    with editor(tmp_path) as server:
        server.start(tmp_path)
        both = f"{TEXT}---\n{broken}"
        (wrong,) = (each for each in server.open(stream, both) if each["code"] == "REF001")
        assert taken(both, wrong["range"]) == "serv"
        assert wrong["range"]["start"]["line"] > TEXT.count("\n")
        text = f"# A page 😀\n\n```yaml\n{broken}```\n\nMore.\n"
        (wrong,) = (each for each in server.open(page, text, "markdown") if each["code"] == "REF001")
        assert taken(text, wrong["range"]) == "serv"
        assert "Asks" in hovered(server, page, "start: a¦sk", text)
        assert labels(server, page, text, "next: se¦rv}") == ["ask", "serve"]
        assert server.open(plain, "services: {web: {image: nginx}}\n") == []
        assert server.open(tmp_path / "empty.blueprint.yaml", "")[0]["code"].startswith("SYN")


def test_a_blueprint_in_json(tmp_path: Path) -> None:
    file = tmp_path / "shop.blueprint.json"
    text = (
        '{"blueprint": 1, "id": "shop", "title": "Shop", "processes": {"sale": {"title": "Sale", "phase": "in-sale",\n'
        ' "kind": "purchase", "start": "ask", "steps": {"ask": {"lane": "customer", "does": "Asks", "next": "serv"},\n'
        ' "serve": {"lane": "frontstage", "does": "Serves", "ends": "Served"}}}}}'
    )
    with editor(tmp_path) as server:
        server.start(tmp_path)
        assert "REF001" in codes(server.open(file, text, "json"))
        assert labels(server, file, text, '"next": "se¦rv"') == ["ask", "serve"]
        found = server.ask("textDocument/completion", server.at(file, *place(text, '"next": "se¦rv"')))
        assert applied(text, [found[1]["textEdit"]]) == text.replace('"serv"', '"serve"')


def test_nothing_an_editor_sends_stops_the_server(tmp_path: Path) -> None:
    file = tmp_path / FILE
    with editor(tmp_path) as server:
        server.start(tmp_path)
        for method in ("hover", "completion", "definition", "documentSymbol", "references", "prepareRename"):
            context = {"context": {"includeDeclaration": True}} if method == "references" else {}
            unknown = server.at(tmp_path / "unknown.yaml", 0, 0, **context)
            assert "not open" in server.answer(f"textDocument/{method}", unknown)["error"]["message"]
        server.send(id="odd", method="textDocument/hover", params={"nonsense": True})
        assert "Invalid Params" in server.wait_for("window/showMessage")["message"]
        assert "error" in server.answer("no/such/method", {})
        server.write(b"this is no JSON")
        server.write(b'{"jsonrpc": "2.0"}')
        server.tell("textDocument/didChange", textDocument={"uri": "untitled:x", "version": 1}, contentChanges=[{"text": "x"}])
        server.open(file, TEXT)
        far = server.at(file, 9999, 9999)
        assert server.ask("textDocument/hover", far) is None
        assert server.ask("textDocument/definition", far) is None
        taken_name = server.at(file, *place(TEXT, "next: ser¦ve"), newName="ask")
        assert "is there already" in server.answer("textDocument/rename", taken_name)["error"]["message"]
        bad_name = server.at(file, *place(TEXT, "next: ser¦ve"), newName="No Name")
        assert "small letters" in server.answer("textDocument/rename", bad_name)["error"]["message"]
        for version, text in enumerate(("", "\ud83d", "blueprint: [", "- \t", "&a [*a]", "{" * 200), 2):
            server.change(file, version, {"text": text})
            server.ask("textDocument/documentSymbol", {"textDocument": {"uri": file.as_uri()}})
            server.ask("textDocument/completion", server.at(file, 0, 1))
            server.ask("textDocument/hover", server.at(file, 0, 1))
        assert codes(server.change(file, 99, {"text": TEXT})) == codes(server.open(tmp_path / "again.blueprint.yaml", TEXT))
        assert server.leave() == 0


def test_a_rule_that_prints_and_one_that_fails_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "blueprint.toml").write_text('packs = ["./house.py"]\n')
    (tmp_path / "house.py").write_text(
        "from blueprint.rules import Severity, rule\n\n\n"
        "@rule('HSE001', Severity.warning, source='House', bad='', good='', spares='Nothing.')\n"
        "def broken(view):\n    '''It fails.'''\n    print('Content-Length: 3')\n    raise RuntimeError('oh dear')\n    yield\n"
    )
    with editor(tmp_path) as server:
        server.start(tmp_path)
        found = server.open(tmp_path / FILE, TEXT)
        assert "oh dear" in found[0]["message"]
        assert server.leave() == 0


def test_an_editor_that_goes_without_a_word_leaves_no_server(tmp_path: Path) -> None:
    with editor(tmp_path) as server:
        server.start(tmp_path)
        assert server.process.stdin is not None
        server.process.stdin.close()
        server.process.wait(TIMEOUT)
