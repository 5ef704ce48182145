"""What can go wrong on the pages of cases and applications."""

from kernel.errors import DomainError
from kernel.text import gettext_noop


class NoSuchCase(DomainError):
    """There is no such case, or it is not for this person to know that there is."""

    code = "no_such_case"

    def __init__(self, reference: str) -> None:
        super().__init__(message=gettext_noop("There is no case %(reference)s."), data={"reference": reference})


class TooManyLists(DomainError):
    """A person keeps as many lists as they may."""

    code = "too_many_lists"

    def __init__(self, most: int) -> None:
        super().__init__(
            message=gettext_noop("You keep %(most)s lists, which is the most. Forget one of them first."),
            data={"most": most},
        )


class TextNameTaken(DomainError):
    """Another text has that name."""

    code = "text_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(message=gettext_noop("There is a text named %(name)s already."), data={"name": name})


class TextChanged(DomainError):
    """Somebody else has changed the text, or it is offered no longer."""

    code = "text_changed"

    def __init__(self) -> None:
        super().__init__(
            message=gettext_noop(
                "Somebody else has changed this text or has taken it away. Copy what you wrote, and open it again."
            )
        )


class TooManyViews(DomainError):
    """A person keeps as many views of the register as they may."""

    code = "too_many_views"

    def __init__(self, most: int) -> None:
        super().__init__(
            message=gettext_noop("You keep %(most)s views, which is the most. Remove one of them first."),
            data={"most": most},
        )


class ViewNameTaken(DomainError):
    """The maker of a view has another one of that name."""

    code = "view_name_taken"

    def __init__(self, name: str) -> None:
        super().__init__(message=gettext_noop("There is a view named %(name)s already."), data={"name": name})


class TooMuchForOneFile(DomainError):
    """What was looked for does not fit into one file."""

    code = "too_much_for_one_file"


class NothingToTake(DomainError):
    """Nothing that was looked for would stand in the file."""

    code = "nothing_to_take"

    def __init__(self, kind: str) -> None:
        message = (
            gettext_noop("No permit among these has a document here: there is nothing to put into a ZIP.")
            if kind == "zip"
            else gettext_noop("No permit fits: there are no lines to take.")
        )
        super().__init__(message=message)


class TooManyFiles(DomainError):
    """A person has as many files of the register as they may."""

    code = "too_many_files"

    def __init__(self, most: int) -> None:
        super().__init__(
            message=gettext_noop("You have %(most)s files here, which is the most. Remove one of them first."),
            data={"most": most},
        )
