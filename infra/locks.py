"""What a lock file may not hold: the address of the registry that it happened to be made with."""

import json
import re
from pathlib import Path

ADDRESS = re.compile(r"https?://|--(extra-)?index-url|--find-links|\bfile:")


def addresses_in(path: Path) -> list[str]:
    """The places in a lock that name an address, as `file: place`; a homepage of a package is none."""
    if not path.exists():
        return []
    if path.suffix == ".json":
        packages = json.loads(path.read_text()).get("packages", {})
        return [f"{path.name}: {name}" for name, entry in packages.items() if "resolved" in entry and name]
    lines = enumerate(path.read_text().splitlines(), start=1)
    return [f"{path.name}:{number}: {line.strip()}" for number, line in lines if ADDRESS.search(line)]
