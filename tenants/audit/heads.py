"""Copies of signed heads outside the database, one line each, in a file per schema."""

import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from tenants.audit.models import AuditHead


def copy_head_outside(schema: str, head: AuditHead) -> None:
    """Append ``head`` to the file of ``schema``."""
    path = _file(schema)
    path.parent.mkdir(parents=True, exist_ok=True)
    line = json.dumps({"number": head.number, "digest": head.digest, "signature": head.signature})
    with path.open("a") as file:
        file.write(line + "\n")


def heads_outside(schema: str) -> Iterator[dict[str, str]]:
    """Yield the heads that were copied; a line cut off by a crash is passed over, for it was never whole."""
    path = _file(schema)
    if not path.exists():
        return
    for line in path.read_text().splitlines():
        try:
            yield json.loads(line)
        except json.JSONDecodeError:
            continue


def forget_heads(schema: str) -> None:
    """Remove the copies of a Party that is gone."""
    _file(schema).unlink(missing_ok=True)


def _file(schema: str) -> Path:
    return Path(settings.AUDIT_HEADS_DIR) / f"{schema}.jsonl"
