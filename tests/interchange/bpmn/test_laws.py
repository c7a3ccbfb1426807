"""Laws of reading BPMN: the flow means what it meant, whatever is read can be written and checked, and nothing crashes."""

import os
import re
from collections import Counter
from pathlib import Path
from random import Random

from hypothesis import example, given
from hypothesis import strategies as st

from blueprint import check
from blueprint.documents import DocumentError, dumps, loads
from blueprint.flow import analyse
from blueprint.flow.graph import BEGIN, Graph
from blueprint.interchange import from_bpmn
from blueprint.interchange.notes import Imported
from tests.flow.random_graphs import random_graph
from tests.flow.token_game import game_of
from tests.interchange.bpmn.writing import as_bpmn

FILES = [each.read_bytes() for each in sorted(Path(__file__).parent.glob("*.bpmn*"))]
TIMES = 10 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 1
OF_THE_FILE = ("SYN", "SCH", "REF")


def has_dead_end(graph: Graph) -> bool:
    """BPMN lets a way end anywhere; the game does not."""
    ends = (not graph.outs[node] for node in range(2, len(graph.kinds)) if graph.kinds[node] != "stop")
    return any(ends) or not graph.outs[BEGIN]


def test_a_flow_is_as_sound_as_it_was() -> None:
    """What the token game says of the gateways holds of the steps that they became, as long as nothing was lost."""
    found: Counter[object] = Counter()
    for seed in range(700 * TIMES):
        dice = Random(seed)
        graph = random_graph(dice)
        played = game_of(graph).is_sound()
        if has_dead_end(graph) or played is None:
            continue
        imported = from_bpmn(as_bpmn(graph, dice))
        if imported.losses:
            found["lossy"] += 1
            continue
        (process,) = imported.blueprint.processes.values()
        sound = analyse(process).is_sound
        # A step that stops the case at once is never seen to be done twice.
        assert sound == played or (sound and "stop" in graph.kinds), f"seed {seed}: the game says {played}"
        found[played] += 1
    assert min(found[True], found[False]) > 200 * TIMES, found
    assert found["lossy"] < 100 * TIMES, found


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_what_is_read_can_be_written_and_checked(dice: Random, size: int) -> None:
    graph = random_graph(dice, size=size)
    imported = from_bpmn(as_bpmn(graph, dice))
    stands(imported)


@given(st.randoms(use_true_random=False), st.integers(1, 12))
def test_every_task_is_one_step(dice: Random, size: int) -> None:
    content = as_bpmn(random_graph(dice, size=size), dice)
    (process,) = from_bpmn(content).blueprint.processes.values()
    done = [step.does for step in process.steps.values() if step.does.startswith("Does ")]
    assert sorted(done) == sorted(re.findall(r'name="(Does \d+)"', content.decode()))


@given(st.randoms(use_true_random=False))
def test_the_ids_of_the_file_change_nothing(dice: Random) -> None:
    graph = random_graph(dice)
    content = as_bpmn(graph, dice)
    renamed = re.sub(rb'"(n|f|end)(\d+)"', rb'"other-\1-\2"', content)
    assert plain_steps(from_bpmn(renamed)) == plain_steps(from_bpmn(content))


def plain_steps(imported: Imported) -> object:
    """The processes without what is kept of the file."""
    return [
        {id: {key: each for key, each in step.plain().items() if key != "x-bpmn"} for id, step in process.steps.items()}
        for process in imported.blueprint.processes.values()
    ]


@given(st.randoms(use_true_random=False))
def test_the_same_file_gives_the_same_blueprint(dice: Random) -> None:
    content = as_bpmn(random_graph(dice), dice)
    assert from_bpmn(content) == from_bpmn(content)


def stands(imported: Imported) -> None:
    """The blueprint survives its own file, and nothing is wrong with that."""
    assert loads(dumps(imported.blueprint)) == imported.blueprint
    assert not [each for each in check(imported.blueprint) if each.code.startswith(OF_THE_FILE)]
    for note in imported.notes:
        assert note.message
        assert note.line > 0
        assert note.column > 0


def test_every_file_of_these_tests_stands() -> None:
    assert len(FILES) == 6
    for content in FILES:
        stands(from_bpmn(content))


WORDS = (b"exclusiveGateway", b"parallelGateway", b"inclusiveGateway", b"eventBasedGateway", b"complexGateway", b"task",
         b"startEvent", b"endEvent", b"intermediateCatchEvent", b"boundaryEvent", b"subProcess", b"adHocSubProcess",
         b"sequenceFlow", b"process", b"lane", b"participant", b"sourceRef", b"targetRef", b"id=", b"name=", b"default=",
         b"attachedToRef", b"timerEventDefinition", b"P3D", b"association", b"definitions")  # fmt: skip


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A file of these tests with words exchanged, tags or stretches taken out, bytes changed."""
    content = draw(st.sampled_from(FILES))
    for _ in range(draw(st.integers(1, 4))):
        place, other = draw(st.integers(0, len(content))), draw(st.integers(0, len(content)))
        how = draw(st.sampled_from(["words", "words", "once", "tag", "tag", "cut", "end", "byte"]))
        one, two = draw(st.sampled_from(WORDS)), draw(st.sampled_from(WORDS))
        if how == "words":
            content = content.replace(one, two)
        elif how == "once":
            content = content[:place] + content[place:].replace(one, two, 1)
        elif how == "tag":
            begin = content.find(b"<", place)
            content = content[:begin] + content[content.find(b">", begin) + 1 :] if begin >= 0 else content
        elif how == "cut":
            content = content[: min(place, other)] + content[max(place, other) :]
        elif how == "end":
            content = content[:place]
        else:
            content = content[:place] + bytes([draw(st.integers(0, 255))]) + content[place + 1 :]
    return content


@given(spoilt() | st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass")))
@example(b"")
@example(b"<")
@example(b"\xef\xbb\xbf<definitions/>")
@example(b"<?xml version='1.0' encoding='no-such'?><a/>")
@example(b"<?xml version='1.0' encoding='utf-16'?><a/>")
def test_any_bytes_end_in_a_blueprint_or_a_message_with_a_place(content: bytes) -> None:
    read = imported_or_mistakes(content)
    if isinstance(read, Imported):
        stands(read)
        return
    assert read
    for mistake in read:
        name, line, column, _ = mistake.split(":", 3)
        assert name == "any.bpmn"
        assert int(line) > 0
        assert int(column) > 0


def imported_or_mistakes(content: bytes) -> Imported | tuple[str, ...]:
    try:
        return from_bpmn(content, name="any.bpmn")
    except DocumentError as error:
        return error.mistakes
