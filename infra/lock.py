"""`python -m infra.lock`: resolve the packages into requirements.lock, and leave no uv.lock."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from infra.development import ROOT

NEEDED = ("pyproject.toml", "README.md", "CHANGELOG.md")
EXPORT = ("--frozen", "--all-groups", "--format", "requirements-txt", "--no-emit-project", "--no-header")
LOCK = "requirements.lock"


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for needed in NEEDED:
            shutil.copy(ROOT / needed, folder)
        resolved = _uv(folder, "lock") or _uv(folder, "export", *EXPORT, "--output-file", LOCK)
        if resolved == 0:
            shutil.copy(folder / LOCK, ROOT / LOCK)
        return resolved


def _uv(folder: Path, *arguments: str) -> int:
    program = Path(sys.prefix) / "bin" / "uv"
    return subprocess.run([program, "--quiet", *arguments], cwd=folder, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
