"""What rules say against an application, with the lines that it is about."""

from django import template

from cites.permits.reason_words import told_once, with_english
from cites.permits.words import english_in, sentence_about_line
from kernel.reasons import Reason

register = template.Library()
register.filter("told_once", told_once)
register.filter("with_english", with_english)


@register.filter
def in_words(reason: Reason) -> str:
    """Say what speaks against a step, after the letter of its line, with the words in it that stay English marked."""
    return with_english(sentence_about_line(reason), english_in(reason))
