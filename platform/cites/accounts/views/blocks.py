"""The pages on which officers block a trader's or an organisation's new applications, and lift that."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from cites.accounts import errors
from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.blocks import lift_block, place_block
from cites.accounts.forms.blocks import BlockForm, LiftForm
from cites.accounts.models import Block, Organisation, User
from cites.accounts.queries import traders
from cites.accounts.roles import BLOCKERS
from kernel.errors import DomainError
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial

# Beside which field each refusal stands; None is above them all.
_FIELDS: dict[type[DomainError], str | None] = {
    errors.ReasonMissing: "reason",
    errors.LastDayBeforeFirst: "last_day",
    errors.OwnBlock: None,
    errors.BlockLifted: None,
}


@requires(*BLOCKERS)
def block_trader(request: SignedInRequest, pk: int) -> HttpResponse:
    """Block a trader or agent."""
    return _block(request, get_object_or_404(traders(), pk=pk))


@requires(*BLOCKERS)
def block_organisation(request: SignedInRequest, pk: int) -> HttpResponse:
    """Block an organisation, and with it all who apply for it."""
    return _block(request, get_object_or_404(Organisation, pk=pk))


def _block(request: SignedInRequest, whose: User | Organisation) -> HttpResponse:
    form = BlockForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _placed(request, whose, form):
        return redirect(_address_of(whose))
    context = {"form": form, "name": str(whose), "back": _address_of(whose)}
    return render(request, "accounts/block.html", context, status=422 if form.errors else 200)


def _placed(request: SignedInRequest, whose: User | Organisation, form: BlockForm) -> bool:
    try:
        place_block(whose=whose, **form.cleaned_data, officer=request.user)
    except tuple(_FIELDS) as error:
        form.add_error(_FIELDS[type(error)], sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("New applications of %(name)s are blocked. They were told.") % {"name": str(whose)})
    return True


@requires(*BLOCKERS)
def lift(request: SignedInRequest, pk: int) -> HttpResponse:
    """Lift a block."""
    block = get_object_or_404(Block.objects.select_related("person", "organisation", "placed_by"), pk=pk)
    form = LiftForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _lifted(request, block, form):
        return redirect(_address_of(block.whose))
    context = {"form": form, "block": block, "back": _address_of(block.whose)}
    return render(request, "accounts/block_lift.html", context, status=422 if form.errors else 200)


def _lifted(request: SignedInRequest, block: Block, form: LiftForm) -> bool:
    try:
        lift_block(block=block, reason=form.cleaned_data["reason"], officer=request.user)
    except tuple(_FIELDS) as error:
        form.add_error(_FIELDS[type(error)], sentence_of(error))
        return False
    forget_kept(request)
    messages.success(request, _("The block has been lifted."))
    return True


def _address_of(whose: User | Organisation) -> str:
    return reverse("organisation" if isinstance(whose, Organisation) else "trader", args=[whose.pk])
