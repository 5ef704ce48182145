"""The real runner with a web server of ten lines and three sleepers in the product's place."""

import subprocess
import sys
from pathlib import Path

from infra.run import __main__ as entry
from infra.run import product
from infra.run.children import Child
from infra.run.runner import Runner

WEB = """
import http.server, os
assert "@" not in os.environ["DATABASE_URL"]
class Ready(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200)
        self.end_headers()
http.server.HTTPServer(("127.0.0.1", int(os.environ["PORT"])), Ready).serve_forever()
"""
JOBS = """
import os, time
assert "@" in os.environ["DATABASE_URL"]
time.sleep(600)
"""
SLEEPER = "import time; time.sleep(600)"


def stand_in(name: str, code: str, environment: product.Environment, var: Path) -> Child:
    return product._child(name, (sys.executable, "-c", code), environment, var)


product.web = lambda environment, var, _port: stand_in("web", WEB, environment, var)
product.worker = lambda environment, var: stand_in("worker", SLEEPER, environment, var)
product.beat = lambda environment, var: stand_in("beat", SLEEPER, environment, var)
product.jobs = lambda owner, var: stand_in("jobs", JOBS, owner, var)
product.demo_logins = lambda _environment: subprocess.Popen(["true"], stdout=subprocess.PIPE, text=True)
Runner._prepare = lambda _self, _owner: None

if __name__ == "__main__":
    sys.exit(entry.main())
