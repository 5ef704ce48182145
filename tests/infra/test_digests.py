"""A slow step runs again when what it reads has changed, and only then."""

from pathlib import Path

from infra.digests import Stamp, digest_of, files_under


def test_a_digest_follows_names_and_contents_and_not_times(tmp_path: Path) -> None:
    one, other = tmp_path / "one.toml", tmp_path / "sub" / "other.csv"
    other.parent.mkdir()
    one.write_text("a")
    other.write_text("b")
    before = digest_of(files_under(tmp_path, "*.toml", "*.csv"))

    one.touch()
    assert digest_of([other, one]) == before
    one.write_text("c")
    assert digest_of([other, one]) != before
    assert digest_of([other]) != before


def test_a_stamp_remembers_what_was_done_last(tmp_path: Path) -> None:
    stamp = Stamp(tmp_path / "var" / "step.digest")

    assert not stamp.matches("1")
    stamp.set("1")
    assert stamp.matches("1")
    assert not stamp.matches("2")
