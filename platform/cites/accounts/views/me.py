"""The page on which people see and change what the service knows about them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, posted, signed_in
from cites.accounts.errors import SharedOrganisation
from cites.accounts.forms.people import ProfileForm
from cites.accounts.roles import RESETTERS
from cites.accounts.services import change_profile
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@signed_in
def me(request: SignedInRequest) -> HttpResponse:
    form = ProfileForm(posted(request), person=request.user, kept=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _changed(request, form):
        forget_kept(request)
        messages.success(request, _("Your details have been saved."))
        return redirect("me")
    context = {"form": form, "roles": request.user.roles_in_order, "resets": bool(request.user.roles & RESETTERS)}
    return render(request, "accounts/me.html", context, status=422 if form.errors else 200)


def _changed(request: SignedInRequest, form: ProfileForm) -> bool:
    facts = form.cleaned_data
    try:
        change_profile(
            person=request.user,
            full_name=facts["full_name"],
            language=facts["language"],
            phone=facts["phone"],
            organisation=form.organisation(),
        )
    except SharedOrganisation as error:
        form.add_error("organisation_name", sentence_of(error))
        return False
    return True
