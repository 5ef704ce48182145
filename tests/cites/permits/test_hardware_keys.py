"""Keys in a hardware module: made, signed with and looked at there, on a database of the test's own."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pkcs11
import pytest
from cryptography import x509

from cites.env import SettingsIncomplete, read_env
from cites.permits.documents.publishing import publish_permit
from cites.permits.errors import HardwareModuleAway
from cites.permits.models import PermitDocument, PermitToken, SigningKey
from cites.permits.services.issuing import issue_permits
from cites.permits.signing import hardware, onboarding, services
from cites.permits.signing.certifying import certification_request
from cites.permits.signing.queries import keys_of
from cites.permits.signing.services import make_first_key, rotate_key
from cites.permits.tasks import publish_the_rest
from cites.permits.tokens.keys import public_half
from tenants.context import as_owner, party_context
from tenants.doctor.running import examine
from tenants.models import Party
from tests.factories.hardware import Failing, a_token, forget
from tests.factories.issuable import ready_to_issue
from tests.factories.permits import cast
from tests.factories.signed import pyhanko_says


@pytest.fixture
def token(tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with a_token(tmp_path, settings, monkeypatch):
        yield


def key_of(vu: Party) -> SigningKey:
    (key,) = (key for key in keys_of(vu) if key.is_in_use)
    return key


def said_by_doctor(vu: Party) -> list[str]:
    found = (each.finding for each in examine(iso2="VU", fix=False) if each.check == "signing keys")
    return [each.text % each.data for each in found if each.schema == vu.schema_name]


def a_permit() -> Any:
    who = cast()
    return issue_permits(application=ready_to_issue(who, "EXP"), signatory=who.signatory)[0]


# --- with SoftHSM ---------------------------------------------------------------------------------


@pytest.mark.usefixtures("token")
def test_a_key_made_in_a_module_signs_documents_and_codes_and_is_sealed_nowhere(vu: Party, ngozi: Any) -> None:
    made = rotate_key(party=vu, by=ngozi, reason="a module of our own")
    assert (made.in_hardware, made.sealed_private) == (True, "")
    assert hardware.names_of_keys() == {made.kid}
    assert said_by_doctor(vu) == []
    with party_context(vu):
        document = publish_permit(permit_id=a_permit().pk)
        assert PermitToken.objects.get(permit=document.permit).kid == made.kid
        with document.file.open("rb") as file:
            pdf = file.read()
    with as_owner(vu.schema_name):
        chain = made.certificates.last().chain
    assert pyhanko_says(pdf, chain.partition("-----END CERTIFICATE-----\n")[2]).bottom_line


@pytest.mark.usefixtures("token")
def test_a_private_half_does_not_leave_its_module(vu: Party, ngozi: Any) -> None:
    kid = rotate_key(party=vu, by=ngozi, reason="a module of our own").kid
    with hardware.session() as opened:
        private = opened.get_key(object_class=pkcs11.ObjectClass.PRIVATE_KEY, label=kid)
        assert private[pkcs11.Attribute.SENSITIVE]
        assert not private[pkcs11.Attribute.EXTRACTABLE]


@pytest.mark.usefixtures("token")
def test_a_national_authority_is_asked_to_certify_a_key_of_a_module(vu: Party, ngozi: Any) -> None:
    made = rotate_key(party=vu, by=ngozi, reason="a module of our own")
    request = x509.load_pem_x509_csr(certification_request(party=vu).encode())
    assert request.is_signature_valid
    assert request.public_key() == public_half(made.public_jwk)


@pytest.mark.usefixtures("token")
def test_the_name_of_a_key_that_came_to_nothing_is_not_given_again(
    vu: Party, ngozi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as cut, pytest.raises(KeyboardInterrupt):
        cut.setattr(services, "certify", _cut_off)
        rotate_key(party=vu, by=ngozi, reason="a module of our own")
    (left,) = hardware.names_of_keys()
    made = rotate_key(party=vu, by=ngozi, reason="once more")
    assert made.kid != left
    assert hardware.names_of_keys() == {left, made.kid}


def _cut_off(*_: Any) -> Any:
    raise KeyboardInterrupt


@pytest.mark.usefixtures("token")
def test_permits_wait_while_a_module_is_away_and_are_signed_once_it_is_back(
    vu: Party, ngozi: Any, settings: Any
) -> None:
    made, there = rotate_key(party=vu, by=ngozi, reason="a module of our own"), settings.HSM_MODULE
    with party_context(vu):
        permit = a_permit()
        settings.HSM_MODULE = None
        with pytest.raises(HardwareModuleAway):
            publish_permit(permit_id=permit.pk)
        assert publish_the_rest() == 0
        assert not PermitDocument.objects.filter(permit=permit).exists()
    assert said_by_doctor(vu) == [
        f"{made.kid} lies in a hardware module and does not sign",
        "HSM_MODULE, which names the hardware module, is not set.",
    ]
    settings.HSM_MODULE = there
    with party_context(vu):
        assert publish_the_rest() == 1


@pytest.mark.usefixtures("token")
def test_a_token_without_the_key_is_seen_by_the_doctor(
    vu: Party, ngozi: Any, tmp_path: Path, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = rotate_key(party=vu, by=ngozi, reason="a module of our own")
    (tmp_path / "another").mkdir()
    with a_token(tmp_path / "another", settings, monkeypatch):
        silent, why = said_by_doctor(vu)
        assert silent == f"{made.kid} lies in a hardware module and does not sign"
        assert "NoSuchKey" in why
        assert hardware.make_pair(made.kid) != made.public_jwk
        assert said_by_doctor(vu) == [f"{made.kid} has the public half of another key"]


@pytest.mark.usefixtures("token")
def test_a_wrong_pin_is_tried_once(settings: Any) -> None:
    settings.HSM_PIN = "9999"
    with pytest.raises(HardwareModuleAway, match="PinIncorrect"):
        hardware.names_of_keys()
    forget()
    with pytest.raises(HardwareModuleAway, match="not tried again until a restart"):
        hardware.names_of_keys()
    settings.HSM_PIN = "5678"
    assert hardware.names_of_keys() == set()


# --- with no module, and with one that fails ------------------------------------------------------


def test_a_file_that_is_no_module_is_said_to_be_none(settings: Any, vu: Party, tmp_path: Path) -> None:
    settings.HSM_MODULE, settings.HSM_TOKEN, settings.HSM_PIN = tmp_path / "nothing.so", "Party", "1"
    with pytest.raises(HardwareModuleAway, match="nothing"):
        hardware.names_of_keys()
    (said,) = said_by_doctor(vu)
    assert said.startswith("The hardware module with the signing keys did not do as it was asked")


def test_no_key_is_made_elsewhere_while_the_module_is_away(
    settings: Any, vu: Party, ngozi: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.HSM_MODULE, before = Path("module.so"), key_of(vu)
    module = Failing(pkcs11.DeviceError())
    monkeypatch.setattr(pkcs11, "lib", lambda _so: module)
    with pytest.raises(HardwareModuleAway, match="DeviceError"):
        rotate_key(party=vu, by=ngozi, reason="a module of our own")
    assert key_of(vu) == before
    make_first_key(party=vu)
    assert module.asked == 1, "a Party with a key needs none"


def test_a_practice_twin_has_its_keys_sealed(settings: Any, vu: Party) -> None:
    settings.HSM_MODULE = Path("module.so")
    assert "hardware module" in onboarding.where_it_is(vu)
    twin = Party(iso2="VU", schema_name="party_vu_practice", practice=True)
    assert not services._Names(twin, "VU-PRACTICE-2026-", frozenset()).in_hardware


@pytest.mark.parametrize("missing", ["HSM_TOKEN", "HSM_PIN"])
def test_a_module_needs_its_token_and_its_pin(missing: str) -> None:
    stated = {"HSM_MODULE": "/usr/lib/module.so", "HSM_TOKEN": "Party", "HSM_PIN": "5678"}
    assert Path("/usr/lib/module.so") == read_env(stated).HSM_MODULE
    with pytest.raises(SettingsIncomplete, match=f"{missing}: missing, and HSM_MODULE is set"):
        read_env({name: value for name, value in stated.items() if name != missing})


def test_the_pin_may_lie_in_a_file_and_is_not_repeated(tmp_path: Path) -> None:
    (tmp_path / "pin").write_text("5678\n")
    stated = {"HSM_MODULE": "/usr/lib/module.so", "HSM_TOKEN": "Party", "HSM_PIN_FILE": str(tmp_path / "pin")}
    assert read_env(stated).HSM_PIN == "5678"
