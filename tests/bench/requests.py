"""What a login for each Party costs a request: /readyz (one query, one look into Redis) through WSGI, in one process.

The rows are measured in turns, so that a busy machine slows all of them. Nothing leaves the process but
what goes to PostgreSQL and Redis over their sockets.
"""

from collections.abc import Callable
from itertools import cycle
from typing import Any
from unittest.mock import patch
from urllib.parse import unquote, urlsplit
from wsgiref.util import setup_testing_defaults

from _place import milliseconds, product, show

ROUNDS, EACH = 8, 150
HOSTS = ("bb.localhost", "fj.localhost", "vu.localhost")


def main() -> None:
    with product(as_owner=False) as owner_url:
        from cites.wsgi import application

        measured: dict[str, list[float]] = {}
        for _ in range(ROUNDS):
            for name, run in _ways(application, owner_url).items():
                run(30)
                measured.setdefault(name, []).extend(run(EACH))
        show("one request", measured)


def _ways(application: Any, owner_url: str) -> dict[str, Callable[[int], list[float]]]:
    from django.db import connection

    from tenants.hosts import forget_hosts
    from tenants.logins import Login

    parts = urlsplit(owner_url)
    owner = Login(unquote(parts.username or ""), unquote(parts.password or ""))

    def one_login(times: int) -> list[float]:
        with patch("tenants.database.base.login_for", lambda *_, **__: owner):
            return milliseconds(_asker(application, HOSTS), times)

    def unparked(times: int) -> list[float]:
        with patch.object(connection, "_park", type(connection._park)(limit=0, idle=0)):  # type: ignore[attr-defined]
            return milliseconds(_asker(application, HOSTS), times)

    return {
        "plain: one login, search_path alone, three Parties": one_login,
        "ours: a login for each Party, three in turn": lambda n: milliseconds(_asker(application, HOSTS), n),
        "ours: one Party only": lambda n: milliseconds(_asker(application, HOSTS[:1]), n),
        "ours, the host looked up each time": lambda n: milliseconds(_asker(application, HOSTS, forget_hosts), n),
        "ours without parking: each request logs in anew": unparked,
    }


def _asker(application: Any, hosts: tuple[str, ...], before: Callable[[], None] = lambda: None) -> Callable[[], None]:
    turns = cycle(hosts)

    def ask() -> None:
        before()
        environ: dict[str, Any] = {"HTTP_HOST": next(turns), "PATH_INFO": "/readyz"}
        setup_testing_defaults(environ)
        said: list[str] = []
        answer = application(environ, lambda status, headers, error=None: said.append(status))
        b"".join(answer)
        answer.close()
        assert said == ["200 OK"], said

    return ask


if __name__ == "__main__":
    main()
