"""The addresses of the shared front door."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path
from django.views.i18n import set_language

from cites import errors, health

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("language/", set_language, name="set_language"),
    path("accounts/", include("allauth.urls")),
    path("", include("cites.accounts.urls_public")),
    path("", include("cites.look.urls")),
    path("operate/", include("cites.operations.urls")),
    path("", include("cites.permits.urls_public")),
]
if settings.DEVELOPMENT:
    urlpatterns.append(path("dev/", include("cites.dev.urls")))
urlpatterns.append(path("", include("cms.urls")))

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.server_error
