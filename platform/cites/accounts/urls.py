"""Addresses of the pages about people; allauth's own are under /accounts/."""

from django.urls import path

from cites.accounts.views import (
    absences,
    blocks,
    corrections,
    invitations,
    me,
    officials,
    organisations,
    second_steps,
    sessions,
    teams,
    traders,
)

invitation_patterns = [path("invitation/<str:token>/", invitations.accept, name="accept_invitation")]
official_patterns = [
    path("officials/", officials.official_list, name="officials"),
    path("officials/invite/", officials.invite, name="invite"),
    path("officials/invitations/<int:pk>/withdraw/", officials.withdraw, name="withdraw_invitation"),
    path("officials/<int:pk>/", officials.official, name="official"),
    path("officials/<int:pk>/deactivate/", officials.deactivate, name="deactivate_official"),
    path("officials/<int:pk>/sign-out/", sessions.end_all, name="official-sign-out"),
]
session_patterns = [
    path("me/sessions/", sessions.own, name="sessions"),
    path("me/sessions/end-others/", sessions.end_others, name="sessions-end-others"),
    path("me/sessions/<int:pk>/end/", sessions.end, name="session-end"),
]
second_step_patterns = [
    path("second-steps/", second_steps.reset_list, name="second-steps"),
    path("second-steps/reset/", second_steps.propose, name="second-step-propose"),
    path("second-steps/<int:pk>/", second_steps.reset, name="second-step-reset"),
    path("second-steps/<int:pk>/confirm/", second_steps.confirm, name="second-step-confirm"),
    path("second-steps/<int:pk>/withdraw/", second_steps.withdraw, name="second-step-withdraw"),
]
absence_patterns = [
    path("me/absences/", absences.own, name="absences"),
    path("officials/<int:pk>/absences/", absences.of_official, name="official-absences"),
    path("absences/<int:pk>/withdraw/", absences.withdraw, name="absence-withdraw"),
]
block_patterns = [
    path("traders/<int:pk>/block/", blocks.block_trader, name="trader-block"),
    path("organisations/<int:pk>/block/", blocks.block_organisation, name="organisation-block"),
    path("blocks/<int:pk>/lift/", blocks.lift, name="block-lift"),
]
correction_patterns = [
    path("me/corrections/ask/", corrections.ask, name="correction-ask"),
    path("corrections/", corrections.correction_list, name="corrections"),
    path("corrections/<int:pk>/", corrections.correction, name="correction"),
    path("people/<int:pk>/erase/", corrections.erase, name="person-erase"),
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
    *session_patterns,
    *second_step_patterns,
    *absence_patterns,
    *correction_patterns,
    *block_patterns,
    *team_patterns,
    *invitation_patterns,
]
