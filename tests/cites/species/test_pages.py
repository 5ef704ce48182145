"""Looking a species up, without JavaScript and with it."""

from typing import Any

CONCH = "ALI-GIG"


def test_a_species_is_found_by_either_name(bb: Any) -> None:
    for words in ("queen conch", "Aliger gigas", "aliger"):
        assert "Aliger gigas" in bb.client().get("/species/", {"q": words}).content.decode()


def test_nothing_found_is_said(bb: Any) -> None:
    answer = bb.client().get("/species/", {"q": "unicorn"})
    assert answer.status_code == 200
    page = answer.content.decode()
    assert f"/species/{CONCH}/" not in page
    assert "Species data: Archipelago&#x27;s starter list, as of" in page, "what was searched"
    assert "short for now" not in page


def test_the_data_are_named_in_the_language_of_the_page(parties: Any) -> None:
    (vu,) = parties("vu")
    page = vu.client().get("/species/", {"q": "unicorn"}, headers={"accept-language": "fr"}).content.decode()
    assert "Données sur les espèces : liste de départ d’Archipelago, au" in page.replace("\xa0", " ")


def test_the_options_are_a_fragment_of_a_page(bb: Any) -> None:
    for asked in ({"headers": {"HX-Request": "true"}}, {"data": {"q": "conch", "fragment": "1"}}):
        answer = bb.client().get("/species/?q=conch", **asked)
        assert "Aliger gigas" in answer.content.decode()
        assert "<html" not in answer.content.decode()
        assert "HX-Request" in answer["Vary"]


def test_a_taxon_has_a_page_and_an_unknown_one_has_not(parties: Any) -> None:
    for place in parties("bb", "vu"):
        assert "Aliger gigas" in place.client().get(f"/species/{CONCH}/").content.decode()
        assert place.client().get("/species/NO-SUCH/").status_code == 404


def test_markup_in_a_search_is_shown_as_text(bb: Any) -> None:
    assert "<script>alert" not in bb.client().get("/species/", {"q": "<script>alert(1)"}).content.decode()


def test_another_name_is_told_only_where_the_names_shown_do_not_explain_the_find(bb: Any) -> None:
    def told(words: str) -> str:
        return str(bb.client().get("/species/", {"q": words}).content.decode())

    assert "Found as" not in told("conch")
    assert "Found as" not in told("aliger")
    assert "Found as concha reina" in told("concha reina")


def test_the_page_of_a_plant_says_what_its_numbered_annotation_means(bb: Any) -> None:
    page = bb.client().get("/species/SWI-MAH/").content.decode()
    assert "#5" in page
    assert "Logs, sawn wood and veneer sheets are included" in page


def test_which_populations_a_listing_leaves_out_or_means_in_part_is_said(bb: Any) -> None:
    peccary, crocodile = (bb.client().get(f"/species/{code}/").content.decode() for code in ("PEC-TAJ", "CRO-POR"))
    assert "Without the populations of Mexico, United States" in peccary
    assert "Of Philippines only some populations" in crocodile
