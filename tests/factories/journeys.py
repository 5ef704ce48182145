"""What people type and attach in the journeys, and the whole application by its pages."""

from pathlib import Path
from typing import Any

PDF = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj
trailer<</Root 1 0 R>>
%%EOF
"""
CONCH_MEAT = ("queen conch", "ALI-GIG", {"term": "MEA", "quantity": "1250", "unit": "KGM", "source": "W"})
CONCH_SHELLS = ("Aliger", "ALI-GIG", {"term": "SHE", "quantity": "400", "unit": "NAR", "source": "W"})
CLAMS = ("Tridacna maxima", "TRI-MAX", {"term": "LIV", "quantity": "200", "unit": "NAR", "source": "F"})
CORALS = ("Acropora", "ACR-SPP", {"term": "LIV", "quantity": "150", "unit": "NAR", "source": "F"})
IN_BAGS = {"transport_mode": "air", "transport_container": "Foam boxes with bags of water and oxygen"}
EXPORTER = {"exporter_name": "Sargasso Seafood Ltd", "exporter_address": "Princess Alice Highway"}
CONSIGNEE = {
    "consignee_name": "Pelagic Trading Company",
    "consignee_address": "1180 Harbour Drive\nMiami, Florida",
    "consignee_country": "US",
}
STEPS_OF_APPLICANTS = ("answer", "withdraw", "submit")


def a_paper(folder: Path, name: str = "landing-slip.pdf") -> Path:
    """A small PDF on disk."""
    path = folder / name
    path.write_bytes(PDF)
    return path


def start_application(trader: Any) -> str:
    """Open a draft by the pages; return its reference."""
    trader.go("/applications/new/").fill(document_type="EXP")
    trader.send()
    return str(trader.path.strip("/").rsplit("/", 1)[-1])


def answer_sections(trader: Any, reference: str) -> None:
    """Fill in who exports, who imports, and what for."""
    at = f"/applications/{reference}"
    trader.go(f"{at}/exporter/").fill(**EXPORTER).send()
    trader.go(f"{at}/consignee/").fill(**CONSIGNEE).send()
    trader.go(f"{at}/purpose/").fill(purpose="T").send()
    trader.go(f"{at}/journey/").fill(port_of_exit=1).send()


def add_line(trader: Any, reference: str, line: Any) -> None:
    """Search the species by typing, choose it, and fill in the line."""
    typed, code, answers = line
    trader.go(f"/applications/{reference}/lines/add/")
    if trader.scripted:
        trader.type_into("q", typed)
    else:
        trader.fill(q=typed).send()
    trader.follow(f"main a[href*='taxon={code}']")
    trader.fill(**answers).send()


def attach(trader: Any, reference: str, paper: Path) -> None:
    """Add a paper."""
    trader.go(f"/applications/{reference}/attachments/").fill(file=str(paper)).send()


def submit(trader: Any, reference: str) -> None:
    """Check the answers and send the application."""
    trader.go(f"/applications/{reference}/check/").fill(declared=True).send()


def apply(trader: Any, paper: Path, *lines: Any) -> str:
    """A whole application, sent; return its reference."""
    reference = start_application(trader)
    answer_sections(trader, reference)
    for line in lines:
        add_line(trader, reference, line)
    if any(answers["term"] == "LIV" for _typed, _code, answers in lines):
        trader.go(f"/applications/{reference}/journey/").fill(**IN_BAGS).send()
    attach(trader, reference, paper)
    submit(trader, reference)
    return reference


def give_up_draft(administrator: Any) -> None:
    """Leave no draft open in which another journey would go on."""
    administrator.go("/administration/draft/").page.get_by_text("Give the draft up").first.click()
    administrator.press("Give the draft up").sees("The draft is withdrawn.")


def take_step(person: Any, reference: str, verb: str, **answers: Any) -> None:
    """Take a step of a case by its page."""
    side = "applications" if verb in STEPS_OF_APPLICANTS else "cases"
    person.go(f"/{side}/{reference}/do/{verb}/").fill(**answers)
    if verb == "complete_examination":
        person.find_all()
    person.send()
