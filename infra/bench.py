"""`python -m infra.bench [PART]`: run the measurements in tests/bench, one file a part."""

import subprocess
import sys
import time
from pathlib import Path

from infra.development import ROOT
from infra.run.progress import say

LONGEST = 600
"""Seconds that a part may take."""


def parts() -> dict[str, Path]:
    """The parts that can be measured, by name."""
    return {path.stem: path for path in sorted((ROOT / "tests" / "bench").glob("[a-z]*.py"))}


def main(wanted: list[str]) -> int:
    known = parts()
    unknown = [name for name in wanted if name not in known]
    if unknown:
        say(f"There is no part {unknown[0]}. There are: {', '.join(known) or 'none yet'}.")
        return 1
    return max((_measure(name, known[name]) for name in wanted or known), default=0)


def _measure(name: str, path: Path) -> int:
    say(f"== {name}")
    begun = time.monotonic()
    try:
        code = subprocess.run([sys.executable, path], cwd=ROOT, timeout=LONGEST, check=False).returncode
    except subprocess.TimeoutExpired:
        say(f"{name} took longer than {LONGEST} s and was ended.")
        return 1
    say(f"== {name}: {time.monotonic() - begun:.0f} s\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
