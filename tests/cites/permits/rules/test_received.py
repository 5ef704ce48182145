"""What a file is, by the signatures in it alone."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cites.permits.rules.received import FileStanding, SeenSignature, judge

OURS = SeenSignature("aa", "BB-2026-1", is_whole=True, covers_all=True, is_trusted=True)
THEIRS = replace(OURS, key="bb", kid="FJ-2026-1")
OWN = frozenset({"aa"})

seen = st.builds(
    SeenSignature,
    key=st.sampled_from(["", "aa", "bb"]),
    kid=st.sampled_from(["", "BB-2026-1", "FJ-2026-1"]),
    is_whole=st.booleans(),
    covers_all=st.booleans(),
    is_trusted=st.booleans(),
)


@pytest.mark.parametrize(
    ("found", "standing"),
    [
        (None, FileStanding.UNREADABLE),
        ([], FileStanding.NOT_SIGNED),
        ([OURS], FileStanding.NOT_ON_RECORD),
        ([THEIRS], FileStanding.SIGNED_BY_OTHERS),
        ([replace(OURS, covers_all=False)], FileStanding.ADDED_TO),
        ([replace(OURS, covers_all=False), THEIRS], FileStanding.ADDED_TO),
        ([replace(OURS, is_whole=False)], FileStanding.ALTERED),
        ([replace(OURS, is_whole=False), OURS], FileStanding.ALTERED),
        ([replace(OURS, is_trusted=False)], FileStanding.SIGNED_BY_OTHERS),
    ],
)
def test_each_kind_of_file_is_told(found: list[SeenSignature] | None, standing: FileStanding) -> None:
    assert judge(found, OWN)[0] is standing


@given(st.lists(seen, max_size=4))
def test_no_signature_alone_makes_a_file_one_that_was_handed_out(found: list[SeenSignature]) -> None:
    assert judge(found, OWN)[0] is not FileStanding.HANDED_OUT


@given(st.lists(seen, max_size=4))
def test_it_counts_as_signed_here_by_a_whole_signature_of_ours_over_all_of_it_alone(found: list[SeenSignature]) -> None:
    standing, by = judge(found, OWN)
    if standing is FileStanding.NOT_ON_RECORD:
        assert by is not None
        assert by.key in OWN
        assert by.is_whole
        assert by.covers_all
        assert by.is_trusted


@given(st.lists(seen, max_size=4), st.permutations(["bb", "cc"]))
def test_whose_key_is_none_of_ours_is_never_ours(found: list[SeenSignature], keys: list[str]) -> None:
    strangers = [replace(each, key=keys[0]) for each in found]
    assert judge(strangers, OWN)[0] in (FileStanding.SIGNED_BY_OTHERS, FileStanding.NOT_SIGNED)
