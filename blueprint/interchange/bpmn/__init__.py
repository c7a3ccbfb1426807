"""BPMN 2.0 to blueprints, in the dialects of the tools that write it."""

import re
from pathlib import PurePath

from blueprint.documents import DocumentError
from blueprint.interchange.bpmn.compose import process_of
from blueprint.interchange.bpmn.context import Context
from blueprint.interchange.bpmn.diagram import Diagram
from blueprint.interchange.bpmn.extras import extra
from blueprint.interchange.bpmn.fold import Fold
from blueprint.interchange.bpmn.joins import settle_joins
from blueprint.interchange.bpmn.kept import keeps_a_blueprint, kept_id, name_as_kept
from blueprint.interchange.bpmn.lanes import Lanes, lay_lanes
from blueprint.interchange.bpmn.plans import Plan, Plans, make_plans, outlets
from blueprint.interchange.bpmn.reading import read_diagram
from blueprint.interchange.bpmn.stock import Stock
from blueprint.interchange.bpmn.talks import Listening, talking
from blueprint.interchange.bpmn.titles import words
from blueprint.interchange.bpmn.vertices import Vertex, in_order
from blueprint.interchange.bpmn.xml import Tree, read_xml
from blueprint.interchange.names import Ids, one_line
from blueprint.interchange.notes import Imported, Notes
from blueprint.interchange.roles import Wishes
from blueprint.model import Blueprint

__all__ = ["read_bpmn"]


def read_bpmn(content: bytes, name: str, wishes: Wishes) -> Imported:
    """The blueprint of a BPMN file. ``wishes``: what the user says of its lanes.

    DocumentError, with line and column, for what is no BPMN 2.0 or holds no step.
    """
    tree = read_xml(content, name)
    if keeps_a_blueprint(tree.root):
        from blueprint.interchange.bpmn.again import read_again

        return read_again(tree, name, lambda each: _plainly(each, name, wishes))
    return _plainly(tree, name, wishes)


def _plainly(tree: Tree, name: str, wishes: Wishes) -> Imported:
    notes = Notes(name)
    diagram = read_diagram(tree, name, notes)
    if not any(pool.scope is not None and pool.scope.nodes for pool in diagram.pools):
        root = diagram.root
        raise DocumentError(name, (f"{name}:{root.line}:{root.column}: there is no step in this file: it has no task or event",))
    lanes = lay_lanes(diagram, wishes, notes)
    return Imported(_Making(diagram, lanes, notes).blueprint(), notes.in_order())


class _Making:
    def __init__(self, diagram: Diagram, lanes: Lanes, notes: Notes) -> None:
        self.diagram = diagram
        self.lanes = lanes
        self.notes = notes
        for pool in diagram.pools:
            pool.name = pool.name or (pool.scope.name if pool.scope else "")
        self.plans: Plans = make_plans(diagram, lanes.of_node, lanes.of_pool, notes)
        self.plan_of = self.plans.of_node()

    def blueprint(self) -> Blueprint:
        for plan in self.plans.all:
            for flow in outlets(plan):
                target = self.plan_of.get(flow.target.id)
                if target is not None:
                    target.entered.add(flow.target.id)
        heard = talking(self.diagram, self.plan_of)
        folds = [(plan, Fold(plan, heard)) for plan in self.plans.all]
        ids = Ids((kept_id(plan.scope.element, "process") for plan in self.plans.all), word="process")
        given: set[str] = set()
        made: list[tuple[Plan, Fold, list[Vertex]]] = []
        for plan, fold in folds:
            own = kept_id(plan.scope.element, "process")
            plan.id = own if own and own not in given else ids.new(plan.title, plan.scope.id)
            given.add(plan.id)
            made.append((plan, fold, self.named(fold)))
            if plan.scope.is_ad_hoc and fold.starts and fold.starts[0].words:
                self.notes.guessed(
                    plan.scope.element, f"what is in '{plan.title}' may be done as wanted; here, one or more are chosen"
                )
        vertices = {vertex.node.id: vertex for _, _, found in made for vertex in found if not vertex.words}
        talks = Listening(self.diagram, self.lanes, vertices, self.plan_of, self.notes).all()
        stock = Stock(self.diagram, self.notes)
        context = Context(self.diagram, self.lanes, self.plans, vertices, self.plan_of, talks, stock, self.notes)
        processes = {plan.id: process_of(context, plan, fold, found) for plan, fold, found in made}
        phase = "the phase of each process is taken for in-sale, its kind for other: BPMN does not say"
        self.notes.guessed(self.diagram.root, phase)
        used = {lane for process in processes.values() for step in process.steps.values() for lane in (step.lane, *step.with_)}
        name = self.title()
        return Blueprint(
            id=Ids(word="service").new(name, PurePath(self.diagram.name).name.partition(".")[0]),
            title=name,
            description="\n\n".join(dict.fromkeys(self.diagram.remarks)) or None,
            actors=stock.all_actors,
            systems=stock.all_systems,
            data=stock.all_data,
            lanes={id: lane for id, lane in self.lanes.own.items() if id in used},
            processes=processes,
            extra={"x-bpmn": extra(self.diagram.root, self.diagram.prefixes)},
        )

    def named(self, fold: Fold) -> list[Vertex]:
        """The steps of a plan, each with its id."""
        found, unfit = settle_joins(fold.steps())
        for vertex in unfit:
            element = (vertex.waits_at or vertex.node).element
            self.notes.lost(
                element, f"'{words(vertex)}' waits for the ways that were taken, but of no one choice; here, ways merge"
            )
        ids = Ids(["all", *name_as_kept(found)])
        for vertex in found:
            vertex.id = vertex.id or ids.new(words(vertex), vertex.node.id)
        return in_order(found, fold.starts)

    def title(self) -> str:
        """The name of the service: of the file, its only process, or the pool with the most steps."""
        pools = [pool for pool in self.diagram.pools if pool.scope is not None and pool.scope.nodes]
        largest = max(pools, key=lambda pool: len(pool.scope.nodes) if pool.scope is not None else 0)
        scope = largest.scope.name if largest.scope is not None else ""
        stem = PurePath(self.diagram.name).name.partition(".")[0]
        said = one_line(self.diagram.root.get("name"))
        alone = (largest.name or scope) if len(pools) == 1 else ""
        return said or alone or one_line(re.sub(r"[_-]+", " ", stem)) or "Service"
