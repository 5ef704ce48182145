"""The addresses of the front door: the editors' desk, files, and last of all every page."""

from django.urls import URLPattern, URLResolver, include, path, re_path
from django.views.generic import RedirectView
from wagtail import views as wagtail_views
from wagtail.admin.urls import urlpatterns as admin_urls
from wagtail.documents.urls import urlpatterns as document_urls
from wagtail.urls import serve_pattern
from wagtail.utils.urlpatterns import decorate_urlpatterns

from cms import views
from cms.editors import editors_only

sign_in = RedirectView.as_view(pattern_name="account_login", query_string=True)

urlpatterns: list[URLPattern | URLResolver] = [
    path("cms", RedirectView.as_view(url="/cms/")),
    path("cms/login/", sign_in, name="wagtailadmin_login"),
    path("cms/password_reset/", RedirectView.as_view(pattern_name="account_reset_password")),
    path("cms/", include(decorate_urlpatterns(admin_urls, editors_only))),
    path("documents/", include((document_urls, "wagtaildocs"), namespace="wagtaildocs")),
    path("media/<path:path>", views.picture, name="picture"),
    path("_util/login/", sign_in, name="wagtailcore_login"),
    re_path(serve_pattern, wagtail_views.serve, name="wagtail_serve"),
]
