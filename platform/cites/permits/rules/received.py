"""What the signatures in a file say of it: ours and whole, ours and altered, or none of ours."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum


class FileStanding(StrEnum):
    """What a file is that somebody received as a permit."""

    HANDED_OUT = "handed_out"  # byte for byte what the register has
    NOT_ON_RECORD = "not_on_record"  # our key signed it, and the register has no such document
    ADDED_TO = "added_to"  # we signed the beginning of it
    ALTERED = "altered"  # it bears a signature of ours that does not belong to it
    ELSEWHERE = "elsewhere"  # another Party of this service signed it, or is said to have done so
    PRACTICE = "practice"  # a practice site signed it, or is said to have done so
    SIGNED_BY_OTHERS = "signed_by_others"
    NOT_SIGNED = "not_signed"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class SeenSignature:
    """A signature as it was found in a file.

    ``key`` is the public half in DER, in hexadecimal digits, and ``kid`` what the certificate calls it; both are only
    said by the file unless ``is_whole``. ``is_trusted`` tells whether its certificate leads to a root of the Party.
    """

    key: str
    kid: str
    is_whole: bool
    covers_all: bool
    is_trusted: bool


def judge(seen: Sequence[SeenSignature] | None, own: Collection[str]) -> tuple[FileStanding, SeenSignature | None]:
    """Return what a file is that is not on record, and by which signature; None is a file that could not be read.

    ``own`` are the public halves of the Party's keys. One signature of ours that is broken spoils the file, whatever
    the others are: they may be of whoever broke it.
    """
    if seen is None:
        return FileStanding.UNREADABLE, None
    ours = [each for each in seen if each.key in own]
    if broken := next((each for each in ours if not each.is_whole), None):
        return FileStanding.ALTERED, broken
    believed = [each for each in ours if each.is_trusted]
    if not believed:
        return (FileStanding.SIGNED_BY_OTHERS if seen else FileStanding.NOT_SIGNED), next(iter(seen), None)
    whole = next((each for each in believed if each.covers_all), None)
    return (FileStanding.NOT_ON_RECORD, whole) if whole else (FileStanding.ADDED_TO, believed[0])
