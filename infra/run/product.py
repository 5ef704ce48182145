"""Which processes make up the product on one machine, and with what environment each runs."""

import http.client
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from infra.development import ROOT
from infra.run.children import Child
from infra.run.log import Log

WEB_WORKERS = "2"
TASK_WORKERS = "2"
LISTEN = "127.0.0.1"

Environment = Mapping[str, str]


def web(environment: Environment, var: Path, port: int) -> Child:
    command = (
        *(*_module("granian"), "--interface", "wsgi", "--host", LISTEN, "--port", str(port)),
        *("--workers", WEB_WORKERS, "--respawn-failed-workers", "--no-ws", "--log-level", "warning"),
        *("--workers-kill-timeout", "20", "cites.wsgi:application"),
    )
    return _child("web", command, environment, var)


def worker(environment: Environment, var: Path) -> Child:
    command = (
        *(*_celery(), "worker", "--pool", "prefork", "--concurrency", TASK_WORKERS),
        *("--loglevel", "INFO", "--without-gossip", "--without-mingle"),
    )
    return _child("worker", command, environment, var)


def beat(environment: Environment, var: Path) -> Child:
    command = (
        *_celery(),
        "beat",
        "--loglevel",
        "WARNING",
        "--schedule",
        str(var / "beat-schedule"),
        "--pidfile=",
    )
    return _child("beat", command, environment, var)


def jobs(owner: Environment, var: Path) -> Child:
    """The operator worker: of all that serve pages and tasks the only one that is given the owner's login."""
    return _child("jobs", (sys.executable, "manage.py", "work_jobs"), owner, var)


def demo_logins(environment: Environment) -> "subprocess.Popen[str]":
    """List the demo people; it runs while the web server starts, and its output is read afterwards."""
    command = [sys.executable, "manage.py", "demo_logins"]
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=dict(environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        start_new_session=True,
    )


def ready(port: int, host: str) -> bool:
    """True when the product says that it can serve pages."""
    connection = http.client.HTTPConnection(LISTEN, port, timeout=10)
    try:
        connection.request("GET", "/readyz", headers={"Host": f"{host}:{port}"})
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def base_environment(var: Path, port: int) -> dict[str, str]:
    """Our own environment with what every process of the product needs besides the servers."""
    defaults = {"DJANGO_SETTINGS_MODULE": "cites.settings", "PYTHONUNBUFFERED": "1"}
    return {**defaults, **os.environ, "VAR_DIR": str(var), "PORT": str(port)}


def _celery() -> tuple[str, ...]:
    return (*_module("celery"), "--app", "cites.celery_app", "--quiet")


def _module(name: str) -> tuple[str, ...]:
    return (sys.executable, "-m", name)


def _child(name: str, command: tuple[str, ...], environment: Environment, var: Path) -> Child:
    log = Log(var / "log" / f"{name}.log")
    log.open_anew()
    return Child(name, command, environment, log)
