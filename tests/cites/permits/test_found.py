"""A favourable finding takes reasons away and never adds one, whatever else was found."""

from dataclasses import replace
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from cites.permits.models import Application, ApplicationLine, Conclusion, Finding
from cites.permits.queries import found
from cites.permits.queries.findings import Sought
from cites.permits.rules.facts import DocumentType
from cites.permits.rules.findings import required_findings

CONCLUSIONS = st.sampled_from([None, *Conclusion.values])
FAVOURABLE = st.sampled_from([Conclusion.POSITIVE.value, Conclusion.CONDITIONAL.value])
CASES = st.lists(
    st.tuples(st.sampled_from(["I", "II", "III"]), st.sampled_from("WRCDAO"), st.booleans()), min_size=1, max_size=4
)
DOCUMENTS = st.sampled_from(
    [DocumentType.EXPORT, DocumentType.IMPORT, DocumentType.RE_EXPORT, DocumentType.INTRODUCTION_FROM_THE_SEA]
)


def a_finding(sought: Sought, conclusion: str) -> Finding:
    needed = sought.needed
    return Finding(
        kind=needed.kind.value, authority=needed.authority.value, conclusion=conclusion, lines=[sought.line.position]
    )


def reasons(sought: list[Sought], *, examined: bool) -> set[tuple[str, object]]:
    counting = [each.found for each in sought if each.found]
    with (
        patch.object(found, "what_is_sought", return_value=sought),
        patch.object(found, "findings_that_count", return_value=counting),
        patch.object(found, "is_examined", return_value=examined),
    ):
        said = found.reasons_of_findings(Application())
    assert bool(said) == any(not each.is_favourable for each in sought)
    return {(reason.code, reason.data.get("about")) for reason in said}


@given(st.data(), DOCUMENTS, CASES, st.booleans())
def test_a_favourable_finding_never_adds_a_reason(
    data: st.DataObject, document: str, lines: list[tuple[str, str, bool]], examined: bool
) -> None:
    sought: list[Sought] = []
    for position, (appendix, source, living) in enumerate(lines, start=1):
        for needed in required_findings(document, appendix, source, living):
            each = Sought(ApplicationLine(position=position), needed)
            conclusion = data.draw(CONCLUSIONS)
            sought.append(replace(each, found=a_finding(each, conclusion) if conclusion else None))
    if not sought:
        return
    before = reasons(sought, examined=examined)
    at = data.draw(st.integers(0, len(sought) - 1))
    sought[at] = replace(sought[at], found=a_finding(sought[at], data.draw(FAVOURABLE)))
    assert reasons(sought, examined=examined) <= before
