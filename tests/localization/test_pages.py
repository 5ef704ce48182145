"""A Party's site speaks the languages that the Party offers, and no other."""

from typing import Any


def test_vanuatu_is_served_in_french_to_whoever_asks_for_it(parties: Any) -> None:
    (vu,) = parties("vu")
    page = vu.client().get("/", headers={"accept-language": "fr-VU,fr;q=0.9,en;q=0.5"})
    assert page["Content-Language"] == "fr"
    assert "Demander un permis CITES" in page.text
    assert 'lang="fr"' in page.text


def test_barbados_offers_no_french(parties: Any) -> None:
    (bb,) = parties("bb")
    page = bb.client().get("/", headers={"accept-language": "fr"})
    assert page["Content-Language"] == "en"
    assert "Apply for a CITES permit" in page.text


def test_a_choice_is_kept_in_a_cookie(parties: Any) -> None:
    (vu,) = parties("vu")
    client = vu.client()
    assert client.post("/language/", {"language": "fr", "next": "/"}).status_code == 302
    assert client.get("/", headers={"accept-language": "en"})["Content-Language"] == "fr"
