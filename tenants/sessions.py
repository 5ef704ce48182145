"""Sessions that can be read in their own Party alone, even if somebody copies their rows to another."""

from django.contrib.sessions.backends import db

from tenants.signing import party_salt


class SessionStore(db.SessionStore):
    """Django's sessions in the database, each signed with the name of the Party in which it began."""

    @property
    def key_salt(self) -> str:
        return party_salt("tenants.session")
