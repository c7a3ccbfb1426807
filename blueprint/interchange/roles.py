"""Which role a lane of another tool plays: as the user says, or a guess that is told."""

import re
from collections.abc import Iterable
from typing import Final

from attrs import define, field

from blueprint.errors import UsageError
from blueprint.interchange.names import one_line, slug
from blueprint.model import ROLES, Role
from blueprint.wording import listed, suggestion

# Whoever imports can say otherwise, and is told so: here, and only here, words are guessed at.
CUSTOMERS: Final = frozenset({
    "customer", "customers", "client", "clients", "consumer", "consumers", "buyer", "purchaser", "shopper", "guest",
    "passenger", "patient", "citizen", "applicant", "claimant", "claimer", "policyholder", "insured", "traveller",
    "traveler", "subscriber", "tenant", "student", "visitor", "kunde", "kunden", "kundin", "klient", "antragsteller",
    "besteller", "burger", "patientin", "klant", "cliente", "clientes", "consumidor", "ciudadano", "paciente",
    "usager", "acheteur", "citoyen", "zakaznik", "asiakas", "kund",
})  # fmt: skip
MACHINES: Final = frozenset({
    "system", "systems", "application", "app", "software", "database", "engine", "api", "bot", "server", "crm", "erp",
    "platform", "backend", "gateway", "website", "portal", "systeme", "systema", "anwendung",
})  # fmt: skip
FRONT: Final = frozenset({
    "front", "frontstage", "frontoffice", "counter", "reception", "receptionist", "clerk", "teller", "waiter", "sales",
    "salesman", "seller", "shop", "store", "adviser", "advisor", "helpdesk", "hotline", "desk", "courier", "driver",
    "delivery", "vertrieb", "verkauf", "verkaufer", "schalter", "empfang", "kundendienst", "kundenberater", "ventas",
    "vente", "accueil", "callcenter", "callcentre",
})  # fmt: skip


@define
class Wishes:
    """What the user says of an import: ``roles`` by the lane's name in small letters; ``met`` gets the names that were met."""

    roles: dict[str, Role] = field(factory=dict)
    met: set[str] = field(factory=set)

    def role(self, names: Iterable[str]) -> Role | None:
        """The role said of the first of a lane's names that is spoken of."""
        for each in map(key, names):
            if each in self.roles:
                self.met.add(each)
                return self.roles[each]
        return None

    def refuse_unmet(self, known: Iterable[str]) -> None:
        """UsageError for a lane that the user spoke of and that no file has."""
        for each in self.roles.keys() - self.met:
            names = sorted(set(known))
            hint = suggestion(each, {name.casefold(): name for name in names})
            raise UsageError(f"--lane: there is no pool or lane '{each}'{hint or _there_are(names)}")


def _there_are(names: list[str]) -> str:
    return "; there is " + listed([f"'{name}'" for name in names[:8]]) if names else ""


def wishes(said: Iterable[str] = ()) -> Wishes:
    """What ``--lane "Customer=customer"`` says; UsageError for what it cannot mean."""
    found: dict[str, Role] = {}
    for wish in said:
        name, sign, word = wish.rpartition("=")
        role = next((each for each in ROLES if each == word.strip().lower()), None)
        if not sign or not name.strip() or role is None:
            raise UsageError(f"--lane {wish!r} is not NAME=ROLE with one of {listed(ROLES, 'or')}")
        found[key(name)] = role
    return Wishes(found)


def key(name: str) -> str:
    """How a lane is known whatever its capitals and blanks."""
    return one_line(name).casefold()


def by_words(title: str) -> Role | None:
    """The role that a lane's name speaks for by its last word, or the last before brackets.

    >>> by_words("Pizza Customer"), by_words("Customer service"), by_words("Clerk (sales)"), by_words("Ticket system")
    ('customer', None, 'frontstage', 'support')
    """
    own = next((role for role in ROLES if key(title).removesuffix(" parties") == role), None)
    if own is not None:
        return own
    heads = [slug(part).rpartition("-")[2] for part in re.split(r"[(\[/]", title)]
    spoken: tuple[tuple[Role, frozenset[str]], ...] = (("customer", CUSTOMERS), ("support", MACHINES), ("frontstage", FRONT))
    return next((role for role, words in spoken if not words.isdisjoint(heads)), None)
