"""The pages on which an office keeps the texts that it writes often."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cites.accounts.access import SignedInRequest, posted, requires
from cites.casework.errors import TextChanged, TextNameTaken
from cites.casework.forms.texts import TextForm
from cites.casework.models import CannedText
from cites.casework.rules import TEXT_WRITERS
from cites.casework.texts import change_text, keep_text, retire_text, texts
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@require_safe
@requires(*TEXT_WRITERS)
def text_list(request: SignedInRequest) -> HttpResponse:
    """The texts that are kept."""
    return render(request, "casework/texts.html", {"texts": texts()})


@requires(*TEXT_WRITERS)
def add(request: SignedInRequest) -> HttpResponse:
    """Keep a new text."""
    return _page(request, None)


@requires(*TEXT_WRITERS)
def text(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a text."""
    among = CannedText.objects.all() if request.method == "POST" else texts()
    return _page(request, get_object_or_404(among, pk=pk))


def _page(request: SignedInRequest, found: CannedText | None) -> HttpResponse:
    form = TextForm(posted(request), initial=kept_initial(request), text=found)
    if request.method == "POST" and form.is_valid():
        try:
            _keep(request, form, found)
        except TextNameTaken as error:
            form.add_error("name", sentence_of(error))
        except TextChanged as error:
            form.add_error(None, sentence_of(error))
        else:
            forget_kept(request)
            messages.success(request, _("The text “%(name)s” is kept.") % form.cleaned_data)
            return redirect("texts")
    return render(request, "casework/text.html", {"form": form, "text": found}, status=422 if form.errors else 200)


def _keep(request: SignedInRequest, form: TextForm, found: CannedText | None) -> None:
    name, words = form.cleaned_data["name"], form.words()
    if found is None:
        keep_text(name=name, words=words, by=request.user)
    else:
        change_text(pk=found.pk, seen=form.cleaned_data["seen"], name=name, words=words, by=request.user)


@require_POST
@requires(*TEXT_WRITERS)
def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Offer a text no longer."""
    retire_text(pk=pk, by=request.user)
    messages.success(request, _("The text is offered no longer."))
    return redirect("texts")
