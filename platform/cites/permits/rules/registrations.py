"""Whether what a document names stands in a register of the Secretariat: operations and nurseries of source D (VII.4),
and institutions that exchange specimens under a label (VII.6)."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any, Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.facts import NO_STATE, DocumentType, LineFacts, TradeFacts
from cites.permits.rules.registered import Registered, RegisterFacts
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

SENDS: Final = "institution_from"
RECEIVES: Final = "institution_to"
_OPERATION: Final = "registered_operation"
_AGAINST_OPERATION: Final = {
    Registered.UNKNOWN: gettext_noop(
        "Source D: %(code)s is not in the Secretariat’s register as of %(as_of)s; otherwise use F or C, of plants A or "
        "Y."
    ),
    Registered.NOT_YET: gettext_noop("Source D: %(code)s is in the Secretariat’s register only from a later day on."),
    Registered.SUSPENDED: gettext_noop("Source D: %(code)s is suspended in the Secretariat’s register."),
    Registered.ENDED: gettext_noop("Source D: %(code)s is no longer in the Secretariat’s register."),
    Registered.OTHER_SPECIES: gettext_noop(
        "Source D: %(code)s is in the Secretariat’s register, but not for this species."
    ),
}
_AGAINST_INSTITUTION: Final = {
    Registered.UNKNOWN: gettext_noop(
        "%(code)s is not in the Secretariat’s register of scientific institutions as of %(as_of)s."
    ),
    Registered.NOT_YET: gettext_noop(
        "%(code)s is in the Secretariat’s register of scientific institutions only from a later day on."
    ),
    Registered.SUSPENDED: gettext_noop(
        "%(code)s is suspended in the Secretariat’s register of scientific institutions."
    ),
    Registered.ENDED: gettext_noop("%(code)s is no longer in the Secretariat’s register of scientific institutions."),
}


def reasons_about_operation(line: LineFacts, day: date) -> Iterator[Reason]:
    """Say what is wrong with source D: the Appendix, or the operation on the day (Resolutions Conf. 12.10 and 9.19)."""
    about = on_line(line, "source")
    if line.appendix and line.appendix != "I":
        yield reason("M-D", gettext_noop("Source D is for Appendix I; use C or A."), **about)
    elif line.registered_operation.strip():
        yield from _about_number(line, day)
    elif line.kingdom == "Plantae":
        message = gettext_noop("Source D: give the number of the nursery where the Secretariat has registered it.")
        yield _softly(reason("M-D", message, **on_line(line, _OPERATION)))
    else:
        message = gettext_noop("Source D needs the number of the registered breeding operation; otherwise use F or C.")
        yield reason("M-D-x", message, **about)


def _about_number(line: LineFacts, day: date) -> Iterator[Reason]:
    found, about = line.operation, on_line(line, _OPERATION)
    if found is None:
        return
    standing = found.standing_on(day)
    if standing is Registered.UNCHECKED:
        message = gettext_noop(
            "Source D: the Secretariat’s register is not kept here, so %(code)s was not checked: compare it there."
        )
        yield _softly(reason("M-D", message, **about, code=found.code))
    elif standing in _AGAINST_OPERATION:
        yield reason("M-D-x", _AGAINST_OPERATION[standing], **about, **_of(found))
    elif line.origin and line.origin not in NO_STATE and line.origin not in found.parties_on(day):
        message = gettext_noop("Source D: %(code)s is registered by another country than that of origin.")
        yield _softly(reason("M-D", message, **about, code=found.code))


def reasons_about_exchange(trade: TradeFacts, lines: Sequence[LineFacts]) -> Iterator[Reason]:
    """Say whether both institutions of a label are registered, and whether a label is for such specimens."""
    if trade.document_type != DocumentType.LABEL:
        return
    for line in lines:
        if line.living and line.kingdom == "Animalia":
            message = gettext_noop(
                "A label is for herbarium, preserved, dried or embedded museum specimens and living plants: living "
                "animals need a permit."
            )
            yield reason("X-SCI", message, **on_line(line, "term"))
    yield from _about_institution(trade.institution_from, SENDS, trade.exporter, trade.day)
    yield from _about_institution(trade.institution_to, RECEIVES, trade.destination, trade.day)


def _about_institution(found: RegisterFacts | None, field: str, state: str, day: date) -> Iterator[Reason]:
    if found is None:
        return
    standing = found.standing_on(day)
    if standing is Registered.UNCHECKED:
        message = gettext_noop(
            "The Secretariat’s register of scientific institutions is not kept here, so %(code)s was not checked: "
            "compare it there."
        )
        yield _softly(reason("X-SCI", message, field=field, code=found.code))
    elif standing in _AGAINST_INSTITUTION:
        yield _for_an_official(reason("X-SCI", _AGAINST_INSTITUTION[standing], field=field, **_of(found)))
    elif state and state not in NO_STATE and state not in found.parties_on(day):
        message = gettext_noop("%(code)s is an institution of another country than this application names.")
        yield _softly(reason("X-SCI", message, field=field, code=found.code))


def _of(found: RegisterFacts) -> dict[str, Any]:
    return {"code": found.code, "as_of": found.as_of.isoformat() if found.as_of else ""}


def _softly(said: Reason) -> Reason:
    return replace(said, severity=Severity.WARNING)


def _for_an_official(said: Reason) -> Reason:
    """Return it for an official to decide: it is the Management Authority of a State that registers an institution."""
    return replace(said, severity=Severity.OVERRIDE)
