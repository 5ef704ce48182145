"""The second language on documents: the sheet of its words for a translator, and the form with them as a specimen."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cites.accounts.access import SignedInRequest, requires
from cites.administration.forms.keys import Parts, table_at
from cites.administration.forms.languages import language_name
from cites.administration.forms.sections.second_language import WORDS, national_languages
from cites.administration.rules import DRAFTERS
from cites.permits.documents.specimens import render_specimen
from cites.permits.errors import CannotPrint
from cites.permits.sheets.label_rows import label_sheet
from localization.languages import page_language
from localization.sentences import sentence_of
from tenants.releases.check import sound
from tenants.releases.own_parts import PROFILE
from tenants.releases.queries import latest_release, open_proposal


@never_cache
@require_safe
@requires(*DRAFTERS)
def words_sheet(request: SignedInRequest, national: str) -> HttpResponse:
    """The words of the form in a national language as CSV: English beside what there is, or beside an empty cell."""
    parts = _drafted()
    if national not in national_languages(parts):
        raise Http404(national)
    words = {name: str(text) for name, text in table_at(parts, f"{WORDS}.{national}").items()}
    headings = (_("Label"), _("Box"), _("Words in English"), _("Words in %(language)s"))
    named = [each % {"language": language_name(national)} if "%(" in each else each for each in headings]
    separator = "," if page_language().startswith("en") else ";"
    answer = HttpResponse(label_sheet(words, named, separator=separator), content_type="text/csv")
    answer["Content-Disposition"] = content_disposition_header(True, f"words-{national}.csv") or "attachment"
    return answer


@never_cache
@require_safe
@requires(*DRAFTERS)
def specimen(request: SignedInRequest, language: str) -> HttpResponse:
    """The form in a language of documents, with the second language as the draft has it."""
    profile = sound(PROFILE, _drafted().get("profile"))
    if profile is None or language not in profile.document_languages:
        raise Http404(language)
    try:
        pdf = render_specimen(profile, language)
    except CannotPrint as error:
        messages.error(request, sentence_of(error))
        return redirect("draft-section", "second-language")
    answer = HttpResponse(pdf, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, f"specimen-{language}.pdf") or "inline"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def _drafted() -> Parts:
    """The draft, or where there is none what it would begin from."""
    draft = open_proposal()
    return draft.parts if draft else latest_release().parts
