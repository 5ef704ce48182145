"""Which of the languages on offer a reader gets."""

from collections.abc import Iterable, Sequence

from django.utils.translation.trans_real import parse_accept_lang_header


def choose_language(wishes: Iterable[str | None], accepted: str, offered: Sequence[str]) -> str:
    """The first wish that is on offer, else the browser's best match, else the first language on offer.

    `wishes` go from the strongest to the weakest; `accepted` is the Accept-Language header.
    """
    asked = [*wishes, *(code for code, _quality in parse_accept_lang_header(accepted.lower()))]
    matches = (match_offered(code, offered) for code in asked if code)
    return next((match for match in matches if match), offered[0])


def match_offered(code: str, offered: Sequence[str]) -> str | None:
    """`code` itself when it is on offer, else its base language (`fr-vu` is served by `fr`), else None."""
    for candidate in (code.lower(), code.lower().partition("-")[0]):
        if candidate in offered:
            return candidate
    return None
