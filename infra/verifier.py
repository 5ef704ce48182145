"""`python -m infra.verifier [FOLDER]`: the offline check of permits as a wheel of its own, without the product.

It holds just the modules that `python -m cites.permits.verify` loads, and names the three packages that these need.
The same code makes the same bytes.
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from infra.development import ROOT

COMMAND: Final = "cites.permits.verify"
NAME: Final = "archipelago_verify"
NEEDS: Final = ("cryptography>=42", "pydantic>=2.11", "pyjwt>=2.8")
_SOURCES: Final = (ROOT / "platform", ROOT)
_LOADED = f"""
import json, sys, {COMMAND}
print(json.dumps([each.__file__ for each in sys.modules.values() if getattr(each, "__file__", None)]))
"""
_BEGINNING_OF_TIME = (1980, 1, 1, 0, 0, 0)  # of ZIP


def main(arguments: list[str]) -> int:
    """Build it into the folder named, by default ``var/dist``, and say where it lies."""
    folder = Path(arguments[0]) if arguments else ROOT / "var" / "dist"
    sys.stdout.write(f"{build(folder)}\n")
    return 0


def build(folder: Path) -> Path:
    """Return the wheel, built anew."""
    folder.mkdir(parents=True, exist_ok=True)
    name = f"{NAME}-{version()}"
    path = folder / f"{name}-py3-none-any.whl"
    contents = {place: file.read_bytes() for place, file in sorted(modules().items())}
    contents |= {f"{name}.dist-info/{place}": content for place, content in _about().items()}
    contents[f"{name}.dist-info/RECORD"] = _record(contents, f"{name}.dist-info/RECORD").encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for place, content in contents.items():
            info = zipfile.ZipInfo(place, _BEGINNING_OF_TIME)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            wheel.writestr(info, content)
    return path


def modules() -> dict[str, Path]:
    """Return the files of ours that the command loads, by their places in the package."""
    done = subprocess.run([sys.executable, "-c", _LOADED], cwd=ROOT, env={}, capture_output=True, text=True, check=True)
    files = [Path(each).resolve() for each in json.loads(done.stdout)]
    own = [each for each in files if each.is_relative_to(ROOT) and not each.is_relative_to(ROOT / ".venv")]
    return {_place(each): each for each in own}


def version() -> str:
    """Return the version of the product, which is this one's too."""
    found = re.search(r"## \[([0-9][^\]]*)\]", (ROOT / "CHANGELOG.md").read_text())
    assert found
    return found[1]


def _place(file: Path) -> str:
    source = next(each for each in _SOURCES if file.is_relative_to(each))
    return file.relative_to(source).as_posix()


def _about() -> dict[str, bytes]:
    needs = "".join(f"Requires-Dist: {each}\n" for each in NEEDS)
    about = (
        f"Metadata-Version: 2.4\nName: {NAME.replace('_', '-')}\nVersion: {version()}\n"
        "Summary: Checks the QR code of a CITES permit offline, against the keys that Parties publish\n"
        f"License-Expression: AGPL-3.0-or-later\nLicense-File: LICENSE\nRequires-Python: >=3.11\n{needs}"
    )
    wheel = "Wheel-Version: 1.0\nGenerator: archipelago\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    return {
        "METADATA": about.encode(),
        "WHEEL": wheel.encode(),
        "licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
    }


def _record(contents: dict[str, bytes], own: str) -> str:
    return "".join([*_rows(contents), f"{own},,\n"])


def _rows(contents: dict[str, bytes]) -> Iterator[str]:
    for place, content in contents.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
        yield f"{place},sha256={digest},{len(content)}\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
