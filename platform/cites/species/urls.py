"""The addresses of the species pages, under ``/species/``."""

from django.urls import path

from cites.species import views

app_name = "species"

urlpatterns = [
    path("", views.search, name="search"),
    path("<str:code>/", views.detail, name="detail"),
]
