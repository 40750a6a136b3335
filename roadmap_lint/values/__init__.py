"""The words of a roadmap: versions, periods, statuses, buckets and API versions, parsed, compared and printed.

Nothing here knows where a word stands; `model.Value` pairs a word with its place. Readers take a text and return
`None`, or `(value, start, end)`, where they find nothing: they raise on no input.
"""

from __future__ import annotations

from roadmap_lint.values.api_versions import ApiVersion
from roadmap_lint.values.buckets import BACKLOG, DONE, LATER, NEXT, NOW, BucketName, read_bucket
from roadmap_lint.values.calendar import MONTH_NUMBERS, MONTHS, WEEKDAYS
from roadmap_lint.values.dates import WrittenDate, read_dates
from roadmap_lint.values.intervals import DAYS_OF_A_QUARTER, Period
from roadmap_lint.values.notations import PERIOD_EXAMPLES
from roadmap_lint.values.periods import MONTH_ALONE, read_period, read_periods
from roadmap_lint.values.ranges import RANGE_EXAMPLES, VersionRange, read_range
from roadmap_lint.values.stages import is_stage
from roadmap_lint.values.statuses import (
    CANCELLED,
    COMPLETED,
    EMOJI_NAMES,
    EMOJI_STATUSES,
    IN_PROGRESS,
    PERIOD_WORDS,
    PLANNED,
    POSTPONED,
    STATE_RANK,
    STATUS_SYNONYMS,
    STATUS_WORDS,
    Status,
    marks_in,
    read_mark,
    read_status,
    without_marks,
    without_shortcodes,
)
from roadmap_lint.values.versions import Version, read_version, read_versions

__all__ = [
    "BACKLOG",
    "CANCELLED",
    "COMPLETED",
    "DAYS_OF_A_QUARTER",
    "DONE",
    "EMOJI_NAMES",
    "EMOJI_STATUSES",
    "IN_PROGRESS",
    "LATER",
    "MONTHS",
    "MONTH_ALONE",
    "MONTH_NUMBERS",
    "NEXT",
    "NOW",
    "PERIOD_EXAMPLES",
    "PERIOD_WORDS",
    "PLANNED",
    "POSTPONED",
    "RANGE_EXAMPLES",
    "STATE_RANK",
    "STATUS_SYNONYMS",
    "STATUS_WORDS",
    "WEEKDAYS",
    "ApiVersion",
    "BucketName",
    "Period",
    "Status",
    "Version",
    "VersionRange",
    "WrittenDate",
    "is_stage",
    "marks_in",
    "read_bucket",
    "read_dates",
    "read_mark",
    "read_period",
    "read_periods",
    "read_range",
    "read_status",
    "read_version",
    "read_versions",
    "without_marks",
    "without_shortcodes",
]
