"""What is wrong with a request about the check of a paper of another State, or about a question to its authority."""

from kernel.errors import DomainError
from kernel.text import gettext_noop


class UnknownPaperCheck(DomainError):
    """There is no check of a paper of that number."""

    code = "unknown_paper_check"

    def __init__(self, number: int) -> None:
        super().__init__(message=gettext_noop("There is no such check of a paper."), data={"number": number})


class UnknownVerification(DomainError):
    """There is no question to an authority of that number."""

    code = "unknown_verification"

    def __init__(self, number: int) -> None:
        super().__init__(message=gettext_noop("There is no such question to an authority."), data={"number": number})


class CheckIsOver(DomainError):
    """Another check has taken the place of this one."""

    code = "check_is_over"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("This check was corrected by another one: look at that."))


class NothingToAccept(DomainError):
    """Nothing leaves room for a decision, or somebody has decided already."""

    code = "nothing_to_accept"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("There is nothing here that an official could still decide."))


class QuestionIsSettled(DomainError):
    """The log of a question is closed by what settled it."""

    code = "question_is_settled"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("This question is settled: ask again if there is more to ask."))
