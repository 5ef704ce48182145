"""Addresses of what every site has: its colours, its crest, and two pages of plain words."""

from django.conf import settings
from django.urls import path

from cites.look import views

urlpatterns = [
    path("theme.css", views.theme, name="theme"),
    path("crest.svg", views.crest, name="crest"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
]
if settings.DEVELOPMENT:
    urlpatterns.append(path("dev/look/", views.style_page, name="style_page"))
