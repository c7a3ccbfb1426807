"""The standards that are known: those built in, each read when it is first asked for, and own ones beside them."""

from collections.abc import Iterator, Mapping
from pathlib import Path as FilePath
from typing import TYPE_CHECKING, Final

from blueprint.values import EMPTY, remembered

if TYPE_CHECKING:
    from blueprint.standards.model import StageModel

# The kinds stand in the files too; here they spare a check reading files that its processes do not need.
BUILT_IN: Final[Mapping[str, tuple[str, ...]]] = {
    "iso-10002": ("complaint-handling",),
    "eu-withdrawal": ("withdrawal",),
    "scor-return": ("return",),
    "service-recovery": (),
    "itil-incident": (),
}
"""The standards built in, and the kinds of process that imply each."""


class Standards(Mapping[str, "StageModel"]):
    """Standards by id: ``own`` ones, whose extensions are settled, and those built in. An own one hides a built-in one."""

    __slots__ = ("own",)

    def __init__(self, own: Mapping[str, "StageModel"] = EMPTY) -> None:
        self.own = own

    def __getitem__(self, name: str) -> "StageModel":
        return self.own[name] if name in self.own else built_in(name)

    def __contains__(self, name: object) -> bool:
        return name in self.own or name in BUILT_IN

    def __iter__(self) -> Iterator[str]:
        yield from BUILT_IN
        yield from (name for name in self.own if name not in BUILT_IN)

    def __len__(self) -> int:
        return len(BUILT_IN.keys() | self.own.keys())

    def implied_by(self, kind: str) -> tuple[str, ...]:
        """The standards that a process of this kind owes without saying so."""
        return tuple(name for name in self if kind in (self.own[name].kinds if name in self.own else BUILT_IN[name]))

    def bases(self, name: str) -> Iterator[str]:
        """The standards that one extends, directly or in the end; not itself."""
        seen = {name}
        while name in self.own and (base := self.own[name].extends) and base not in seen:
            yield base
            seen.add(base)
            name = base


KNOWN: Final = Standards()


@remembered
def built_in(name: str) -> "StageModel":
    """A standard that is built in; KeyError for a name that is none."""
    from blueprint.source import read_source
    from blueprint.standards.model import StageModel

    if name not in BUILT_IN:
        raise KeyError(name)
    text = (FilePath(__file__).parent / f"{name}.yaml").read_bytes()
    return StageModel.made(read_source(text, name, "yaml").data)
