"""What cannot be read at all; whether a permit is good is no error but an answer."""

from kernel.errors import DomainError
from kernel.text import gettext_noop


class UnreadableToken(DomainError):
    """The text is no token of a permit: cut off, or something else altogether."""

    code = "unreadable_token"

    def __init__(self) -> None:
        super().__init__(
            message=gettext_noop("This is not the QR code of a permit, or only a part of it. Scan it once more.")
        )


class UnreadableKeys(DomainError):
    """The text is no set of keys, or there is none in it with which permits are signed."""

    code = "unreadable_keys"

    def __init__(self) -> None:
        super().__init__(message=gettext_noop("There are no keys there with which permits are signed."))
