"""Address of the development page; included in development only."""

from django.urls import path

from cites.dev.views import dev

urlpatterns = [path("", dev, name="dev")]
