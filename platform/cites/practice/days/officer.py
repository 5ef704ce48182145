"""The first day of an officer of the Management Authority."""

from django.utils.translation import gettext_lazy as _

from cites.accounts.roles import Role
from cites.practice.days.base import GuidedDay, Need, Task, at, days, did, opened

DAY = GuidedDay(
    role=Role.MA_OFFICER,
    lead=_(
        "You examine applications, and decide on those that a colleague has examined. Nobody does both on one case."
    ),
    needs={
        "shells": Need("submitted", 2),
        "complete": Need("examining", 0, importer=1),
        "wrong": Need("examining", 3, importer=2),
        "found": Need("decision", 1, importer=3, verb="approve"),
        "newcomer": Need(kind="newcomer"),
    },
    tasks=(
        Task(
            "worklist",
            _("Open the list of cases that wait for you"),
            _(
                "Each row says who applies, for what, and at which stage the case stands. “Waiting for me” leaves out what others have to do."
            ),
            at("cases", query="?show=mine"),
            opened("cases"),
        ),
        Task(
            "begin",
            _("Begin to examine the case of “%(goods)s”"),
            _(
                "Read it from top to bottom first: who exports, what, where it was taken, and what the rules say of each line."
            ),
            at("case", "shells"),
            did("case.start_examination", "shells"),
            "Article IV.2",
            of="shells",
        ),
        Task(
            "ask",
            _("Ask the applicant of this case a question"),
            _(
                "You have to be satisfied that the specimens were lawfully obtained. Ask for what the papers do not show, such as the place of harvest. The case then waits for the applicant."
            ),
            at("case-step", "shells", "case", "ask"),
            did("case.ask", "shells"),
            "Article IV.2(b)",
            of="shells",
        ),
        Task(
            "return",
            _("Return the case of “%(goods)s” for correction"),
            _(
                "Tick what has to be corrected: the applicant can change that and nothing else, and reads what you write beside it. Asked, they can only answer your question."
            ),
            at("case-step", "wrong", "case", "return_for_correction"),
            did("case.return_for_correction", "wrong"),
            of="wrong",
        ),
        Task(
            "complete",
            _("Find the case of “%(goods)s” complete"),
            _(
                "It goes on to the Scientific Authority. What the rules forbid outright cannot be found complete; look at the reasons on the page."
            ),
            at("case-step", "complete", "case", "complete_examination"),
            did("case.complete_examination", "complete"),
            "Article IV.2(a)",
            of="complete",
        ),
        Task(
            "decide",
            _("Decide on the case of “%(goods)s”, which a colleague has examined"),
            _(
                "Read the finding and its conditions before you approve or refuse. On the cases that you examined today you cannot decide: the service and its database refuse it."
            ),
            at("case", "found"),
            lambda deeds: deeds.did("case.approve", "found") or deeds.did("case.refuse", "found"),
            "Articles III.2, IV.2",
            of="found",
        ),
        Task(
            "verify",
            _("Confirm, or refuse, who a new trader is"),
            _(
                "Nobody can send an application before that. In earnest you compare with an identity paper and the company’s registration."
            ),
            at("trader", "newcomer", "person"),
            lambda deeds: deeds.did("trader.verified", "newcomer") or deeds.did("trader.refused", "newcomer"),
        ),
    ),
)

days.register(DAY)
