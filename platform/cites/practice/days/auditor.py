"""The first day of an auditor."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.AUDITOR,
    lead=_("You read every case and the whole audit trail, and change nothing."),
    needs={"issued": Need("issued", 0), "cancelled": Need("cancelled", 3, importer=1)},
    tasks=(
        Task(
            "trail",
            _("Open the audit trail"),
            _(
                "Every act stands there with its person, its moment and what it was about. Nobody can change or remove an entry unseen."
            ),
            at("audit"),
            opened("audit"),
        ),
        Task(
            "find",
            _("Find who issued permits"),
            _("Type “permit issued” under what was done. You may narrow it by person, by case and by days."),
            at("audit"),
            opened("audit?"),
        ),
        Task(
            "duties",
            _("Open the case of “%(goods)s” and see that examining, finding and deciding were done by three people"),
            _("The history names them. One person cannot do two of these duties on one case; the database refuses it."),
            at("case", "issued"),
            opened("case", "issued"),
            "Articles III, IV and IX",
            of="issued",
        ),
        Task(
            "cancelled",
            _("Read why the permit for “%(goods)s” was cancelled"),
            _("A permit is never altered: it is cancelled, with a reason, and kept."),
            at("case", "cancelled"),
            opened("case", "cancelled"),
            of="cancelled",
        ),
        Task(
            "traders",
            _("See who verified the traders"),
            _("A trader can apply only once an officer has confirmed who they are."),
            at("traders"),
            opened("traders"),
        ),
        Task(
            "download",
            _("Download the trail for your own tables"),
            _(
                "The download is itself an act, and stands in the trail from then on. Records are kept for five years after a permit has expired, at least."
            ),
            at("audit-csv"),
            did("audit.exported"),
            "Article VIII.6",
        ),
    ),
)

days.register(DAY)
