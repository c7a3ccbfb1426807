"""One service in every layout that files come in, with a list, a mapping and a step to add to."""

import json
from textwrap import dedent

LAYOUTS: dict[str, str] = {}


def layout(name: str, text: str) -> None:
    LAYOUTS[name] = dedent(text)


HEAD = "blueprint: 1\nid: shop\ntitle: Shop\n"

layout(
    "blocks of two",
    HEAD
    + """\
processes:
  sale:  # what we live on
    title: Sale
    phase: in-sale
    kind: purchase
    opens:
      - advice   # before
      # more to come
    start: buy
    steps:
      buy:
        lane: customer
        does: Buys
        ends: Bought
      # the last step

  # What comes before.
  advice:
    title: Advice
    phase: pre-sale
    kind: consultation
    start: ask
    steps:
      ask: {lane: customer, does: Asks, with: {frontstage: {does: Answers}}, ends: Answered}   # short
    # end of advice
  # end of all

# what is measured
metrics: {}
""",
)
layout("blocks of four", LAYOUTS["blocks of two"].replace("  ", "    "))
layout("blocks of eight", LAYOUTS["blocks of two"].replace("  ", "        "))
layout("a list at the indent of its key", LAYOUTS["blocks of two"].replace("      - advice", "    - advice"))
layout("carriage returns", LAYOUTS["blocks of two"].replace("\n", "\r\n"))
layout("carriage returns alone", LAYOUTS["blocks of two"].replace("\n", "\r"))
layout("no line end at the end", LAYOUTS["blocks of two"].rstrip("\n"))
layout("nothing behind the processes", LAYOUTS["blocks of two"].partition("    # end of advice")[0].rstrip("\n"))
layout("an end of the document", LAYOUTS["blocks of two"].partition("\n# what")[0] + "...\n")
layout("a beginning of the document", "%YAML 1.2\n---\n" + LAYOUTS["blocks of two"])
layout("quoted keys", LAYOUTS["blocks of two"].replace("processes:", '"processes":').replace("  sale:", "  'sale':"))
layout("a byte order mark", "\ufeff" + LAYOUTS["blocks of two"])
layout("blanks between", LAYOUTS["blocks of two"].replace("\n  # What", "\n\n\n  # What").replace("does: Buys", "does:   Buys  "))
layout(
    "texts over lines",
    LAYOUTS["blocks of two"]
    .replace("does: Buys", "does: >-\n          Buys\n          it")
    .replace("ends: Bought", 'ends: "Bought\n          and glad"')
    .replace("title: Sale", "title: |\n      Sale\n\n      # no comment"),
)
layout(
    "a text that keeps its blank lines",
    HEAD
    + """\
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    opens: [advice]
    start: buy
    steps:
      buy: {lane: customer, does: Buys, ends: Bought}
  advice:
    phase: pre-sale
    kind: consultation
    start: ask
    steps: {ask: {lane: customer, does: Asks, with: {frontstage: {does: Answers}}, ends: Answered}}
    title: |+
      Advice


metrics: {}
""",
)
layout(
    "brackets on a line",
    HEAD
    + """\
processes: {sale: {title: Sale, phase: in-sale, kind: purchase, opens: [advice], start: buy, steps: {buy: {lane: customer, \
does: Buys, ends: Bought}}}, advice: {title: Advice, phase: pre-sale, kind: consultation, start: ask, steps: {ask: {\
lane: customer, does: Asks, with: {frontstage: {does: Answers}}, ends: Answered}}}}  # all
metrics: {}
""",
)
layout("blanks in brackets", LAYOUTS["brackets on a line"].replace("[", "[ ").replace("]", " ]").replace("{}", "{  }"))
layout(
    "brackets over lines",
    HEAD
    + """\
processes: {
  sale: {title: Sale, phase: in-sale, kind: purchase, opens: [
      advice,  # before
    ], start: buy, steps: {
    buy: {lane: customer, does: Buys, ends: Bought},
  }},  # what we live on
  advice: {
    title: Advice, phase: pre-sale, kind: consultation, start: ask,
    steps: {ask: {lane: customer, does: Asks, with: {frontstage: {does: Answers}}, ends: Answered}  # short
    }
  }  # the last
}
metrics: {}
""",
)
layout("a comma behind the last", LAYOUTS["brackets over lines"].replace("}  # the last", "},  # the last"))
OVER_LINES = LAYOUTS["brackets over lines"]
layout("commas in front", OVER_LINES.replace(",  # what we live on\n  adv", "  # what we live on\n  , adv"))

PLAIN = {
    "blueprint": 1,
    "id": "shop",
    "title": "Shop",
    "processes": {
        "sale": {
            "title": "Sale",
            "phase": "in-sale",
            "kind": "purchase",
            "opens": ["advice"],
            "start": "buy",
            "steps": {"buy": {"lane": "customer", "does": "Buys", "ends": "Bought"}},
        },
        "advice": {
            "title": "Advice",
            "phase": "pre-sale",
            "kind": "consultation",
            "start": "ask",
            "steps": {
                "ask": {"lane": "customer", "does": "Asks", "with": {"frontstage": {"does": "Answers"}}, "ends": "Answered"}
            },
        },
    },
    "metrics": {},
}
LAYOUTS["json on a line"] = json.dumps(PLAIN)
LAYOUTS["json without a blank"] = json.dumps(PLAIN, separators=(",", ":"))
LAYOUTS["json by twos"] = json.dumps(PLAIN, indent=2) + "\n"
LAYOUTS["json by fours"] = json.dumps(PLAIN, indent=4)
LAYOUTS["json with carriage returns"] = json.dumps(PLAIN, indent=2).replace("\n", "\r\n")
LAYOUTS["json with tabs"] = json.dumps(PLAIN, indent="\t")
LAYOUTS["json with short lists"] = json.dumps(PLAIN, indent=2).replace('[\n        "advice"\n      ]', '["advice"]')


def format_of(text: str) -> str:
    return "json" if text.startswith("{") else "yaml"
