"""What a source code asks for, and with what it cannot go."""

from collections.abc import Iterator

from cites.permits.rules.facts import TWO_CODE_SOURCES, LineFacts, TradeFacts
from kernel.reasons import Reason, Severity
from kernel.text import gettext_noop

WILD_OR_LIKE_IT = frozenset({"W", "X", "F", "R"})
BRED_OR_PROPAGATED = frozenset({"C", "A"})
COMMERCIAL = "T"


def reasons_against_source(line: LineFacts, trade: TradeFacts) -> list[Reason]:
    """Say what is wrong with a line's source codes, and what they still ask for."""
    codes = [code for code in (line.source, line.second_source) if code]
    unknown = [code for code in codes if line.sources and code not in line.sources]
    if not codes or unknown:
        message = gettext_noop("Choose a source from the list.")
        return [Reason("P11", message, data=_about(line), source="Resolution Conf. 12.3, source codes")]
    return [*_misfits(line, codes), *_second_code(line), *_demands(line), *_commercial(line, trade)]


def _about(line: LineFacts, **more: str) -> dict[str, object]:
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
            yield Reason(
                "S9",
                message,
                data=_about(line, code=code),
                source="Resolution Conf. 12.3, source codes; annual report",
            )


def _second_code(line: LineFacts) -> Iterator[Reason]:
    second = line.second_source
    if line.source == "O" and not second:
        message = gettext_noop("Source O (pre-Convention) needs a second source: where the specimen came from.")
        yield Reason("M-O", message, data=_about(line, field="second_source"), source="Resolution Conf. 12.3")
    if line.source == "I" and not second:
        message = gettext_noop("Add a second source to I (confiscated), if it is known where the specimen came from.")
        about = _about(line, field="second_source")
        yield Reason("M-I", message, Severity.WARNING, about, "Resolution Conf. 12.3")
    if second and (second in TWO_CODE_SOURCES or line.source not in TWO_CODE_SOURCES):
        message = gettext_noop("A second source goes only with O or I, and is neither of them.")
        about = _about(line, field="second_source")
        yield Reason("SRC-SECOND", message, data=about, source="Resolution Conf. 12.3")


def _demands(line: LineFacts) -> Iterator[Reason]:
    codes = {line.source, line.second_source}
    if "U" in codes and not line.justification.strip():
        message = gettext_noop("Say why the source is unknown.")
        about = _about(line, field="justification")
        yield Reason("M-U", message, data=about, source="Resolution Conf. 12.3")
    if "U" in codes and line.appendix == "I":
        message = gettext_noop("The source of a specimen of Appendix I is unknown.")
        yield Reason("M-U-I", message, Severity.OVERRIDE, _about(line), "Resolution Conf. 12.3")
    if line.source == "O":
        yield from _pre_convention(line)
    if "X" in codes:
        message = gettext_noop("Source X: an introduction from the sea may need a certificate of its own.")
        yield Reason("M-X", message, Severity.WARNING, _about(line), "Resolution Conf. 14.6")
    if "D" in codes:
        yield from _registered_operation(line)


def _pre_convention(line: LineFacts) -> Iterator[Reason]:
    about = _about(line, field="acquired_on")
    if line.acquired_on is None:
        message = gettext_noop("Give the date of acquisition, or proof that it lies before the first listing.")
        yield Reason("M-O-DATE", message, Severity.WARNING, about, "Article VII.2; Resolution Conf. 13.6")
    elif line.first_listed_on is not None and line.acquired_on >= line.first_listed_on:
        message = gettext_noop(
            "The specimen was acquired when the species was already listed: it is not pre-Convention."
        )
        yield Reason("M-O-LATE", message, data=about, source="Article VII.2; Resolution Conf. 13.6")


def _registered_operation(line: LineFacts) -> Iterator[Reason]:
    about = _about(line)
    if line.appendix and line.appendix != "I":
        message = gettext_noop("Source D is for Appendix I; use C or A.")
        yield Reason("M-D", message, data=about, source="Article VII.4; Resolution Conf. 12.10")
    elif line.kingdom != "Plantae" and not line.registered_operation.strip():
        message = gettext_noop("Source D needs the number of the registered breeding operation; otherwise use F or C.")
        yield Reason("M-D-x", message, data=about, source="Resolution Conf. 12.10")


def _commercial(line: LineFacts, trade: TradeFacts) -> Iterator[Reason]:
    if line.appendix != "I" or trade.purpose != COMMERCIAL:
        return
    if line.main_source in WILD_OR_LIKE_IT and line.source != "O":
        message = gettext_noop("Commercial trade in Appendix I specimens of source %(code)s is not allowed.")
        about = _about(line, code=line.main_source)
        yield Reason("B-A1-T", message, data=about, source="Article III.3(c); Resolution Conf. 5.10")
    if line.main_source in BRED_OR_PROPAGATED:
        message = gettext_noop(
            "Appendix I specimens of source %(code)s may be traded for other than commercial purposes."
        )
        about = _about(line, code=line.main_source)
        yield Reason(
            "M-C/A",
            message,
            Severity.OVERRIDE,
            about,
            "Article VII.4 and VII.5; Resolutions Conf. 10.16, 11.11",
        )
