"""What applicants and officers read of the process; its structure is changed elsewhere."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cites.administration.forms.documents import document_name
from cites.administration.forms.fields import Named, Whole
from cites.administration.forms.keys import Parts, at, table_at
from cites.administration.forms.languages import site_languages, texts
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, Words, fields
from kernel.text import LocalisedText
from localization.languages import page_language

_OPEN = "open"


class TextsForm(SectionForm):
    """The texts of every process, or of that of ``only`` one document, stage by stage."""

    only: ClassVar[str] = ""

    def made(self, parts: Parts) -> Iterator[Group]:
        for code in [self.only] if self.only else table_at(parts, "workflow"):
            name = document_name(parts, code)
            key = f"workflow.{code}.name"
            yield Group(name, key, fields=fields(self._name(parts, key)))
            for stage in table_at(parts, f"workflow.{code}.stages"):
                key = f"workflow.{code}.stages.{stage}"
                title = format_lazy("{} – {}", name, _called(parts, key, stage))
                yield Group(title, key, fields=fields(self._stage(parts, key)), folded=True)
            if moves := fields(self._moves(parts, f"workflow.{code}.moves")):
                yield Group(
                    format_lazy("{} – {}", name, _("buttons")), f"workflow.{code}.moves", fields=moves, folded=True
                )

    def _name(self, parts: Parts, key: str) -> Named:
        yield from texts(key, _("What the document is called"), site_languages(parts), at(parts, key), most=100)

    def _stage(self, parts: Parts, key: str) -> Named:
        languages = site_languages(parts)
        yield from texts(f"{key}.label", _("Name of the stage"), languages, at(parts, f"{key}.label"), most=60)
        text = at(parts, f"{key}.applicant_text")
        yield from texts(f"{key}.applicant_text", _("What the applicant reads"), languages, text, rows=2, most=500)
        if at(parts, f"{key}.kind") in (_OPEN, False) or at(parts, f"{key}.working_days"):
            yield (
                f"{key}.working_days",
                Whole(label=_("Working days at most"), min_value=1, max_value=366, required=False),
            )

    def _moves(self, parts: Parts, key: str) -> Named:
        for move in table_at(parts, key):
            stated = table_at(parts, f"{key}.{move}.label")
            if stated:
                name = LocalisedText(stated).in_language(page_language())
                yield from texts(f"{key}.{move}.label", name, site_languages(parts), stated, most=60)


def _called(parts: Parts, key: str, stage: str) -> Words:
    stated: dict[str, Any] = table_at(parts, f"{key}.label")
    return LocalisedText(stated).in_language(page_language()) or stage


def _documents(parts: Parts) -> dict[str, Words]:
    """Each document that the Party issues or registers, by its code."""
    return {code: document_name(parts, code) for code in table_at(parts, "workflow")}


def _document_of(key: str) -> str:
    return key.split(".")[1] if key.count(".") else ""


def _of_one(section: Section, code: str, document: Words) -> Section:
    """The texts of one document: of all seventeen there are hundreds, many of them alike."""
    return replace(
        section,
        title=format_lazy("{} – {}", section.title, document),
        form=type("TextsOfOneForm", (TextsForm,), {"only": code}),
        keys=(f"workflow.{code}",),
    )


sections.register(
    Section(
        "texts",
        80,
        _("Texts of the process"),
        _(
            "What applicants and officers read at each stage of a case, and by when the office means to be done: "
            "cases that take longer are shown as late."
        ),
        TextsForm,
        ("workflow",),
        places=_documents,
        place_of=_document_of,
        at=_of_one,
    )
)
