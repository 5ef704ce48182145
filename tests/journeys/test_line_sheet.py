"""Lines from a file, on a phone without scripts: what is good is added at once, what is wrong comes back marked."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.factories import journeys
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

SHEET = """Nom scientifique;Type de spécimen;Quantité;Unité;Source;Pays d’origine
Strombus gigas;SHE;12;NAR;W;BB
Aliger gigas;viande;2,5;KGM;W;Barbade
Aliger gigas;SHE;many;NAR;W;BB
"""


def test_good_rows_are_added_and_the_others_come_back(enter: Callable[..., Visitor], tmp_path: Path) -> None:
    trader = enter("bb", "trader", viewport={"width": 390, "height": 844}, scripted=False)
    reference = journeys.start_application(trader)
    at = f"/applications/{reference}/lines"
    path = tmp_path / "lines.csv"
    path.write_text(SHEET, encoding="utf-8")
    trader.go(f"{at}/").press("Add many lines from a file").fill(file=str(path)).press("Upload")
    trader.until(f"{at}/sheet/", "2 rows can be added").sees("1 row has faults", "“many” is not a number in figures")
    annotated = trader.fetch(f"{at}/sheet/annotated/")
    rows = list(csv.reader(io.StringIO(annotated.body.decode("utf-8-sig")), delimiter=";"))
    assert "“many” is not a number" in rows[-1][-1]
    trader.press("Add 2 lines").go(f"{at}/").sees("A. Aliger gigas", "B. Aliger gigas", "2.5 kg")
