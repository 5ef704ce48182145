"""`.env.example` is the list of every variable, and promises nothing that is not read."""

import re

from cites.env import REQUIRED_IN_PRODUCTION, Env
from infra.check import PRODUCTION, SECRETS
from infra.development import ROOT

EXAMPLE = (ROOT / ".env.example").read_text()


def test_every_variable_is_in_the_example_and_no_other() -> None:
    assert re.findall(r"^#?([A-Z][A-Z_]+)=", EXAMPLE, re.MULTILINE) == list(Env.model_fields)


def test_what_production_needs_is_marked() -> None:
    marked = re.findall(r"^# REQUIRED[^\n]*\n(?:# [^\n]*\n)*#([A-Z_]+)=", EXAMPLE, re.MULTILINE)
    assert set(marked) == set(REQUIRED_IN_PRODUCTION)


def test_the_deployment_check_states_everything_that_production_needs() -> None:
    assert set(REQUIRED_IN_PRODUCTION) <= {*PRODUCTION, *SECRETS}
