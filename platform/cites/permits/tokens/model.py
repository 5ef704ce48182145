"""The facts that a permit's token carries, and the digest of its lines in one canonical form."""

import base64
import hashlib
import json
from collections.abc import Iterable
from typing import Annotated, NamedTuple

from pydantic import BaseModel, ConfigDict, Field

ALGORITHM = "ES256"
State = Annotated[str, Field(pattern="^([A-Z]{2})?$")]


class TokenLine(NamedTuple):
    """One line of a permit: codes of the Convention, and the quantity as a decimal number without an exponent."""

    name: str
    term: str
    quantity: str
    unit: str
    source: str
    purpose: str
    appendix: str


class Claims(BaseModel):
    """What a token says of a permit; nobody's name is in it."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid", populate_by_name=True)

    iss: Annotated[str, Field(pattern="^[A-Z]{2}$")]
    """The State that issued it, in two letters (ISO 3166-1)."""
    jti: Annotated[str, Field(min_length=1)]
    """Its number."""
    typ: Annotated[str, Field(pattern="^[A-Z]{3}$")]
    """Which document it is."""
    iat: int
    """When it was issued, in seconds since 1970."""
    exp: int
    """The midnight that ends its last day where it was issued, in seconds since 1970."""
    sender: State = Field(alias="from")
    """The State that the specimens leave; empty where the document names none."""
    receiver: State = Field(alias="to")
    """The State to which they go; empty where the document names none."""
    n: Annotated[int, Field(ge=0)]
    """How many lines the permit has."""
    dig: str
    """The digest of all lines, as ``digest_of`` makes it."""
    lines: tuple[TokenLine, ...]
    """As many of the first lines as had room."""

    @property
    def are_lines_missing(self) -> bool:
        """Tell whether there was no room for all lines."""
        return self.n > len(self.lines)

    def written(self) -> bytes:
        """Return them as the JSON that is signed: compact, in UTF-8, in the order in which they stand here."""
        return self.model_dump_json(by_alias=True).encode()


def digest_of(lines: Iterable[TokenLine]) -> str:
    """Return the SHA-256 of ``lines`` as base64url without padding.

    What is digested is a JSON array of one array of seven texts for each line, in the order of the permit, in UTF-8,
    without any space between and with no character escaped that JSON lets stand: the form of RFC 8785.
    """
    text = json.dumps([list(line) for line in lines], ensure_ascii=False, separators=(",", ":"))
    return base64url(hashlib.sha256(text.encode()).digest())


def base64url(octets: bytes) -> str:
    """Return ``octets`` as RFC 7515 writes them: in base 64 for addresses, without padding."""
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()
