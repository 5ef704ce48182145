"""What changes on documents for a jurisdiction and for a State outside the Convention."""

from kernel.text import LocalisedText
from localization.territories import country_name
from tenants.profiles.kinds import Standing
from tenants.profiles.schema import Profile


def issuer_name(profile: Profile, language: str) -> str:
    """Return the State or territory as a document names it: of a jurisdiction, followed by its Party."""
    own = profile.names.in_language(language)
    if profile.kind is Standing.JURISDICTION and profile.under:
        return f"{own}, {country_name(profile.under, language)}"
    return own


def answerable_party(profile: Profile) -> str | None:
    """Return the ISO code of the Party that answers for these documents (Article IX); none for a non-Party."""
    if profile.kind is Standing.NON_PARTY:
        return None
    return profile.under if profile.kind is Standing.JURISDICTION else profile.iso2


def statement_on_documents(profile: Profile) -> LocalisedText:
    """Return what a document says of itself: of a non-Party, that it is comparable documentation (Article X)."""
    return profile.comparable_statement if profile.kind is Standing.NON_PARTY else LocalisedText()
