"""What the audit trail says of releases."""

from django.utils.translation import gettext_lazy as _

VERBS = {
    "release_made": _("Release made"),
}
