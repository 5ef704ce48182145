"""The token of a permit: its facts as anybody can check them, signed once and kept."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.db import IntegrityError, transaction

from cites.permits.models import Permit, PermitLine, PermitToken
from cites.permits.rules.quantities import plain
from cites.permits.signing.keys import kid_prefix
from cites.permits.signing.queries import is_revoked
from cites.permits.signing.signers import signer_in_use
from cites.permits.tokens.model import Claims, TokenLine
from cites.permits.tokens.writing import claims_with_room, sign_token, trial_token
from tenants.context import current_party
from tenants.releases.queries import release

_LONGEST_SERIAL = 999  # keys of one year; a trial leaves room for the name of any


def sign_token_once(permit: Permit, rows: Iterable[PermitLine], *, before: str) -> str:
    """Return the token that stands behind the address ``before`` on a permit.

    Of a permit that is not issued yet it is one as long, which nobody signed.
    """
    if permit.pk is None:
        return _on_trial(permit, list(rows), before)
    kept = PermitToken.objects.filter(permit=permit).last()
    if kept is None or is_revoked(kept.kid):  # nobody could confirm what is printed with it
        return _signed(permit, list(rows), before)
    return kept.token


def claims_of(permit: Permit, lines: list[TokenLine], *, kid: str, before: str) -> Claims:
    """Return what a token says of ``permit``, with as many of its lines as have room behind ``before``."""
    party, zone = current_party(), release(permit.release_number).profile.zone
    ends = datetime.combine(permit.valid_until + timedelta(days=1), time.min, zone)
    claims = Claims(
        iss=party.iso2,
        jti=permit.number,
        typ=permit.document_type,
        iat=int(permit.issued_at.timestamp()),
        exp=int(ends.timestamp()),
        sender=permit.exporter_country,
        receiver=permit.consignee_country,
        n=0,
        dig="",
        lines=(),
    )
    return claims_with_room(claims, lines, kid=kid, before=before)


def token_lines(permit: Permit, rows: Iterable[PermitLine]) -> list[TokenLine]:
    """Return the lines of a permit as a token says them."""
    return [_line(permit, row) for row in rows]


def _line(permit: Permit, row: PermitLine) -> TokenLine:
    quantity, sources = format(plain(row.quantity), "f"), "".join(row.sources)  # both, as in box 10
    return TokenLine(row.scientific_name, row.term, quantity, row.unit, sources, permit.purpose, row.appendix)


def _on_trial(permit: Permit, rows: list[PermitLine], before: str) -> str:
    party = current_party()
    kid = f"{kid_prefix(party.iso2, permit.issued_on.year, practice=party.practice)}{_LONGEST_SERIAL}"
    return trial_token(claims_of(permit, token_lines(permit, rows), kid=kid, before=before), kid)


def _signed(permit: Permit, rows: list[PermitLine], before: str) -> str:
    signer = signer_in_use()
    claims = claims_of(permit, token_lines(permit, rows), kid=signer.kid, before=before)
    token = sign_token(claims, signer.kid, signer.sign_digest)
    try:
        with transaction.atomic():
            PermitToken.objects.create(permit=permit, kid=signer.kid, token=token)
    except IntegrityError:  # another worker was quicker, and its token is the one that counts
        return PermitToken.objects.get(permit=permit, kid=signer.kid).token
    return token
