"""The rules, a file for each family; what a rule is stands in :mod:`blueprint.rules.mechanism`."""

from importlib import import_module
from pathlib import Path

from blueprint.findings import Problem, Severity
from blueprint.rules.mechanism import PRESETS, Preset, Rule, Stage, ordered, rule, rules_of
from blueprint.values import remembered
from blueprint.view import View

__all__ = [
    "FAMILIES",
    "PRESETS",
    "Preset",
    "Problem",
    "Rule",
    "Severity",
    "Stage",
    "View",
    "ordered",
    "own_rules",
    "rule",
    "rules_of",
]

FAMILIES = {
    "SYN": "the text: bytes, YAML, JSON, duplicates",
    "SCH": "the form: keys and values of the format",
    "REF": "references: ids that mean something",
    "FLW": "the flow: every case can finish, every hand-over arrives",
    "LIF": "the three phases and their kinds of help",
    "CMP": "complaint handling",
    "RET": "returns, withdrawal and refund",
    "REC": "fail points and recovery",
    "STD": "the stages of the standards that a process follows",
    "VIS": "the lines of interaction and visibility",
    "PRM": "promises and expectations",
    "TIM": "time and money: work, limits, price",
    "PPL": "teams, posts, authority, and help for those who serve",
    "SEC": "personal data and payments",
    "CHN": "channels and replies",
    "INN": "driving forces of innovation, modes, initiatives",
    "REV": "review dates",
    "IGN": "ignores that are stale or wrong",
}


@remembered
def own_rules() -> tuple[Rule, ...]:
    """Every rule of this library, by code: those of each file whose name begins with the letters of a family."""
    files = (each.stem for each in Path(__file__).parent.glob("*.py"))
    names = sorted(name for name in files if name.partition("_")[0].upper() in FAMILIES)
    modules = (import_module(f"blueprint.rules.{name}") for name in names)
    return ordered(each for module in modules for each in rules_of(module))
