"""Recommendations to suspend trade, with what their notes say of the specimens that are meant.

A note is read whole or not at all. What was not read speaks of all specimens, and asks an official to read it.
A recommendation is about what a State lets go of its own: the Secretariat's monitoring of trade compares only exports
from the country of origin with it. What was brought in there before and goes on is a warning, for its words may mean
all trade.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from cites.permits.rules.catalogue import on_line, reason
from cites.permits.rules.document_fit import is_re_export
from cites.permits.rules.facts import LineFacts, SuspensionFacts, TradeFacts
from cites.permits.rules.notes import short
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

_FROM: Final = gettext_noop("It is recommended to suspend trade from there in this species (%(begun_by)s).")
_FROM_NOTED: Final = gettext_noop(
    "It is recommended to suspend trade from there in this species (%(begun_by)s): “%(note)s”"
)
_FROM_UNREAD: Final = gettext_noop(
    "It is recommended to suspend trade from there in this species (%(begun_by)s). "
    "Its note may leave some specimens out: “%(note)s” Read whether these are meant."
)
_FROM_OTHERS: Final = gettext_noop(
    "It is recommended to suspend trade from there in other specimens of this species (%(begun_by)s): “%(note)s” "
    "Read whether these are really not meant."
)
_OF_ELSEWHERE: Final = gettext_noop(
    "It is recommended to suspend trade from there in this species (%(begun_by)s). These specimens come from "
    "elsewhere and are re-exported: read whether they are meant as well."
)
_OF_ELSEWHERE_NOTED: Final = gettext_noop(
    "It is recommended to suspend trade from there in this species (%(begun_by)s): “%(note)s” These specimens come "
    "from elsewhere and are re-exported: read whether they are meant as well."
)
_WITH: Final = gettext_noop("It is recommended to suspend trade with that country in this species (%(begun_by)s).")
_WITH_NOTED: Final = gettext_noop(
    "It is recommended to suspend trade with that country in this species (%(begun_by)s): “%(note)s”"
)
_WITH_UNREAD: Final = gettext_noop(
    "It is recommended to suspend trade with that country in this species (%(begun_by)s). "
    "Its note may leave some specimens out: “%(note)s” Read whether these are meant."
)
_WITH_OTHERS: Final = gettext_noop(
    "It is recommended to suspend trade with that country in other specimens of this species (%(begun_by)s): "
    "“%(note)s” Read whether these are really not meant."
)
Messages = Mapping[bool | str | None, str]
# Without a note, and by whether the note means these specimens.
_SAID_FROM: Final[Messages] = {"": _FROM, True: _FROM_NOTED, None: _FROM_UNREAD, False: _FROM_OTHERS}
_SAID_WITH: Final[Messages] = {"": _WITH, True: _WITH_NOTED, None: _WITH_UNREAD, False: _WITH_OTHERS}


def reasons_about_suspensions(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    """Yield which suspensions stand against a line; one that means other specimens only warns.

    Confiscated specimens are disposed of, and not traded.
    """
    if "I" in (line.source, line.second_source):
        return
    for each in line.suspensions:
        if each.country in ("", trade.exporter):
            yield _of_elsewhere(line, each) if is_re_export(line, trade.exporter) else _said(_SAID_FROM, line, each)
        elif each.imports and each.country == trade.destination:
            yield _said(_SAID_WITH, line, each)


def _of_elsewhere(line: LineFacts, each: SuspensionFacts) -> Reason:
    if each.meant is False:
        return _said(_SAID_FROM, line, each)
    messages: Messages = {"": _OF_ELSEWHERE, each.meant: _OF_ELSEWHERE_NOTED}
    return replace(_said(messages, line, each), severity=Severity.WARNING)


def _said(messages: Messages, line: LineFacts, each: SuspensionFacts) -> Reason:
    about = on_line(line, "taxon", begun_by=each.begun_by or "—")
    if not each.note:
        return reason("B-SUSP", messages[""], **about)
    said = reason("B-SUSP", messages[each.meant], **about, note=short(each.note))
    return replace(said, severity=Severity.WARNING) if each.meant is False else said
