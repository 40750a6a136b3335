"""Healthy roadmaps of every shape: no rule fires, and one mistake makes exactly its own rules fire, where it stands."""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from roadmaps import Plan, plans
from slips import SLIPS, Slip

from roadmap_lint import Source, lint, parse
from roadmap_lint.diagnostic import Diagnostic
from roadmap_lint.model import Deprecates, EndOfSupport, Removes, TestedWith
from roadmap_lint.rules import RULES

# More by hand: ROADMAP_LINT_EXAMPLES=5000 pytest tests/test_healthy.py. A failing plan is made small first, which takes
# a while for plans of this size: the text of the last one is printed below it.
EXAMPLES = int(os.environ.get("ROADMAP_LINT_EXAMPLES", "200"))
STEADY = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize="ROADMAP_LINT_EXAMPLES" not in os.environ,
    suppress_health_check=list(HealthCheck),
    database=None,
)


def told(findings: tuple[Diagnostic, ...], text: str) -> list[str]:
    source = Source(text)
    return [f"{source.line_at(finding.span.start)}: {finding.code} {finding.message}" for finding in findings]


@settings(STEADY)
@given(plans())
def test_nothing_is_said_of_a_healthy_roadmap(plan: Plan) -> None:
    text = plan.page().text
    note(text)
    assert told(lint(text, config=plan.config(*plan.opt_in)), text) == []


@settings(STEADY, max_examples=EXAMPLES // 4)
@given(plans())
def test_nothing_is_said_on_a_day_on_which_the_plan_is_true(plan: Plan) -> None:
    text = plan.page().text
    note(text)
    found = lint(text, config=plan.config(), today=plan.today)
    assert told(tuple(finding for finding in found if finding.code != "RM308"), text) == []


@settings(STEADY, max_examples=EXAMPLES // 4)
@given(plans())
def test_a_roadmap_is_read_as_it_was_planned(plan: Plan) -> None:
    """Were it not, nothing could be said of it and the tests above would say nothing either."""
    text = plan.page().text
    note(text)
    milestones = list(parse(text).milestones)
    if plan.descending:
        milestones.reverse()
    read = [
        (
            milestone.version and milestone.version.value.series,
            milestone.period and (milestone.period.value.start, milestone.period.value.end),
            milestone.status and milestone.status.status.value.state,
            milestone.status and milestone.status.date and milestone.status.date.value.start,
            [task.checked for task in milestone.tasks if task.box and not task.claims],
            [claim.version.value.series for claim in milestone.claims if isinstance(claim, EndOfSupport)],
            [claim.version.value.series for claim in milestone.claims if isinstance(claim, TestedWith)],
            [str(claim.api) for claim in milestone.claims if isinstance(claim, Removes)],
            [str(claim.api) for claim in milestone.claims if isinstance(claim, Deprecates)],
        )
        for milestone in milestones
    ]
    planned = [
        (
            milestone.version,
            (milestone.period.start, milestone.period.end) if milestone.period else (None, None),
            milestone.state,
            milestone.released if plan.style.status else None,
            [task.checked for group in milestone.groups for task in group.tasks],
            [
                *([milestone.ends] if milestone.ends else []),
                *([(1, milestone.drops)] if milestone.drops is not None else []),
            ],
            [(1, milestone.tests)] if milestone.tests is not None else [],
            list(milestone.removes),
            list(milestone.deprecates),
        )
        for milestone in plan.milestones
    ]
    assert read == planned


KNOWN = {rule.code: rule for rule in RULES}
AWAKE = [slip for slip in SLIPS if slip.codes[0] in KNOWN]

# Static rules that no slip makes fire: none, so far.
WITHOUT_SLIP: frozenset[str] = frozenset()


@pytest.mark.parametrize("slip", AWAKE, ids=lambda slip: f"{slip.codes[0]}: {slip.name}")
def test_one_slip_is_told_by_its_rules_alone(slip: Slip) -> None:
    expected = {code for code in slip.codes if code in KNOWN}

    @settings(STEADY, max_examples=max(5, EXAMPLES // 25))
    @given(plans(**slip.plans), st.data())
    def is_told(plan: Plan, data: st.DataObject) -> None:
        broken = slip.make(plan, data.draw)
        text = broken.page.text
        note(text)
        found = lint(text, config=plan.config(*slip.codes), today=broken.today, files=broken.files)
        assert {finding.code for finding in found} == expected, told(found, text)
        source = Source(text)
        first = [finding for finding in found if finding.code == slip.codes[0]]
        places = [finding.span for finding in first]
        if slip.either:
            places += [related.span for finding in first for related in finding.related]
        lines = {source.line_at(place.start) for place in places}
        assert broken.line in lines, (broken.line, told(found, text))

    is_told()


def test_every_static_rule_has_a_slip() -> None:
    static = {code for code, rule in KNOWN.items() if rule.kind == "static" and rule.default}
    assert static - {slip.codes[0] for slip in SLIPS} == WITHOUT_SLIP


def test_slips_have_names_of_their_own() -> None:
    assert len({slip.name for slip in SLIPS}) == len(SLIPS) > 90
