"""Where the translatable texts of this service stand."""

from pathlib import Path

from babel.messages.catalog import Catalog

from localization.catalogues import messages_in, template_catalogue

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["platform", "tenants", "workflows", "localization", "billing", "cms", "infra"]


def texts_of_today() -> Catalog:
    """All texts of our packages and templates, untranslated."""
    return template_catalogue(messages_in(ROOT, FOLDERS))
