"""The outline as text for a terminal."""

import textwrap
from collections.abc import Iterator

from attrs import frozen

from blueprint.model import PHASES, Process, Step
from blueprint.outline.words import Words, rhythm
from blueprint.terminal import Style, clean


@frozen(eq=False)
class Outline:
    """Turns the words of a blueprint into lines of one width."""

    words: Words
    style: Style
    width: int

    def whole(self) -> Iterator[str]:
        """The blueprint itself, and its cast."""
        first, *more = self.words.head()
        yield self.style.paint("bold", clean(self.words.blueprint.title))
        for text in (first, *more):
            yield from self._wrapped(text, "")
        for title, items in self.words.cast():
            yield ""
            yield self.style.paint("bold", title)
            for item in items:
                yield from self._wrapped(item, "  ", "    ")

    def processes(self, wanted: tuple[str, ...]) -> Iterator[str]:
        """These processes, by phase."""
        for phase in PHASES:
            chosen = [each for each in wanted if self.words.blueprint.processes[each].phase == phase]
            if chosen:
                yield from ("", self.style.paint("bold", self.words.phase(phase).upper()))
            for each in chosen:
                yield from ("", *self._process(each))

    def _process(self, process_id: str) -> Iterator[str]:
        process = self.words.blueprint.processes[process_id]
        yield self.style.paint("bold", clean(process.title)) + f" [{process_id}]"
        for text in self.words.about(process):
            yield from self._wrapped(text, "  ")
        stage = None
        for step in process.steps.values():
            if step.stage and step.stage != stage:
                yield f"  -- {clean(step.stage)} --"
            stage = step.stage
            yield from self._step(process, step)

    def _step(self, process: Process, step: Step) -> Iterator[str]:
        words = self.words
        yield from self._wrapped(f"{words.lane(step.lane)}: {step.does}{_noted(words.facts(step))}", "  * ", "    ")
        for lane, part in step.with_.items():
            said = f"with {words.lane(lane)}: {rhythm(part)}{part.does}{_noted(words.facts(part))}"
            yield from self._wrapped(said, "      ", "        ")
        for line in words.marks(process, step):
            yield from self._wrapped(line, "      ", "        ")
        for line in words.ways(process, step):
            yield from self._wrapped(f"-> {line}", "      ", "         ")

    def _wrapped(self, text: str, indent: str, more: str | None = None) -> list[str]:
        return textwrap.wrap(
            clean(text),
            self.width,
            initial_indent=indent,
            subsequent_indent=indent if more is None else more,
            break_on_hyphens=False,
        )


def _noted(facts: str) -> str:
    return f" ({facts})" if facts else ""
