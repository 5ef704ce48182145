"""What is asked of a line beyond its species, kind, quantity, source and origin, page by page."""

from typing import Final

from cites.permits.rules.questions.of_origins import GRANT, ORIGIN, RANCH, REEXPORT, SOURCE, STOCK, UNKNOWN_ORIGIN
from cites.permits.rules.questions.of_purposes import TROPHY
from cites.permits.rules.questions.of_specimens import PARENTS, SPECIMEN

OF_ORIGIN: Final = (SOURCE, STOCK, RANCH, GRANT, UNKNOWN_ORIGIN, ORIGIN, REEXPORT)
OF_SPECIMEN: Final = (SPECIMEN, PARENTS, TROPHY)
PAGES: Final = (*OF_ORIGIN, *OF_SPECIMEN)
