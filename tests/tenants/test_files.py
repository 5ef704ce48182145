"""Files of a Party lie in its own folder, and no name leads out of it."""

from typing import Any

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile

from tenants.files import PartyFiles


@pytest.fixture
def files(tmp_path: Any) -> PartyFiles:
    return PartyFiles(location=str(tmp_path))


def test_one_name_is_another_file_in_each_party(parties: Any, files: PartyFiles) -> None:
    bb, fj = parties("bb", "fj")
    for place in (bb, fj):
        with place.active():
            assert files.save("permit.pdf", ContentFile(place.iso2.encode())) == "permit.pdf"
    with bb.active(), files.open("permit.pdf") as file:
        assert file.read() == b"BB"


@pytest.mark.parametrize(
    "name", ["../party_bb/permit.pdf", "{root}/party_bb/permit.pdf", "a/../../party_bb/permit.pdf"]
)
def test_no_name_reaches_the_files_of_another(parties: Any, files: PartyFiles, tmp_path: Any, name: str) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        files.save("permit.pdf", ContentFile(b"BB"))
    with fj.active():
        assert not files.exists("permit.pdf")
        with pytest.raises(SuspiciousFileOperation):
            files.open(name.format(root=tmp_path))


def test_the_file_of_a_party_has_no_address(bb: Any, files: PartyFiles) -> None:
    with pytest.raises(ValueError, match="a view hands them out"):
        files.url("permit.pdf")
