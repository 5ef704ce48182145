"""The pages on which officials note when they are away, and the administrator does it for any official."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts import errors
from cites.accounts.absences import note_absence, withdraw_absence
from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.forms.absences import AbsenceForm
from cites.accounts.models import Absence, Role, User
from cites.accounts.queries import officials
from cites.accounts.roles import PARTY_OFFICIALS
from cites.accounts.standing_in import absences_ahead, standing_in_ahead
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import today
from tenants.kept import forget_kept, kept_initial

# Beside which field each refusal stands; None is above them all.
_FIELDS: dict[type[DomainError], str | None] = {
    errors.NotAnOfficial: None,
    errors.LastDayBeforeFirst: "last_day",
    errors.AbsenceOver: "last_day",
    errors.OverlappingAbsence: "first_day",
    errors.OwnDeputy: "deputy",
    errors.DeputyWithoutRole: "deputy",
    errors.DeputyAway: "deputy",
}


@requires(*PARTY_OFFICIALS)
def own(request: SignedInRequest) -> HttpResponse:
    """An official's own absences, and when they stand in for others."""
    return _absences(request, request.user)


@requires(Role.PARTY_ADMINISTRATOR)
def of_official(request: SignedInRequest, pk: int) -> HttpResponse:
    """The absences of any official."""
    return _absences(request, get_object_or_404(officials(), pk=pk))


@require_POST
@requires(*PARTY_OFFICIALS)
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Withdraw an absence, or end it: one's own, or as the administrator anybody's."""
    absence = get_object_or_404(_within_reach(request.user), pk=pk)
    try:
        left = withdraw_absence(absence=absence, actor=request.user)
    except errors.AbsenceOver as error:
        messages.error(request, sentence_of(error))
    else:
        told = _("The absence has been withdrawn.") if left.withdrawn_at else _("The absence ended yesterday.")
        messages.success(request, told)
    return redirect("absences") if absence.person_id == request.user.pk else redirect("official", absence.person_id)


def _within_reach(person: User) -> QuerySet[Absence]:
    everybodys = Absence.objects.all()
    return everybodys if person.has_role(Role.PARTY_ADMINISTRATOR) else everybodys.filter(person=person)


def _absences(request: SignedInRequest, person: User) -> HttpResponse:
    form = AbsenceForm(posted(request), person=person, initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _noted(request, person, form):
        return redirect(request.path)
    day = today()
    context = {
        "official": person,
        "form": form,
        "absences": absences_ahead(person, day),
        "day": day,
        "stands_in": standing_in_ahead(person, day),
        "is_own": person.pk == request.user.pk,
    }
    return render(request, "accounts/absences.html", context, status=422 if form.errors else 200)


def _noted(request: SignedInRequest, person: User, form: AbsenceForm) -> bool:
    try:
        note_absence(person=person, **form.cleaned_data, actor=request.user)
    except tuple(_FIELDS) as error:
        form.add_error(_FIELDS[type(error)], sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("The absence has been noted."))
    return True
