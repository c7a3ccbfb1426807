"""Generated sets of driving forces, links and initiatives, and small ones by hand."""

from typing import Any

from hypothesis import strategies as st

from blueprint.documents import loads
from blueprint.model import Blueprint
from blueprint.model_innovation import FORCES, Innovation
from blueprint.testing.strategies import elements

WEIGHTS = ("dominant", "strong", "weak", "absent")
ENDS = (*FORCES, "sales", "member")

_links = st.fixed_dictionaries(
    {"from": st.sampled_from(ENDS), "to": st.sampled_from(ENDS), "way": st.sampled_from(["one-way", "interacting"])}
)
_networks = st.fixed_dictionaries({"title": st.just("Network"), "members": st.just(["member"])})
_initiatives = st.dictionaries(
    st.sampled_from("abc"),
    st.fixed_dictionaries(
        {"title": st.just("New"), "kinds": st.lists(st.sampled_from(["specialised", "product", "process"]), unique=True)}
    ),
)


@st.composite
def force_sets(draw: st.DrawFn) -> Innovation:
    """Innovation sections that say much or little of the forces, as the modes' signs ask for."""
    weights = st.sampled_from(WEIGHTS)
    forces = draw(st.dictionaries(st.sampled_from(FORCES), weights))
    plain: dict[str, Any] = {"forces": forces, "links": draw(st.lists(_links, max_size=8)), "initiatives": draw(_initiatives)}
    if draw(st.booleans()):
        plain["network"] = draw(_networks)
    return Innovation.read(plain)


whole_sections = elements(Innovation)
"""Any section on innovation at all."""

SALE = "{title: Sale, phase: in-sale, kind: other, start: buy, steps: {buy: {lane: customer, does: Buys, ends: Bought}}}"


def service(innovation: str, *, head: str = "") -> Blueprint:
    """A small service with this section (indented by two)."""
    text = f"blueprint: 1\nid: shop\ntitle: Shop\n{head}innovation:\n{innovation}\nprocesses:\n  sale: {SALE}\n"
    return loads(text)
