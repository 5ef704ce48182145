"""What can go wrong with a case."""

from collections.abc import Iterable

from kernel.errors import DomainError
from kernel.reasons import Reason
from kernel.text import gettext_noop


class WorkflowError(DomainError):
    """Something is wrong with a workflow or a case."""

    code = "workflow_error"


class BadDefinition(WorkflowError):
    """A workflow file cannot be used."""

    code = "bad_definition"

    def __init__(self, *, file: str, key: str, reason: str) -> None:
        facts = {"file": file, "key": key, "reason": reason}
        super().__init__(message=gettext_noop("%(file)s: %(key)s: %(reason)s"), data=facts)


class UnknownCase(WorkflowError):
    """There is no case with that reference."""

    code = "unknown_case"

    def __init__(self, reference: str) -> None:
        super().__init__(message=gettext_noop("There is no case %(reference)s"), data={"reference": reference})


class UnknownWorkflow(WorkflowError):
    """The release has no workflow of that key."""

    code = "unknown_workflow"

    def __init__(self, key: str) -> None:
        super().__init__(message=gettext_noop("There is no workflow %(key)s"), data={"key": key})


class StaleCase(WorkflowError):
    """Somebody else has acted on the case since the page was opened."""

    code = "stale_case"

    def __init__(self, reference: str) -> None:
        super().__init__(
            message=gettext_noop(
                "Somebody else has acted on %(reference)s since you opened this page. "
                "Nothing that you entered was recorded: look at the case again first."
            ),
            data={"reference": reference},
        )


class ActionRefused(WorkflowError):
    """The action may not be done now, by this person: ``reasons`` say why."""

    code = "action_refused"

    def __init__(self, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        super().__init__(message=" ".join(str(reason) for reason in self.reasons))


class DutyConflict(ActionRefused):
    """The person has done another duty on this case already."""

    code = "duty_conflict"


class EndlessCase(WorkflowError):
    """The workflow would let the case go on by itself for ever."""

    code = "endless_case"

    def __init__(self, reference: str) -> None:
        super().__init__(
            message=gettext_noop(
                "The workflow would let %(reference)s go on by itself without end. "
                "Nothing was changed: tell your administrator."
            ),
            data={"reference": reference},
        )


class CaseDoesNotFit(WorkflowError):
    """The case cannot follow that release: ``reasons`` say why."""

    code = "case_does_not_fit"

    def __init__(self, reference: str, reasons: Iterable[Reason]) -> None:
        self.reasons = list(reasons)
        self.reference = reference
        super().__init__(message=" ".join(str(reason) for reason in self.reasons))


class NotTheirTurn(WorkflowError):
    """The next step of the case is not that person's to take."""

    code = "not_their_turn"

    def __init__(self, reference: str, person: object) -> None:
        super().__init__(
            message=gettext_noop("The next step of %(reference)s is not for %(person)s to take"),
            data={"reference": reference, "person": str(person)},
        )


class HeldByAnother(WorkflowError):
    """Somebody else holds the case."""

    code = "held_by_another"

    def __init__(self, reference: str, person: object) -> None:
        super().__init__(
            message=gettext_noop("%(person)s holds %(reference)s now"),
            data={"reference": reference, "person": str(person)},
        )


class EndsBeforeItBegan(WorkflowError):
    """A last day lies before the first."""

    code = "ends_before_it_began"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("The last day must not be before the first"))


class ClosureTooLong(WorkflowError):
    """A closure is said to last longer than one may."""

    code = "closure_too_long"

    def __init__(self, most: int) -> None:
        super().__init__(
            message=gettext_noop(
                "A closure may last %(most)s days at most. Leave the last day empty where nobody knows it."
            ),
            data={"most": most},
        )


class ClosureTooFar(WorkflowError):
    """A closure begins too far ahead."""

    code = "closure_too_far"

    def __init__(self, most: int) -> None:
        super().__init__(
            message=gettext_noop("The first day may be %(most)s days from today at most"), data={"most": most}
        )


class RequestNotOpen(WorkflowError):
    """A request to a body outside is answered, withdrawn, over, or its case closed."""

    code = "request_not_open"
    status = 409

    def __init__(self, body: str) -> None:
        super().__init__(
            message=gettext_noop("The request to %(body)s is not open any more. Look at it again first."),
            data={"body": body},
        )


class LastDayOutOfReach(WorkflowError):
    """A last day to answer lies before today or more than a year ahead."""

    code = "last_day_out_of_reach"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("The last day must be today or later, and within a year"))
