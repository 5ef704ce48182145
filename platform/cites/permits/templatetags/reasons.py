"""What rules say against an application, with the lines that it is about."""

from django import template

from cites.permits.reason_words import told_once

register = template.Library()


register.filter("told_once", told_once)
