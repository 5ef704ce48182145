"""A person's notices on a page, which of them come by mail, and the mails that could not be delivered."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, posted, requires, signed_in
from cites.accounts.models import Role
from cites.accounts.standing_in import standing_in_now
from cites.casework.choosing import choose_mails
from cites.casework.forms.notices import MailsForm
from cites.casework.queries.failed_mails import failed_mails, shown_failures
from cites.casework.queries.notices import notices_of, shown_notice, subjects_wanted
from tenants.context import today

PAGE_SIZE = 25


@signed_in
def notices(request: SignedInRequest) -> HttpResponse:
    """What the person was told, with what became of the mail, and which they want by mail."""
    form = MailsForm(posted(request), person=request.user, initial={"wanted": subjects_wanted(request.user)})
    if request.method == "POST" and form.is_valid():
        choose_mails(person=request.user, wanted=form.cleaned_data["wanted"])
        messages.success(request, _("Your choice has been saved."))
        return redirect("notices")
    page = Paginator(notices_of(request.user), PAGE_SIZE).get_page(request.GET.get("page"))
    shown = {
        "form": form,
        "page": page,
        "notices": [shown_notice(news) for news in page],
        "stands_in": standing_in_now(request.user, today()),
    }
    return render(request, "casework/notices.html", shown, status=422 if form.errors else 200)


@require_safe
@requires(Role.PARTY_ADMINISTRATOR)
def failed(request: SignedInRequest) -> HttpResponse:
    """The mails that could not be delivered, with whom to reach otherwise."""
    page = Paginator(failed_mails(), PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "casework/failed_notices.html", {"page": page, "mails": shown_failures(page)})
