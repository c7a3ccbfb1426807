"""CHN: which channels a service has."""

from collections.abc import Iterator, Mapping

from blueprint.findings import Problem, Severity
from blueprint.model import Channel
from blueprint.rules.mechanism import rule
from blueprint.view import View
from blueprint.wording import listed

ROW = "Seeds, row A6: combine traditional and network channels, online and offline; reply in time"
MULTICHANNEL = (
    "Neslin and others, Challenges and Opportunities in Multichannel Customer Management (Journal of Service Research, 2006)"
)

_SHOP = """\
channels:{mark}
  web: {{title: Web shop, kind: online}}
  {other}
processes:
  sale:
    title: Sale
    phase: in-sale
    kind: purchase
    start: order
    steps:
      order: {{lane: customer, does: Orders, channels: [{used}], next: confirm}}
      confirm: {{lane: frontstage, does: Confirms, channels: [{last}], ends: Ordered}}
"""


def _used(view: View) -> Mapping[str, Channel]:
    """The channels that some step or part uses."""
    ids = {each for name in view.blueprint.processes for each in view.named("channel", within=name)}
    return {name: each for name, each in view.blueprint.channels.items() if name in ids}


@rule(
    "CHN003",
    Severity.info,
    source=f"{ROW}; {MULTICHANNEL}",
    bad=_SHOP.format(mark="  # !", other="# that is all", used="web", last="web"),
    good=_SHOP.format(mark="", other="phone: {title: Telephone, kind: offline, two-way: true}", used="web, phone", last="phone"),
    spares="Services of which no step names a channel; single processes and steps that use one channel only.",
)
def single_channel(view: View) -> Iterator[Problem]:
    """The whole service goes over one channel.

    Who cannot use it gets no service at all, and when it is down nobody does. A second one of another kind, a telephone beside
    the web or a page beside the counter, keeps the door open.
    """
    used = _used(view)
    if len(used) == 1:
        (channel,) = used.values()
        other = "offline" if channel.kind == "online" else "online"
        message = f"customers reach this service over '{channel.title}' only; give them another way, best an {other} one"
        yield Problem(message, ("channels",), on_key=True)


@rule(
    "CHN004",
    Severity.info,
    source=f"{ROW}; {MULTICHANNEL}",
    bad=_SHOP.format(mark="  # !", other="mail: {title: E-mail, kind: online, two-way: true}", used="web, mail", last="mail"),
    good=_SHOP.format(mark="", other="phone: {title: Telephone, kind: offline, two-way: true}", used="web", last="phone"),
    spares="Services with a single channel (CHN003) or none; single processes and steps that are online or offline only.",
)
def online_or_offline_only(view: View) -> Iterator[Problem]:
    """All channels of the service are online, or all are offline.

    Some customers have no network and some have no time to come; traditional and network channels together reach both.
    """
    used = _used(view)
    kinds = {each.kind for each in used.values()}
    if len(used) > 1 and len(kinds) == 1:
        (kind,) = kinds
        other = "offline: a person, a telephone, a letter" if kind == "online" else "online: a page, a mail, a chat"
        message = (
            f"every channel of this service is {kind} ({listed([each.title for each in used.values()])}); add one that is {other}"
        )
        yield Problem(message, ("channels",), on_key=True)
