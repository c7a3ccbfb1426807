"""What `fix` writes: whole processes as data in files beside this one, filled with the people and channels of a blueprint.

In them ``actor: staff`` and ``customer``, ``channels: [any]``, ``[two-way]`` and ``[online]``, the roles as lanes, and
kinds of process under ``opens`` stand for what the blueprint has of the sort; where it has none, they are left out.
"""

from collections.abc import Mapping
from pathlib import Path as FilePath
from typing import Any, Final

from blueprint.fix.surroundings import any_channels, customer_of, lane_of, online_channels, staff_of, two_way_channels
from blueprint.model import ROLES
from blueprint.source import read_source
from blueprint.values import remembered
from blueprint.view import View

HOME: Final = FilePath(__file__).parent / "skeletons"

_CHANNELS: Final = {"any": any_channels, "two-way": two_way_channels, "online": online_channels}


@remembered
def skeleton(name: str) -> Mapping[str, Any]:
    """A skeleton as it is written."""
    content: Mapping[str, Any] = read_source((HOME / f"{name}.yaml").read_bytes(), name, "yaml").data
    return content


def filled_process(process: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A process of a skeleton, filled for a blueprint."""
    steps = {name: filled_step(step, view) for name, step in process["steps"].items()}
    return {**process, "steps": steps}


def filled_step(step: Mapping[str, Any], view: View) -> dict[str, Any]:
    """A step of a skeleton, or a part of one, filled for a blueprint."""
    new: dict[str, Any] = {}
    for key, value in step.items():
        match key:
            case "lane":
                value = lane_of(view, value)
            case "actor":
                value = customer_of(view) if value == "customer" else staff_of(view)
            case "channels":
                value = list(_CHANNELS[value[0]](view))
            case "opens":
                value = [name for kind in value for name in view.of_kind(kind)]
            case "with":
                value = {_lane(lane, view): filled_step(part, view) for lane, part in value.items()}
        if value:
            new[key] = value
    return new


def _lane(lane: str, view: View) -> str:
    return lane_of(view, lane) if lane in ROLES else lane
