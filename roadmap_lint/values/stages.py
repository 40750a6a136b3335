"""Words that are a status and say no state: stages of a release, doubts, what nobody has decided."""

from __future__ import annotations

import re

# No rank can be told from them: 'Beta' may be what is out, or what is being made.
STAGES = frozenset(
    re.split(
        r"\|",
        "accepted|accepting|alpha|approved|assigned|available|awaiting|backlog|behind|being|beta|"
        "branch cut|candidate|closed|code complete|code freeze|committed|concept|confirmed|"
        "continuous|current|deleted|deprecated|design|designed|designing|discovery|discussed|"
        "discussion|drafting|early|end of life|eol|evaluating|evaluation|experiment|experimental|"
        "exploration|exploring|feature complete|feature freeze|feedback|final|frozen|ga|"
        "general availability|generally available|help wanted|idea|implementing|incomplete|incubating|"
        "initial|investigating|investigation|late|latest|legacy|live|locked|lts|maintained|"
        "maintenance|merge|moved|n/a|na|needs|new|next|no date|none|not applicable|not planned|"
        "not scheduled|obsolete|old|parked|partial|partially|partly|preview|previous|prioritised|"
        "prioritized|propose|prototype|prototyping|qa|rc|ready|redesign|refinement|release|"
        "release candidate|removed|replaced|requested|research|researching|resolved|retired|review|"
        "reviewed|reviewing|rfc|risk|rolling|schedule|shaping|slated|spec|specification|specified|"
        "spike|stable|staged|staging|stale|stalled|stopped|superseded|supported|targeted|tested|"
        "testing|triage|unassigned|unclear|undecided|unknown|unplanned|unreleased|unscheduled|"
        "unstable|unstarted|unsupported|unsure|validating|validation|verified|waiting|working|"
        "writing|yanked",
    )
)
_LONGEST = max(len(stage.split()) for stage in STAGES)
# What may stand before one: 'In beta', 'Public preview', 'Under discussion'.
_BEFORE = frozenset(
    re.split(" ", "a an at closed developer dev for in internal limited mostly on open private public tech technical")
)


def is_stage(text: str) -> bool:
    """Whether a status begins with a word of status that says no state."""
    words = re.sub(r"[-\s]+", " ", text.casefold()).split()
    while len(words) > 1 and words[0] in _BEFORE:
        words = words[1:]
    if words[:1] == ["under"] and len(words) > 1:
        return True
    return any(" ".join(words[:length]) in STAGES for length in range(1, min(len(words), _LONGEST) + 1))
