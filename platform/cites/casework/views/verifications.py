"""Questions to the authority that issued a paper: the text to send by hand, and the log of what became of it."""

from datetime import timedelta
from typing import Final
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.forms.verifications import LANGUAGES, HappenedForm, QuestionForm
from cites.casework.queries.incoming import ShownQuestion
from cites.casework.queries.words import country, language
from cites.casework.rules import AUTHORITY_ASKERS, CHECK_READERS
from cites.casework.views.posted import key_for_page
from cites.permits.check_errors import UnknownPaperCheck, UnknownVerification
from cites.permits.models import PaperCheck, Verification
from cites.permits.queries.paper_checks import paper_check, state_of_question, verification
from cites.permits.rules.incoming import to_verify
from cites.permits.services.verifications import ask_authority, note_what_happened
from cites.permits.verifying_words import subject_for, text_for
from cites.species import queries as species
from cites.species.models import DesignatedAuthority
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.context import today
from tenants.kept import forget_kept, kept_initial

USUAL: Final = timedelta(days=21)
_LONGEST_LINK: Final = 1800
"""Longer mailto links are cut off by some programs: the text is then copied."""


@requires(*AUTHORITY_ASKERS)
def ask(request: SignedInRequest, pk: int) -> HttpResponse:
    """Write the question; the text is proposed from the check, in the language that the address names."""
    check = _check(pk)
    form = QuestionForm(posted(request), initial={**_proposed(check, request), **kept_initial(request)})
    if request.method == "POST" and form.is_valid():
        asked = ask_authority(check=pk, question=form.question, official=request.user, key=key_for_page(request))
        forget_kept(request)
        messages.success(request, _("The question is kept. It is not sent: send it yourself, and write that down."))
        return redirect("incoming-question", asked.pk)
    shown = {
        "form": form,
        "key": key_for_page(request),
        "check": check,
        "reasons": [each for each in check.said if to_verify([each.code])],
        "taxa": check.taxa,
        "languages": LANGUAGES,
    }
    return render(request, "incoming/ask.html", shown, status=422 if form.errors else 200)


@requires(*CHECK_READERS)
def question(request: SignedInRequest, pk: int) -> HttpResponse:
    """One question: the text, where it stands, its log, and another entry."""
    found = _question(pk)
    may_write = request.user.has_role(*AUTHORITY_ASKERS)
    form = HappenedForm(posted(request), initial={"happened_on": today(), **kept_initial(request)})
    if request.method == "POST":
        if not may_write:
            raise PermissionDenied
        if form.is_valid() and _noted(request, found, form):
            return redirect("incoming-question", pk)
    return _page(request, found, form if may_write else None, status=422 if form.errors else 200)


def _noted(request: SignedInRequest, found: Verification, form: HappenedForm) -> bool:
    try:
        note_what_happened(question=found.pk, happened=form.happened, official=request.user, key=key_for_page(request))
    except DomainError as error:
        form.add_error(None, sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("It is written down."))
    return True


def _page(request: SignedInRequest, found: Verification, form: HappenedForm | None, *, status: int) -> HttpResponse:
    shown = ShownQuestion(found, state_of_question(found))
    subject = subject_for(found.check_made, found.language)
    facts = {
        "shown": shown,
        "question": found,
        "subject": subject,
        "mail_link": _mail_link(found, subject),
        "entries": found.entries.all(),
        "form": form if shown.state.is_open else None,
        "key": key_for_page(request),
    }
    return render(request, "incoming/question.html", facts, status=status)


def _mail_link(found: Verification, subject: str) -> str:
    """Return a link that opens the letter in a program for mail; nothing where it is too long, or has no address."""
    parts = urlencode({"subject": subject, "body": found.question.replace("\n", "\r\n")}, quote_via=quote)
    link = f"mailto:{quote(found.email, safe='@')}?{parts}"
    return link if found.email and len(link) <= _LONGEST_LINK else ""


def _proposed(check: PaperCheck, request: SignedInRequest) -> dict[str, object]:
    """Return whom to ask and what, as far as the check and the register of authorities tell."""
    codes = [code for code, _name in LANGUAGES]
    spoken = next((code for code in (request.GET.get("language", ""), language()[:2]) if code in codes), codes[0])
    kind = DesignatedAuthority.Kind.MANAGEMENT
    known = [each for each in species.authorities_on(check.country, today()) if each.kind == kind]
    name = known[0].name if known else _("Management Authority of %(country)s") % {"country": country(check.country)}
    last_day = today() + USUAL
    return {
        "authority": name,
        "email": known[0].email if known else "",
        "language": spoken,
        "last_day": last_day,
        "text": text_for(check, spoken, last_day),
    }


def _check(pk: int) -> PaperCheck:
    try:
        return paper_check(pk)
    except UnknownPaperCheck:
        raise Http404 from None


def _question(pk: int) -> Verification:
    try:
        return verification(pk)
    except UnknownVerification:
        raise Http404 from None
