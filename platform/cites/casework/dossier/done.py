"""The dossier's parts about what was done: findings, fees, what was said and sent, permits and the whole history."""

from collections.abc import Iterable, Iterator

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from billing.ledger import InvoiceState
from billing.queries import Account
from cites.casework.dossier.asked import status_word
from cites.casework.dossier.blocks import Block, Entry, Note, Rows, Section, Table, cell
from cites.casework.dossier.blocks import rows_or_note as rows_or
from cites.casework.queries.bodies import ShownBody
from cites.casework.queries.casefile import CaseFile
from cites.casework.queries.findings import ShownFinding
from cites.casework.queries.permits import ShownPermit
from cites.casework.queries.words import language, when
from localization.formats import format_date, format_money
from workflows.models import CaseAttachment

_STATUS_OF_INVOICE = {InvoiceState.OWED: "unpaid", InvoiceState.SETTLED: "paid"}


def findings(file: CaseFile) -> Section:
    """What has to be found, and every finding in full."""
    found = tuple(_finding(shown) for shown in file.findings)
    return Section(_("Findings"), (*_sought(file), *(found or (Note(_("No finding has been recorded yet.")),))))


def _sought(file: CaseFile) -> Iterator[Block]:
    if not file.sought:
        return
    head = (_("What has to be found"), _("Lines"), _("Rule"), _("Status"))
    body = tuple(
        (
            cell(each.title, each.authority),
            cell(", ".join(each.letters)),
            cell(each.needed.source, each.needed.rule),
            cell(each.words),
        )
        for each in file.sought
    )
    yield Table(head, body, (4, 1, 3, 3))


def fees(file: CaseFile) -> Section:
    """Every invoice."""
    rows = tuple(_invoice(account) for account in file.invoices)
    return Section(_("Fee"), rows_or(rows, _("No invoice has been issued yet.")))


def messages(file: CaseFile) -> Section:
    """What was asked and answered, in full."""
    said = tuple(
        Entry(
            each.get_kind_display(),
            f"{each.author.full_name}, {when(each.sent_at)}",
            _with_files(each.text, each.attachments.all()),
        )
        for each in file.messages
    )
    return Section(_("Questions and answers"), said or (Note(_("Nothing has been asked.")),))


def notes(file: CaseFile) -> Section | None:
    """What colleagues noted, in full."""
    noted = tuple(
        Entry(each.author.full_name, when(each.noted_at), _with_files(each.text, each.attachments.all()))
        for each in file.notes
    )
    return Section(_("Notes inside the office"), noted) if noted else None


def bodies(file: CaseFile) -> Section:
    """What was asked of bodies outside, and answered, in full."""
    said = tuple(entry for each in file.bodies for entry in _request(each))
    return Section(_("Bodies outside"), said or (Note(_("Nobody outside has been asked.")),))


def letters(file: CaseFile) -> Section | None:
    """The letters that were written."""
    rows = tuple((when(letter.written_at), letter.subject) for letter in file.letters)
    return Section(_("Letters"), (Rows(rows),)) if rows else None


def papers(file: CaseFile) -> Section:
    """The applicant's papers, each with the digest by which it is known again."""
    body = tuple(
        (cell(paper.name, f"SHA-256 {paper.sha256}"), cell(filesizeformat(paper.size))) for paper in file.attachments
    )
    table: tuple[Block, ...] = (Table((_("Name"), _("Size")), body, (6, 1), numbers=(1,)),)
    return Section(_("Papers"), table if body else (Note(_("The applicant has added no papers.")),))


def permits(file: CaseFile) -> Section | None:
    """The permits, and what became of them; of a paper of others, its number in the register."""
    if file.paper:
        row = (file.paper.number, format_date(file.paper.registered_on, language()))
        return Section(_("Registered paper"), (Rows((row,)),))
    rows = tuple(tuple(_permit(permit)) for permit in file.permits)
    title = file.permits[0].document if file.permits else ""
    return Section(title, tuple(Rows(each) for each in rows)) if rows else None


def history(file: CaseFile) -> Section:
    """Every step with its reason, the latest first."""
    told = tuple(
        Entry(event.title, event.at, "\n".join(filter(None, (event.body, event.besides)))) for event in file.timeline
    )
    nothing = Note(_("Everything that is said and done will be listed here."))
    return Section(_("What has happened"), told or (nothing,))


def _request(shown: ShownBody) -> Iterator[Entry]:
    asked = shown.request
    yield Entry(
        f"{asked.body}: {shown.state_words}", f"{asked.asked_by.full_name}, {when(asked.asked_at)}", asked.question
    )
    if shown.answer:
        title = _("%(body)s answered") % {"body": asked.body}
        yield Entry(title, when(shown.answer.answered_at), _with_files(shown.answer.text, shown.attachments))


def _with_files(text: str, files: Iterable[CaseAttachment]) -> str:
    """A text, and below it each file with the digest by which it is known again."""
    return "\n".join([text, *(f"{file.name}, SHA-256 {file.sha256}" for file in files)])


def _finding(shown: ShownFinding) -> Entry:
    finding = shown.finding
    conditions = f"\n{_('Conditions')}: {finding.conditions}" if finding.conditions else ""
    seen = getattr(finding, "evidence", "")
    evidence = f"\n{_('Evidence')}: {seen}" if seen else ""
    return Entry(
        title=f"{shown.title}: {finding.get_conclusion_display()}{f' ({shown.about})' if shown.about else ''}",
        note=f"{shown.authority}, {finding.official.full_name}, {when(finding.made_at)}",
        text=_with_files(f"{finding.reason}{conditions}{evidence}", shown.files),
    )


def _invoice(account: Account) -> tuple[str, str]:
    number = _("Invoice %(number)s") % {"number": account.invoice.number}
    status = status_word(_STATUS_OF_INVOICE.get(account.state, account.state))
    return number, f"{format_money(account.invoice.total, language())}, {status}"


def _permit(permit: ShownPermit) -> Iterator[tuple[str, str]]:
    yield permit.number, status_word(permit.status_key)
    yield _("Valid until"), format_date(permit.valid_until, language())
    if permit.reason:
        yield _("Reason"), permit.reason
    for crossing in permit.crossings:
        yield format_date(crossing.day, language()), f"{crossing.way}, {crossing.port}: {crossing.quantities}"
