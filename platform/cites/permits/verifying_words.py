"""The text with which the Management Authority of another State is asked about a paper: English, French or Spanish."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, override

from cites.permits.models import PaperCheck
from cites.permits.quantities import quantity_words
from cites.permits.queries.paper_checks import is_accepted
from cites.permits.reason_words import told_once
from cites.permits.rules.document_types import DOCUMENTS
from cites.permits.rules.incoming import stopping, to_verify
from cites.permits.verification_texts import text_in
from localization.formats import format_date
from localization.territories import country_name
from tenants.context import current_profile


def subject_for(check: PaperCheck, language: str) -> str:
    """Return the subject of the letter."""
    words = text_in(language)
    country = country_name(check.country, language)
    return str(words["subject"]).format(number=check.number or words["none"], country=country)


def text_for(check: PaperCheck, language: str, last_day: date) -> str:
    """Return the letter about a paper, whose writer may change it before it is kept."""
    words, profile = text_in(language), current_profile()
    authority = profile.management_authority
    paragraphs = [
        words["opening"],
        "\n".join([words["presented"].format(day=format_date(check.presented_on, language)), *_paper(check, language)]),
        words["ask"],
        _because(check, words),
        words["by"].format(day=format_date(last_day, language)),
        words["reply"].format(email=authority.email, reference=f"{profile.iso2}-{check.pk}"),
        f"{words['closing']}\n{authority.names.in_language(language)}\n{authority.address}",
    ]
    return "\n\n".join(filter(None, paragraphs))


def refused_text_for(check: PaperCheck, language: str) -> str:
    """Return what the Secretariat is told of a paper that is not accepted: what it says, and each reason."""
    words, profile = text_in(language), current_profile()
    refused, authority = words["refused"], profile.management_authority
    opening = refused["presented"].format(
        country=country_name(check.country, language), day=format_date(check.presented_on, language)
    )
    stopped = stopping(accepted=is_accepted(check))
    with override(language):
        told = told_once(each for each in check.said if each.severity in stopped)
        reasons = [f"- {each.sentence} ({each.source}; {each.code})" for each in told]
    paragraphs = [
        words["opening"],
        "\n".join([opening, *_paper(check, language)]),
        "\n".join([refused["because"], *reasons]),
        refused["attached"].format(reference=f"{profile.iso2}-{check.pk}"),
        f"{words['closing']}\n{authority.names.in_language(language)}\n{authority.address}",
    ]
    return "\n\n".join(paragraphs)


def _because(check: PaperCheck, words: Mapping[str, Any]) -> str:
    found = dict.fromkeys(to_verify(each.code for each in check.said))
    return "\n".join([words["because"], *(f"- {words['reasons'][rule]}" for rule in found)]) if found else ""


def _paper(check: PaperCheck, language: str) -> Iterator[str]:
    words = text_in(language)
    with override(language):
        document = gettext(DOCUMENTS[check.document_type].name)
    said = {
        "document": document,
        "number": check.number,
        "issued": format_date(check.issued_on, language) if check.issued_on else "",
        "until": format_date(check.valid_until, language) if check.valid_until else "",
        "authority": check.authority,
        "signatory": check.signatory,
        "specimens": "; ".join(_specimens(line, check.presented_on, language) for line in check.lines),
    }
    for name, value in said.items():
        yield f"{words[name]}: {value or words['none']}"


def _specimens(line: Mapping[str, Any], day: date, language: str) -> str:
    quantity = line.get("permitted")
    amount = quantity_words(Decimal(quantity), line["unit"], day=day, language=language) if quantity else ""
    return ", ".join(filter(None, (line["name"], line["term"], amount, line["source"])))
