"""Every rule that speaks of an application, a line or a movement: its id, how binding it is, and whose rule it is.

The ids are the same wherever a rule speaks: to the trader, to the officer, at the border, in the report, in the API.
P1 to P17 and S1 to S9 are the numbers that UNEP-WCMC gives to its checks of the rows of annual reports.
``since`` is the day on which the Convention entered into force, or on which the meeting closed that adopted the
Resolution. ``checked`` tells whether the rule was read in its text; the others are known at second hand.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from cites.permits.rules.facts import LineFacts
from kernel.reasons import Reason, Severity

CONVENTION: Final = date(1975, 7, 1)
GABORONE: Final = date(1983, 4, 30)
BUENOS_AIRES: Final = date(1985, 5, 3)
FORT_LAUDERDALE: Final = date(1994, 11, 18)
HARARE: Final = date(1997, 6, 20)
GIGIRI: Final = date(2000, 4, 20)
SANTIAGO: Final = date(2002, 11, 15)
BANGKOK: Final = date(2004, 10, 14)
THE_HAGUE: Final = date(2007, 6, 15)
JOHANNESBURG: Final = date(2016, 10, 4)
GENEVA: Final = date(2019, 8, 28)
GUIDELINES: Final = date(2002, 11, 15)  # the first Guidelines for annual reports that the checks are made for
HARD, OVERRIDE, WARNING = Severity.HARD, Severity.OVERRIDE, Severity.WARNING
REPORT: Final = "UNEP-WCMC checks of annual reports"
PERMITS: Final = "Resolution Conf. 12.3"
SIMPLIFIED: Final = "Article VIII.3; Resolution Conf. 12.3"
RETROSPECTIVE: Final = "Resolution Conf. 12.3, retrospective issue"
ANNEX: Final = "Resolution Conf. 12.3, Annex 1"
COMPARABLE: Final = "Article X; Resolution Conf. 9.5"
VERIFICATION: Final = "Resolution Conf. 12.3; Notifications 1999/27 and 2001/003"
CODES_OF_SOURCE: Final = "Resolution Conf. 12.3, source codes"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: how binding it is, whose it is, since when, and whether its text was read."""

    id: str
    severity: Severity
    source: str
    since: date = CONVENTION
    checked: bool = True


_ALL: Final = (
    # The application as a whole
    Rule("LINE-MISSING", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("PUR-MISSING", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("P12", HARD, "Resolution Conf. 12.3, purpose codes", SANTIAGO),
    Rule("P1", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("P14", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("S8", HARD, "Article I(c)"),
    # A document granted after the specimens have left
    Rule("RETRO", OVERRIDE, RETROSPECTIVE, SANTIAGO, checked=False),
    Rule("RETRO-I", HARD, RETROSPECTIVE, SANTIAGO, checked=False),
    Rule("RETRO-WHY", HARD, RETROSPECTIVE, SANTIAGO, checked=False),
    Rule("RETRO-DAY", HARD, RETROSPECTIVE, SANTIAGO, checked=False),
    # What a document is for
    Rule("D-APPENDIX", HARD, "Articles III to VII"),
    Rule("D-SOURCE", HARD, "Articles III to VII; Resolution Conf. 12.3"),
    Rule("D-PURPOSE", OVERRIDE, PERMITS, SANTIAGO),
    Rule("D-LIVING", HARD, PERMITS, SANTIAGO),
    Rule("D-ONE-ANIMAL", HARD, PERMITS, SANTIAGO),
    Rule("D-SAMPLES", OVERRIDE, "Article VII.4; Resolution Conf. 12.3", SANTIAGO, checked=False),
    Rule("D-NEGLIGIBLE", OVERRIDE, "Article VIII.3; Resolution Conf. 12.3", SANTIAGO),
    Rule("D-BOX-1", HARD, SIMPLIFIED, SANTIAGO, checked=False),
    Rule("D-OPERATOR", OVERRIDE, SIMPLIFIED, SANTIAGO),
    Rule("D-PREAPPROVED", OVERRIDE, SIMPLIFIED, SANTIAGO),
    Rule("D-OWNED", HARD, PERMITS, SANTIAGO, checked=False),
    Rule("D-SIMPLIFIED", HARD, PERMITS, SANTIAGO, checked=False),
    Rule("D-LIVING-TRANSPORT", HARD, "Article VII.7(c); Resolution Conf. 10.20", HARARE, checked=False),
    Rule("R-III-EXP-O", HARD, "Article V.3"),
    Rule("R-REX", OVERRIDE, "Articles I(d), III.4, IV.5 and V.4"),
    Rule(
        "R-REX-XX", WARNING, "Article I(d); Resolution Conf. 12.3, Annex 1 (country of origin)", SANTIAGO, checked=False
    ),
    # Documents that a movement needs
    Rule("R-I-EXP", HARD, "Article III.2"),
    Rule("R-I-EXP-1", HARD, "Article III.2(a)"),
    Rule("R-I-EXP-2", HARD, "Article III.2(b); Resolution Conf. 18.7"),
    Rule("R-I-EXP-3", HARD, "Article III.2(c); Resolution Conf. 10.21"),
    Rule("R-I-EXP-4", HARD, "Article III.2(d)"),
    Rule("R-I-REX", HARD, "Article III.4"),
    Rule("R-I-IMP", HARD, "Article III.3"),
    Rule("R-I-IMP-1", HARD, "Article III.3(a)"),
    Rule("R-I-IMP-2", HARD, "Article III.3(b)"),
    Rule("R-I-IMP-3", HARD, "Article III.3(c); Resolution Conf. 5.10"),
    Rule("R-I-IMP-4", HARD, "Article III.3"),
    Rule("R-I-IFS", HARD, "Article III.5"),
    Rule("R-II-EXP", HARD, "Article IV.2"),
    Rule("R-II-EXP-1", HARD, "Article IV.2(a)"),
    Rule("R-II-EXP-2", HARD, "Article IV.2(b); Resolution Conf. 18.7"),
    Rule("R-II-EXP-3", HARD, "Article IV.2(c); Resolution Conf. 10.21"),
    Rule("R-II-REX", HARD, "Article IV.5"),
    Rule("R-II-MON", WARNING, "Article IV.3"),
    Rule("R-II-IMP", HARD, "Article IV.4"),
    Rule("R-II-IFS", HARD, "Article IV.6"),
    Rule("R-III-EXP-L", HARD, "Article V.2"),
    Rule("R-III-EXP-L-2", HARD, "Article V.2(a)"),
    Rule("R-III-EXP-L-3", HARD, "Article V.2(b)"),
    Rule("R-III-REX", HARD, "Article V.4"),
    Rule("R-III-IMP", HARD, "Article V.3"),
    Rule("R-III-IFS", WARNING, "Article V", checked=False),
    Rule("R-NP", HARD, "Article X"),
    Rule("R-NP-1", OVERRIDE, COMPARABLE, FORT_LAUDERDALE, checked=False),
    Rule("R-NP-2", OVERRIDE, COMPARABLE, FORT_LAUDERDALE, checked=False),
    Rule("R-NP-3", OVERRIDE, COMPARABLE, FORT_LAUDERDALE, checked=False),
    Rule("B-RES", OVERRIDE, "Articles XV.3, XVI.2 and XXIII.3"),
    Rule("B-RES-I", WARNING, "Resolution Conf. 4.25", GABORONE, checked=False),
    # Taxon, codes and quantity of a line
    Rule("P3", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("P16", HARD, "Resolution Conf. 12.4", SANTIAGO, checked=False),
    Rule("P4", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("P17", HARD, REPORT, GUIDELINES),
    Rule("S1", HARD, "Article II"),
    Rule("P2", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("P10", HARD, "Guidelines for annual reports", GUIDELINES),
    Rule("P13", HARD, "Guidelines for annual reports", GUIDELINES),
    Rule("P15", HARD, "Guidelines for annual reports", GUIDELINES),
    Rule("SRC-MISSING", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("P11", HARD, CODES_OF_SOURCE, SANTIAGO),
    Rule("P5", HARD, "Resolution Conf. 12.3, Annex 1 (quantity and unit)", SANTIAGO, checked=False),
    Rule("P7", HARD, REPORT, GUIDELINES),
    Rule("Q-POSITIVE", HARD, "Resolution Conf. 12.3, Annex 1 (quantity and unit)", SANTIAGO, checked=False),
    Rule("Q-ABSURD", HARD, "Resolution Conf. 12.3, Annex 1 (quantity and unit)", SANTIAGO, checked=False),
    Rule("Q-WHOLE", HARD, "Resolution Conf. 12.3, Annex 1 (quantity and unit)", SANTIAGO, checked=False),
    Rule("Q-DECIMALS", HARD, "Resolution Conf. 12.3, Annex 1 (quantity and unit)", SANTIAGO, checked=False),
    Rule("Q-UNIT", WARNING, "Guidelines for annual reports, preferred units", GUIDELINES, checked=False),
    Rule("P6", HARD, REPORT, GUIDELINES),
    Rule("P8", HARD, REPORT, GUIDELINES),
    Rule("P9", HARD, REPORT, GUIDELINES),
    Rule("S2", WARNING, REPORT, GUIDELINES),
    Rule("S3", WARNING, REPORT, GUIDELINES),
    Rule("S4", WARNING, REPORT, GUIDELINES),
    Rule("S5", WARNING, REPORT, GUIDELINES),
    Rule("S6", WARNING, REPORT, GUIDELINES),
    Rule("S7", WARNING, REPORT, GUIDELINES),
    Rule("H-TROPHY", WARNING, "Guidelines for annual reports", GUIDELINES, checked=False),
    Rule("BOX-12", HARD, "Resolution Conf. 12.3, Annex 1 (country of origin)", SANTIAGO, checked=False),
    Rule("BOX-12A", HARD, "Resolution Conf. 12.3, Annex 1 (last re-export)", SANTIAGO, checked=False),
    # Sources
    Rule("S9", HARD, "Resolution Conf. 12.3, source codes; annual report", SANTIAGO),
    Rule("M-O", HARD, PERMITS, SANTIAGO),
    Rule("M-O-DATE", WARNING, "Article VII.2; Resolution Conf. 13.6", BANGKOK, checked=False),
    Rule("M-O-LATE", HARD, "Article VII.2; Resolution Conf. 13.6", BANGKOK),
    Rule("M-I", OVERRIDE, "Resolutions Conf. 12.3 and 17.8", JOHANNESBURG, checked=False),
    Rule("SRC-SECOND", HARD, PERMITS, SANTIAGO, checked=False),
    Rule("M-U", HARD, PERMITS, SANTIAGO),
    Rule("M-U-I", OVERRIDE, PERMITS, SANTIAGO, checked=False),
    Rule("M-X", OVERRIDE, "Resolution Conf. 14.6", THE_HAGUE),
    Rule("M-X-FLAG", OVERRIDE, "Resolution Conf. 14.6", THE_HAGUE, checked=False),
    Rule("M-X-RFMO", WARNING, "Resolutions Conf. 14.6 and 18.7", THE_HAGUE, checked=False),
    Rule("M-F", WARNING, CODES_OF_SOURCE, SANTIAGO),
    Rule("M-R", WARNING, "Resolutions Conf. 12.3 and 11.16", SANTIAGO, checked=False),
    Rule("M-Y", WARNING, "Resolutions Conf. 12.3 and 11.11", GENEVA, checked=False),
    Rule("M-D", HARD, "Article VII.4; Resolutions Conf. 12.10 and 9.19", SANTIAGO),
    Rule("M-D-x", HARD, "Resolution Conf. 12.10", SANTIAGO, checked=False),
    Rule("M-C/A", OVERRIDE, "Article VII.4 and VII.5; Resolutions Conf. 10.16, 11.11", HARARE),
    Rule("M-C/A-STOCK", WARNING, "Resolutions Conf. 10.16 and 11.11", GIGIRI, checked=False),
    Rule("M-TAG", OVERRIDE, "Resolutions Conf. 10.14, 10.15 and 11.12", GIGIRI, checked=False),
    Rule("B-A1-T", HARD, "Article III.3(c); Resolution Conf. 5.10", BUENOS_AIRES),
    Rule("M-HYB-A", WARNING, "Resolution Conf. 10.17", HARARE, checked=False),
    Rule("M-HYB-P", WARNING, "Appendices, interpretation, paragraph 5"),
    # Exemptions
    Rule("X-ANN", WARNING, "Article I(b); annotations of the Appendices"),
    Rule("X-POP", WARNING, "Articles I(a) and II; Appendices"),
    Rule("X-NOTE", WARNING, "Appendices, note of the listing"),
    Rule("X-PHE", WARNING, "Article VII.3; Resolution Conf. 13.7", BANGKOK, checked=False),
    Rule("X-PHE-STRICT", WARNING, "Article XIV.1; Resolution Conf. 13.7", BANGKOK, checked=False),
    Rule("X-SCI", HARD, "Article VII.6; Resolution Conf. 11.15"),
    Rule("X-TRAV", WARNING, "Article VII.7"),
    Rule("X-XIV4", WARNING, "Articles XIV.4 and XIV.5"),
    Rule("R-TRANSIT", WARNING, "Article VII.1; Resolution Conf. 9.7", FORT_LAUDERDALE, checked=False),
    Rule("X-TRANSIT", WARNING, "Article VII.1; Resolution Conf. 9.7", FORT_LAUDERDALE, checked=False),
    # What was decided about trade in a taxon
    Rule("B-SUSP", OVERRIDE, "Standing Committee; Notifications to the Parties"),
    Rule("B-NOTE", HARD, "Appendices, note of the listing"),
    Rule("B-QUOTA", OVERRIDE, "Resolution Conf. 14.7", THE_HAGUE),
    Rule("B-QYEAR", WARNING, "Resolution Conf. 14.7", THE_HAGUE, checked=False),
    Rule("B-NEWLIST", WARNING, "Articles XV.1(c), XVI.2 and XVI.3"),
    Rule("B-STRICT", WARNING, "Article XIV.1"),
    Rule("B-DOM", HARD, "Article XIV.1"),
    # What the Party itself decided before
    Rule("OWN-REFUSED", WARNING, "This Party’s own record"),
    Rule("OWN-UNUSUAL", WARNING, "This Party’s own record"),
    # Documents of other States that are presented here
    Rule("IN-ORIGINAL", HARD, "Article VI.4; Resolution Conf. 12.3"),
    Rule("IN-EXPIRED", HARD, "Article VI.2; Resolution Conf. 12.3"),
    Rule("IN-EARLY", HARD, PERMITS, SANTIAGO),
    Rule("IN-ALTERED", HARD, PERMITS, SANTIAGO),
    Rule("IN-BOX", HARD, ANNEX, SANTIAGO, checked=False),
    Rule("IN-APPENDIX", OVERRIDE, ANNEX, SANTIAGO, checked=False),
    Rule("IN-CONDITIONS", HARD, PERMITS, SANTIAGO),
    Rule("IN-AUTHORITY", HARD, "Article IX"),
    Rule("IN-REGISTER", HARD, "Article IX; Resolution Conf. 12.3", SANTIAGO, checked=False),
    Rule("IN-ENDORSED", OVERRIDE, "Resolution Conf. 12.3, endorsement at export", SANTIAGO),
    Rule("IN-QUANTITY", HARD, PERMITS, SANTIAGO),
    Rule("IN-UNITS", WARNING, ANNEX, SANTIAGO, checked=False),
    Rule("IN-TRANSPORT", HARD, "Articles III.2(c), IV.2(c) and V.2(b); Resolution Conf. 10.21"),
    Rule("IN-TWICE", WARNING, "Article VI.5"),
    Rule("IN-UNSEEN", WARNING, "Article VIII.1"),
    # When the Management Authority that issued them is asked
    Rule("VF-INFORMED", WARNING, VERIFICATION, SANTIAGO),
    Rule("VF-GROUNDS", WARNING, VERIFICATION, SANTIAGO),
    Rule("VF-FRAUD", WARNING, VERIFICATION, SANTIAGO),
    Rule("VF-BRED", WARNING, VERIFICATION, SANTIAGO),
    Rule("VF-REEXPORT", WARNING, VERIFICATION, SANTIAGO),
    Rule("VF-QUOTA", WARNING, VERIFICATION, SANTIAGO),
    # What came of it, beside the application that rests on such a document
    Rule("IN-STOP", OVERRIDE, "This Party’s own record"),
    Rule("IN-ASKED", OVERRIDE, "This Party’s own record"),
    # How long a document is valid
    Rule("V-ENDS-FIRST", HARD, PERMITS, SANTIAGO),
    Rule("V-TOO-LONG", HARD, "Article VI.2; Resolution Conf. 12.3"),
)

RULES: Final[Mapping[str, Rule]] = {rule.id: rule for rule in _ALL}


def reason(rule: str, message: str, *, source: str = "", **data: Any) -> Reason:
    """Return what that rule says; ``source`` where one of the rule's paragraphs says it. Raises KeyError."""
    known = RULES[rule]
    return Reason(rule, message, known.severity, data, source or known.source)


def on_line(line: LineFacts, field: str, **more: str) -> dict[str, Any]:
    """Return the facts of a reason about one field of a line: its number, the field, and what the message names."""
    return {"line": line.number, "field": field, **more}
