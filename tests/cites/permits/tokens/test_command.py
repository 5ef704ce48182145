"""``python -m cites.permits.verify``: what a border post without a network, and without Django, is told."""

import base64
import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from infra.development import ROOT
from kernel import clock
from tests.factories.tokens import ADDRESS, CONCH, KEY, KID, a_key_set, a_token

NOW = int(clock.now().timestamp())
MEANWHILE = {"iat": NOW - 3600, "exp": NOW + 86_400}
WITHOUT_DJANGO = """
import runpy, sys
class Refused:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in ("django", "psycopg2"):
            raise ImportError(name)
sys.meta_path.insert(0, Refused())
sys.argv[0] = "verify"
runpy.run_module("cites.permits.verify", run_name="__main__")
"""


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    path = tmp_path / "jwks.json"
    path.write_text(json.dumps(a_key_set()))
    return path


def verify(*arguments: str, said: str = "") -> tuple[int, str, str]:
    """The command in a process that has no Django, no database and no variable of its environment."""
    command = [sys.executable, "-c", WITHOUT_DJANGO, *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env={}, input=said, capture_output=True, text=True, encoding="utf-8", timeout=60
    )
    return done.returncode, done.stdout, done.stderr


def test_a_permit_is_valid(keys: Path) -> None:
    code, out, err = verify(ADDRESS + a_token(**MEANWHILE), "--keys", str(keys))
    assert (code, err) == (0, "")
    assert out.startswith("VALID\n")
    assert "26BB000001" in out
    assert "Aliger gigas  SHE  120  NAR  W  T  II" in out


def test_the_keys_may_come_by_the_input_and_the_answer_as_json() -> None:
    code, out, _err = verify(a_token(**MEANWHILE), "--keys", "-", "--json", said=json.dumps(a_key_set()))
    told = json.loads(out)
    assert (code, told["state"], told["reasons"]) == (0, "valid", [])
    assert told["lines"] == [CONCH._asdict()]


def test_what_is_forged_expired_or_not_confirmed_ends_with_1(keys: Path) -> None:
    forged = a_token(kid="FJ-2026-1", **MEANWHILE)
    expired = a_token(iat=NOW - 99, exp=NOW - 1)
    unknown = a_token(kid="BB-2026-2", **MEANWHILE)
    for token, word in ((forged, "FORGED"), (expired, "EXPIRED"), (unknown, "NOT CONFIRMED")):
        code, out, _err = verify(token, "--keys", str(keys))
        assert (code, out.split("\n")[0]) == (1, word)


def test_what_cannot_be_read_and_keys_that_are_none_end_with_2(keys: Path, tmp_path: Path) -> None:
    empty = tmp_path / "none.json"
    empty.write_text('{"keys": []}')
    for token, file in (("26BB000001", keys), (a_token(), empty), (a_token(), tmp_path / "missing.json")):
        code, out, err = verify(token, "--keys", str(file))
        assert (code, out) == (2, "")
        assert err.strip()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "there are no keys"),
        (b"{", "there are no keys"),
        (b"[" * 100_000, "there are no keys"),
        (b"\xff\xfe\x00", "is not text in UTF-8"),
        (None, "No such file or directory"),
    ],
)
def test_a_file_without_keys_is_named_in_a_sentence(tmp_path: Path, content: bytes | None, said: str) -> None:
    file = tmp_path / "keys.json"
    if content is not None:
        file.write_bytes(content)
    code, out, err = verify(a_token(**MEANWHILE), "--keys", str(file))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert str(file) in err
    assert said in err


@pytest.mark.parametrize(
    ("redirected", "said"),
    [
        ("<&-", "cannot be read from the input"),
        ("</dev/null", "In the input there are no keys"),
        (">/dev/full", "cannot be written to the output: No space left on device"),
        (">&-", "cannot be written to the output"),
    ],
)
def test_a_closed_input_and_a_full_disk_are_said_and_end_with_2(keys: Path, redirected: str, said: str) -> None:
    where = "-" if redirected.startswith("<") else str(keys)
    program = shlex.join([sys.executable, "-c", WITHOUT_DJANGO, a_token(**MEANWHILE), "--keys", where])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{program} {redirected}"], cwd=ROOT, env={}, capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (2, "", 1)
    assert said in done.stderr


def test_whoever_listens_no_more_meets_no_traceback(keys: Path) -> None:
    program = shlex.join([sys.executable, "-c", WITHOUT_DJANGO, a_token(**MEANWHILE), "--keys", str(keys)])
    done = subprocess.run(
        ["/bin/sh", "-c", f"{program} | true"], cwd=ROOT, env={}, capture_output=True, text=True, timeout=60
    )
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


def test_a_year_that_nobody_can_write_is_no_stumbling_block(keys: Path) -> None:
    code, out, err = verify(a_token(iat=NOW - 9, exp=10**18), "--keys", str(keys))
    assert (code, err) == (0, "")
    assert str(10**18) in out


def test_whoever_speaks_jose_can_check_it_with_nothing_but_the_published_key() -> None:
    """Step by step as RFC 7515 says it, without the library that signs."""
    header, payload, signature = a_token().split(".")
    raw = base64.urlsafe_b64decode(signature + "==")
    der = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    KEY.public_key().verify(der, f"{header}.{payload}".encode(), ec.ECDSA(hashes.SHA256()))
    assert json.loads(base64.urlsafe_b64decode(header + "==")) == {"alg": "ES256", "kid": KID}
    said = json.loads(base64.urlsafe_b64decode(payload + "=="))
    assert list(said) == ["iss", "jti", "typ", "iat", "exp", "from", "to", "n", "dig", "lines"]
