"""The addresses of a Party's site."""

from importlib.util import find_spec

from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from cites import health


def _include(name):  # until every room stands
    return include(name) if find_spec(name) else include([])


urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", _include("cites.accounts.urls")),
    path("", _include("cites.look.urls")),
    path("species/", _include("cites.species.urls")),
    path("", _include("cites.permits.urls")),
    path("", _include("billing.urls")),
    path("", _include("cites.casework.urls")),
]

if find_spec("cites.errors"):
    from cites import errors

    handler400 = errors.bad_request
    handler403 = errors.forbidden
    handler404 = errors.not_found
    handler500 = errors.server_error
