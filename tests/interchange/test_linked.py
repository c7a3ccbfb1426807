"""Linked data: read by another library without a network, and held against shapes of schema.org's and CPSV-AP's own words."""

import json
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from blueprint import load, loads
from blueprint.interchange.linked import document, write_jsonld
from blueprint.model import Blueprint

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
SCHEMA = "https://schema.org/"
# rdflib's own reader of JSON-LD still uses a class that rdflib has deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")

# Written from the definitions of schema.org (version 29) and of CPSV-AP 3.2.
SHAPES = """
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix s: <https://schema.org/> .
@prefix cpsv: <http://purl.org/vocab/cpsv#> .
@prefix cv: <http://data.europa.eu/m8g/> .
@prefix dct: <http://purl.org/dc/terms/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

[] sh:targetClass s:Service, s:GovernmentService ;
   sh:property [ sh:path s:name ; sh:minCount 1 ; sh:maxCount 1 ; sh:datatype xsd:string ] ;
   sh:property [ sh:path s:availableChannel ; sh:class s:ServiceChannel ] ;
   sh:property [ sh:path s:offers ; sh:class s:Offer ] .
[] sh:targetClass s:ServiceChannel ; sh:property [ sh:path s:name ; sh:minCount 1 ] .
[] sh:targetClass s:Offer ;
   sh:property [ sh:path s:price ; sh:minCount 1 ; sh:pattern "^[0-9]+(\\\\.[0-9]+)?$" ] ;
   sh:property [ sh:path s:priceCurrency ; sh:minCount 1 ; sh:pattern "^[A-Z]{3}$" ] ;
   sh:property [ sh:path s:hasMerchantReturnPolicy ; sh:class s:MerchantReturnPolicy ] .
[] sh:targetClass s:MerchantReturnPolicy ;
   sh:property [ sh:path s:merchantReturnDays ; sh:maxCount 1 ; sh:datatype xsd:integer ; sh:minInclusive 1 ] ;
   sh:property [ sh:path s:returnPolicyCategory ; sh:maxCount 1 ; sh:in ( s:MerchantReturnFiniteReturnWindow ) ] ;
   sh:property [ sh:path s:returnMethod ; sh:in ( s:ReturnByMail s:ReturnInStore s:ReturnAtKiosk ) ] ;
   sh:property [ sh:path s:returnFees ; sh:maxCount 1 ; sh:in ( s:FreeReturn ) ] ;
   sh:property [ sh:path s:refundType ; sh:maxCount 1 ; sh:in ( s:FullRefund ) ] .
[] sh:targetClass cpsv:PublicService ;
   sh:property [ sh:path dct:identifier ; sh:minCount 1 ; sh:maxCount 1 ] ;
   sh:property [ sh:path dct:title ; sh:minCount 1 ] ;
   sh:property [ sh:path dct:description ; sh:minCount 1 ] ;
   sh:property [ sh:path cv:hasCompetentAuthority ; sh:minCount 1 ; sh:class cv:PublicOrganisation ] ;
   sh:property [ sh:path cv:hasChannel ; sh:class cv:Channel ] ;
   sh:property [ sh:path cv:hasCost ; sh:class cv:Cost ] ;
   sh:property [ sh:path cv:processingTime ; sh:maxCount 1 ; sh:datatype xsd:duration ] .
[] sh:targetClass cv:Channel ; sh:property [ sh:path dct:identifier ; sh:minCount 1 ] .
[] sh:targetClass cv:PublicOrganisation ; sh:property [ sh:path skos:prefLabel ; sh:minCount 1 ] .
[] sh:targetClass cv:Cost ;
   sh:property [ sh:path dct:identifier ; sh:minCount 1 ] ;
   sh:property [ sh:path cv:hasValue ; sh:minCount 1 ; sh:datatype xsd:double ] ;
   sh:property [ sh:path cv:currency ; sh:minCount 1 ; sh:nodeKind sh:IRI ] .
"""


def graph_of(blueprint: Blueprint) -> Any:
    rdflib = pytest.importorskip("rdflib")
    return rdflib.Graph().parse(
        data=write_jsonld(blueprint, "a").content, format="json-ld", publicID="https://shop.example/service"
    )


@pytest.mark.parametrize("file", sorted(EXAMPLES.glob("*.blueprint.yaml")), ids=lambda each: each.name.partition(".")[0])
def test_every_example_keeps_to_the_shapes(file: Path) -> None:
    pyshacl = pytest.importorskip("pyshacl")
    rdflib = pytest.importorskip("rdflib")
    graph = graph_of(load(file))
    assert len(graph) > 3
    shapes = rdflib.Graph().parse(data=SHAPES, format="turtle")
    sound, _, told = pyshacl.validate(graph, shacl_graph=shapes)
    assert sound, told


def test_the_shapes_find_what_is_wrong() -> None:
    pyshacl = pytest.importorskip("pyshacl")
    rdflib = pytest.importorskip("rdflib")
    graph = graph_of(load(EXAMPLES / "passport-renewal.blueprint.yaml"))
    graph.remove((None, rdflib.URIRef("http://data.europa.eu/m8g/hasCompetentAuthority"), None))
    assert not pyshacl.validate(graph, shacl_graph=rdflib.Graph().parse(data=SHAPES, format="turtle"))[0]


def test_the_return_policy_tells_what_the_blueprint_tells() -> None:
    found = {each["@id"]: each for each in document(load(EXAMPLES / "city-bikes.blueprint.yaml"))["@graph"]}
    assert found["#return-withdrawal"] == {
        "@id": "#return-withdrawal",
        "@type": ["MerchantReturnPolicy"],
        "name": "Withdrawal without a reason",
        "description": "Within 14 days of the hand-over",
        "applicableCountry": ["NL"],
        "returnPolicyCategory": f"{SCHEMA}MerchantReturnFiniteReturnWindow",
        "merchantReturnDays": 14,
        "returnMethod": [f"{SCHEMA}ReturnInStore"],
        "refundType": f"{SCHEMA}FullRefund",
    }
    assert "merchantReturnDays" not in found["#return-returns"]


RETURN = """
blueprint: 1
id: shop
title: Shop
money: {currency: EUR}
channels: {post: {title: Post, kind: offline, icon: letter}}
promises:
  sixty-days: {says: Sixty days to bring it back, from: sale.buy, to: back.send, within: 60d}
  wait: {says: Money in a week, from: back.send, to: back.send, within: 1w}
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    price: 18.50
    start: buy
    steps:
      buy: {lane: customer, does: Buys, ends: Bought, opens: [back]}
  back:
    title: Return
    phase: after-sale
    kind: return
    price: 0
    start: send
    steps:
      send: {lane: customer, does: Sends it back, channels: [post], realises: [scor-return/hand-over], ends: Back}
"""


def test_days_come_from_a_promise_fees_from_the_price_the_method_from_the_channel() -> None:
    found = {each["@id"]: each for each in document(loads(RETURN))["@graph"]}
    policy = found["#return-back"]
    assert (policy["merchantReturnDays"], policy["returnFees"]) == (60, f"{SCHEMA}FreeReturn")
    assert policy["returnMethod"] == [f"{SCHEMA}ReturnByMail"]
    assert "refundType" not in policy
    [offer] = found["#service-shop"]["offers"]
    assert (offer["price"], offer["priceCurrency"], offer["hasMerchantReturnPolicy"]) == ("18.50", "EUR", ["#return-back"])


def test_a_law_that_does_not_apply_gives_no_days() -> None:
    text = RETURN.replace("    price: 0\n", "    follows: [eu-withdrawal]\n").replace("60d", "60wd")
    assert _days(text) == 14
    assert _days(text + "standards: {eu-withdrawal: {not-applied: Made to measure}}\n") is None


def _days(text: str) -> int | None:
    found = {each["@id"]: each for each in document(loads(text))["@graph"]}
    days: int | None = found["#return-back"].get("merchantReturnDays")
    return days


def test_what_is_not_said_is_told() -> None:
    told = [
        each.message
        for each in write_jsonld(loads(RETURN.replace("money: {currency: EUR}\n", "").replace("60d", "60wd")), "a").losses
    ]
    assert told[1:] == [
        "the price of 'Sale' stays out: nothing says in which currency (money: currency)",
        "nothing says how long customers may begin 'Return': a promise that ends at its start would",
    ]
    passport = evolve(load(EXAMPLES / "passport-renewal.blueprint.yaml"), owner=None)
    assert any("asks for the authority" in each.message for each in write_jsonld(passport, "a").losses)


def test_a_document_can_stand_in_a_page() -> None:
    content = write_jsonld(loads(RETURN.replace("title: Shop", "title: Shop</script>")), "a").content.decode()
    assert "</script" not in content
    assert json.loads(content)["@graph"][0]["name"] == "Shop</script>"
