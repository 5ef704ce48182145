"""``python -m cites.permits.verify TOKEN --keys FILE|-``: check a permit's QR code offline.

Needs no Django and no database: a JWK Set is enough, such as a Party publishes at ``/.well-known/jwks.json``.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, TextIO

from cites.permits.tokens.checking import DOUBTS, Checked, Standing, check_token
from cites.permits.tokens.errors import UnreadableKeys, UnreadableToken
from cites.permits.tokens.keys import read_keys
from kernel import clock

GOOD: Final = 0
NOT_GOOD: Final = 1  # forged, expired, or not confirmed
UNREADABLE: Final = 2  # the token, or the keys


def main(arguments: Sequence[str] | None = None, out: TextIO = sys.stdout) -> int:
    """Write what the token says and what it is worth, and return the exit code."""
    asked = _arguments(arguments)
    try:
        found = check_token(asked.token, read_keys(_text(asked.keys)), clock.now())
    except (UnreadableToken, UnreadableKeys, OSError, UnicodeDecodeError) as error:
        sys.stderr.write(f"{error}\n")
        return UNREADABLE
    told = told_of(found)
    out.write(json.dumps(told, ensure_ascii=False, indent=2) + "\n" if asked.json else _as_text(told))
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


def _text(path: str) -> str:
    return sys.stdin.read() if path == "-" else Path(path).read_text("utf-8")


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
