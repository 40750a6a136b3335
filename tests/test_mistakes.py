"""One mistake in a healthy roadmap is found, on the line that a maintainer would correct, with the correction."""

from __future__ import annotations

import pytest
from mistakes import MISTAKES, ROADMAP, Mistake

from roadmap_lint import Source, lint


def test_the_healthy_roadmap_is_clean() -> None:
    assert lint(ROADMAP) == ()


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_a_mistake_is_found_where_it_was_made(mistake: Mistake) -> None:
    text = mistake.edit()
    assert text != ROADMAP
    source = Source(text)
    found = [finding for finding in lint(text) if finding.code == mistake.code]
    places = {
        source.line_at(place.start)
        for finding in found
        for place in (finding.span, *(related.span for related in finding.related))
    }
    assert found, [(finding.code, finding.message) for finding in lint(text)]
    assert mistake.line in places, [(source.point(finding.span.start), finding.message) for finding in found]
    said = " ".join([finding.message + (finding.fix.edits[0].text if finding.fix else "") for finding in found])
    assert mistake.correction in said
    assert all("\n" not in finding.message for finding in found)


def test_there_are_enough_mistakes() -> None:
    assert len({mistake.edit() for mistake in MISTAKES}) == len(MISTAKES) >= 60
