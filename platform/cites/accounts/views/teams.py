"""The pages on which the administrator puts officials into teams."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cites.accounts.access import SignedInRequest, posted, requires
from cites.accounts.errors import NotAnOfficial, TeamNameTaken, TeamRetired
from cites.accounts.forms.teams import TeamForm, facts_of
from cites.accounts.models import Role, Team
from cites.accounts.queries import teams
from cites.accounts.teams import change_team, make_team, retire_team
from localization.sentences import sentence_of
from tenants.kept import forget_kept, kept_initial


@requires(Role.PARTY_ADMINISTRATOR)
def team_list(request: SignedInRequest) -> HttpResponse:
    """The teams and who belongs to each."""
    return render(request, "accounts/teams.html", {"teams": teams()})


@requires(Role.PARTY_ADMINISTRATOR)
def add(request: SignedInRequest) -> HttpResponse:
    """Make a team."""
    form = TeamForm(posted(request), initial=kept_initial(request))
    if request.method == "POST" and form.is_valid() and _saved(request, form, None):
        return redirect("teams")
    return render(request, "accounts/team.html", {"form": form}, status=422 if form.errors else 200)


@requires(Role.PARTY_ADMINISTRATOR)
def team(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a team, choose its members, or retire it."""
    found = get_object_or_404(teams(), pk=pk)
    form = TeamForm(posted(request), initial={**facts_of(found), **kept_initial(request)})
    if request.method == "POST" and form.is_valid() and _saved(request, form, found):
        return redirect("teams")
    return render(request, "accounts/team.html", {"form": form, "team": found}, status=422 if form.errors else 200)


@require_POST
@requires(Role.PARTY_ADMINISTRATOR)
def retire(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a team end."""
    found = get_object_or_404(Team, pk=pk)
    retire_team(team=found, actor=request.user)
    messages.success(request, _("The team %(name)s has been retired.") % {"name": found.name})
    return redirect("teams")


def _saved(request: SignedInRequest, form: TeamForm, found: Team | None) -> bool:
    facts = {**form.cleaned_data, "actor": request.user}
    try:
        if found is None:
            make_team(**facts)
        else:
            change_team(team=found, **facts)
    except TeamNameTaken as error:
        form.add_error("name", sentence_of(error))
    except NotAnOfficial as error:
        form.add_error("people", sentence_of(error))
    except TeamRetired as error:
        form.add_error(None, sentence_of(error))
    if form.errors:
        return False
    forget_kept(request)
    messages.success(request, _("The team %(name)s has been saved.") % {"name": form.cleaned_data["name"]})
    return True
