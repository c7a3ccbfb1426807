"""What can be said on the command line."""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from importlib import import_module
from typing import Any

from blueprint import __version__
from blueprint.terminal import width_of

FORMATS = ("text", "concise", "json", "json-lines", "sarif", "github", "gitlab", "junit", "checkstyle", "markdown")
FAIL_ON = ("error", "warning", "info", "never")
PRESETS = ("correctness", "recommended", "strict")
PHASES = ("pre-sale", "in-sale", "after-sale")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the arguments; SystemExit as argparse does, with 2 for a call that makes no sense."""
    parser = _parser(arguments[0] if arguments else "")
    options = parser.parse_args(arguments)
    if options.command is None:
        parser.print_help()
        raise SystemExit(2)
    return options


class _Help(argparse.HelpFormatter):
    """Help as wide as reports are. argparse would import a whole package to measure the terminal, on every call."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=width_of(sys.stdout) - 2)


def _parser(wanted: str) -> argparse.ArgumentParser:
    """The parser; where the wanted command is known, it need not know the others' arguments."""
    parser = argparse.ArgumentParser(
        prog="blueprint",
        description="Service blueprints as files: check them, draw them, read them.",
        epilog="Exit status: 0 nothing to object, 1 findings, 2 a call that cannot be carried out, 3 our own fault.",
        allow_abbrev=False,
        formatter_class=_Help,
    )
    parser.add_argument("--version", action="version", version=f"blueprint {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND", title="commands")
    known = wanted in {name for name, _, _ in _COMMANDS}
    for name, help, add in _COMMANDS:
        if known and name != wanted:
            continue
        about = f"{help[:1].upper()}{help[1:]}."
        command = commands.add_parser(name, help=help, description=about, allow_abbrev=False, formatter_class=_Help)
        command.set_defaults(run=_later(name))
        add(command)
    return parser


def _later(command: str) -> Callable[[argparse.Namespace], int]:
    """The function of a command, whose module is imported when it is called."""

    def run(options: argparse.Namespace) -> int:
        module = import_module(f"blueprint.cli.{command.replace('-', '_')}")
        status: int = module.run(options)
        return status

    return run


def _add_rules_chosen(command: Any) -> None:
    command.add_argument("--preset", choices=PRESETS, help="the set of rules (default: recommended)")
    command.add_argument("--select", metavar="CODES", type=_codes, action="extend", help="only these: CMP,RET001")
    command.add_argument("--ignore", metavar="CODES", type=_codes, action="extend", help="leave out these rules or families")
    command.add_argument("--config", metavar="FILE", help="settings, instead of the nearest blueprint.toml or pyproject.toml")


def _check(command: Any) -> None:
    command.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: here); - for standard input")
    command.add_argument("--format", choices=FORMATS, default="text", help="how to report (default: text)")
    command.add_argument(
        "--output", metavar="FORMAT=FILE", type=_output, action="append", default=[], help="write a report to a file as well"
    )
    command.add_argument("--fail-on", choices=FAIL_ON, help="the least severity that gives exit status 1 (default: error)")
    _add_rules_chosen(command)
    command.add_argument("--today", metavar="DATE", type=_day, help="the day to judge review dates by, such as 2026-11-21")
    command.add_argument("-j", "--jobs", metavar="N", type=_jobs, default=1, help="processes to share the work out to")
    command.add_argument("-q", "--quiet", action="store_true", help="show no progress on the terminal")
    command.add_argument("--since", metavar="REF", help="only what is new, or changed in meaning, since this revision of git")
    command.add_argument("--allow-empty", action="store_true", help="pass where there is no blueprint to check")
    command.add_argument("--force-exclude", action="store_true", help="leave out what is excluded although the call names it")
    command.add_argument("--baseline", metavar="FILE", help="findings written there do not count")
    change = command.add_mutually_exclusive_group()
    change.add_argument("--write-baseline", metavar="FILE", help="write all present findings there, and pass")
    change.add_argument("--prune-baseline", action="store_true", help="take out of the baseline what is no longer found")
    command.add_argument("--stdin-filename", metavar="NAME", default="stdin.blueprint.yaml", help="the name of what - reads")


def _render(command: Any) -> None:
    command.add_argument("path", metavar="PATH", help="the blueprint")
    command.add_argument("-o", "--output", metavar="OUT", required=True, help=".svg, .png, .pdf or .dot; - for standard output")
    command.add_argument("--format", choices=("svg", "png", "pdf", "dot"), help="the format, where OUT does not tell it")
    command.add_argument("--process", metavar="ID", action="append", help="draw this process only (may be repeated)")
    command.add_argument("--phase", choices=PHASES, help="draw the processes of this phase only")
    layers = "cost, systems, data, promises, emotion; time: what cases take and cost, the critical path, how promises fare"
    command.add_argument("--show", metavar="LAYERS", type=_layers, action="extend", default=[], help=f"show as well: {layers}")
    command.add_argument(
        "--hide", metavar="LAYERS", type=_layers, action="extend", default=[], help="leave out: evidence, time, icons"
    )
    command.add_argument("--wrap", metavar="N", type=int, default=12, help="columns to a row (default: 12); 0: any number")
    command.add_argument("--scale", metavar="N", type=float, default=1.0, help="make a PNG larger: 2 for twice the dots each way")
    command.add_argument("--theme", default="light", metavar="THEME", help="light, dark, print, contrast, or a .toml file")
    command.add_argument("--findings", action="store_true", help="number the findings on their steps, and list them")
    _add_rules_chosen(command)
    command.add_argument("--split", action="store_true", help="a file for each process: OUT-process.svg")
    command.add_argument("--fault", metavar="CODE[@STEP]", help="mark the case that shows a finding: FLW003@hand-over")
    command.add_argument(
        "--engine", choices=("embedded", "system"), default="embedded", help="whose Graphviz draws (default: embedded)"
    )


def _show(command: Any) -> None:
    command.add_argument("path", metavar="PATH", help="the blueprint")
    command.add_argument("--format", choices=("text", "markdown", "html"), default="text", help="how to tell it (default: text)")
    command.add_argument("--process", metavar="ID", action="append", help="show this process only (may be repeated)")


def _coverage(command: Any) -> None:
    command.add_argument("path", metavar="PATH", help="the blueprint")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to tell it (default: text)")
    command.add_argument("--config", metavar="FILE", help="settings that name standards of your own")
    command.add_argument("--today", metavar="DATE", type=_day, help="the day on which stages are in force, such as 2026-11-21")


def _time(command: Any) -> None:
    command.add_argument("path", metavar="PATH", help="the blueprint")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to tell it (default: text)")
    command.add_argument("--process", metavar="ID", action="append", help="this process only (may be repeated)")
    demand = "what must hold, such as 'p95 <= 3d' or 'shop: margin >= 0.10'; exit status 1 where it does not (may be repeated)"
    command.add_argument("--assert", dest="asserted", metavar="EXPR", action="append", default=[], help=demand)
    change = "tell what would change, such as pay.time.work=3min or pay.choose.ship.share=20%% (may be repeated)"
    command.add_argument("--what-if", metavar="PLACE=VALUE", action="append", default=[], help=change)
    command.add_argument(
        "--simulate", metavar="N", type=_cases, help="play N cases by chance as well, and tell what came of them"
    )
    command.add_argument("--seed", metavar="S", type=int, default=1, help="the same seed plays the same cases (default: 1)")


def _conform(command: Any) -> None:
    command.add_argument("path", metavar="PATH", help="the blueprint")
    command.add_argument("--log", metavar="LOG", required=True, help="what really happened: .csv or .xes, or either as .gz")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to tell it (default: text)")
    command.add_argument("--process", metavar="ID", action="append", help="the log is of this process only (may be repeated)")
    columns = "what the columns of a table are called, such as case=Ticket,activity=Status,time=Changed"
    command.add_argument("--columns", metavar="NAME=COLUMN", action="append", default=[], help=columns)
    command.add_argument("--dates", choices=("day-first", "month-first"), help="what 03/04/2026 means")
    command.add_argument("--skip-broken", action="store_true", help="go on without rows that cannot be read, and tell of them")
    named = "which step an activity is, such as 'Ship goods=deliver'; 'Print label=' leaves it out (may be repeated)"
    command.add_argument("--map", metavar="ACTIVITY=STEP", action="append", default=[], help=named)
    seen = "only these steps show in the log (default: all that occur in it)"
    command.add_argument("--only", metavar="STEPS", action="append", default=[], help=seen)
    command.add_argument("--running", action="store_true", help="cases need not have come to an end")
    demand = "what must hold, such as 'fitness >= 0.95' or 'late(pick) <= 5%%'; exit status 1 where it does not (may be repeated)"
    command.add_argument("--assert", dest="asserted", metavar="EXPR", action="append", default=[], help=demand)
    command.add_argument("--draw", metavar="OUT", help="draw planned against actual as well: .svg, .png, .pdf or .dot")
    command.add_argument("--theme", default="light", metavar="THEME", help="light, dark, print, contrast, or a .toml file")
    command.add_argument("--engine", choices=("embedded", "system"), default="embedded", help="whose Graphviz draws")
    command.add_argument("--learn", action="store_true", help="show the shares and times that were seen as a change of the file")
    command.add_argument("--write", action="store_true", help="with --learn: write them into the file")


def _innovation(command: Any) -> None:
    command.add_argument("path", metavar="PATH", help="the blueprint")
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to tell it (default: text)")
    command.add_argument("--draw", metavar="OUT", help="draw it instead: .svg, .png, .pdf or .dot; - for standard output")
    drawn = ("forces", "modes", "initiatives")
    command.add_argument("--what", choices=drawn, default="forces", help="which picture to draw (default: forces)")
    command.add_argument("--theme", default="light", metavar="THEME", help="light, dark, print, contrast, or a .toml file")
    engine = {"choices": ("embedded", "system"), "default": "embedded"}
    command.add_argument("--engine", **engine, help="whose Graphviz draws (default: embedded)")


def _fix(command: Any) -> None:
    command.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: here); - for standard input")
    command.add_argument("--diff", action="store_true", help="show what would be added, and write nothing")
    _add_rules_chosen(command)
    command.add_argument("--today", metavar="DATE", type=_day, help="the day to judge review dates by, such as 2026-11-21")
    command.add_argument("--stdin-filename", metavar="NAME", default="stdin.blueprint.yaml", help="the name of what - reads")


def _convert(command: Any) -> None:
    command.add_argument("path", metavar="IN", help="a file, such as orders.bpmn, or a folder of them")
    command.add_argument(
        "-o", "--output", metavar="OUT", required=True, help="the file or folder to write; - for standard output"
    )
    command.add_argument("--to", metavar="FORMAT", help="what to write, where OUT does not tell it (default: yaml)")
    lane = "which role a pool or lane plays, such as 'Shop=frontstage' (may be repeated)"
    command.add_argument("--lane", metavar="NAME=ROLE", action="append", default=[], help=lane)
    command.add_argument("--strict", action="store_true", help="write nothing when anything would be lost")
    command.add_argument("--force", action="store_true", help="write over files that are there")
    command.add_argument("-q", "--quiet", action="store_true", help="tell only what is wrong")


def _rules(command: Any) -> None:
    command.add_argument("--format", choices=("text", "markdown", "json"), default="text", help="how to list (default: text)")
    _add_rules_chosen(command)


def _test_rules(command: Any) -> None:
    command.add_argument(
        "packs", nargs="*", metavar="PACK", help="a file such as ./rules.py, or a module (default: those that the settings name)"
    )
    command.add_argument("--config", metavar="FILE", help="settings that name packs")


def _explain(command: Any) -> None:
    command.add_argument("codes", nargs="+", metavar="CODE", help="a rule or family, such as CMP001 or CMP")
    command.add_argument("--config", metavar="FILE", help="settings that name packs")


def _config(command: Any) -> None:
    command.add_argument("path", nargs="?", default=".", metavar="PATH", help="a file or folder (default: here)")
    command.add_argument("--config", metavar="FILE", help="settings, instead of the nearest blueprint.toml or pyproject.toml")
    command.add_argument("--format", choices=("text", "json"), default="text", help="how to tell it (default: text)")


def _schema(command: Any) -> None:
    which = command.add_mutually_exclusive_group()
    which.add_argument("--standard", action="store_true", help="the schema of standards of your own, not that of blueprints")
    which.add_argument("--settings", action="store_true", help="the schema of settings (blueprint.toml)")
    command.add_argument("-o", "--output", metavar="OUT", help="a file or folder to write to (default: standard output)")


def _new(command: Any) -> None:
    command.add_argument("name", metavar="NAME", help="the id of the service, such as corner-shop")
    templates = import_module("blueprint.templates").described() | {"sheet": "A workbook to fill in (.xlsx): one step a row."}
    listed = "".join(f"\n  {name:<16}{about}" for name, about in templates.items())
    command.epilog, command.formatter_class = f"templates:{listed}", argparse.RawDescriptionHelpFormatter
    chosen = {"metavar": "TEMPLATE", "choices": tuple(templates), "default": "minimal"}
    command.add_argument("--template", **chosen, help="what to start from, as named below (default: minimal)")
    command.add_argument(
        "-o", "--output", metavar="FILE", help="where to write (default: NAME.blueprint.yaml); - for standard output"
    )
    command.add_argument("--force", action="store_true", help="write over a file that is there")


def _lsp(command: Any) -> None:
    command.add_argument("--stdio", action="store_true", help="over standard input and output, which is always so")


_COMMANDS: tuple[tuple[str, str, Callable[[Any], None]], ...] = (
    ("check", "find what is wrong or missing in blueprints", _check),
    ("fix", "write what is missing into blueprints, as proposals", _fix),
    ("render", "draw a blueprint", _render),
    ("show", "tell a blueprint as a text outline", _show),
    ("coverage", "tell which stages of their standards the processes keep, and where", _coverage),
    ("time", "tell how long processes take, what they cost, and whether they pay", _time),
    ("conform", "tell how real cases, from an event log, ran against a blueprint", _conform),
    ("innovation", "tell or draw what drives a service to change, and what is renewed", _innovation),
    ("rules", "list the rules", _rules),
    ("test-rules", "try rules of your own by their examples", _test_rules),
    ("explain", "say why a rule exists, with a bad and a good example", _explain),
    ("config", "show the settings for a file, and where they come from", _config),
    ("schema", "print or write the JSON Schema of blueprints, standards or settings", _schema),
    ("new", "write a blueprint to start from", _new),
    ("lsp", "serve an editor: findings, completion and help while a blueprint is written", _lsp),
    ("convert", "turn files of other tools into blueprints", _convert),
)


def _layers(text: str) -> list[str]:
    return [each.strip() for each in text.split(",") if each.strip()]


def _codes(text: str) -> list[str]:
    return [code.strip() for code in text.split(",") if code.strip()]


def _jobs(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of processes from 1 to 64")
    return int(text)


def _cases(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 10_000_000:
        raise argparse.ArgumentTypeError(f"{text!r} is not a number of cases from 1 to 10000000")
    return int(text)


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date such as 2026-11-21") from None


def _output(text: str) -> tuple[str, str]:
    format, _, file = text.partition("=")
    if format not in FORMATS or not file:
        raise argparse.ArgumentTypeError(f"{text!r} is not FORMAT=FILE with one of {', '.join(FORMATS)}")
    return format, file
