"""``python -m cites.permits.verify TOKEN --keys FILE|-``: check a permit's QR code offline.

Needs no Django and no database: a JWK Set is enough, such as a Party publishes at ``/.well-known/jwks.json``.
"""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from cites.permits.tokens.checking import DOUBTS, Checked, Standing, check_token
from cites.permits.tokens.errors import UnreadableKeys, UnreadableToken
from cites.permits.tokens.keys import PublicKey, read_keys
from kernel import clock

GOOD: Final = 0
NOT_GOOD: Final = 1  # forged, expired, or not confirmed
UNREADABLE: Final = 2  # the token, or the keys


class _Trouble(Exception):
    """What keeps the command from an answer, as a sentence."""


def main(arguments: Sequence[str] | None = None, out: TextIO | None = None) -> int:
    """Write what the token says and what it is worth, and return the exit code."""
    asked = _arguments(arguments)
    try:
        found = check_token(asked.token, _keys(asked.keys), clock.now())
        told = told_of(found)
        _write(json.dumps(told, ensure_ascii=False, indent=2) + "\n" if asked.json else _as_text(told), out)
    except (UnreadableToken, _Trouble) as error:
        _complain(str(error))
        return UNREADABLE
    return GOOD if found.standing is Standing.VALID else NOT_GOOD


def told_of(found: Checked) -> dict[str, Any]:
    """Return the answer for programs: its state in one word, what was signed, and every reason for doubt."""
    claims = found.claims
    return {
        "state": str(found.standing),
        "number": claims.jti,
        "document": claims.typ,
        "issuer": claims.iss,
        "key": found.kid,
        "issued": _moment(claims.iat),
        "expires": _moment(claims.exp),
        "from": claims.sender,
        "to": claims.receiver,
        "number_of_lines": claims.n,
        "lines": [line._asdict() for line in claims.lines],
        "reasons": [{"code": str(doubt), "message": DOUBTS[doubt]} for doubt in found.doubts],
    }


def _as_text(told: dict[str, Any]) -> str:
    state, reasons, lines = told["state"].replace("_", " ").upper(), told["reasons"], told["lines"]
    rows = [state, *(f"  {reason['message']}" for reason in reasons), ""]
    rows += [f"{name:10}{told[name]}" for name in ("number", "document", "issuer", "issued", "expires", "from", "to")]
    rows += ["", *("  ".join(filter(None, line.values())) for line in lines)]
    return "\n".join(rows) + "\n"


def _moment(seconds: int) -> str:
    try:
        return datetime.fromtimestamp(seconds, UTC).isoformat().replace("+00:00", "Z")
    except (OverflowError, ValueError, OSError):
        return str(seconds)  # whoever made it up made up a year as well


def _keys(path: str) -> dict[str, PublicKey]:
    """Return the keys that stand there; raise _Trouble where there are none, or nothing can be read."""
    place = "the input" if path == "-" else path
    try:
        return read_keys(_text(path))
    except UnreadableKeys as error:
        raise _Trouble(
            f"In {place} there are no keys with which permits are signed: it should be a JWK Set, "
            "such as a Party publishes at /.well-known/jwks.json."
        ) from error
    except UnicodeDecodeError as error:
        raise _Trouble(f"What stands in {place} is not text in UTF-8: it should be a JWK Set.") from error
    except (OSError, ValueError) as error:  # a name of a file with a zero sign in it is a wrong value
        raise _Trouble(f"The keys cannot be read from {place}: {_said(error)}.") from error


def _text(path: str) -> str:
    if path != "-":
        return Path(path).read_text("utf-8")
    if sys.stdin is None:
        raise OSError("it is closed")
    return sys.stdin.read()


def _write(text: str, out: TextIO | None) -> None:
    """Write the answer; raise _Trouble where it cannot be, so that nobody takes silence for an answer."""
    target = out or sys.stdout
    try:
        if target is None:
            raise OSError("it is closed")
        target.write(text)
        target.flush()
    except (OSError, UnicodeEncodeError) as error:
        _let_go()
        raise _Trouble(f"The answer cannot be written to the output: {_said(error)}.") from error


def _let_go() -> None:
    """Keep the interpreter from trying once more, with a traceback, as it ends."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(sentence: str) -> None:
    with contextlib.suppress(OSError):
        if sys.stderr is not None:
            sys.stderr.write(f"{sentence}\n")


def _said(error: Exception) -> str:
    return str(getattr(error, "strerror", None) or error)


def _arguments(given: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m cites.permits.verify", description="Check a permit's QR code.")
    parser.add_argument("token", metavar="TOKEN", help="what the QR code says, as an address or its last part alone")
    parser.add_argument(
        "--keys", required=True, metavar="FILE|-", help="the JWK Set of the Parties, or - for the input"
    )
    parser.add_argument("--json", action="store_true", help="answer as JSON")
    return parser.parse_args(given)


if __name__ == "__main__":
    sys.exit(main())
