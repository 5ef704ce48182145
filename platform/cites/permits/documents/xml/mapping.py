"""From the boxes of the standard form to the elements of CITESEPermit, in the order in which the message has them.

Source: the MIT-licensed repository unepwcmc/epix (its sample of GetNonFinalCitesCertificate and its views), compared
with the Live Animals part of IATA's ONE Record. ``[861]`` after a name tells apart, by their TypeCode, elements of
one name; it is the TypeCode of UN/EDIFACT 1001 that those samples give the permit of origin, 811 the last re-export.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DOCUMENT_NAMESPACE: Final = "urn:un:unece:uncefact:data:standard:CITESEPermit:2"
PARTS_NAMESPACE: Final = "urn:un:unece:uncefact:data:draft:ReusableAggregateBusinessInformationEntity:1"
BUSINESS_PROCESS: Final = "CITES PERMITTING"


class Kind(StrEnum):
    """How a fact is written."""

    PLAIN = "plain"
    TEXT = "text"  # in the language of the document
    TEXTS = "texts"  # one element for each
    LISTED = "listed"  # a code of UN/EDIFACT 1001, as the samples say
    FIRST_MOMENT = "first moment"  # of a day
    LAST_MOMENT = "last moment"
    MOMENT = "moment"
    QUANTITY = "quantity"
    INDICATOR = "indicator"  # true or false
    PARTY = "party"


@dataclass(frozen=True, slots=True)
class Row:
    """A box, its place under the element of its table, and the fact that stands there.

    ``fixed`` is written instead of the fact wherever there is one.
    """

    box: str
    path: str
    fact: str
    kind: Kind = Kind.PLAIN
    fixed: str = ""


HEADER: Final = (
    Row("1", "ID", "number"),
    Row("1", "Name", "document", Kind.TEXT),
    Row("1", "TypeCode", "kind", Kind.LISTED),
    Row("13", "IssueDateTime", "issued_at", Kind.MOMENT),
    Row("1", "CopyIndicator", "is_copy", Kind.INDICATOR),
    Row("5a", "Purpose", "purpose_name", Kind.TEXT),
    Row("5a", "PurposeCode", "purpose"),
    Row("5", "Information", "conditions", Kind.TEXTS),
    Row("2", "EffectiveSpecifiedPeriod/StartDateTime", "valid_from", Kind.FIRST_MOMENT),
    Row("2", "EffectiveSpecifiedPeriod/EndDateTime", "valid_until", Kind.LAST_MOMENT),
    Row("13", "IssueLogisticsLocation/Name", "place", Kind.TEXT),
    Row("6", "FirstSignatoryDocumentAuthentication/TypeCode", "number", fixed="A"),
    Row("5b", "FirstSignatoryDocumentAuthentication/ID", "stamp"),
    Row("6", "FirstSignatoryDocumentAuthentication/ProviderTradeParty", "authority", Kind.PARTY),
    Row("4", "SecondSignatoryDocumentAuthentication/TypeCode", "applied", fixed="B"),
    Row("4", "SecondSignatoryDocumentAuthentication/Statement", "applied", Kind.TEXT),
    Row("13", "ThirdSignatoryDocumentAuthentication/TypeCode", "signatory", fixed="C"),
    Row("13", "ThirdSignatoryDocumentAuthentication/Statement", "signed", Kind.TEXT),
    Row("13", "ThirdSignatoryDocumentAuthentication/ProviderTradeParty/Name", "signatory", Kind.TEXT),
)
CONSIGNMENT: Final = (
    Row("4", "ConsignorTradeParty", "exporter", Kind.PARTY),
    Row("3", "ConsigneeTradeParty", "importer", Kind.PARTY),
)
PARTY: Final = (
    Row("3, 4, 6", "Name", "name", Kind.TEXT),
    Row("3, 4, 6", "PostalTradeAddress/StreetName", "address", Kind.TEXTS),
    Row("3a, 4, 6", "PostalTradeAddress/CountryID", "country"),
    Row("3a, 4, 6", "PostalTradeAddress/CountryName", "country_name", Kind.TEXT),
)
_GOODS = "IncludedSupplyChainTradeLineItem"
_RULED = "ApplicableCrossBorderRegulatoryProcedure"
LINE: Final = (
    Row("", "ID", "letter"),
    Row("9", "PhysicalLogisticsShippingMarks/Marking", "marks", Kind.TEXT),
    Row("12", "OriginTradeCountry/ID", "origin"),
    Row("12", "OriginTradeCountry/Name", "origin_name", Kind.TEXT),
    Row("12a", "ExportTradeCountry/ID", "reexport"),
    Row("12a", "ExportTradeCountry/Name", "reexport_name", Kind.TEXT),
    Row("12", "AssociatedReferencedDocument[861]/IssueDateTime", "origin_date", Kind.FIRST_MOMENT),
    Row("12", "AssociatedReferencedDocument[861]/TypeCode", "origin_number", Kind.LISTED, fixed="861"),
    Row("12", "AssociatedReferencedDocument[861]/ID", "origin_number"),
    Row("12a", "AssociatedReferencedDocument[811]/IssueDateTime", "reexport_date", Kind.FIRST_MOMENT),
    Row("12a", "AssociatedReferencedDocument[811]/TypeCode", "reexport_number", Kind.LISTED, fixed="811"),
    Row("12a", "AssociatedReferencedDocument[811]/ID", "reexport_number"),
    Row("11", "TransportLogisticsPackage/ItemQuantity", "quantity", Kind.QUANTITY),
    Row("10", f"{_GOODS}/TypeCode", "appendix"),
    Row("10", f"{_GOODS}/TypeExtensionCode", "sources"),
    Row("9", f"{_GOODS}/SpecifiedTradeProduct/Description", "description", Kind.TEXT),
    Row("9", f"{_GOODS}/SpecifiedTradeProduct/TypeCode", "term"),
    Row("8", f"{_GOODS}/SpecifiedTradeProduct/CommonName", "common_name", Kind.TEXT),
    Row("7", f"{_GOODS}/SpecifiedTradeProduct/ScientificName", "scientific_name", Kind.TEXT),
    Row("11a", f"{_RULED}/UsedToDateQuotaQuantity", "quota_used", Kind.QUANTITY),
    Row("11a", f"{_RULED}/AnnualQuotaQuantity", "quota_total", Kind.QUANTITY),
    Row("12b", f"{_RULED}/AcquisitionDateTime", "acquired_on", Kind.FIRST_MOMENT),
    Row("12b", f"{_RULED}/PreviousReferencedDocument/ID", "operation"),
)
