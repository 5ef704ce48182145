"""What countries ask of personal effects more strictly than Resolution Conf. 13.7 (Article XIV.1): a table, by country.

It takes exemptions away, and never gives one.
"""

from collections.abc import Iterator

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import EffectsFacts, LineFacts
from cites.permits.rules.measures import converted
from cites.permits.rules.personal_effects import Exemption
from cites.permits.rules.quantities import NUMBER_OF_SPECIMENS, plain
from kernel.reasons import Reason
from kernel.text import gettext_noop


def exemption_left(exemption: Exemption, line: LineFacts) -> Exemption:
    """Return what is left of an exemption in the countries of the journey; hearsay of one makes it depend on that."""
    beyond = [each for each in line.effects if not is_within(each, line)]
    if exemption is Exemption.NONE or any(each.binding for each in beyond):
        return Exemption.NONE
    return Exemption.MAYBE if beyond else exemption


def is_within(each: EffectsFacts, line: LineFacts) -> bool:
    """Tell whether a line's quantity is what that country lets pass; an unknown one, or in another measure, is not."""
    measured = None if line.quantity is None else converted(line.quantity, line.unit, each.unit)
    return each.most is not None and measured is not None and measured <= each.most


def reasons_about_carried(line: LineFacts) -> Iterator[Reason]:
    """Yield what each country of the journey asks of who carries such specimens."""
    for each in line.effects:
        about = on_line(line, "quantity", country=each.country, says=each.says)
        if each.most is not None:
            about |= {"most": str(plain(each.most)), "unit": each.unit or NUMBER_OF_SPECIMENS}
        yield reason("X-PHE-STRICT", _message(each), source=each.source, **about)


def _message(each: EffectsFacts) -> str:
    """Return the sentence; what nobody compared with that country's law says so."""
    if each.most is not None and each.binding:
        return gettext_noop(
            "%(country)s lets one person carry %(most)s %(unit)s of these without a document, and no more: %(says)s"
        )
    if each.most is not None:
        return gettext_noop(
            "%(country)s lets one person carry %(most)s %(unit)s of these without a document, and no more: %(says)s "
            "(Not yet compared with its law.)"
        )
    if each.binding:
        return gettext_noop("%(country)s asks for a document even of who carries these: %(says)s")
    return gettext_noop(
        "%(country)s asks for a document even of who carries these: %(says)s (Not yet compared with its law.)"
    )
