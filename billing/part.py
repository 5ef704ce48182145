"""Fees as a part of a release: what must hold between them and the profile."""

from collections.abc import Iterator, Mapping
from typing import Any

from billing.fees import faults_of_amounts
from tenants.releases.parts import ReleaseCheck


def _amounts_fit_the_currency(parts: Mapping[str, Any]) -> Iterator[dict[str, str]]:
    if "fees" in parts and "profile" in parts:
        for fault in faults_of_amounts(parts["fees"], parts["profile"].currency):
            yield {"part": "fees", **fault}


AMOUNTS = ReleaseCheck("amounts fit the currency", _amounts_fit_the_currency)
