"""The tables of the heart; all of them lie in a Party's own schema."""

from cites.permits.models.application import Application, ApplicationLine, Attachment
from cites.permits.models.authority_finding import AuthorityFinding
from cites.permits.models.certificates import DocumentSignature, RevocationList, SigningAuthority, SigningCertificate
from cites.permits.models.codes import (
    AuthorityConclusion,
    Conclusion,
    ConsultedAuthority,
    DocumentKind,
    EventKind,
    FindingKind,
    RefusalGround,
)
from cites.permits.models.copy import CopyRequest
from cites.permits.models.correction import Correction, Sending
from cites.permits.models.crossing import Crossing, CrossingLine, CrossingWay
from cites.permits.models.endorsement import Endorsement, EndorsementLine
from cites.permits.models.finding import Finding
from cites.permits.models.finding_file import FindingFile
from cites.permits.models.letter import Letter, LetterFile
from cites.permits.models.line_sheet import DecimalMark, LineSheet, LineSheetRow, SheetState
from cites.permits.models.numbering import NumberCounter
from cites.permits.models.operator import OperatorEvent, OperatorEventKind, OperatorSpecies, RegisteredOperator
from cites.permits.models.overlay import PrintedOverlay
from cites.permits.models.override import RuleOverride
from cites.permits.models.paper import PaperPermit, PaperPermitLine, PaperSheet, PaperSheetRow
from cites.permits.models.paper_check import CheckAcceptance, CheckOutcome, PaperCheck
from cites.permits.models.permit import Permit, PermitDocument, PermitEvent, PermitLine
from cites.permits.models.quota_entry import QuotaEntry
from cites.permits.models.register import RegisterEntry
from cites.permits.models.registered_paper import RegisteredPaper
from cites.permits.models.reissue import Reissue, ReissueItem, ReissueOutcome
from cites.permits.models.retention import PapersBatch, PapersHold, PapersItem, PapersOutcome, PapersRemoval
from cites.permits.models.retrospective import RetrospectiveFinding
from cites.permits.models.signing import KeyEventKind, SigningKey, SigningKeyEvent
from cites.permits.models.stamp import SecurityStamp, StampFate
from cites.permits.models.standing_finding import FindingWithdrawal, StandingFinding
from cites.permits.models.standing_use import StandingUse
from cites.permits.models.token import PermitToken
from cites.permits.models.use_declaration import UseDeclaration, UsedLine
from cites.permits.models.verification import SETTLING, Tidings, Verification, VerificationEntry, Way
from cites.permits.rules.facts import DocumentType

__all__ = [
    "SETTLING",
    "Application",
    "ApplicationLine",
    "Attachment",
    "AuthorityConclusion",
    "AuthorityFinding",
    "CheckAcceptance",
    "CheckOutcome",
    "Conclusion",
    "ConsultedAuthority",
    "CopyRequest",
    "Correction",
    "Crossing",
    "CrossingLine",
    "CrossingWay",
    "DecimalMark",
    "DocumentKind",
    "DocumentSignature",
    "DocumentType",
    "Endorsement",
    "EndorsementLine",
    "EventKind",
    "Finding",
    "FindingFile",
    "FindingKind",
    "FindingWithdrawal",
    "KeyEventKind",
    "Letter",
    "LetterFile",
    "LineSheet",
    "LineSheetRow",
    "NumberCounter",
    "OperatorEvent",
    "OperatorEventKind",
    "OperatorSpecies",
    "PaperCheck",
    "PaperPermit",
    "PaperPermitLine",
    "PaperSheet",
    "PaperSheetRow",
    "PapersBatch",
    "PapersHold",
    "PapersItem",
    "PapersOutcome",
    "PapersRemoval",
    "Permit",
    "PermitDocument",
    "PermitEvent",
    "PermitLine",
    "PermitToken",
    "PrintedOverlay",
    "QuotaEntry",
    "RefusalGround",
    "RegisterEntry",
    "RegisteredOperator",
    "RegisteredPaper",
    "Reissue",
    "ReissueItem",
    "ReissueOutcome",
    "RetrospectiveFinding",
    "RevocationList",
    "RuleOverride",
    "SecurityStamp",
    "Sending",
    "SheetState",
    "SigningAuthority",
    "SigningCertificate",
    "SigningKey",
    "SigningKeyEvent",
    "StampFate",
    "StandingFinding",
    "StandingUse",
    "Tidings",
    "UseDeclaration",
    "UsedLine",
    "Verification",
    "VerificationEntry",
    "Way",
]
