"""What rules say against an application, with the lines that it is about."""

from django import template
from django.utils.html import format_html

from cites.permits.reason_words import told_once
from cites.permits.words import english_in, sentence_about_line
from kernel.reasons import Reason

register = template.Library()
register.filter("told_once", told_once)


@register.filter
def with_english(sentence: str, words: str) -> str:
    """Mark ``words`` in a sentence as the English that they are, for screen readers."""
    before, found, after = sentence.partition(words) if words else (sentence, "", "")
    return format_html('{}<span lang="en">{}</span>{}', before, found, after) if found else sentence


@register.filter
def in_words(reason: Reason) -> str:
    """Say what speaks against a step, after the letter of its line, with the words in it that stay English marked."""
    return with_english(sentence_about_line(reason), english_in(reason))
