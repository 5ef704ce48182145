"""The contract of an action, one verb a file, and the registry of all that there are.

An action is a single change to a case, with its own permission, effect and sentence in the history.
Files stand in ``workflows/actions/`` (generic) or in an ``actions/`` folder of an app above.
"""

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, ClassVar

from django.forms import BaseForm
from django.utils.functional import Promise

from kernel.reasons import Reason
from kernel.registry import Registry

if TYPE_CHECKING:
    from workflows.models import Case
    from workflows.people import Actor

Facts = dict[str, Any]


class Action:
    """One verb: subclass it, say the four words below, and override what differs.

    ``may`` and ``do`` run inside the transaction that moves the case, with the case locked and
    still at the stage that it leaves; an error raised in ``do`` undoes everything.
    """

    name: ClassVar[str]
    """The verb, as workflow files name it."""
    label: ClassVar[str | Promise]
    """What the button says."""
    history: ClassVar[str | Promise]
    """A sentence with ``%(actor)s`` and any of the ``facts``, for the case's history."""
    help: ClassVar[str | Promise] = ""
    """What follows from it, said above the button where the person confirms."""
    duty: ClassVar[str | None] = None
    """Which of examine, find or decide this counts as, if any."""
    form: ClassVar[type[BaseForm] | None] = None
    """What the person fills in first, if anything."""
    for_applicant: ClassVar[bool] = False
    """Whether only the person who opened the case, or one who speaks for them, may do it."""
    for_office: ClassVar[bool] = False
    """Whether the office does it without a duty of its own; nobody does what the office does for themselves."""
    is_answer: ClassVar[bool] = False
    """Whether the applicant has by it what they asked for, or knows that they do not get it: the clock ends."""
    for_many: ClassVar[bool] = False
    """Whether it may be done to several cases at once, unread: it decides nothing and asks nothing."""

    signs: ClassVar[bool] = False
    """Whether a document is signed in the actor's name, so that they confirm first that it is really they."""

    keeps_files: ClassVar[bool] = False
    """Whether the files under ``attachments`` of its data are kept with the step, since it puts them nowhere else."""

    @property
    def is_of_the_office(self) -> bool:
        """Tell whether whoever applied may not do it, whatever their roles."""
        return self.for_office or self.duty is not None

    def may(self, case: "Case", actor: "Actor | None") -> list[Reason]:
        """Return why ``actor`` may not do this to ``case`` now, beyond stage, role, duty and guards."""
        return []

    def do(self, case: "Case", actor: "Actor | None", data: Mapping[str, Any]) -> None:
        """Change what has to change besides the stage; ``data`` is the form's cleaned data."""

    def help_for(self, case: "Case") -> str | Promise:
        """Return the help as it is said of this case."""
        return self.help

    def history_of(self, facts: Mapping[str, Any]) -> str | Promise:
        """Return the sentence of the history as it is said of a step that kept these ``facts``."""
        return self.history

    def facts(self, data: Mapping[str, Any]) -> Facts:
        """Return what the history and the audit trail keep of ``data``: plain JSON, nothing personal."""
        return {}


actions: Registry[Action] = Registry("action")


def load_actions(package: str) -> None:
    """Import every module of ``package``, each of which registers its own action."""
    folder = import_module(package)
    for module in iter_modules(folder.__path__):
        import_module(f"{package}.{module.name}")
