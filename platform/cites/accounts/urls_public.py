"""Addresses of the pages about people at the shared front door, where nobody registers themselves."""

from django.urls import path

from cites.accounts.urls import invitation_patterns, official_patterns, session_patterns
from cites.accounts.views import me

urlpatterns = [path("me/", me.me, name="me"), *official_patterns, *session_patterns, *invitation_patterns]
