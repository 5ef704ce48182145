"""A sheet to be printed that no permit stands behind."""

import dataclasses
from typing import Any

from cites.permits.documents.sheet import PermitSheet, SheetLine, SheetParty
from cites.permits.documents.words import words_in
from cites.permits.models.specimens import letter

LINE = SheetLine("Aliger gigas", "Queen conch", "meat (MEA): frozen", "", "II W", "1,250 kg", "", "Barbados (BB)")
PARTY = SheetParty("Sargasso Seafood Ltd", ("Princess Alice Highway", "Bridgetown"), "Barbados (BB)")


def sheet(lines: int = 2, **changes: Any) -> PermitSheet:
    language = changes.get("language", "en")
    given = PermitSheet(
        language=language,
        words=words_in(language),
        title="Export permit 26BB000001",
        kind="E",
        number="26BB000001",
        colour="#00267f",
        crest="",
        valid_until="22 May 2027",
        importer=PARTY,
        exporter=PARTY,
        applied="",
        conditions="",
        purpose="T Commercial",
        stamp="",
        authority=PARTY,
        lines=(LINE,) * lines,
        letters=tuple(letter(n) for n in range(1, max(lines, 4) + 1)),
        place="Bridgetown",
        issued="23 November 2026",
        issued_at=1795392000,
        signatory="Sandra Holder",
        signed="Signed off",
        qr='<svg xmlns="http://www.w3.org/2000/svg" width="4" height="4"><path d="M0 0h4v4H0z"/></svg>',
        verify_at="bb.example/verify",
        code=("ABCD", "EFGH"),
    )
    return dataclasses.replace(given, **changes)
