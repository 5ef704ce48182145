"""The dossier's parts about what is asked: what is missing, the request, and what it is weighed against."""

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cites.casework.dossier.blocks import Block, Cell, Heading, Note, Rows, Section, Style, Table, Words, cell
from cites.casework.dossier.blocks import rows_or_note as rows_or
from cites.casework.queries.casefile import CaseFile
from cites.casework.queries.quotas import ShownQuota
from cites.casework.queries.recent import RecentPermit, RecentPermits
from cites.casework.queries.words import Rows as AnswerRows
from cites.casework.queries.words import country, language, when
from cites.look.status import appearance
from cites.permits.models import RetrospectiveFinding, RuleOverride
from cites.permits.words import english_in, sentence_about_line
from cites.species import queries as species
from cites.species.days import reading_day
from cites.species.starter_words import translated
from kernel.reasons import Reason
from localization.formats import format_date


def missing(file: CaseFile) -> Section | None:
    """What is missing, while the case is under way."""
    if not file.is_under_way:
        return None
    rows = tuple((status_word(each.status), each.text) for each in file.missing)
    return Section(_("What is missing"), rows_or(rows, _("Nothing is missing for the next steps.")))


def request(file: CaseFile) -> Section:
    """Who asks, and for what."""
    return Section(_("What is asked"), (Rows(tuple((str(label), value) for label, value in file.request_rows)),))


def lines(file: CaseFile) -> Section:
    """Every line with all that it says."""
    head = (_("Line"), _("Species"), _("Appendix"), _("Specimens"), _("Source and origin"), _("Quantity"))
    body = tuple(
        (
            cell(line["letter"]),
            (
                Words(line["scientific_name"], Style.ITALIC),
                *(Words(text, Style.MUTED) for text in (line["common_name"],) if text),
            ),
            cell(line["appendix"] or "–"),
            cell(line["term"], *_said(line["specimen_rows"])),
            cell(line["source"], country(line["origin"]), *_said(line["history_rows"])),
            cell(line["quantity"]),
        )
        for line in file.lines
    )
    table = Table(head, body, (2, 6, 4, 7, 7, 5), numbers=(5,))
    return Section(_("Specimens"), (table, *(Note(words) for words in _data_of(file))))


def _data_of(file: CaseFile) -> Iterator[str]:
    """Say whose species data it is, as the pages do."""
    datasets = species.shown_datasets(species.datasets_of_taxa(frozenset(file.taxa)), reading_day())
    for each in datasets:
        yield " ".join(filter(None, _told_of(each, last=each is datasets[-1])))


def _told_of(dataset: species.ShownDataset, *, last: bool) -> Iterator[str]:
    said = _("Species data: %(name)s, as of %(day)s.")
    yield said % {"name": translated(dataset.name), "day": format_date(dataset.taken_on, language())}
    if dataset.measures_on:
        said = _("Suspensions and quotas as of %(day)s.")
        yield said % {"day": format_date(dataset.measures_on, language())}
    if dataset.is_old:
        yield _("This is more than 180 days ago: listings, quotas or suspensions may have changed since.")
    if last:
        yield str(dataset.lacks)
    yield dataset.credit


def _said(rows: AnswerRows) -> Iterator[str]:
    return (f"{label}: {value}" for label, value in rows)


def changed(file: CaseFile) -> Section | None:
    """What is not as it was before the application was last sent."""
    head = (_("Part"), _("What"), _("Before"), _("Now"))
    body = tuple(
        (cell(part.label), cell(label), cell(before or "–"), cell(after or "–"))
        for part in file.changed
        for label, before, after in part.rows
    )
    return Section(_("What the applicant has changed"), (Table(head, body, (5, 4, 6, 6)),)) if body else None


def rules(file: CaseFile) -> Section:
    """What the rules say, with the provisions from which they come."""
    rows = tuple((status_word(str(reason.severity)), _with_source(reason)) for reason in file.reasons)
    nothing = Note(_("The rules raise nothing against this application."))
    said = Rows(rows, english=tuple(map(english_in, file.reasons))) if rows else nothing
    against = tuple(Note(_override(each)) for each in file.overrides)
    agreed = (Note(_agreement(file.agreement)),) if file.agreement else ()
    return Section(_("What the rules say"), (said, *against, *agreed))


def quotas(file: CaseFile) -> Section | None:
    """The balances of the quotas that the case counts against."""
    blocks = tuple(block for quota in file.quotas for block in _quota(quota))
    return Section(_("Export quotas"), blocks) if blocks else None


def permitted(file: CaseFile) -> Section:
    """How much was permitted this year."""
    note = _("On documents of this kind that were issued since 1 January and not cancelled")
    head = (_("Species"), _("Specimens"), _("Quantity"))
    body = tuple(
        (_italic(row.scientific_name), cell(row.term or "–"), cell(row.quantity or _("None so far")))
        for row in file.permitted
    )
    return Section(_("Permitted so far this year"), (Note(note), Table(head, body, (5, 5, 3), numbers=(2,))))


def recent(file: CaseFile) -> Section:
    """The recent permits of the trader and of each species."""
    return Section(_("Recent permits"), tuple(block for group in file.recent for block in _recent(group)))


def status_word(key: str) -> str:
    """A status in a word, as the pages say it."""
    return str(appearance(key)[1])


def _quota(quota: ShownQuota) -> Iterator[Block]:
    yield Heading(Words(f"{quota.scientific_name}, {quota.about}"))
    yield from map(Note, quota.warnings)
    yield Rows(tuple((str(label), value) for label, value in quota.rows))
    yield from map(Note, quota.remarks)


def _override(each: RuleOverride) -> str:
    return _("Decided against %(rule)s by %(name)s on %(at)s: %(reason)s") % {
        "rule": each.rule, "name": each.official.full_name, "at": when(each.made_at), "reason": each.reason,
    }  # fmt: skip


def _agreement(each: RetrospectiveFinding) -> str:
    return _(
        "Granted after the specimens had left on %(left_on)s: agreed with %(authority)s on %(day)s, entered by "
        "%(name)s. %(reason)s"
    ) % {
        "left_on": format_date(each.left_on, language()), "authority": each.authority, "name": each.official.full_name,
        "day": format_date(each.answered_on, language()), "reason": each.reason,
    }  # fmt: skip


def _with_source(reason: Reason) -> str:
    said = sentence_about_line(reason)
    return f"{said} ({reason.source}; {reason.code})" if reason.source else said


def _recent(group: RecentPermits) -> Iterator[Block]:
    yield Heading(Words(group.species, Style.ITALIC) if group.species else Words(_("Of this trader")))
    if not group.permits:
        yield Note(_("None in the last 24 months."))
        return
    head = (_("Permit"), _("Issued"), _("Specimens"), _("State"))
    yield Table(head, tuple(_recent_row(permit) for permit in group.permits), (3, 3, 6, 2))
    if group.more:
        more = ngettext(
            "and %(more)s more in the last 24 months", "and %(more)s more in the last 24 months", group.more
        )
        yield Note(more % {"more": group.more})


def _recent_row(permit: RecentPermit) -> tuple[Cell, ...]:
    issued = format_date(permit.issued_on, language())
    return cell(permit.number), cell(issued), cell("\n".join(permit.specimens)), cell(status_word(permit.status_key))


def _italic(text: str) -> Cell:
    return (Words(text, Style.ITALIC),)
