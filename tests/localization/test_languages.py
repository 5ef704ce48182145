"""A language is a folder; the reader gets the one asked for if it is on offer."""

from pathlib import Path

import pytest
from django.conf import locale as django_locales
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory, override_settings
from django.utils.translation import get_language, get_language_info

from kernel.reasons import Reason
from localization import languages as module
from localization.choice import choose_language
from localization.languages import languages, read_language
from localization.middleware import LanguageMiddleware
from localization.sentences import sentence_of


def test_the_source_language_comes_first() -> None:
    assert languages()[0].code == "en"


@pytest.mark.parametrize("language", languages(), ids=lambda each: each.code)
def test_every_folder_describes_the_language_that_it_is_named_after(language: module.Language) -> None:
    assert (module.LOCALE_FOLDER / language.catalogue_folder / "language.toml").exists()
    assert language.locale
    assert {*language.fallback} <= {each.code for each in languages()}


def test_a_language_that_django_lacks_is_described_to_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "bi"
    folder.mkdir()
    (folder / "language.toml").write_text(
        'code = "bi"\nname = "Bislama"\nlocal_name = "Bislama"\ncarrier = "en_001"\nfallback = ["en"]\n'
        'plural_forms = "nplurals=1; plural=0;"\n'
    )
    bislama = read_language(folder / "language.toml")
    monkeypatch.setattr(module, "languages", lambda: (bislama,))
    monkeypatch.setattr(django_locales, "LANG_INFO", dict(django_locales.LANG_INFO))
    monkeypatch.setattr("django.utils.translation.LANG_INFO", django_locales.LANG_INFO, raising=False)
    module.tell_django()
    assert get_language_info("bi")["name_local"] == "Bislama"


@pytest.mark.parametrize(
    ("wishes", "accepted", "offered", "got"),
    [
        (["fr"], "en", ["en", "fr"], "fr"),
        ([None, "fr"], "en", ["en", "fr"], "fr"),
        (["es"], "", ["en", "fr"], "en"),
        ([], "fr-VU,fr;q=0.9,en;q=0.5", ["en", "fr"], "fr"),
        ([], "fr;q=0.2, en;q=0.9", ["en", "fr"], "en"),
        ([], "", ["fr", "en"], "fr"),
        (["../../etc"], "*;q=x", ["en"], "en"),
    ],
)
def test_the_strongest_wish_on_offer_wins(
    wishes: list[str | None], accepted: str, offered: list[str], got: str
) -> None:
    assert choose_language(wishes, accepted, offered) == got


def only_french(request: HttpRequest) -> list[str]:
    return ["fr"]


def test_a_page_is_served_in_a_language_that_its_site_offers_and_says_so() -> None:
    spoken: list[str | None] = []

    def page(request: HttpRequest) -> HttpResponse:
        spoken.append(get_language())
        return HttpResponse()

    request = RequestFactory().get("/", headers={"accept-language": "en"})
    with override_settings(LANGUAGES_OFFERED_BY=f"{__name__}.only_french"):
        response = LanguageMiddleware(page)(request)
    assert spoken == ["fr"]
    assert response["Content-Language"] == "fr"
    assert "Accept-Language" in response["Vary"]


def test_a_sentence_has_its_facts_filled_in() -> None:
    assert sentence_of(Reason("x", "%(n)s are left.", data={"n": 3})) == "3 are left."
    assert sentence_of(Reason("x", "100% sure.")) == "100% sure."
