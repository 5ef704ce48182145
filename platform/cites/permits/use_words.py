"""What was declared of a permit's use, in the reader's words."""

from django.utils.translation import gettext as _

from cites.permits.models import UseDeclaration, UsedLine
from cites.permits.quantities import quantity_words
from localization.formats import format_date
from localization.territories import country_name
from tenants.context import current_profile


def rows_of_use(use: UseDeclaration, language: str) -> list[tuple[str, str]]:
    """Return it as label and value; what the holder had not to complete is left out."""
    country = country_name(use.consignee_country, language) if use.consignee_country else ""
    importer = "\n".join(filter(None, (use.consignee_name, use.consignee_address, country)))
    declared_on = use.declared_at.astimezone(current_profile().zone).date()
    rows = [
        (_("Day of the shipment"), format_date(use.used_on, language)),
        (_("Importer"), importer),
        (_("Description and marks"), use.description),
        *(_line(each, language) for each in use.lines.all()),
        (_("Bill of lading or air waybill"), use.transport_document),
        (_("Declared by"), str(use.declared_by.full_name)),
        (_("Declared on"), format_date(declared_on, language)),
    ]
    return [row for row in rows if row[1]]


def _line(used: UsedLine, language: str) -> tuple[str, str]:
    line = used.permit_line
    label = f"{_('Line %(letter)s') % {'letter': line.letter}}, {line.scientific_name}"
    return label, quantity_words(used.quantity, line.unit, day=used.declaration.used_on, language=language)
