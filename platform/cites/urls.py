"""The addresses of a Party's site."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from cites import errors, health
from cites.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("cites.accounts.urls")),
    path("", include("cites.look.urls")),
    path("api/", api.urls),
    path("species/", include("cites.species.urls")),
    path("", include("cites.permits.urls")),
    path("", include("billing.urls")),
    path("administration/", include("cites.administration.urls")),
    path("practice/", include("cites.practice.urls")),
    path("", include("cites.casework.urls")),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
