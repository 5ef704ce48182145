"""Old series of permits on paper as sheets, for tests."""

from collections.abc import Sequence
from typing import Any

from django.core.files.base import ContentFile

from cites.accounts.models import Role
from cites.permits.models import PaperPermit
from cites.permits.services.papers_imported import accept_papers, read_paper_sheet
from tests.factories.accounts import person

HEADINGS = (
    "Permit number,Document,Date of issue,Expiry date,State,Exporter,Importer,Country of import,Purpose,Signed by,"
    "Species,Term,Quantity,Unit,Source,Country of origin"
)
CONCH_ROW = (
    "BB/98/0041,Export permit,1998-03-02,1998-09-01,Used,Carlisle Bay Shells,Pelagic Trading,US,T,O. Alleyne,"
    "Strombus gigas,SHE,120,NAR,W,BB"
)
MEAT_ROW = CONCH_ROW.replace("SHE,120,NAR", "MEA,40,KGM")
OTHER_ROW = CONCH_ROW.replace("BB/98/0041", "BB/98/0042").replace("Used", "").replace("Carlisle Bay Shells", "Oistins")


def a_sheet(rows: Sequence[str] = (CONCH_ROW, MEAT_ROW, OTHER_ROW), headings: str = HEADINGS) -> Any:
    """A CSV with these rows."""
    return ContentFile("\n".join((headings, *rows)).encode(), name="register-1998.csv")


def access_samples(party: Any, trader: Any) -> dict[str, str]:
    """A permit on paper, and a sheet of which nothing is taken over yet."""
    officer = person(Role.MA_OFFICER, f"Archivist of {party.iso2}")
    number = f"{party.iso2}/98/0041"
    first = read_paper_sheet(file=a_sheet([CONCH_ROW.replace("BB/98/0041", number)]), actor=officer)
    accept_papers(sheet=first.pk, actor=officer)
    again = read_paper_sheet(file=a_sheet([OTHER_ROW.replace("BB/98", f"{party.iso2}/97")]), actor=officer)
    return {"paper": str(PaperPermit.objects.get(number=number).pk), "sheet": str(again.pk)}
