"""What can go wrong with applications and permits, as nouns."""

from collections.abc import Mapping

from kernel.errors import DomainError
from kernel.reasons import Reason
from kernel.text import gettext_noop
from workflows.errors import ActionRefused


class UnknownApplication(DomainError):
    """There is no application of that reference, or it is not theirs to see."""

    code = "unknown_application"

    def __init__(self, reference: str) -> None:
        super().__init__(message=gettext_noop("There is no application %(reference)s."), data={"reference": reference})


class UnknownFinding(DomainError):
    """There is no standing finding of that number."""

    code = "unknown_finding"

    def __init__(self, number: str) -> None:
        super().__init__(message=gettext_noop("There is no finding %(number)s."), data={"number": number[:20]})


class FindingIsOver(DomainError):
    """A standing finding is withdrawn already, or another one has taken its place."""

    code = "finding_is_over"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("This finding is withdrawn, or another one has taken its place."))


class UnknownOperator(DomainError):
    """There is no registration of an operator of that number."""

    code = "unknown_operator"

    def __init__(self, number: str) -> None:
        super().__init__(message=gettext_noop("There is no registration %(number)s."), data={"number": number[:20]})


class NumberTaken(DomainError):
    """An operator was to be registered under a number that another has, or that holds for some of these days."""

    code = "number_taken"

    def __init__(self, number: str) -> None:
        message = gettext_noop("Number %(number)s is another operator’s, or is registered for some of these days.")
        super().__init__(message=message, data={"number": number[:30]})


class OperatorChange(DomainError):
    """A registration was to be changed that stands otherwise by now."""

    code = "operator_change"
    status = 409


class UnknownPermit(DomainError):
    """There is no permit of that number, or it is not theirs to see."""

    code = "unknown_permit"

    def __init__(self, number: str) -> None:
        super().__init__(message=gettext_noop("There is no permit %(number)s."), data={"number": number[:20]})


class UnknownSigningKey(DomainError):
    """The Party has no signing key of that name."""

    code = "unknown_signing_key"

    def __init__(self, kid: str) -> None:
        super().__init__(message=gettext_noop("There is no signing key %(kid)s."), data={"kid": kid[:40]})


class NoSigningKey(DomainError):
    """The Party has no key to sign with."""

    code = "no_signing_key"


class NoSigningCertificate(DomainError):
    """The key in use has no certificate yet, which the owner alone may give it."""

    code = "no_signing_certificate"

    def __init__(self, kid: str) -> None:
        message = gettext_noop("%(kid)s has no certificate yet: run manage.py doctor --fix.")
        super().__init__(message=message, data={"kid": kid})


class UnfitCertificate(DomainError):
    """A chain of certificates that cannot stand behind a key's signatures."""

    code = "unfit_certificate"


class NotAskedFor(DomainError):
    """A change of keys was to be done that no administrator of the Party asked for, or one who may no longer ask."""

    code = "not_asked_for"

    def __init__(self) -> None:
        message = gettext_noop("No administrator asked for this, or it was too long ago. Ask for it anew.")
        super().__init__(message=message)


class NotSigned(DomainError):
    """A document could not be signed now, e.g. because the time-stamp service does not answer; it is tried again."""

    code = "not_signed"


class HardwareModuleAway(NotSigned):
    """The hardware module with the private halves of signing keys does not answer, or does not do as it is asked."""

    code = "hardware_module_away"


class UnreadablePermit(DomainError):
    """An XML message that is no permit of the toolkit."""

    code = "unreadable_permit"

    def __init__(self, said: str) -> None:
        message = gettext_noop("This is no permit of the CITES e-permitting toolkit (%(said)s).")
        super().__init__(message=message, data={"said": said[:200]})


class MoreThanPermitted(DomainError):
    """More left than the permit allows, which box 14 may not say."""

    code = "more_than_permitted"


class FaultyEndorsement(DomainError):
    """What an inspecting official entered names a date, a port or lines that cannot be."""

    code = "faulty_endorsement"


class NotForTheRegister(DomainError):
    """What this country issues was to be registered as a paper of others, or a paper of others to be issued."""

    code = "not_for_the_register"


class NotForSeveralMovements(DomainError):
    """A crossing was to be entered under a document that is good for one consignment."""

    code = "not_for_several_movements"


class NotForDeclaring(DomainError):
    """The use of a permit was to be declared that is none of theirs, declared already, taken back or lost."""

    code = "not_for_declaring"
    status = 409

    def __init__(self, number: str) -> None:
        message = gettext_noop("The use of permit %(number)s cannot be declared, or is declared already.")
        super().__init__(message=message, data={"number": number})


class QuotaExceeded(DomainError):
    """A permit was to be issued for more than a quota of the year has, and nobody decided so on record."""

    code = "quota_exceeded"

    def __init__(self) -> None:
        super().__init__(
            message=gettext_noop(
                "With this permit more would be exported this year than one of our quotas allows, and nobody has "
                "decided so: the quota is another one than at the approval."
            )
        )

    def refusal(self) -> ActionRefused:
        """Return the same as the reason for which a step is refused."""
        return ActionRefused([Reason(self.code, self.message, source="Resolution Conf. 14.7")])


class NotPaid(DomainError):
    """A permit was to be issued for which the fee is still owed."""

    code = "not_paid"


class TooManyToReplace(DomainError):
    """Nothing was chosen to be replaced, or more than one signatory replaces at once."""

    code = "too_many_to_replace"


class NotValidNow(DomainError):
    """A permit was to be used or cancelled that is not valid any more."""

    code = "not_valid_now"


class CannotPrint(DomainError):
    """A permit cannot be printed: a text does not fit its box, or a letter has no shape in the fonts."""

    code = "cannot_print"

    def refusal(self) -> ActionRefused:
        """Return the same as the reason for which a step is refused."""
        return ActionRefused([Reason(self.code, self.message, data=self.data)])


class NeverPrinted(DomainError):
    """A permit was cancelled or replaced before its document was made, or while it was: there is none."""

    code = "never_printed"
    status = 410

    def __init__(self, number: str) -> None:
        message = gettext_noop("Permit %(number)s was cancelled before its document was made: there is none.")
        super().__init__(message=message, data={"number": number})


class SpoiltDocument(DomainError):
    """The file of a document is gone, or is not the one that was signed."""

    code = "spoilt_document"
    status = 503

    def __init__(self, number: str) -> None:
        message = gettext_noop(
            "The file of permit %(number)s is not the one that was signed, and is not handed out. The permit itself is "
            "as its address says. Tell the operator of this service, who can bring the file back."
        )
        super().__init__(message=message, data={"number": number})


class NoCopy(DomainError):
    """A copy was asked of a permit that was taken back or lost, or that has no document yet."""

    code = "no_copy"
    status = 409

    def __init__(self, number: str) -> None:
        message = gettext_noop(
            "There is no copy of permit %(number)s: it was cancelled, replaced, lost or not printed."
        )
        super().__init__(message=message, data={"number": number})


class NotForPaper(DomainError):
    """A permit was to be printed on security paper that is not valid or published, or the Party has no such paper."""

    code = "not_for_paper"
    status = 409

    def __init__(self, number: str) -> None:
        message = gettext_noop("Permit %(number)s cannot be printed on security paper: it is not valid now.")
        super().__init__(message=message, data={"number": number})


class NotADraft(DomainError):
    """An application that has been sent was to be changed."""

    code = "not_a_draft"
    status = 409


class PartClosed(DomainError):
    """A part was to be changed of which no correction was asked."""

    code = "part_closed"
    status = 409

    def __init__(self, reference: str) -> None:
        message = gettext_noop("%(reference)s was returned for other parts to be corrected; this one stays as it is.")
        super().__init__(message=message, data={"reference": reference})


class FaultyQuestion(DomainError):
    """What was asked about a movement cannot be understood; ``data`` tells each parameter at fault and why."""

    code = "faulty_question"

    def __init__(self, faults: Mapping[str, str]) -> None:
        message = gettext_noop("The question cannot be understood.")
        super().__init__(message=message, data={"parameters": dict(faults)})


class AskedTooOften(DomainError):
    """One address asked more often within a minute than a person can."""

    code = "asked_too_often"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("That was too often. Wait a minute, then ask again."), data={})


class SheetNotReady(DomainError):
    """The lines of a sheet were to be added that is not read yet, cannot be read, or has been replaced."""

    code = "sheet_not_ready"
    status = 409

    def __init__(self) -> None:
        super().__init__(
            message=gettext_noop(
                "This file has been replaced, or is not read yet. Look at the page anew before you add its lines."
            )
        )


class TooManyLines(DomainError):
    """An application was to have more lines than a case can be worked with."""

    code = "too_many_lines"
