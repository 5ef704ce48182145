"""What the starter list says in words of its own, so that it is translated: a test holds this to the tables.

The words of the Secretariat and of others, in lists that were imported, stay as they are.
"""

from typing import Final

from django.utils.translation import get_language, gettext

from kernel.text import gettext_noop

ANNOTATIONS: Final = (
    gettext_noop(
        "All parts and derivatives are included, except seeds, spores and pollen; seedlings and tissue cultures in "
        "vitro in sterile containers; cut flowers of artificially propagated plants; and fruits, with what is made "
        "of them, of artificially propagated Vanilla"
    ),
    gettext_noop(
        "All parts and derivatives are included, except seeds and pollen, and finished products packaged and ready "
        "for retail trade"
    ),
    gettext_noop(
        "Whole and sliced roots and parts of roots are included, not manufactured products such as powders, pills, "
        "extracts, tonics, teas and sweets"
    ),
    gettext_noop(
        "All parts and derivatives are included, except seeds and pollen (but not the seeds of cacti exported from "
        "Mexico, and of some palms of Madagascar); seedlings and tissue cultures in vitro in sterile containers; "
        "cut flowers of artificially propagated plants; fruits of artificially propagated Vanilla and cacti; and "
        "stems, flowers and parts of artificially propagated Opuntia (subgenus Opuntia) and Selenicereus. The "
        "exemption of finished products of candelilla was added within this time"
    ),
    gettext_noop(
        "All parts and derivatives are included, except seeds and pollen (but not the seeds of cacti exported from "
        "Mexico, and of some palms of Madagascar); seedlings and tissue cultures in vitro in sterile containers; "
        "cut flowers of artificially propagated plants; fruits of artificially propagated Vanilla and cacti; stems,"
        " flowers and parts of artificially propagated Opuntia (subgenus Opuntia) and Selenicereus; finished "
        "products of Aloe ferox and Euphorbia antisyphilitica packaged and ready for retail trade; and finished "
        "cosmetics of some artificially propagated orchids. The day on which the last two were added differs and is"
        " to be compared with the Appendices"
    ),
    gettext_noop(
        "Logs, sawn wood and veneer sheets are included. Rough timber counts as logs here; pieces that are no sawn "
        "wood are to be judged"
    ),
    gettext_noop(
        "Logs, sawn wood, veneer sheets and plywood are included. Rough timber counts as logs here; pieces that are"
        " no sawn wood are to be judged"
    ),
    gettext_noop("Logs, wood-chips, powder and extracts are included"),
    gettext_noop("Underground parts are included: roots and rhizomes, whole, in parts and powdered"),
    gettext_noop(
        "All parts and derivatives are included, except those whose label says that the material was obtained by "
        "controlled harvesting and production under an agreement with the Management Authority of Botswana, Namibia"
        " or South Africa"
    ),
    gettext_noop(
        "Logs, sawn wood and veneer sheets are included, and unfinished articles of wood from which bows of "
        "stringed instruments are made"
    ),
    gettext_noop(
        "All parts, derivatives and finished products are included, except the re-export of finished musical "
        "instruments, their accessories and parts"
    ),
    gettext_noop(
        "All parts and derivatives are included, except finished musical instruments, their accessories and parts "
        "that cross a border without being sold or changing owner: for performance, personal use, display, loan, "
        "competition, teaching, appraisal or repair"
    ),
    gettext_noop("Logs, sawn wood, veneer sheets, plywood, powder and extracts are included"),
    gettext_noop(
        "Logs, sawn wood, veneer sheets, plywood, powder and extracts are included; finished products that contain "
        "such extracts as ingredients, fragrances among them, are not. The day of the exemption is to be compared "
        "with the Appendices"
    ),
    gettext_noop(
        "Logs, sawn wood, veneer sheets, plywood and essential oil are included, not finished products packaged and"
        " ready for retail trade"
    ),
    gettext_noop(
        "Logs, sawn wood, veneer sheets, plywood and extracts are included (oil is an extract); finished products "
        "that contain such extracts as ingredients, fragrances among them, are not"
    ),
    gettext_noop(
        "The kernel (endosperm, pulp or copra) and what is made of it are included. A whole nut holds its kernel: "
        "to be judged"
    ),
    gettext_noop(
        "All parts and derivatives are included, except seeds and pollen; seedlings and tissue cultures in vitro in"
        " sterile containers; fruits; leaves; exhausted agarwood powder, compressed or not; and finished products "
        "packaged and ready for retail trade, but not wood-chips, beads, prayer beads and carvings"
    ),
    gettext_noop(
        "All parts and derivatives are included, except seeds and pollen; seedlings and tissue cultures in vitro in"
        " sterile containers; fruits; leaves; exhausted agarwood powder, compressed or not; and finished products "
        "packaged and ready for retail trade. That last exemption does not reach wood-chips, beads, prayer beads "
        "and carvings"
    ),
    gettext_noop(
        "All parts and derivatives are included, except leaves, flowers, pollen, fruits and seeds; non-commercial "
        "exports of at most 10 kg in a shipment; and, of Dalbergia cochinchinensis and of some species of Mexico, "
        "what their own sentences say"
    ),
    gettext_noop(
        "All parts and derivatives are included, except leaves, flowers, pollen, fruits and seeds; finished "
        "products with at most 10 kg of wood of the listed species in a shipment; finished musical instruments, "
        "their parts and accessories; and, of Dalbergia cochinchinensis and of some species of Mexico, what their "
        "own sentences say"
    ),
    gettext_noop("Seeds, fruits and oils are included"),
    gettext_noop(
        "Logs, sawn wood, veneer sheets, plywood and transformed wood are included. Rough timber counts as logs "
        "here; a listing may name seeds as well"
    ),
)
"""The numbered annotations, as this product sums them up."""
NOTES: Final = (
    gettext_noop("Fossils are not subject to the Convention"),
    gettext_noop("Acerodon jubatus is in Appendix I"),
    gettext_noop("Those in Appendix I excepted"),
    gettext_noop("Those in Appendix I, and Aloe vera (Aloe barbadensis), excepted"),
    gettext_noop("Those in Appendix I, and Pereskia, Pereskiopsis and Quiabentia, excepted"),
    gettext_noop("Caiman crocodilus apaporiensis is in Appendix I"),
    gettext_noop("Only the populations of the Neotropics are included"),
    gettext_noop("Zero export quota for specimens taken from the wild for mainly commercial purposes"),
    gettext_noop("The listing and its first day are to be compared with the Appendices"),
    gettext_noop("Those listed by name before, and those in Appendix I, have listings of their own"),
    gettext_noop(
        "Only the population of the Bay of Cispatá (with Tinajones, La Balsa and surrounding areas, Department of "
        "Córdoba)"
    ),
    gettext_noop("Zero export quota for wild specimens for commercial purposes"),
    gettext_noop("Zero quota for wild specimens traded for commercial purposes"),
    gettext_noop("The populations were transferred at different meetings; quotas and conditions differ"),
    gettext_noop(
        "Wild harvest restricted to the State of Sarawak; a zero quota for wild specimens of the other States of "
        "Malaysia"
    ),
    gettext_noop(
        "Palawan Islands only, with a zero export quota for wild specimens; the rest of the Philippines is in "
        "Appendix I"
    ),
    gettext_noop("Cycas beddomei is in Appendix I"),
    gettext_noop("Dalbergia nigra is in Appendix I"),
    gettext_noop("Only the populations of the Americas are included"),
    gettext_noop("Seeds are included as well"),
    gettext_noop("Succulent species only; those in Appendix I and some artificially propagated cultivars excepted"),
    gettext_noop("Those in Appendix I excepted; the New World vultures are not included save the condors"),
    gettext_noop("Those in Appendix I excepted; specimens of the domestic cat are not subject to the Convention"),
    gettext_noop(
        "The twentieth meeting of the Conference (2025) is reported to have set a zero quota for wild specimens in "
        "commercial trade: compare with the Appendices"
    ),
    gettext_noop("Guibourtia demeusei, G. pellegriniana and G. tessmannii only"),
    gettext_noop("Entry into force may be delayed; compare with the Appendices"),
    gettext_noop(
        "Only for the uses that the annotation to the listing names; all other specimens are deemed to be in Appendix I"
    ),
    gettext_noop("Ornithoptera alexandrae is in Appendix I"),
    gettext_noop("Only the population of the Russian Federation is included"),
    gettext_noop(
        "Seedling or tissue cultures in vitro in sterile containers are not subject to the Convention if they are "
        "artificially propagated"
    ),
    gettext_noop("The populations of Mexico and the United States of America are not included"),
    gettext_noop("Specimens then named Pristis microdon were in Appendix II until 11 June 2013"),
    gettext_noop("Pristis microdon (now part of P. pristis) was in Appendix II until 11 June 2013"),
    gettext_noop(
        "Those in Appendix I excepted; Agapornis roseicollis, Melopsittacus undulatus, Nymphicus hollandicus and "
        "Psittacula krameri are not included"
    ),
    gettext_noop("Those in Appendix I excepted; Pteropus brunneus is not included"),
    gettext_noop("Python molurus molurus is in Appendix I"),
    gettext_noop("Sphyrna lewini S. mokarran and S. zygaena are listed since 14 September 2014"),
    gettext_noop("Fruits and their parts and derivatives of artificially propagated Vanilla are exempt"),
    gettext_noop(
        "Only for fibre and products of live-sheared animals under the marks that the annotation names; populations"
        " and conditions were extended at several meetings"
    ),
    gettext_noop(
        "Made after the sixteenth meeting of the Conference (2013) for Appendix II. Not known whether it was made "
        "again for Appendix I"
    ),
    gettext_noop("Made after the sixteenth meeting of the Conference (2013). Not known whether it was withdrawn since"),
)
"""The notes of listings and reservations."""
SOURCES: Final = (gettext_noop("Compiled from the CITES Appendices; to be checked"),)
"""From where its taxa are."""
NAME: Final = gettext_noop("Archipelago's starter list")
"""What pages call it."""
WORDS: Final = frozenset({*ANNOTATIONS, *NOTES, *SOURCES, NAME})


def translated(words: str) -> str:
    """Return what the species data say: our own words in the reader's language, those of others as they are."""
    return gettext(words) if words in WORDS else words


def is_foreign_english(words: str) -> bool:
    """Whether words of the species data are English in a page of another language."""
    is_english = (get_language() or "en").startswith("en")
    return bool(words) and not is_english and translated(words) == words
