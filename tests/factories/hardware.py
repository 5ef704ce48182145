"""A hardware module to make keys in: a token of SoftHSM, or one that fails as it is told to."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pkcs11
import pytest

PREFIX = Path(os.environ.get("SOFTHSM_PREFIX", "/usr"))
MODULE = PREFIX / "lib/softhsm/libsofthsm2.so"
TOKEN, PIN = "Party", "5678"


def ask_softhsm() -> None:
    """Skip the test where SoftHSM is not here; fail where nothing may be skipped."""
    if not (MODULE.exists() and shutil.which("softhsm2-util", path=f"{PREFIX}/bin")):
        message = "SoftHSM (softhsm2, or SOFTHSM_PREFIX) is not here"
        pytest.fail(message) if os.environ.get("REQUIRE_BROWSER") else pytest.skip(message)


@contextmanager
def a_token(folder: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A token in a folder, to which the settings lead; needs SoftHSM."""
    ask_softhsm()
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    monkeypatch.setenv("SOFTHSM2_CONF", str(config))
    making = (
        f"{PREFIX}/bin/softhsm2-util --module {MODULE} --init-token --free --label {TOKEN} --so-pin 1234 --pin {PIN}"
    )
    subprocess.run(making.split(), check=True, capture_output=True)
    settings.HSM_MODULE, settings.HSM_TOKEN, settings.HSM_PIN = MODULE, TOKEN, PIN
    forget()
    yield
    forget()


def forget() -> None:
    """Let the module read its configuration anew; also as if this process were another one."""
    with suppress(pkcs11.PKCS11Error):
        pkcs11.lib(str(MODULE)).finalize()


class Failing:
    """A module whose every token fails in one way."""

    def __init__(self, error: Exception) -> None:
        self.error, self.asked = error, 0

    def get_token(self, **_which: Any) -> Any:
        return self

    def open(self, **_how: Any) -> Any:
        self.asked += 1
        raise self.error

    def finalize(self) -> None:
        """There is nothing that it would forget."""
