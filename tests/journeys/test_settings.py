"""A Party changes what it chose: one person drafts, another puts in force, and the page and the trail say so."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.factories import journeys
from tests.journeys.visitor import Visitor

pytestmark = [pytest.mark.browser, pytest.mark.slow]
Enter = Callable[..., Visitor]
PHONE = {"width": 390, "height": 844}


def test_working_days_are_changed_by_two_people(enter: Enter, site: Any) -> None:
    admin = enter("bb", "administrator").go("/administration/").sees("Release 2", "Still to be confirmed")
    admin.press("Show").page.get_by_label("Working time").check()
    admin.press("Confirm the values ticked").sees(
        "1 value is confirmed in the draft", "Still to be confirmed › Working time"
    )
    _put_file(admin, "profile.toml", _with_saturdays(admin))
    admin.sees("Working time › Working days", "Monday, Tuesday, Wednesday, Thursday, Friday, Saturday")
    admin.press("Propose", status=422).sees("Enter what changes, and why")
    admin.fill(note="The office opens on Saturdays.").press("Propose").sees("Waiting for a second person")
    assert admin.page.get_by_role("button", name="Put in force").count() == 0

    signatory = enter("bb", "signatory", viewport=PHONE).go("/administration/").press("The office opens on Saturdays.")
    signatory.sees("You", "open cases keep their release").press("Put in force").sees(
        "Release 3 is approved", "In force"
    )
    assert signatory.heading == "Release 3"

    admin.go("/administration/").sees("Release 3").go("/administration/releases/").sees(
        "The office opens on Saturdays."
    )
    admin.go("/administration/releases/3/").sees("What differs from release 2", "Saturday")
    enter("bb", "auditor").go("/audit/").sees("Release made", "Release proposed", "Proposal approved")
    assert any("waits for you" in mail.subject for mail in site.mails_to("signatory@bb.example"))
    assert any("is approved" in mail.subject for mail in site.mails_to("administrator@bb.example"))


def test_a_faulty_file_is_kept_in_the_draft_and_cannot_be_proposed(enter: Enter) -> None:
    admin = enter("fj", "administrator", viewport=PHONE).go("/administration/").press("Change the settings")
    admin.sees("Nothing is changed yet.")
    _put_file(admin, "fees.toml", b'[fees.application]\namount = "12.345"\n')
    admin.sees("is wrong", "Fees")
    admin.fill(note="Finer").press("Propose", status=422).sees("Put right first what is wrong")
    _put_file(
        admin,
        "letterhead.svg",
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9z"/></svg>',
    )
    assert admin.page.locator("main img").count() == 2
    admin.press("Undo the last change").press("Undo the last change").sees("Nothing is changed yet.")
    journeys.give_up_draft(admin)


def test_a_proposal_is_sent_back_without_scripts(enter: Enter) -> None:
    admin = enter("vu", "administrator", scripted=False).go("/administration/").press("Change the settings")
    _put_file(admin, "fees.toml", b'source = "Schedule 2"\n[fees.application]\namount = "2500"\n')
    admin.fill(note="Another source").press("Propose").sees("Waiting for a second person")
    signatory = enter("vu", "signatory", scripted=False, locale="en-GB").go("/administration/draft/")
    signatory.follow("form[action$='send-back/'] button", 422).fill(reason="Which schedule?")
    signatory.follow("form[action$='send-back/'] button").sees("Which schedule?")
    admin.go("/administration/draft/").sees("Which schedule?")
    journeys.give_up_draft(admin)


def _with_saturdays(admin: Visitor) -> bytes:
    """The files of release 2 as they are downloaded, with a line of one's own."""
    packed = admin.fetch("/administration/releases/2/files.zip")
    text = zipfile.ZipFile(io.BytesIO(packed.body)).read("profile.toml").decode()
    return f"{text}\n[working_time]\nweekdays = [0, 1, 2, 3, 4, 5]\n\n[unconfirmed]\nworking_time = false\n".encode()


def _put_file(admin: Visitor, name: str, content: bytes) -> None:
    admin.press("Put a file into the draft")
    admin.page.get_by_label(re.compile(rf"^{re.escape(name)}")).check()
    admin.page.locator("[name=file]").set_input_files({"name": name, "mimeType": "text/plain", "buffer": content})
    admin.press("Put into the draft")
