"""What a source code asks for, and with what it cannot go."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from cites.permits.rules.catalogue import reason
from cites.permits.rules.document_types import is_from_the_sea
from cites.permits.rules.facts import NO_STATE, TWO_CODE_SOURCES, LineFacts, TradeFacts
from cites.permits.rules.hybrids import is_propagated_hybrid
from cites.permits.rules.protections import is_outside
from cites.permits.rules.registrations import reasons_about_operation
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

COUNTED_AS_WILD = frozenset({"W", "X", "F", "R", "Y", "I", "U"})
"""What neither Article VII.4 nor VII.5 exempts; confiscated and unknown specimens are exempted by nothing known."""
BRED_OR_PROPAGATED = frozenset({"C", "A"})
COMMERCIAL = "T"
_ON_LAND = ("Amphibia", "Insecta", "Arachnida")


def reasons_against_source(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Say what is wrong with a line's source codes, and what they still ask for."""
    codes = [code for code in (line.source, line.second_source) if code]
    unknown = [code for code in codes if line.sources and code not in line.sources]
    if not line.source or unknown:
        message = gettext_noop("Choose a source from the list.")
        return [reason("P11" if line.source else "SRC-MISSING", message, **_about(line))]
    return [*_misfits(line, codes), *_second_code(line), *_demands(line, trade), *_commercial(line, trade)]


def _about(line: LineFacts, **more: str) -> dict[str, Any]:
    return {"line": line.number, "field": "source", **more}


def _misfits(line: LineFacts, codes: list[str]) -> Iterator[Reason]:
    for code in codes:
        kingdom = line.sources.get(code, "")
        if kingdom and line.kingdom and kingdom != line.kingdom:
            message = (
                gettext_noop("Source %(code)s is for plants only.")
                if kingdom == "Plantae"
                else gettext_noop("Source %(code)s is for animals only.")
            )
            yield reason("S9", message, **_about(line, code=code))


def _second_code(line: LineFacts) -> Iterator[Reason]:
    second = line.second_source
    if line.source == "O" and not second:
        message = gettext_noop("Source O (pre-Convention) needs a second source: where the specimen came from.")
        yield reason("M-O", message, **_about(line, field="second_source"))
    if line.source == "I" and not second:
        message = gettext_noop("Add a second source to I (confiscated), if it is known where the specimen came from.")
        yield _softly(reason("M-I", message, **_about(line, field="second_source")))
    if second and (second in TWO_CODE_SOURCES or line.source not in TWO_CODE_SOURCES):
        message = gettext_noop("A second source goes only with O or I, and is neither of them.")
        yield reason("SRC-SECOND", message, **_about(line, field="second_source"))


def _demands(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    codes = {line.source, line.second_source}
    if "U" in codes and not line.justification.strip():
        message = gettext_noop("Say why the source is unknown.")
        yield reason("M-U", message, **_about(line, field="justification"))
    if "U" in codes and line.appendix == "I":
        message = gettext_noop("The source of a specimen of Appendix I is unknown.")
        yield reason("M-U-I", message, **_about(line))
    if line.source == "O":
        yield from _pre_convention(line)
    if "X" in codes:
        yield from _from_the_sea(line, trade)
    if "D" in codes:
        yield from reasons_about_operation(line, trade.day)
    if line.source == "I" and _is_up_to_an_official(line, trade):
        message = gettext_noop(
            "Confiscated specimens of Appendix %(appendix)s are to be sold: the Management Authority decides whether "
            "they may be, and states on the document that they were confiscated."
        )
        yield reason("M-I", message, **_about(line, appendix=line.appendix))
    yield from _as_wild(line)


def _is_up_to_an_official(line: LineFacts, trade: TradeFacts) -> bool:
    """Whether confiscated specimens may be sold if the Management Authority decides so (Resolution Conf. 17.8)."""
    of_convention = trade.purpose == COMMERCIAL and line.appendix in ("I", "II")
    return of_convention and not _is_forbidden_commerce(line, trade)


def _from_the_sea(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    if lives_on_land(line):
        message = gettext_noop(
            "Source X is for what was taken in the sea, beyond any State: this species lives on land."
        )
        yield reason("M-X", message, **_about(line))
    elif not is_from_the_sea(trade.document_type):
        message = gettext_noop("Source X: an introduction from the sea may need a certificate of its own.")
        yield _softly(reason("M-X", message, **_about(line)))


def lives_on_land(line: LineFacts) -> bool:
    """Tell whether nothing of its group lives in the sea: no listed plant does, no amphibian, insect or spider."""
    return line.kingdom == "Plantae" or any(("CLASS", name) in line.lineage for name in _ON_LAND)


def _as_wild(line: LineFacts) -> Iterator[Reason]:
    """Say of sources that sound like breeding what they are: counted as taken from the wild."""
    if line.appendix not in ("I", "II") or line.source == "O":
        return
    match line.main_source:
        case "F":
            message = gettext_noop(
                "Source F, born in captivity but not bred as Resolution Conf. 10.16 asks, counts as taken from the "
                "wild."
            )
            yield reason("M-F", message, **_about(line))
        case "Y":
            message = gettext_noop("Source Y, assisted production, counts as taken from the wild.")
            yield reason("M-Y", message, **_about(line))
        case "R" if line.appendix == "II" and line.split:
            message = gettext_noop(
                "Ranched, of a species of which some populations stand in Appendix II: show the marks, and that "
                "ranching serves the wild population, as Resolution Conf. 11.16 asks."
            )
            yield reason("M-R", message, **_about(line))
        case "R":
            message = gettext_noop("Source R, ranched, counts as taken from the wild.")
            yield reason("M-R", message, **_about(line))


def _pre_convention(line: LineFacts) -> Iterator[Reason]:
    about = _about(line, field="acquired_on")
    if line.acquired_on is None and line.acquisition_proved.strip():
        return
    if line.acquired_on is None:
        message = gettext_noop("Give the date of acquisition, or proof that it lies before the first listing.")
        yield reason("M-O-DATE", message, **about)
    elif line.first_listed_on is not None and line.acquired_on >= line.first_listed_on:
        message = gettext_noop(
            "The specimen was acquired when the species was already listed: it is not pre-Convention."
        )
        yield reason("M-O-LATE", message, **about)


def _commercial(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    if _is_forbidden_commerce(line, trade):
        message = gettext_noop("Commercial trade in Appendix I specimens of source %(code)s is not allowed.")
        yield reason("B-A1-T", message, **_about(line, code=line.main_source))
    if _is_bound_commerce(line, trade) and line.main_source in BRED_OR_PROPAGATED and not is_propagated_hybrid(line):
        message = gettext_noop(
            "Appendix I specimens of source %(code)s may be traded for other than commercial purposes."
        )
        yield reason("M-C/A", message, **_about(line, code=line.main_source))


def _is_forbidden_commerce(line: LineFacts, trade: TradeFacts) -> bool:
    """Whether nothing exempts them from Article III.3(c): neither VII.2, nor VII.4, nor VII.5."""
    return _is_bound_commerce(line, trade) and line.main_source in COUNTED_AS_WILD and line.source != "O"


def _is_bound_commerce(line: LineFacts, trade: TradeFacts) -> bool:
    return line.appendix == "I" and trade.purpose == COMMERCIAL and not _binds_neither(line, trade)


def _binds_neither(line: LineFacts, trade: TradeFacts) -> bool:
    """Whether all States of the movement count as none that are Parties, for the taxon and on the day."""
    states = {trade.exporter, trade.destination} - {"", *NO_STATE}
    return bool(states) and all(is_outside(state, line, trade) for state in states)


def _softly(said: Reason) -> Reason:
    """Return it as advice, where the rule binds more in other cases."""
    return replace(said, severity=Severity.WARNING)
