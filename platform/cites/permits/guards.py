"""Named conditions on what was found, which may lead cases one way or another, and on who refused."""

from cites.permits.queries.applications import application_of
from cites.permits.queries.authorities import unfavourable_authorities
from cites.permits.queries.findings import is_against
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.guards import Guard
from workflows.models import Case, CaseStep
from workflows.people import Actor


def _is_found_favourable(case: Case) -> bool:
    application = application_of(case)
    return not is_against(application) and not unfavourable_authorities(application)


def _favourable(case: Case, actor: Actor | None) -> list[Reason]:
    if _is_found_favourable(case):
        return []
    return [Reason("findings_unfavourable", gettext_noop("An authority has found against it."))]


def _unfavourable(case: Case, actor: Actor | None) -> list[Reason]:
    if not _is_found_favourable(case):
        return []
    return [Reason("findings_favourable", gettext_noop("No authority has found against it."))]


def _refused_by_another(case: Case, actor: Actor | None) -> list[Reason]:
    if actor is None or not CaseStep.objects.filter(case=case, verb="refuse", actor_id=actor.pk).exists():
        return []
    message = gettext_noop("You refused this application, so somebody else has to decide on the appeal.")
    return [Reason("refused_by_you", message)]


GUARDS = (
    Guard("refused_by_another", gettext_noop("somebody else refused it"), _refused_by_another),
    Guard("findings_favourable", gettext_noop("no authority has found against it"), _favourable, of_case=True),
    Guard(
        "findings_unfavourable",
        gettext_noop("an authority has found against it"),
        _unfavourable,
        of_case=True,
        unlike="findings_favourable",
    ),
)
