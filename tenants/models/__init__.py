"""The shared register of Parties, and what every insert-only model inherits."""

from tenants.models.append_only import AppendOnly
from tenants.models.attachment import Scan, StoredAttachment
from tenants.models.facts import PartyFacts
from tenants.models.jobs import Job, JobLine
from tenants.models.keys import PublishedKey
from tenants.models.party import HostName, Party
from tenants.models.removal import Removal
from tenants.models.upgrades import TemplateScript, UpgradeMark

__all__ = [
    "AppendOnly", "HostName", "Job", "JobLine", "Party", "PartyFacts", "PublishedKey", "Removal", "Scan",
    "StoredAttachment", "TemplateScript", "UpgradeMark",
]  # fmt: skip
