"""What the answers of a check are called, and where a question to an authority stands."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cites.permits.queries.paper_checks import QuestionState
from cites.permits.rules.incoming_facts import Alterations, Original
from cites.permits.rules.incoming_questions import NO, YES

ORIGINAL_WORDS: Final[Mapping[str, str | Promise]] = {
    Original.ORIGINAL.value: _("The original"),
    Original.TRUE_COPY.value: _("A true copy, certified by the authority"),
    Original.VERIFIED.value: _("An electronic permit that was verified with its authority"),
    Original.NEITHER.value: _("None of these, such as a scan, a fax or a photograph"),
}
ALTERATION_WORDS: Final[Mapping[str, str | Promise]] = {
    Alterations.NONE.value: _("No"),
    Alterations.STAMPED.value: _("Yes, and the authority has stamped and signed that"),
    Alterations.UNSTAMPED.value: _("Yes, without its stamp and signature"),
}
ANSWER_WORDS: Final[Mapping[str, str | Promise]] = {YES: _("Yes"), NO: _("No")}
QUESTION_WORDS: Final[Mapping[QuestionState, str | Promise]] = {
    QuestionState.TO_SEND: _("To be sent"),
    QuestionState.WAITING: _("Waiting for the answer"),
    QuestionState.LATE: _("The last day is over"),
    QuestionState.CONFIRMED: _("Confirmed"),
    QuestionState.DENIED: _("Not confirmed"),
    QuestionState.UNANSWERED: _("Ended without an answer"),
    QuestionState.NEEDLESS: _("Not needed any more"),
}
