"""Which vessel took specimens of the high seas, where and when."""

from typing import Final

from cites.permits.rules import exemptions, vessels
from cites.permits.rules.crossings import CROSSINGS, MOST_CROSSINGS
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.questions.kinds import IFS
from cites.permits.rules.questions.model import About, Kind, Question, Section, Wording
from kernel.text import gettext_noop

_WHICH_CHARTER: Final = gettext_noop(
    "Only of a chartered vessel: the arrangement, and when it was told to the fisheries organisation and to the "
    "Secretariat."
)
_WHICH_TREATY: Final = gettext_noop(
    "Only of a ship of this country, and a treaty in force before 1 July 1975 that protects the species."
)
_WHICH_RULES: Final = gettext_noop(
    "The fisheries organisation of that area, the vessel’s licence or authorisation, and the measures that it kept, "
    "such as quotas or seasons."
)
_CAUGHT_LAWFULLY: Final = "Resolutions Conf. 14.6 and 18.7"
VESSEL_UNKNOWN: Final = "vessel_unknown"
TRIP_UNKNOWN: Final = "trip_unknown"
"""Why there is nothing to say of the vessel or the trip: what was exported from the high seas may be old, or seized."""
_EXPORTED_FROM_THE_SEA: Final = About(documents=frozenset({DocumentType.EXPORT}), sources=frozenset({"X"}))

VESSEL: Final = Section(
    "vessel",
    (Wording(gettext_noop("Vessel"), gettext_noop("Which vessel took them?")),),
    (
        Question(
            "vessel_name", gettext_noop("Name of the vessel"), gettext_noop("Vessel"),
            missing=gettext_noop("Enter the vessel’s name"), about=About(documents=IFS),
        ),
        Question(
            "vessel_name", gettext_noop("Name of the vessel"), gettext_noop("Vessel"), about=_EXPORTED_FROM_THE_SEA,
            missing=gettext_noop("Enter the vessel’s name, or why the vessel is not known"), instead=VESSEL_UNKNOWN,
        ),
        Question(
            "vessel_flag", gettext_noop("Flag"), gettext_noop("Flag"), Kind.COUNTRY,
            missing=gettext_noop("Choose the vessel’s flag"), about=About(documents=IFS),
        ),
        Question(
            vessels.FLAG, gettext_noop("Flag"), gettext_noop("Flag"), Kind.COUNTRY, about=_EXPORTED_FROM_THE_SEA,
            help=gettext_noop("It is the State of the flag that grants the export permit."),
            missing=gettext_noop("Choose the vessel’s flag, or say why the vessel is not known"),
            instead=VESSEL_UNKNOWN,
        ),
        Question(
            vessels.CHARTER, gettext_noop("Charter"), gettext_noop("Charter"), about=About(documents=IFS),
            help=_WHICH_CHARTER,
        ),
        Question(
            vessels.CHARTER, gettext_noop("Charter"), gettext_noop("Charter"), about=_EXPORTED_FROM_THE_SEA,
            help=_WHICH_CHARTER,
        ),
        Question(
            "vessel_number", gettext_noop("IMO or registration number"), gettext_noop("IMO or registration number"),
            missing=gettext_noop("Enter the vessel’s IMO or registration number"), about=About(documents=IFS), most=60,
        ),
        Question(
            "vessel_number", gettext_noop("IMO or registration number"), gettext_noop("IMO or registration number"),
            about=_EXPORTED_FROM_THE_SEA, most=60, instead=VESSEL_UNKNOWN,
            missing=gettext_noop("Enter the vessel’s IMO or registration number, or why the vessel is not known"),
        ),
        Question(
            VESSEL_UNKNOWN, gettext_noop("Why is the vessel not known?"), gettext_noop("Vessel not known"),
            about=_EXPORTED_FROM_THE_SEA, help=gettext_noop("Only where nobody can tell any more."),
        ),
    ),
)  # fmt: skip

CATCH: Final = Section(
    "catch",
    (Wording(gettext_noop("Fishing area"), gettext_noop("Where were they taken?")),),
    (
        Question(
            "fishing_area", gettext_noop("Area"), gettext_noop("Area"),
            missing=gettext_noop("Say where they were taken"), about=About(documents=IFS),
            help=gettext_noop("The FAO area or the coordinates, beyond the waters of any State."),
        ),
        Question(
            "fishing_area", gettext_noop("Area"), gettext_noop("Area"), about=_EXPORTED_FROM_THE_SEA,
            missing=gettext_noop("Say where they were taken"),
            help=gettext_noop("The FAO area or the coordinates, beyond the waters of any State."),
        ),
        Question(
            exemptions.EARLIER_TREATY, gettext_noop("Taken under an earlier treaty? Its name"),
            gettext_noop("Earlier treaty"), about=About(documents=IFS, appendices=frozenset({"II"})),
            help=_WHICH_TREATY,
        ),
        Question(
            exemptions.EARLIER_TREATY, gettext_noop("Taken under an earlier treaty? Its name"),
            gettext_noop("Earlier treaty"),
            about=About(
                documents=frozenset({DocumentType.EXPORT}), appendices=frozenset({"II"}), sources=frozenset({"X"}),
            ),
            help=_WHICH_TREATY,
        ),
        Question(
            "catch_document", gettext_noop("Number of the catch document"), gettext_noop("Catch document"),
            about=About(documents=IFS), most=60,
            help=gettext_noop("Of the regional fisheries organisation, where it gives one."),
        ),
        Question(
            "catch_document", gettext_noop("Number of the catch document"), gettext_noop("Catch document"),
            about=_EXPORTED_FROM_THE_SEA, most=60,
            help=gettext_noop("Of the regional fisheries organisation, where it gives one."),
        ),
        Question(
            vessels.CATCH_RULES, gettext_noop("By whose fishing rules were they taken?"), gettext_noop("Fishing rules"),
            about=About(documents=IFS), help=_WHICH_RULES, basis=_CAUGHT_LAWFULLY,
        ),
        Question(
            vessels.CATCH_RULES, gettext_noop("By whose fishing rules were they taken?"), gettext_noop("Fishing rules"),
            about=_EXPORTED_FROM_THE_SEA, help=_WHICH_RULES, basis=_CAUGHT_LAWFULLY,
        ),
    ),
)  # fmt: skip

TRIP: Final = Section(
    "trip",
    (Wording(gettext_noop("Fishing trip"), gettext_noop("When were they taken?")),),
    (
        Question(
            "trip_from", gettext_noop("First day of the trip"), gettext_noop("First day of the trip"), Kind.PAST_DAY,
            missing=gettext_noop("Enter the first day of the trip"), about=About(documents=IFS),
            instead="period_from",
        ),
        Question(
            "trip_to", gettext_noop("Last day of the trip"), gettext_noop("Last day of the trip"), Kind.DAY,
            missing=gettext_noop("Enter the last day of the trip"), about=About(documents=IFS),
            instead="period_until",
        ),
        Question(
            "trip_from", gettext_noop("First day of the trip"), gettext_noop("First day of the trip"), Kind.PAST_DAY,
            missing=gettext_noop("Enter the first day of the trip, or why its days are not known"),
            about=_EXPORTED_FROM_THE_SEA, instead=TRIP_UNKNOWN,
        ),
        Question(
            "trip_to", gettext_noop("Last day of the trip"), gettext_noop("Last day of the trip"), Kind.DAY,
            missing=gettext_noop("Enter the last day of the trip, or why its days are not known"),
            about=_EXPORTED_FROM_THE_SEA, instead=TRIP_UNKNOWN,
        ),
        Question(
            TRIP_UNKNOWN, gettext_noop("Why are the days of the trip not known?"), gettext_noop("Trip not known"),
            about=_EXPORTED_FROM_THE_SEA, help=gettext_noop("Only where nobody can tell any more."),
        ),
        Question(
            "period_from", gettext_noop("First day of a period"), gettext_noop("First day of the period"), Kind.DAY,
            about=About(documents=IFS),
            help=gettext_noop(
                "Instead of one trip: the certificate is then good for all landings within the period, a year at most, "
                "up to the quantities that you name in all."
            ),
        ),
        Question(
            "period_until", gettext_noop("Last day of the period"), gettext_noop("Last day of the period"), Kind.DAY,
            about=About(documents=IFS),
        ),
        Question(
            CROSSINGS, gettext_noop("How many landings do you expect within the period?"), gettext_noop("Landings"),
            Kind.COUNT, about=About(documents=IFS), most=MOST_CROSSINGS,
            help=gettext_noop("The certificate has a row for each to be endorsed: 16, or more where you expect more."),
        ),
    ),
)  # fmt: skip
