"""Whatever is signed carries its Party."""

from typing import Any

import pytest

from tenants.errors import SignedElsewhere
from tenants.signing import Signer, party_salt


def test_a_link_of_one_party_is_worthless_at_another(parties: Any) -> None:
    bb, fj = parties("bb", "fj")
    with bb.active():
        link = Signer("invitation").sign({"to": 7})
        assert Signer("invitation").read(link) == {"to": 7}
    with fj.active(), pytest.raises(SignedElsewhere):
        Signer("invitation").read(link)


def test_a_link_of_the_front_door_is_worthless_at_a_party(parties: Any, front_door: Any) -> None:
    (bb,) = parties("bb")
    with front_door.active():
        link = Signer("invitation").sign(1)
    with bb.active(), pytest.raises(SignedElsewhere):
        Signer("invitation").read(link)


def test_a_link_serves_one_purpose_for_a_while(bb: Any) -> None:
    link = Signer("invitation").sign(1)
    with pytest.raises(SignedElsewhere):
        Signer("payment").read(link)
    with pytest.raises(SignedElsewhere):
        Signer("invitation").read(link, max_age=-1)
    with pytest.raises(SignedElsewhere):
        Signer("invitation").read(link[:-2] + "xx")
    assert party_salt("x") == "party_bb:x"
