"""An administrator makes a new key, and brings the certificate of a national authority; the worker is a real process."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509

from cites.permits.signing.certificates import write_chain
from tests.factories.national import Nation
from tests.journeys.caller import next_code
from tests.journeys.conftest import PHONE, Site
from tests.journeys.visitor import Visitor

pytestmark = pytest.mark.browser

PARTY = "vu"
KEYS = "/administration/signing-keys/"


@pytest.mark.parametrize(
    "way", [{"viewport": PHONE, "scripted": False}, {}], ids=["on a phone without scripts", "at a desk"]
)
def test_a_new_key_is_made_and_certified_by_a_national_authority(
    enter: Callable[..., Visitor], site: Site, worker: None, tmp_path: Path, way: dict[str, Any]
) -> None:
    administrator = enter(PARTY, "administrator", **way).go("/administration/").sees("Signing keys").go(KEYS)
    before, why = key_that_signs(administrator), f"A new year, {len(way)}"
    administrator.press("Make a new key").sees("There is no moment without a key")
    administrator.send(422).sees("There is a problem")
    administrator.fill(reason=why, understood=True).send()
    show_that_it_is_you(administrator, site)
    administrator.until(KEYS, why).sees(f"{before} Retired")
    assert key_that_signs(administrator) != before

    administrator.press("National certificate").press("Make the request")
    administrator.until(f"{KEYS}certificate/", "Download")
    request = x509.load_pem_x509_csr(csr(administrator))
    wrong, right = tmp_path / "wrong.pem", tmp_path / "right.pem"
    chain = Nation().answers(request)
    wrong.write_text(write_chain(chain[:1]))
    right.write_text(write_chain(chain[::-1]))
    administrator.fill(certificate=wrong).press("Read the certificate", 422)
    administrator.sees("whose certificate is not among them")
    administrator.fill(certificate=right).press("Read the certificate").sees("National Root", "Issuer 1")
    administrator.fill(reason=f"Letter {why}").press("Sign with this certificate")
    show_that_it_is_you(administrator, site)
    administrator.until(KEYS, f"Letter {why}").unfold("What the certificate says").sees(
        "National Root", "Fingerprint (SHA-256)"
    )
    administrator.press("Revoke").sees("It cannot be undone", "Its national certificate goes with it")


def key_that_signs(administrator: Visitor) -> str:
    """The name of the key on the first card, which is the newest."""
    title = administrator.page.locator("main .govuk-summary-card__title").first.inner_text()
    assert "Signs now" in title
    return title.split()[0]


def show_that_it_is_you(administrator: Visitor, site: Site) -> None:
    """Type the code, unless it was typed a short while ago."""
    if "reauthenticate" in administrator.path:
        administrator.fill(code=next_code(site.person(PARTY, "administrator"))).press("Continue")
    administrator.sees("Signing keys")


def csr(administrator: Visitor) -> bytes:
    """The request, as the browser puts it among its downloads."""
    with administrator.page.expect_download() as coming:
        administrator.control("Download").click()
    return Path(coming.value.path()).read_bytes()
