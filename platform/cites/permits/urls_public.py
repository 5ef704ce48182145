"""Addresses of permits on the shared front door."""

from django.urls import path

from cites.permits.views import keys

urlpatterns = [
    path(".well-known/jwks.json", keys.keys_of_all, name="signing-keys"),
]
