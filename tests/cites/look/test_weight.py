"""What travels over the wire is light, ours, and free of anybody's brand."""

import gzip
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
BUILT = ROOT / "platform/cites/static/build"
TEMPLATES = [
    path
    for folder in ("platform/cites/templates", "billing", "cms", "workflows", "localization")
    for path in (ROOT / folder).rglob("*.html")
    if "email" not in path.parts and "mail" not in path.parts
]
FIRST_VISIT = 60_000
PAGE = 15_000

built = pytest.mark.skipif(not (BUILT / "app.css").exists(), reason="run `npm run build` first")


@built
def test_style_and_scripts_leave_room_for_a_page_on_the_first_visit() -> None:
    weight = sum(len(gzip.compress(path.read_bytes(), 9)) for path in BUILT.iterdir())
    assert weight + PAGE <= FIRST_VISIT


@built
def test_nobody_elses_font_crown_or_host() -> None:
    css = (BUILT / "app.css").read_text()
    assert "GDS" not in css
    assert "@font-face" not in css
    assert "crown" not in css
    assert not re.search(r"url\(['\"]?(https?:)?//", css)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_hold_no_inline_code_and_no_strange_host(path: Path) -> None:
    text = re.sub(r"{#.*?#}|{% comment %}.*?{% endcomment %}", "", path.read_text(), flags=re.S)
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=[\"']", text), "inline style or handler"
    assert not re.search(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)[^>]*>", text), "inline script"
    assert not re.search(r"(src|srcset)=[\"']?(https?:)?//", text), "third-party host"
