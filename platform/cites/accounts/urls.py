"""Addresses of the pages about people; allauth's own are under /accounts/."""

from django.urls import path

from cites.accounts.views import invitations, me, officials, traders

invitation_patterns = [path("invitation/<str:token>/", invitations.accept, name="accept_invitation")]
official_patterns = [
    path("officials/", officials.official_list, name="officials"),
    path("officials/invite/", officials.invite, name="invite"),
    path("officials/invitations/<int:pk>/withdraw/", officials.withdraw, name="withdraw_invitation"),
    path("officials/<int:pk>/", officials.official, name="official"),
    path("officials/<int:pk>/deactivate/", officials.deactivate, name="deactivate_official"),
]
urlpatterns = [
    path("me/", me.me, name="me"),
    path("traders/", traders.trader_list, name="traders"),
    path("traders/<int:pk>/", traders.trader, name="trader"),
    *official_patterns,
    *invitation_patterns,
]
