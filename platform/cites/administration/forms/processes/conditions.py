"""For which cases a step or branch is: the three ways of asking, and what is kept of them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cites.administration.processes.changes import Plain

CONDITIONS = (
    (
        "when",
        _("Only when some line is …"),
        _("Choose none for all cases. Of one fact, any of the values chosen will do; of several facts, all must hold."),
    ),
    ("only", _("Only when every line is …"), _("Choose none where it does not matter.")),
    ("unless", _("Not when some line is …"), _("Choose none where it does not matter.")),
)


def without_empty_tests(thing: Plain) -> Plain:
    """Return a plain step or branch without the ways of asking by which nothing is asked."""
    asked: dict[str, Any] = {name: thing[name] for name, _title, _hint in CONDITIONS if thing.get(name)}
    return {key: value for key, value in thing.items() if key in asked or key not in ("when", "only", "unless")}
