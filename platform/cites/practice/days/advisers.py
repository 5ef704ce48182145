"""The first day of an official of another authority, or of a member of a committee, whom the process may ask."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, opened

DAY = GuidedDay(
    role=Role.FISHERIES_AUTHORITY,
    also=(Role.FORESTRY_AUTHORITY, Role.VETERINARY_AUTHORITY, Role.COMMITTEE_MEMBER),
    lead=_(
        "You say what your authority finds, beside the Scientific Authority and where your country’s process asks you. The Management Authority decides."
    ),
    needs={
        "first": Need("finding", 0),
        "older": Need("issued", 0, importer=2),
    },
    tasks=(
        Task(
            "worklist",
            _("Open the list of cases that wait for you"),
            _(
                "A case stands here while its process waits for what your authority finds. Without such a step it is empty."
            ),
            at("cases", query="?show=mine"),
            opened("cases"),
        ),
        Task(
            "first",
            _("Read the case of “%(goods)s” as you would before a finding"),
            _(
                "Read what is asked for, the papers, and what was asked and answered. A button for your finding stands beside it where the process asks you."
            ),
            at("case", "first"),
            opened("case", "first"),
            of="first",
        ),
        Task(
            "species",
            _("Look up a species, its Appendix and its names"),
            _("The listing may hold for some populations only, or carry an annotation that leaves parts out."),
            at("species:search"),
            opened("species:detail"),
            "Article II",
        ),
        Task(
            "older",
            _("Read how an earlier case of “%(goods)s” was found and decided"),
            _(
                "Findings stand with their authority, their reasons and their conditions; none can be changed afterwards."
            ),
            at("case", "older"),
            opened("case", "older"),
            of="older",
        ),
        Task(
            "print",
            _("Open the permit for “%(goods)s” and find the conditions in box 5"),
            _("What you write under conditions is printed there, so write it for an inspector at the border."),
            at("permit-pdf", "older", "permit"),
            opened("permit-pdf", "older"),
            "Resolution Conf. 12.3",
            of="older",
        ),
    ),
)

days.register(DAY)
