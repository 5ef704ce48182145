"""What pyHanko fetches while it signs; our own lists it is handed, for a task need not ask its own front door."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from asn1crypto import crl
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding
from pyhanko_certvalidator.fetchers import CRLFetcher, FetcherBackend, Fetchers
from pyhanko_certvalidator.fetchers.aiohttp_fetchers import AIOHttpFetcherBackend


class AtHand(FetcherBackend):  # type: ignore[misc, unused-ignore]
    """Fetches over the network what is not among ``lists``."""

    def __init__(self, lists: Sequence[x509.CertificateRevocationList]) -> None:
        self._lists = [crl.CertificateList.load(each.public_bytes(Encoding.DER)) for each in lists]
        self._network = AIOHttpFetcherBackend()

    def get_fetchers(self) -> Fetchers:
        """Return those of the network, but for lists."""
        found = self._network.get_fetchers()
        return replace(found, crl_fetcher=_Lists(self._lists, found.crl_fetcher))

    async def close(self) -> None:
        """Let go of the network."""
        await self._network.close()


class _Lists(CRLFetcher):  # type: ignore[misc, unused-ignore]
    def __init__(self, lists: list[crl.CertificateList], network: CRLFetcher) -> None:
        self._lists, self._network = lists, network

    async def fetch(self, cert: asn1.Certificate, *, use_deltas: Any = None) -> Iterable[crl.CertificateList]:
        return self._own(cert) or await self._network.fetch(cert, use_deltas=use_deltas)

    def fetched_crls(self) -> Iterable[crl.CertificateList]:
        return [*self._lists, *self._network.fetched_crls()]

    def fetched_crls_for_cert(self, cert: asn1.Certificate) -> Iterable[crl.CertificateList]:
        return self._own(cert) or self._network.fetched_crls_for_cert(cert)

    def _own(self, cert: asn1.Certificate) -> list[crl.CertificateList]:
        return [each for each in self._lists if each.issuer == cert.issuer]
