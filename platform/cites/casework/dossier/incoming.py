"""The dossier's part about papers of other States: each check with what spoke against it, and each question's log."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from cites.casework.dossier.asked import status_word
from cites.casework.dossier.blocks import Block, Entry, Heading, Note, Rows, Section, Words
from cites.casework.queries.casefile import CaseFile
from cites.casework.queries.incoming import ShownCheck, ShownQuestion, rows_of_check
from cites.casework.queries.words import language, when
from cites.permits.words import sentence_about_line
from localization.formats import format_date


def papers(file: CaseFile) -> Section | None:
    """What was seen of the papers on which the case rests, and what their authorities were asked."""
    if not file.rests_on_paper:
        return None
    blocks = (*(block for each in file.checks for block in _check(each)), *_questions(file.questions))
    return Section(_("Papers of other States"), blocks or (Note(_("No paper of another State has been checked.")),))


def _check(shown: ShownCheck) -> Iterator[Block]:
    yield Heading(Words(f"{shown.paper}: {shown.words}"))
    yield Rows(tuple((str(label), value) for label, value in rows_of_check(shown.check)))
    said = tuple(
        (status_word(str(each.severity)), f"{sentence_about_line(each)} ({each.code})") for each in shown.check.said
    )
    if said:
        yield Rows(said)
    if shown.is_accepted:
        accepted = shown.check.acceptance
        note = f"{accepted.official.full_name}, {when(accepted.made_at)}"
        yield Entry(_("Accepted for a reason"), note, accepted.reason)


def _questions(questions: list[ShownQuestion]) -> Iterator[Block]:
    for shown in questions:
        asked = shown.question
        note = f"{asked.asked_by.full_name}, {when(asked.asked_at)}; {shown.words}"
        yield Entry(_("Question to %(authority)s") % {"authority": asked.authority}, note, asked.question)
        for entry in asked.entries.all():
            told = ", ".join(
                filter(None, (format_date(entry.happened_on, language()), entry.person, str(entry.get_way_display())))
            )
            yield Entry(str(entry.get_tidings_display()), told, entry.says)
