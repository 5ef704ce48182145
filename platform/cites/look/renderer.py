"""Django's forms in GOV.UK markup: each template of ``django/forms`` may have a twin in ``look/forms``."""

from typing import Any

from django.forms.renderers import TemplatesSetting
from django.template import TemplateDoesNotExist
from django.template.loader import get_template

STOCK = "django/forms/"
OURS = "look/forms/"


class GovukRenderer(TemplatesSetting):
    """Looks for our twin of a form template first, so that other renderers still find Django's own."""

    form_template_name = "look/forms/form.html"
    field_template_name = "look/forms/field.html"

    def get_template(self, template_name: str) -> Any:
        """The twin of a stock template where we have one, else the template itself."""
        if template_name.startswith(STOCK):
            try:
                return get_template(OURS + template_name.removeprefix(STOCK))
            except TemplateDoesNotExist:
                pass
        return get_template(template_name)
