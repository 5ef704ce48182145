"""What a history tells beside a step: which parts were to be corrected, and what was changed when it was sent anew."""

from collections import defaultdict

from django.utils.translation import gettext as _

from cites.casework.queries.changed import changes_at_sendings, told
from cites.permits.models import Application, Correction
from cites.permits.queries.corrections import parts_of
from cites.permits.rules.parts import ANYTHING


def told_besides(of: Application) -> dict[int, str]:
    """Return it by the version of the case to which the step led."""
    changed = {version: told(changes) for version, changes in changes_at_sendings(of).items()}
    return changed | _corrections_told(of)


def _corrections_told(of: Application) -> dict[int, str]:
    corrections = list(of.corrections.order_by("version", "pk"))
    if not corrections:  # to name its parts, all lines would have to be read
        return {}
    labels = {each.part: str(each.label) for each in parts_of(of)} | {ANYTHING: _("Anything")}
    found: defaultdict[int, list[str]] = defaultdict(list)
    for correction in corrections:
        found[correction.version].append(_correction(correction, labels))
    return {version: "\n".join(lines) for version, lines in found.items()}


def _correction(correction: Correction, labels: dict[str, str]) -> str:
    label = labels.get(correction.part, _("A line that has been removed"))
    return f"{label}: {correction.comment}" if correction.comment else label
