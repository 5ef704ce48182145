"""`python -m infra.front`: build the style sheet and scripts with Node, when their sources have changed."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from infra.development import ROOT, var_dir
from infra.digests import Stamp, digest_of, files_under
from infra.run.progress import say

STATIC = ROOT / "platform" / "cites" / "static"
SOURCE = STATIC / "src"
BUILT = STATIC / "build"
OLDEST_NODE = 20
COMMANDS = (
    ("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"),
    ("npm", "run", "build"),
)


def main() -> int:
    stamp = Stamp(var_dir(os.environ) / "front.digest")
    digest = digest_of(_sources(), "1")
    if stamp.matches(digest) and BUILT.is_dir():
        return 0
    say("Building the style sheet and scripts.")
    for command in COMMANDS:
        done = subprocess.run(command, cwd=ROOT, env=node_environment(), capture_output=True, text=True, check=False)
        if done.returncode:
            say(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
            return 1
    stamp.set(digest)
    return 0


def node_environment() -> dict[str, str]:
    """The environment with a Node that is new enough first: the machine's own, else that of the wheel."""
    programs = Path(sys.prefix) / "bin"
    path = os.environ.get("PATH", os.defpath)
    own = [path, str(programs)] if _has_node() else [str(programs), path]
    return {**os.environ, "PATH": os.pathsep.join(own)}


def _has_node() -> bool:
    if shutil.which("node") is None or shutil.which("npm") is None:
        return False
    answer = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)", answer.stdout)
    return found is not None and int(found[1]) >= OLDEST_NODE


def _sources() -> list[Path]:
    packages = [ROOT / name for name in ("package.json", "package-lock.json")]
    return [*(path for path in packages if path.exists()), *files_under(SOURCE, "*")]


if __name__ == "__main__":
    sys.exit(main())
