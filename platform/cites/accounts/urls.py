"""Addresses of the pages about people; allauth's own are under /accounts/."""

from django.urls import path

from cites.accounts.views import absences, invitations, me, officials, organisations, teams, traders

invitation_patterns = [path("invitation/<str:token>/", invitations.accept, name="accept_invitation")]
official_patterns = [
    path("officials/", officials.official_list, name="officials"),
    path("officials/invite/", officials.invite, name="invite"),
    path("officials/invitations/<int:pk>/withdraw/", officials.withdraw, name="withdraw_invitation"),
    path("officials/<int:pk>/", officials.official, name="official"),
    path("officials/<int:pk>/deactivate/", officials.deactivate, name="deactivate_official"),
]
absence_patterns = [
    path("me/absences/", absences.own, name="absences"),
    path("officials/<int:pk>/absences/", absences.of_official, name="official-absences"),
    path("absences/<int:pk>/withdraw/", absences.withdraw, name="absence-withdraw"),
]
team_patterns = [
    path("officials/teams/", teams.team_list, name="teams"),
    path("officials/teams/add/", teams.add, name="team-add"),
    path("officials/teams/<int:pk>/", teams.team, name="team"),
    path("officials/teams/<int:pk>/retire/", teams.retire, name="team-retire"),
]
urlpatterns = [
    path("me/", me.me, name="me"),
    path("traders/", traders.trader_list, name="traders"),
    path("traders/<int:pk>/", traders.trader, name="trader"),
    path("organisations/<int:pk>/", organisations.organisation, name="organisation"),
    path("organisations/<int:pk>/change/", organisations.change, name="organisation-change"),
    path("organisations/<int:pk>/members/<int:member>/end/", organisations.end, name="membership-end"),
    *official_patterns,
    *absence_patterns,
    *team_patterns,
    *invitation_patterns,
]
