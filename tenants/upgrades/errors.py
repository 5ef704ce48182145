"""What can go wrong with an upgrade, as nouns."""

from kernel.errors import DomainError


class HistoryMoved(DomainError):
    """Somebody else upgraded the schema between planning and doing; planning again finds what is left."""

    code = "history_moved"


class UpgradeRunning(DomainError):
    """Another upgrade is at work."""

    code = "upgrade_running"
