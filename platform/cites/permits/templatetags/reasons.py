"""What a rule says against an application, with the line that it is about."""

from django import template

from cites.permits.words import sentence_about_line

register = template.Library()


register.filter("about_line", sentence_about_line)
