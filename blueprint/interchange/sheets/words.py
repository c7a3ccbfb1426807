"""The words that the trade has for lanes, and which lane each means."""

from typing import Final

from blueprint.interchange.roles import by_words
from blueprint.interchange.sheets.steps_in import key_of
from blueprint.model import ROLES

_WORDS: Final[dict[str, str]] = {
    "customer": "customer customers customer-actions customer-action customer-journey user users user-actions user-journey client"
    " citizen guest what-the-customer-does customer-steps actions",
    "frontstage": "frontstage front-stage frontstage-actions front-stage-actions onstage on-stage onstage-actions"
    " onstage-contact-employee-actions contact-employee frontstage-interactions front-office visible-actions employee-actions"
    " frontline staff frontstage-people frontstage-staff",
    "backstage": "backstage back-stage backstage-actions back-stage-actions back-office invisible-actions"
    " backstage-contact-employee-actions offstage backstage-people backstage-staff backstage-interactions",
    "support": "support support-processes support-process support-actions supporting-processes internal-processes"
    " support-systems processes",
    "outside": "outside partners partner third-party third-parties suppliers supplier outside-actors other-parties",
}
LANES: Final[dict[str, str]] = {word: role for role, words in _WORDS.items() for word in words.split()}


def lane_of(text: str) -> str:
    """The role that a lane's name means in the trade's words, or by its last word; empty where none is known.

    >>> [lane_of(each) for each in ("Customer actions", "Front-stage", "Support Processes", "Receptionist", "Legal")]
    ['customer', 'frontstage', 'support', 'frontstage', '']
    """
    key = key_of(text)
    if key in ROLES:
        return key
    return LANES.get(key) or by_words(text) or ""
