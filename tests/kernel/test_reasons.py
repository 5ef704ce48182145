"""Reasons and errors carry a code, a sentence with named placeholders, and the facts it names."""

from kernel.errors import DomainError
from kernel.reasons import Reason, Severity, hard_reasons


class QuotaExceeded(DomainError):
    """More was asked for than is left of the quota."""

    code = "quota_exceeded"


def test_a_reason_reads_as_a_sentence() -> None:
    reason = Reason("quota", "only %(left)s kg are left", data={"left": 12}, source="Res. Conf. 14.7")
    assert str(reason) == "only 12 kg are left"
    assert reason.severity is Severity.HARD
    assert str(Reason("percent", "100% sure")) == "100% sure"


def test_only_hard_reasons_cannot_be_overridden() -> None:
    hard = Reason("a", "no")
    reasons = [hard, Reason("b", "look", Severity.WARNING), Reason("c", "ask", Severity.OVERRIDE)]
    assert hard_reasons(reasons) == [hard]


def test_an_error_has_the_code_and_sentence_of_its_class() -> None:
    error = QuotaExceeded()
    assert (error.code, str(error)) == ("quota_exceeded", "More was asked for than is left of the quota.")


def test_an_error_fills_its_message_from_its_data() -> None:
    error = QuotaExceeded(message="only %(left)s are left", data={"left": 3})
    assert str(error) == "only 3 are left"
    assert error.message == "only %(left)s are left"
    assert error.data == {"left": 3}
