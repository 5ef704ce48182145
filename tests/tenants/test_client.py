"""Whose address counts, with and without proxies, and that it is kept nowhere in clear."""

from typing import Any

import pytest
import structlog
from django.core.cache import cache
from django.test import RequestFactory
from structlog.testing import capture_logs

from cites.accounts.adapters import AccountAdapter
from cites.accounts.models import Role
from cites.permits.limits import MOST_WRONG_A_MINUTE
from tenants.audit.chain import personal_digest
from tenants.audit.models import AuditEntry
from tenants.audit.services import record
from tenants.client import client_address, client_network, present_address, seen_from
from tests.factories.accounts import person


def _asked(forwarded: str | None = None, nearest: str = "192.0.2.1") -> Any:
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    return RequestFactory().get("/", headers=headers, REMOTE_ADDR=nearest)


@pytest.mark.parametrize(
    ("proxies", "forwarded", "found"),
    [
        (0, None, "192.0.2.1"),
        (0, "203.0.113.9", "192.0.2.1"),
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.7, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.7, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "192.0.2.1"),
        (1, None, "192.0.2.1"),
        (1, "203.0.113.9, <script>", "192.0.2.1"),
        (1, "203.0.113.9:4711", "203.0.113.9"),
        (1, "[2001:DB8::1]:4711", "2001:db8::1"),
        (1, "::ffff:203.0.113.9", "203.0.113.9"),
        (1, "9" * 10_000, "192.0.2.1"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(
    settings: Any, proxies: int, forwarded: str | None, found: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert client_address(_asked(forwarded)) == found


def test_a_forged_header_does_not_loosen_the_brake(bb: Any) -> None:
    cache.clear()
    client = bb.client()
    tried = [
        client.get("/verify/" + "A" * 25 + str(number), headers={"X-Forwarded-For": f"203.0.113.{number}"}).status_code
        for number in range(2, MOST_WRONG_A_MINUTE + 3)
    ]
    assert tried[-1] == 429


def test_the_trail_keeps_the_address_as_a_digest_that_can_be_confirmed(bb: Any) -> None:
    with seen_from("203.0.113.9"):
        entry = record("looked", subject="case:1")
    assert entry.address == personal_digest("203.0.113.9", entry.salt)
    assert len(entry.address) == 64
    assert present_address() == ""
    assert record("looked", subject="case:1").address == ""


def test_an_act_over_the_web_names_its_address_in_the_trail_and_nowhere_else(bb: Any) -> None:
    client = bb.client(REMOTE_ADDR="203.0.113.9")
    client.force_login(person(role=Role.AUDITOR))
    with capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        page = client.get("/audit/entries.csv")
        exported = b"".join(page.streaming_content).decode()
    entry = AuditEntry.objects.filter(verb="audit.exported").latest("id")
    assert entry.address == personal_digest("203.0.113.9", entry.salt)
    assert "203.0.113.9" not in str(lines)
    assert "203.0.113.9" not in exported


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2::1", "2001:db8:1:2::"),
        ("2001:db8:1:2:ffff:ffff:ffff:ffff", "2001:db8:1:2::"),
        ("2001:db8:1:3::1", "2001:db8:1:3::"),
    ],
)
def test_brakes_count_a_customer_and_not_each_of_their_addresses(settings: Any, address: str, counted: str) -> None:
    settings.TRUSTED_PROXIES = 1
    assert client_network(_asked(address)) == counted
    assert AccountAdapter().get_client_ip(_asked(address)) == counted
