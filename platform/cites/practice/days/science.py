"""The first day of an official of the Scientific Authority."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.SCIENTIFIC_AUTHORITY,
    lead=_(
        "You advise whether an export will be detrimental to the survival of the species. No permit is granted against your finding."
    ),
    needs={
        "first": Need("finding", 0),
        "second": Need("finding", 3, importer=1),
        "older": Need("issued", 0, importer=2),
    },
    tasks=(
        Task(
            "worklist",
            _("Open the list of cases that wait for your finding"),
            _("An officer has found each of them complete. What is missing for your finding you ask the officer for."),
            at("cases", query="?show=mine"),
            opened("cases"),
        ),
        Task(
            "older",
            _("Read how an earlier case of “%(goods)s” was found"),
            _("Findings on one species should agree with each other, or say why they do not."),
            at("case", "older"),
            opened("case", "older"),
            "Resolution Conf. 16.7",
            of="older",
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
            "positive",
            _("Record on “%(goods)s” that the export is not detrimental, under a condition"),
            _(
                "Give your reasons: the state of the stock, the harvest, what is known of the area. The condition is printed in box 5 of the permit, so write it for an inspector."
            ),
            at("case-step", "first", "case", "record_finding"),
            lambda deeds: (
                deeds.did("case.record_finding", "first", conclusion="conditional")
                or deeds.did("case.record_finding", "first", conclusion="positive")
            ),
            "Article IV.2(a)",
            of="first",
        ),
        Task(
            "negative",
            _("Record on “%(goods)s” that the export is detrimental, or not shown to be harmless"),
            _(
                "The burden is not on you to show harm: where you cannot say that there is none, say so. The case can only be refused then."
            ),
            at("case-step", "second", "case", "record_finding"),
            did("case.record_finding", "second", conclusion="negative"),
            "Article IV.2(a) and IV.3",
            of="second",
        ),
    ),
)

days.register(DAY)
