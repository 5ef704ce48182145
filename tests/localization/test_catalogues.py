"""Texts are collected, merged, compiled and checked without any program from outside."""

import gettext
import re
from pathlib import Path

import pytest
from django.core.management import call_command

from localization.catalogues import (
    catalogue_path,
    check_catalogue,
    compile_catalogue,
    merge,
    messages_in,
    read_catalogue,
    template_catalogue,
)
from localization.languages import SOURCE_LANGUAGE, Language, languages
from localization.management.commands import make_messages
from localization.punctuation import is_cramped
from localization.sources import texts_of_today

FRENCH = Language(
    code="fr", name="French", local_name="Français", carrier="fr", plural_forms="nplurals=2; plural=(n > 1);"
)
TONGAN = Language(
    code="to", name="Tongan", local_name="Lea fakatonga", carrier="to", plural_forms="nplurals=1; plural=0;"
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "app"
    folder.mkdir()
    (folder / "rules.py").write_text(
        'from kernel.text import gettext_noop\nTEXT = gettext_noop("%(taxon)s is listed.")\n'
        'pgettext_lazy("of a permit", "Valid")\nfor _ in x:\n    ngettext("%(n)s day", "%(n)s days", 3)\n'
    )
    (folder / "page.html").write_text(
        "{% load i18n %}\n<h1>{% translate 'Applicant (own) name' %}</h1>\n"
        "  {% blocktranslate trimmed with n=name %}\n  Hello {{ n }},\n    it's you\n {% endblocktranslate %}\n"
        "{% blocktranslate count c=rows|length %}One row{% plural %}{{ c }} rows{% endblocktranslate %}\n"
        '{% include "x.html" with title=_("In a tag") %}\n{# a comment #}\n'
    )
    return tmp_path


def test_texts_are_found_in_python_and_in_templates(source: Path) -> None:
    found = {each.message for each in messages_in(source, ["app"])}
    assert found == {
        "%(taxon)s is listed.",
        "Valid",
        ("%(n)s day", "%(n)s days"),
        "Applicant (own) name",
        "Hello %(n)s, it's you",
        ("One row", "%(c)s rows"),
        "In a tag",
    }


def test_a_merge_keeps_translations_and_drops_texts_that_are_gone(source: Path, tmp_path: Path) -> None:
    path = merge(FRENCH, template_catalogue(messages_in(source, ["app"])), tmp_path)
    path.write_text(path.read_text().replace('msgid "In a tag"\nmsgstr ""', 'msgid "In a tag"\nmsgstr "Dedans"'))
    (source / "app" / "rules.py").unlink()
    merge(FRENCH, template_catalogue(messages_in(source, ["app"])), tmp_path)
    kept = read_catalogue(path)
    assert kept.get("In a tag").string == "Dedans"
    assert kept.get("%(taxon)s is listed.") is None


def test_a_compiled_catalogue_speaks_with_its_own_plural_forms(source: Path, tmp_path: Path) -> None:
    _translate(
        tmp_path,
        TONGAN,
        '\nmsgid "%(n)s day"\nmsgid_plural "%(n)s days"\nmsgstr[0] "\u02bbaho \u02bbe %(n)s"\n',
    )
    with compile_catalogue(TONGAN, [], tmp_path).open("rb") as file:
        tongan = gettext.GNUTranslations(file)
    assert tongan.ngettext("%(n)s day", "%(n)s days", 1) == "\u02bbaho \u02bbe %(n)s"
    assert tongan.ngettext("%(n)s day", "%(n)s days", 5) == "\u02bbaho \u02bbe %(n)s"


def test_a_gap_is_filled_from_the_nearest_language_of_the_chain(tmp_path: Path) -> None:
    _translate(tmp_path, FRENCH, '\nmsgid "Permit"\nmsgstr "Permis"\n\nmsgid "Case"\nmsgstr "Dossier"\n')
    _translate(tmp_path, TONGAN, '\nmsgid "Permit"\nmsgstr "Ngofua"\n\nmsgid "Case"\nmsgstr ""\n')
    with compile_catalogue(TONGAN, [FRENCH], tmp_path).open("rb") as file:
        spoken = gettext.GNUTranslations(file)
    assert (spoken.gettext("Permit"), spoken.gettext("Case")) == ("Ngofua", "Dossier")


def test_a_translation_that_names_another_fact_is_reported(source: Path, tmp_path: Path) -> None:
    _translate(tmp_path, FRENCH, '\nmsgid "%(taxon)s is listed."\nmsgstr "%(espece)s est inscrite."\n')
    health = check_catalogue(FRENCH, template_catalogue(messages_in(source, ["app"])), tmp_path)
    assert health.broken == ["%(taxon)s is listed."]
    assert (health.total, health.percent) == (7, 14)


@pytest.mark.parametrize("language", [each for each in languages() if each.code != SOURCE_LANGUAGE], ids=str)
def test_no_catalogue_of_ours_breaks_a_page(language: Language) -> None:
    assert check_catalogue(language, texts_of_today()).broken == []


def test_french_is_complete() -> None:
    french = next(each for each in languages() if each.code == "fr")
    assert check_catalogue(french, texts_of_today()).missing == []


def _translate(folder: Path, language: Language, body: str) -> None:
    path = catalogue_path(language, folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=utf-8\\n"\n'
    path.write_text(f'{head}"Plural-Forms: {language.plural_forms}\\n"\n{body}')


def test_texts_are_collected_for_the_languages_that_have_a_catalogue_and_for_those_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(make_messages, "catalogue_path", lambda each: catalogue_path(each, tmp_path))
    monkeypatch.setattr(make_messages, "merge", lambda each, texts: merge(each, texts, tmp_path))

    call_command("make_messages")
    assert list(tmp_path.iterdir()) == []

    call_command("make_messages", "fr")
    assert [path.name for path in tmp_path.iterdir()] == ["fr"]

    (tmp_path / "fr" / "LC_MESSAGES" / "django.po").write_text("")
    call_command("make_messages")
    assert 'msgid "Quantity"' in (tmp_path / "fr" / "LC_MESSAGES" / "django.po").read_text()
    assert [path.name for path in tmp_path.iterdir()] == ["fr"]


def test_no_french_sign_is_torn_from_its_word() -> None:
    french = read_catalogue(catalogue_path(next(each for each in languages() if each.code == "fr")))
    texts = [text for each in french for text in ([each.string] if isinstance(each.string, str) else each.string)]
    assert [text for text in texts if re.search(r" [:;!?»]|« ", text)] == []


@pytest.mark.parametrize(
    ("text", "cramped"),
    [
        ("Voulez-vous continuer\u00a0?", False),
        ("Voulez-vous continuer ?", True),
        ("Voulez-vous continuer?", True),
        ("Nom\u00a0: %(name)s", False),
        ("Nom : %(name)s", True),
        ("%(name)s: déjà prêt", True),
        ("«\u00a0Prêt\u00a0»", False),
        ("« Prêt »", True),
        ("Cherchez sur https://example.org/?q=1 à 10:30", False),
        ('Un <a href="?x=1;">lien</a>, puis &amp; encore', False),
    ],
)
def test_french_signs_stand_apart_from_their_words(text: str, cramped: bool) -> None:
    assert is_cramped(text) is cramped


def test_no_french_text_is_cramped() -> None:
    french = next(each for each in languages() if each.code == "fr")
    assert french.sets_signs_apart
    assert check_catalogue(french, texts_of_today()).cramped == []
