"""What a rule says against an application, with the line that it is about."""

from django import template
from django.utils.translation import gettext as _

from cites.permits.models.specimens import letter
from kernel.reasons import Reason
from localization.sentences import sentence_of

register = template.Library()


@register.filter
def about_line(reason: Reason) -> str:
    """`{{ reason|about_line }}`: the reason's sentence, after `Line A` where it is about one line only."""
    line = reason.data.get("line")
    if not isinstance(line, int):
        return sentence_of(reason)
    return _("Line %(letter)s: %(sentence)s") % {"letter": letter(line), "sentence": sentence_of(reason)}
