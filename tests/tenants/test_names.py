"""A Party's own domain name: people sign in at one name, the others lead there, and all answer for permits."""

from typing import Any

import pytest
from django.test import Client

from tenants.audit.models import AuditEntry
from tenants.context import as_owner, as_public
from tenants.errors import HostRefused
from tenants.hosts import address_of
from tenants.life.names import give_host
from tenants.models import HostName, Party
from tenants.names import PUBLIC
from tests.factories.accounts import PASSWORD, person

OWN = "permits.gov.bb"


@pytest.fixture
def ngozi(front_door: Any) -> Any:
    """A hosting operator."""
    with front_door.active():
        return person("operator", "Ngozi")


@pytest.fixture
def barbados(parties: Any, ngozi: Any) -> Any:
    """Barbados at a domain name of its own."""
    (bb,) = parties("bb")
    give_host(party=bb.party, host=OWN, by=ngozi, canonical=True)
    bb.party.refresh_from_db()
    return bb


class Browser(Client):
    """Django's client at any host name; afterwards the test is where it was."""

    def __init__(self, place: Any, host: str) -> None:
        super().__init__(headers={"host": host})
        self.place = place

    def request(self, **request: Any) -> Any:
        with self.place.staying():
            return super().request(**request)


def test_the_canonical_name_serves_and_the_old_one_leads_there_with_the_path(barbados: Any) -> None:
    assert Browser(barbados, OWN).get("/").status_code == 200
    answer = Browser(barbados, "bb.localhost").get("/species/?q=queen&page=2")
    assert answer.status_code == 308
    assert answer["Location"] == f"http://{OWN}:8000/species/?q=queen&page=2"
    assert answer["Cache-Control"] == "max-age=3600"


@pytest.mark.parametrize("host", [OWN, "bb.localhost"])
def test_permits_are_verified_at_every_name(barbados: Any, host: str) -> None:
    client = Browser(barbados, host)
    assert client.get("/verify/").status_code == 200
    assert client.get("/verify/none-such").status_code == 404
    assert client.get("/theme.css").status_code == 200
    assert client.get("/healthz").status_code == 200


def test_nobody_signs_in_at_an_old_name(barbados: Any) -> None:
    with barbados.active():
        trader = person("trader", "Ama", password=PASSWORD)
    posted = {"login": trader.email, "password": PASSWORD}
    old, new = Browser(barbados, "bb.localhost"), Browser(barbados, OWN)
    answer = old.post("/accounts/login/", posted)
    assert answer.status_code == 308
    assert answer["Location"].startswith(f"http://{OWN}")
    assert "sessionid" not in old.cookies
    assert new.post("/accounts/login/", posted).status_code == 302
    assert "sessionid" in new.cookies


def test_a_passkey_is_asked_for_in_the_canonical_name_alone(barbados: Any) -> None:
    asked = Browser(barbados, OWN).get("/accounts/2fa/webauthn/login/", headers={"x-requested-with": "XMLHttpRequest"})
    assert asked.json()["request_options"]["publicKey"]["rpId"] == OWN
    assert Browser(barbados, "bb.localhost").get("/accounts/2fa/webauthn/login/").status_code == 308


def test_links_are_written_with_the_canonical_name(barbados: Any) -> None:
    assert address_of(barbados.party, "/verify/x") == f"http://{OWN}:8000/verify/x"


def test_the_sub_domain_can_be_made_canonical_again(barbados: Any, ngozi: Any) -> None:
    give_host(party=barbados.party, host="bb.localhost", by=ngozi, canonical=True)
    assert Browser(barbados, "bb.localhost").get("/").status_code == 200
    assert Browser(barbados, OWN).get("/").status_code == 308


def test_a_second_name_leads_to_the_canonical_one(parties: Any, ngozi: Any) -> None:
    (bb,) = parties("bb")
    give_host(party=bb.party, host="Permits.Gov.BB.", by=ngozi)
    assert Browser(bb, OWN).get("/").status_code == 308
    assert bb.client().get("/").status_code == 200


def test_giving_it_again_changes_nothing(barbados: Any, ngozi: Any) -> None:
    with as_public():
        before = AuditEntry.objects.filter(verb__startswith="party.host").count()
    give_host(party=barbados.party, host=OWN, by=ngozi, canonical=True)
    with as_public():
        assert AuditEntry.objects.filter(verb__startswith="party.host").count() == before == 2
        assert HostName.objects.filter(tenant=barbados.party, is_primary=True).count() == 1


@pytest.mark.parametrize(
    "host", ["localhost", "gd.localhost", "fj.localhost", "no spaces.bb", "bb", "-x.bb", "a..b", ""]
)
def test_a_name_that_is_none_or_is_ours_is_refused(parties: Any, ngozi: Any, host: str) -> None:
    (bb,) = parties("bb")
    with pytest.raises(HostRefused):
        give_host(party=bb.party, host=host, by=ngozi)


def test_another_partys_name_is_refused(barbados: Any, ngozi: Any) -> None:
    with as_public():
        fiji = Party.objects.get(iso2="FJ")
    with pytest.raises(HostRefused, match="another Party"):
        give_host(party=fiji, host=OWN.upper(), by=ngozi)


def test_a_name_in_another_script_is_kept_as_the_network_writes_it(parties: Any, ngozi: Any) -> None:
    (bb,) = parties("bb")
    assert give_host(party=bb.party, host="permís.gov.bb", by=ngozi).domain == "xn--perms-2sa.gov.bb"


@pytest.mark.slow
def test_the_command_gives_a_name_and_warns_of_passkeys(owner_here: str, manage: Any) -> None:
    with as_owner(PUBLIC):
        email = person("operator").email
    code, out, _ = manage("give_host", "BB", OWN, "--canonical", "--by", email)
    assert code == 0
    assert f"signs in at {OWN}; bb.localhost leads there" in out
    assert "passkeys" in out
    code, _, err = manage("give_host", "FJ", OWN, "--by", email)
    assert (code, "another Party" in err) == (1, True)
