"""What is running, as the launcher noted it in `var/servers.json`."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from infra.launcher.process import ProcessRecord


@dataclass(frozen=True)
class State:
    """The servers last started for a folder, which need not be alive any more."""

    sockets: Path
    database: ProcessRecord
    redis: ProcessRecord
    keeper: ProcessRecord | None = None
    """The process that stops the servers when it ends; None when they run until somebody stops them."""


def read_state(path: Path) -> State | None:
    """The noted state, or None when nothing was ever started or the note is unreadable."""
    try:
        content: dict[str, Any] = json.loads(path.read_text())
        return State(
            sockets=Path(content["sockets"]),
            database=ProcessRecord(**content["database"]),
            redis=ProcessRecord(**content["redis"]),
            keeper=ProcessRecord(**content["keeper"]) if content["keeper"] else None,
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def write_state(path: Path, state: State) -> None:
    fresh = path.with_suffix(".new")
    fresh.write_text(json.dumps(asdict(state), default=str, indent=1))
    fresh.replace(path)
