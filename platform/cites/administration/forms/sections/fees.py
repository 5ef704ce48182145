"""What is due, for what nothing is due, and what an application costs by it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from pydantic import ValidationError

from billing.fees import Facts, FeeSchedule, LineFacts, Per, quote
from cites.administration.forms.codes import purpose_choices, unit_choices
from cites.administration.forms.documents import document_name, documents_of
from cites.administration.forms.entries import EntryForm
from cites.administration.forms.fields import Amount, Choice, Choices, Named, Text, Tick, Ticks, Whole, by_default
from cites.administration.forms.keys import Parts, at, list_at, table_at
from cites.administration.forms.languages import site_languages, texts
from cites.administration.forms.section import Section, sections
from cites.administration.forms.section_form import Group, SectionForm, fields
from kernel.money import Money, NotAnAmount, minor_units

_PER = (
    (Per.APPLICATION.value, _("application")),
    (Per.LINE.value, _("line")),
    (Per.UNIT.value, _("unit of quantity")),
)


class FeeEntry(EntryForm):
    """One fee."""

    list_key = "fees.fees"
    title = _("Fee")
    add_label = _("Add another fee")
    folded = ("documents", "included", "units", "at_most", "only_express")
    folded_title = _("When it is due")

    def made(self) -> Named:
        currency = currency_of(self.parts)
        yield from texts(
            "label", _("What applicants read"), site_languages(self.parts), self.entry.get("label"), most=100
        )
        yield "amount", Amount(label=format_lazy("{} ({})", _("Amount"), currency), currency=currency)
        yield "per", by_default(Per.APPLICATION.value, Choice(label=_("For each"), choices=_PER))
        yield "documents", _documents(self.parts, self.entry)
        included = Whole(label=_("Lines that another fee covers already"), required=False, min_value=0, max_value=1000)
        yield "included", by_default(0, included)
        yield (
            "units",
            Ticks(
                label=_("Units that count"),
                help_text=_("Choose none for all."),
                choices=unit_choices(list_at(self.entry, "units")),
                small=True,
                required=False,
            ),
        )
        yield (
            "at_most",
            Amount(label=format_lazy("{} ({})", _("Never more than"), currency), currency=currency, required=False),
        )
        yield "only_express", Tick(label=_("Only where the applicant asks for express service"))

    def named(self) -> str:
        return self.first_told("label")

    def clean(self) -> dict[str, Any]:
        """Refuse amounts finer than the smallest coin; those by the unit may be, for what is rounded is the line."""
        answers = super().clean() or {}
        currency = currency_of(self.parts)
        for name in ("at_most",) if answers.get("per") == Per.UNIT else ("amount", "at_most"):
            try:
                Money(answers.get(name) or Decimal(0), currency)
            except NotAnAmount:
                self.add_error(name, _too_fine(currency))
        return answers

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        return "fee"


class ExemptionEntry(EntryForm):
    """One class of application that is free."""

    list_key = "fees.exemptions"
    title = _("Exemption")
    add_label = _("Add another exemption")

    def made(self) -> Named:
        yield from texts(
            "label", _("What applicants read"), site_languages(self.parts), self.entry.get("label"), most=100
        )
        yield (
            "purposes",
            Ticks(
                label=_("Purposes"),
                help_text=_("Choose none for all."),
                choices=purpose_choices(list_at(self.entry, "purposes")),
                small=True,
                required=False,
            ),
        )
        yield "documents", _documents(self.parts, self.entry)

    def named(self) -> str:
        return self.first_told("label")

    @classmethod
    def new_key(cls, answers: Mapping[str, Any]) -> str:
        return "exemption"


class FeesForm(SectionForm):
    """The whole schedule."""

    def made(self, parts: Parts) -> Iterator[Group]:
        yield Group(_("Where the amounts stand"), fields=fields(self._source()))
        yield Group(_("Fees"), "fees.fees", entries=FeeEntry)
        yield Group(_("Exemptions"), "fees.exemptions", _("For these nothing is due at all."), entries=ExemptionEntry)

    def _source(self) -> Named:
        yield (
            "fees.source",
            Text(label=_("Source"), help_text=_("Such as the schedule of a law or regulation."), required=False),
        )
        yield "fees.express_offered", Tick(label=_("Applicants may ask for express service"))


def currency_of(parts: Parts) -> str:
    """Return the currency of the Party's fees."""
    return str(at(parts, "profile.currency") or "")


def costs(parts: Parts) -> dict[str, Any]:
    """Return what some applications cost by the schedule as the draft has it; nothing while it cannot be read."""
    try:
        schedule = FeeSchedule.model_validate(at(parts, "fees"))
        rows = [_row(parts, schedule, *each) for each in _applications(parts, schedule)]
    except (ValidationError, NotAnAmount):
        return {"rows": []}
    return {"rows": rows}


def _applications(parts: Parts, schedule: FeeSchedule) -> Iterator[tuple[str, int, int, bool]]:
    for code in table_at(parts, "workflow"):
        yield code, 1, 1, False
        yield code, 3, 30, False
        if schedule.express_offered:
            yield code, 1, 1, True


def _row(parts: Parts, schedule: FeeSchedule, code: str, lines: int, pieces: int, express: bool) -> dict[str, Any]:
    each = LineFacts(Decimal(pieces // lines), "NAR")
    facts = Facts(document=code, currency=currency_of(parts), lines=[each] * lines, purpose="T", express=express)
    name = document_name(parts, code)
    return {
        "document": name,
        "lines": lines,
        "pieces": pieces,
        "express": express,
        "total": quote(schedule, facts).total,
    }


def _documents(parts: Parts, entry: Mapping[str, Any]) -> Ticks:
    held = [str(code) for code in list_at(entry, "documents")]
    choices: Choices = [(code, document_name(parts, code)) for code in documents_of(parts, *held)]
    return Ticks(label=_("Documents"), help_text=_("Choose none for all."), choices=choices, small=True, required=False)


def _too_fine(currency: str) -> Any:
    if places := minor_units(currency):
        return format_lazy(
            _("Enter an amount of {currency} with at most {places} decimals"), currency=currency, places=places
        )
    return format_lazy(_("Enter a whole amount: {currency} has no smaller coin"), currency=currency)


sections.register(
    Section(
        "fees",
        70,
        _("Fees"),
        _("What applications cost, in the currency of the country."),
        FeesForm,
        ("fees",),
        "administration/sections/_fees.html",
        costs,
    )
)
