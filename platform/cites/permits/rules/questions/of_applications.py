"""What an application is asked as a whole, section by section in the order of its task list."""

from typing import Final

from cites.permits.rules.questions.of_journeys import DEPARTURE, HOUSING, JOURNEY, PURPOSE
from cites.permits.rules.questions.of_papers import EARLIER, INSTITUTIONS, PAPER, PAPER_KIND, STATEMENTS
from cites.permits.rules.questions.of_people import CONSIGNEE, EXPORTER
from cites.permits.rules.questions.of_purposes import EFFECTS, USE
from cites.permits.rules.questions.of_single_documents import CARNET, EXHIBITION, INSTRUMENT, SIMPLIFIED
from cites.permits.rules.questions.of_vessels import CATCH, TRIP, VESSEL

# The purpose decides what else is asked, so that it comes first. What depends on the specimens is asked once they are
# known, and who imports once it is known whether that is asked.
BEFORE_LINES: Final = (PURPOSE, SIMPLIFIED, EXPORTER, CONSIGNEE)
AFTER_LINES: Final = (
    USE, EFFECTS, VESSEL, CATCH, TRIP, EXHIBITION, INSTRUMENT, CARNET, INSTITUTIONS, PAPER, PAPER_KIND, STATEMENTS,
    JOURNEY, DEPARTURE, EARLIER, HOUSING,
)  # fmt: skip
SECTIONS: Final = (*BEFORE_LINES, *AFTER_LINES)
SECTION_OF: Final = {section.key: section for section in SECTIONS}
