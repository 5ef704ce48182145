"""How often one address may verify permits, and ask whether one is needed."""

from django.http import HttpRequest

from cites.permits.errors import AskedTooOften
from cites.permits.queries.permits import READERS
from cites.permits.queries.received import Received, find_handed_out, received
from cites.permits.queries.verification import Verified, is_token
from tenants.brakes import Brake

MOST_A_MINUTE, MOST_WRONG_A_MINUTE = 30, 10
VERIFYING = Brake("verify", most=MOST_A_MINUTE, most_wrong=MOST_WRONG_A_MINUTE)
ASKING = Brake("need", most=120, most_wrong=120)


def may_be_told(request: HttpRequest, text: str, found: Verified) -> bool:
    """Count that somebody verified ``text``, and tell whether they may read what was ``found``.

    Who guesses at codes is slowed down. A token whose signature is right was not guessed, and officials find every
    permit in the register: at a post of the border many of both come from one address, beside somebody's bad scanner.
    Nor is a token that is none of ours a guess at anything.
    """
    if (found.permit is not None and is_token(text)) or _is_official(request):
        return True
    if VERIFYING.is_too_fast(request):
        return False
    if found.permit is None and not is_token(text):
        VERIFYING.count_wrong(request)
    return True


def told_of_document(request: HttpRequest, content: bytes) -> Received:
    """Return what a received PDF is worth; raise AskedTooOften for who sends too many that are none of ours.

    What was handed out here was not guessed. To look into any other file takes a second: it counts as a wrong guess
    before it is looked into, for officials alone without end.
    """
    if found := find_handed_out(content):
        return found
    if not _is_official(request):
        if VERIFYING.is_too_fast(request):
            raise AskedTooOften
        VERIFYING.count_wrong(request)
    return received(content)


def _is_official(request: HttpRequest) -> bool:
    person = getattr(request, "user", None)
    return bool(person is not None and person.is_authenticated and person.has_role(*READERS))
