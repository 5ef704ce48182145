"""What the audit trail says of the shared reference data."""

from django.utils.translation import gettext_lazy as _

SUBJECTS = {"import": _("import of species data"), "secretariat_register": _("register of the Secretariat")}
VERBS = {
    "species.authorities_imported": _("Register of authorities imported"),
    "species.imported": _("Species data put in force"),
    "species.import_abandoned": _("Import of species data abandoned"),
    "species.register_imported": _("Register of the Secretariat put in force"),
}
