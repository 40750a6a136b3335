from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from roadmap_lint.values import (
    PERIOD_EXAMPLES,
    STATUS_SYNONYMS,
    STATUS_WORDS,
    ApiVersion,
    Version,
    read_bucket,
    read_period,
    read_periods,
    read_status,
    read_versions,
)

STEADY = settings(deadline=None, derandomize=True)

# ---------------------------------------------------------------------------------------------------------- versions


def version(text: str) -> Version:
    read = Version.parse(text)
    assert read is not None, text
    return read


@pytest.mark.parametrize(
    ("text", "release", "wildcard", "open", "pre"),
    [
        ("v2.5", (2, 5), False, False, ""),
        ("2.8.0", (2, 8, 0), False, False, ""),
        ("V3", (3,), False, False, ""),
        ("v2.5.x", (2, 5), True, False, ""),
        ("2.5.X", (2, 5), True, False, ""),
        ("2.5.*", (2, 5), True, False, ""),
        (r"0.4.\*", (0, 4), True, False, ""),
        ("1.29+", (1, 29), False, True, ""),
        ("1.16.6+", (1, 16, 6), False, True, ""),
        ("v2.5.0-rc.1", (2, 5, 0), False, False, "-rc.1"),
        ("1.0rc1", (1, 0), False, False, "rc1"),
        ("1.0.0-1", (1, 0, 0), False, False, "-1"),
        ("1.0.0-alpha.beta", (1, 0, 0), False, False, "-alpha.beta"),
        ("1.2.3.4", (1, 2, 3, 4), False, False, ""),
    ],
)
def test_versions(text: str, release: tuple[int, ...], wildcard: bool, open: bool, pre: str) -> None:
    read = version(text)
    assert (read.release, read.wildcard, read.open, read.pre) == (release, wildcard, open, pre)
    assert str(read) == text


@pytest.mark.parametrize("text", ["", "v", "x.y", "rev1.2", "1.2.3.4.5", "v2,9", "2..9", "Q1", "٢.٣"])
def test_no_versions(text: str) -> None:
    assert Version.parse(text) is None
    assert not [read for read, start, end in read_versions(text) if (start, end) == (0, len(text))]


@pytest.mark.parametrize("text", ["1.2.3.4.5", "rev1.2", "192.168.100.200.1", "a1.2", "1.2abc"])
def test_no_version_is_found_inside(text: str) -> None:
    assert not list(read_versions(text))


def test_versions_in_a_list() -> None:
    text = "Kubernetes 1.29, v1.30.x and 1.31+"
    assert [text[start:end] for _, start, end in read_versions(text)] == ["1.29", "v1.30.x", "1.31+"]


@pytest.mark.parametrize(
    "ascending",
    [
        # https://semver.org, item 11
        ("1.0.0-alpha 1.0.0-alpha.1 1.0.0-alpha.beta 1.0.0-beta 1.0.0-beta.2 1.0.0-beta.11 1.0.0-rc.1 1.0.0"),
        ("1.0rc1 1.0rc2 1.0rc10 1.0"),
        ("1.0.0-1 1.0.0-2 1.0.0-10 1.0.0-alpha 1.0.0"),
        ("v2.8 v2.9 v2.10 v2.11.1 v3"),
        ("0.9 0.10 1 1.0.1 1.1"),
        ("1.0.0-alpha.1 1.0.0-beta 1.0.0-rc1 1.0.0-rc.2"),
    ],
)
def test_order(ascending: str) -> None:
    versions = [version(text) for text in ascending.split()]
    assert sorted(versions) == versions
    assert all(before < after for before, after in pairwise(versions))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("2.8", "v2.8.0"),
        ("2.8", "2.8.x"),
        ("V2", "2.0.0"),
        ("1.29+", "1.29"),
        ("1.0-rc.1", "1-RC.1"),
        ("1.0-rc.1", "1.0rc1"),
    ],
)
def test_equal_versions_have_equal_hashes(one: str, other: str) -> None:
    assert version(one) == version(other)
    assert hash(version(one)) == hash(version(other))


PRE = st.one_of(
    st.just(""),
    st.builds("{}{}".format, st.sampled_from(["rc", "-rc.", "-alpha.", "-beta", "-dev", "b"]), st.integers(0, 11)),
    st.lists(st.sampled_from(["alpha", "beta", "rc", "x-y", "1", "2", "11"]), min_size=1, max_size=3).map(
        lambda parts: "-" + ".".join(parts)
    ),
)
VERSIONS = st.builds(
    lambda release, pre: Version.parse(".".join(map(str, release)) + pre),
    st.lists(st.integers(0, 11), min_size=1, max_size=3),
    PRE,
).filter(bool)


@STEADY
@given(VERSIONS, VERSIONS, VERSIONS)
def test_the_order_is_total(a: Version, b: Version, c: Version) -> None:
    assert (a < b) + (a == b) + (b < a) == 1
    if a < b and b < c:
        assert a < c
    if a == b:
        assert hash(a) == hash(b)
        assert (a < c) == (b < c)


@pytest.mark.parametrize(
    ("text", "like"),
    [
        ("v2.5.x", "v2.6.x"),
        ("2.5", "2.6"),
        ("v2.5.0", "v2.6.0"),
        ("2.5+", "2.6+"),
        (r"2.5.\*", r"2.6.\*"),
        ("2.5.x+", "2.6.x+"),
    ],
)
def test_another_series_in_the_same_style(text: str, like: str) -> None:
    assert version(text).like((2, 6)) == like


# ----------------------------------------------------------------------------------------------------------- periods

# What is read of a text (what stands between «», else all of it): first day, last day, precision, in doubt.
PERIODS: list[tuple[str, str | None, str | None, str, bool]] = [
    # one for each notation
    ("2026-02-20", "2026-02-20", "2026-02-20", "day", False),
    ("2026/02/20", "2026-02-20", "2026-02-20", "day", False),
    ("2026.02.20", "2026-02-20", "2026-02-20", "day", False),
    ("20/02/2026", "2026-02-20", "2026-02-20", "day", False),
    ("20.02.2026", "2026-02-20", "2026-02-20", "day", False),
    ("Feb 20, 2026", "2026-02-20", "2026-02-20", "day", False),
    ("20th February 2026", "2026-02-20", "2026-02-20", "day", False),
    ("Feb-20-26", "2026-02-20", "2026-02-20", "day", False),
    ("2026-Feb-20", "2026-02-20", "2026-02-20", "day", False),
    ("20-Feb-2026", "2026-02-20", "2026-02-20", "day", False),
    ("20. März 2026", "2026-03-20", "2026-03-20", "day", False),
    ("Q1–Q2 2026", "2026-01-01", "2026-06-30", "range", False),
    ("2026 Q1–Q2", "2026-01-01", "2026-06-30", "range", False),
    ("Q3-4 2026", "2026-07-01", "2026-12-31", "range", False),
    ("2026 Q3-4", "2026-07-01", "2026-12-31", "range", False),
    ("H1/H2 2026", "2026-01-01", "2026-12-31", "range", False),
    ("2026 H1–H2", "2026-01-01", "2026-12-31", "range", False),
    ("mid Q4 2026", "2026-11-01", "2026-11-30", "month", False),
    ("2026 Q1", "2026-01-01", "2026-03-31", "quarter", False),
    ("H1 2026", "2026-01-01", "2026-06-30", "half", False),
    ("2026 H1", "2026-01-01", "2026-06-30", "half", False),
    ("26H1", "2026-01-01", "2026-06-30", "half", False),
    ("28Q2", "2028-04-01", "2028-06-30", "quarter", False),
    ("1H 2028", "2028-01-01", "2028-06-30", "half", False),
    ("EOY 2026", "2026-09-01", "2026-12-31", "range", False),
    ("H1/26", "2026-01-01", "2026-06-30", "half", False),
    ("Q1'2026", "2026-01-01", "2026-03-31", "quarter", False),
    ("H2–2026", "2026-07-01", "2026-12-31", "half", False),
    ("Q2/26", "2026-04-01", "2026-06-30", "quarter", False),
    ("mid Q2-26", "2026-05-01", "2026-05-31", "month", False),
    ("Q1\u00a02026", "2026-01-01", "2026-03-31", "quarter", False),
    ("20\u202fFebruary\u00a02026", "2026-02-20", "2026-02-20", "day", False),
    ("second half of 2026", "2026-07-01", "2026-12-31", "half", False),
    ("Feb/Mar 2026", "2026-02-01", "2026-03-31", "range", False),
    ("Late Oct '26", "2026-10-21", "2026-10-31", "range", False),
    ("marzo de 2026", "2026-03-01", "2026-03-31", "month", False),
    ("Spring 2026", "2026-01-01", "2026-12-31", "season", True),
    ("Winter 26/27", "2026-01-01", "2027-12-31", "range", True),
    ("2026年第一季度", "2026-01-01", "2026-03-31", "quarter", False),
    ("2026年上半年", "2026-01-01", "2026-06-30", "half", False),
    ("2026年3月", "2026-03-01", "2026-03-31", "month", False),
    ("2026年2月20日", "2026-02-20", "2026-02-20", "day", False),
    ("2026-03", "2026-03-01", "2026-03-31", "month", False),
    ("Release date: «2026.3»", "2026-03-01", "2026-03-31", "month", False),
    ("?? / 2026", "2026-01-01", "2026-12-31", "year", True),
    ("2026", "2026-01-01", "2026-12-31", "year", False),
    ("TBA", None, None, "none", True),
    # as projects write them
    ("Q1 2022", "2022-01-01", "2022-03-31", "quarter", False),
    ("Q4/2023", "2023-10-01", "2023-12-31", "quarter", False),
    ("Q2 / 2023", "2023-04-01", "2023-06-30", "quarter", False),
    ("Q4’22", "2022-10-01", "2022-12-31", "quarter", False),
    ("2026Q1", "2026-01-01", "2026-03-31", "quarter", False),
    ("2020 Q1", "2020-01-01", "2020-03-31", "quarter", False),
    ("2022 H2", "2022-07-01", "2022-12-31", "half", False),
    ("22H1", "2022-01-01", "2022-06-30", "half", False),
    ("Dec 2021", "2021-12-01", "2021-12-31", "month", False),
    ("Oct, 2020", "2020-10-01", "2020-10-31", "month", False),
    ("Sept. 2020", "2020-09-01", "2020-09-30", "month", False),
    ("May 19, 2024", "2024-05-19", "2024-05-19", "day", False),
    ("Oct 23,2020", "2020-10-23", "2020-10-23", "day", False),
    ("April 12th, 2024", "2024-04-12", "2024-04-12", "day", False),
    ("Sept 28th, 2023", "2023-09-28", "2023-09-28", "day", False),
    ("12 Aug 2025", "2025-08-12", "2025-08-12", "day", False),
    ("8th January 2024", "2024-01-08", "2024-01-08", "day", False),
    ("2025/04/15", "2025-04-15", "2025-04-15", "day", False),
    ("2020.11.18", "2020-11-18", "2020-11-18", "day", False),
    ("v0.4.0 Roadmap(Release Plan: «2021.5»)", "2021-05-01", "2021-05-31", "month", False),
    ("February 2024", "2024-02-01", "2024-02-29", "month", False),
    ("TBD", None, None, "none", True),
    ("to be announced", None, None, "none", True),
    ("late Summer '26", "2025-12-01", "2027-03-31", "season", True),
    ("Fall of 2026", "2026-01-01", "2026-12-31", "season", True),
    ("Winter 2026", "2025-12-01", "2027-03-31", "season", True),
    ("Winter 2026/27", "2026-01-01", "2027-12-31", "range", True),
    # in other languages
    ("2026 年第 4 季度", "2026-10-01", "2026-12-31", "quarter", False),
    ("2026年第2四半期", "2026-04-01", "2026-06-30", "quarter", False),
    ("2026年下半期", "2026-07-01", "2026-12-31", "half", False),
    ("v2.8（«2026年二季度»）", "2026-04-01", "2026-06-30", "quarter", False),
    ("März 2026", "2026-03-01", "2026-03-31", "month", False),
    ("Oktober 2026", "2026-10-01", "2026-10-31", "month", False),
    ("15 août 2026", "2026-08-15", "2026-08-15", "day", False),
    ("3 de mayo de 2026", "2026-05-03", "2026-05-03", "day", False),
    ("mai 2026", "2026-05-01", "2026-05-31", "month", False),
    ("julio 2026", "2026-07-01", "2026-07-31", "month", False),
    ("settembre 2026", "2026-09-01", "2026-09-30", "month", False),
    ("fevereiro 2026", "2026-02-01", "2026-02-28", "month", False),
    ("maart 2026", "2026-03-01", "2026-03-31", "month", False),
    # parts
    ("early Q1 2026", "2026-01-01", "2026-01-31", "month", False),
    ("late Q1 2026", "2026-03-01", "2026-03-31", "month", False),
    ("End of Q2 2026", "2026-06-01", "2026-06-30", "month", False),
    ("early 2018", "2018-01-01", "2018-04-30", "range", False),
    ("mid 2018", "2018-05-01", "2018-08-31", "range", False),
    ("mid-2018", "2018-05-01", "2018-08-31", "range", False),
    ("late 2018", "2018-09-01", "2018-12-31", "range", False),
    ("early H1 2026", "2026-01-01", "2026-02-28", "range", False),
    ("mid H2 2026", "2026-09-01", "2026-10-31", "range", False),
    ("late H2 2026", "2026-11-01", "2026-12-31", "range", False),
    ("early October 2017", "2017-10-01", "2017-10-10", "range", False),
    ("mid June 2026", "2026-06-11", "2026-06-20", "range", False),
    ("End of September, 2024", "2024-09-21", "2024-09-30", "range", False),
    # as projects write them, too
    ("Q4’22/Q1’23", "2022-10-01", "2023-03-31", "range", False),
    ("Q4'22/Q1'23", "2022-10-01", "2023-03-31", "range", False),
    ("?? / 2023", "2023-01-01", "2023-12-31", "year", True),
    ("Q?/2026", "2026-01-01", "2026-12-31", "year", True),
    ("June/July 2020", "2020-06-01", "2020-07-31", "range", False),
    ("May - July 2021", "2021-05-01", "2021-07-31", "range", False),
    ("Dec/Jan 2026", "2025-12-01", "2027-01-31", "range", True),
    ("Apr-22-22", "2022-04-22", "2022-04-22", "day", False),
    ("Aug-04-21", "2021-08-04", "2021-08-04", "day", False),
    ("22-Apr-22", "2022-04-22", "2022-04-22", "day", False),
    ("Monday 8th January 2024", "2024-01-08", "2024-01-08", "day", False),
    ("Monday, 8th January 2024", "2024-01-08", "2024-01-08", "day", False),
    ("Mon 2024-01-08", "2024-01-08", "2024-01-08", "day", False),
    ("8 January 2024 (Monday)", "2024-01-08", "2024-01-08", "day", False),
    ("mid-july 2026", "2026-07-11", "2026-07-20", "range", False),
    ("2026-Q1", "2026-01-01", "2026-03-31", "quarter", False),
    ("Q1'26", "2026-01-01", "2026-03-31", "quarter", False),
    ("Late Oct '23", "2023-10-21", "2023-10-31", "range", False),
    ("Early May '24", "2024-05-01", "2024-05-10", "range", False),
    ("2029-10", "2029-10-01", "2029-10-31", "month", False),
    ("H1 of 2026", "2026-01-01", "2026-06-30", "half", False),
    ("first quarter of 2026", "2026-01-01", "2026-03-31", "quarter", False),
    ("4th quarter 2026", "2026-10-01", "2026-12-31", "quarter", False),
    ("the «last quarter of 2026»", "2026-10-01", "2026-12-31", "quarter", False),
    ("early second half of 2026", "2026-07-01", "2026-08-31", "range", False),
    ("15/04/2026", "2026-04-15", "2026-04-15", "day", False),
    ("04/15/2026", "2026-04-15", "2026-04-15", "day", False),
    ("15.04.2026", "2026-04-15", "2026-04-15", "day", False),
    ("2026-02-20T10:00:00Z", "2026-02-20", "2026-02-20", "day", False),
    ("2026-02-20T10:00:00+01:00", "2026-02-20", "2026-02-20", "day", False),
    ("«2026-02-20».", "2026-02-20", "2026-02-20", "day", False),
    ("«2025/04/15».", "2025-04-15", "2025-04-15", "day", False),
    # parts, two of them
    ("early/mid Q1 2026", "2026-01-01", "2026-02-28", "range", False),
    ("mid-to-late 2026", "2026-05-01", "2026-12-31", "range", False),
    ("early to mid 2026", "2026-01-01", "2026-08-31", "range", False),
    # ranges
    ("May 2021 - July 2021", "2021-05-01", "2021-07-31", "range", False),
    ("May 2021–July 2021", "2021-05-01", "2021-07-31", "range", False),
    ("May 2021-July 2021", "2021-05-01", "2021-07-31", "range", False),
    ("2026-01-01 to 2026-03-31", "2026-01-01", "2026-03-31", "range", False),
    ("2026-01-01/2026-03-31", "2026-01-01", "2026-03-31", "range", False),
    ("Dec 2025/Jan 2026", "2025-12-01", "2026-01-31", "range", False),
    ("Q1 and Q2 2026", "2026-01-01", "2026-06-30", "range", False),
    ("Late Q1/Early Q2 2026", "2026-03-01", "2026-04-30", "range", False),
    ("Mon 8 January 2024 – Fri 12 January 2024", "2024-01-08", "2024-01-12", "range", False),
    ("2019–2021", "2019-01-01", "2021-12-31", "range", False),
    ("2026 Q3/Q4", "2026-07-01", "2026-12-31", "range", False),
    ("2026 Q3 & Q4", "2026-07-01", "2026-12-31", "range", False),
    ("2026-Q1 to Q3", "2026-01-01", "2026-09-30", "range", False),
    ("2026 Q1, Q2 and Q3", "2026-01-01", "2026-09-30", "range", False),
    ("2026 Q3/4", "2026-07-01", "2026-12-31", "range", False),
    ("«2026 Q3» - 4 features", "2026-07-01", "2026-09-30", "quarter", False),
    ("Q1/2 2029", "2029-01-01", "2029-06-30", "range", False),
    ("Q3, Q4 2028", "2028-07-01", "2028-12-31", "range", False),
    ("Q2, Q3, and Q4 2028", "2028-04-01", "2028-12-31", "range", False),
    ("Q1 2026 → Q2 2026", "2026-01-01", "2026-06-30", "range", False),
    ("Q1 2026 -> Q2 2026", "2026-01-01", "2026-06-30", "range", False),
    ("2026 Q4 – 2027 Q1", "2026-10-01", "2027-03-31", "range", False),
    ("2026 Q4/2027 Q1", "2026-10-01", "2027-03-31", "range", False),
    ("June 1 - June 14, 2026", "2026-06-01", "2026-06-14", "range", False),
    ("Iteration 12 («June 1 - June 14, 2026»)", "2026-06-01", "2026-06-14", "range", False),
    ("3rd Nov – 14th Nov 2026", "2026-11-03", "2026-11-14", "range", False),
    ("Dec 28 to Jan 9, 2027", "2026-12-28", "2027-01-09", "range", False),
    ("(«3–14 Nov 2026»)", "2026-11-03", "2026-11-14", "range", False),
    ("Sprint 3 - «14 Nov 2026»", "2026-11-14", "2026-11-14", "day", False),
    ("v2.8 - «14 Nov 2026»", "2026-11-14", "2026-11-14", "day", False),
    ("June 31 - «July 14, 2026»", "2026-07-14", "2026-07-14", "day", False),
    ("from «May-July '21»", "2021-05-01", "2021-07-31", "range", False),
    ("Q1 2026 - TBD", "2026-01-01", None, "range", True),
    ("«Q3 2026» - Q1 2026", "2026-07-01", "2026-09-30", "quarter", False),
    # open at one end
    ("Q4 2026 or Later", "2026-10-01", None, "quarter", True),
    ("v2.0.0 («Q4 2026 or Later»)", "2026-10-01", None, "quarter", True),
    ("2026+", "2026-01-01", None, "year", True),
    ("2026 and beyond", "2026-01-01", None, "year", True),
    ("Q4 2026 onwards", "2026-10-01", None, "quarter", True),
    ("not before «Q4 2026»", "2026-10-01", None, "quarter", False),
    ("from «2026-02-20»", "2026-02-20", None, "day", False),
    ("by the «end of Q3 2026»", None, "2026-09-30", "month", False),
    ("no later than «2026-02-20»", None, "2026-02-20", "day", False),
    ("until «2026»", None, "2026-12-31", "year", False),
    ("before «2026»", None, "2025-12-31", "year", False),
    ("before «March 2025»", None, "2025-02-28", "month", False),
    ("before «2026-03-01»", None, "2026-02-28", "day", False),
    ("before the «end of Q3 2026»", None, "2026-09-30", "month", False),
    ("not before «early March 2026»", "2026-03-01", "2026-03-10", "range", False),
    # in doubt
    ("~ «Feb 2026»", "2026-02-01", "2026-02-28", "month", True),
    ("~ «TBA»", None, None, "none", True),
    ("«November 5, 2025» (tentative)", "2025-11-05", "2025-11-05", "day", True),
    ("«November 5, 2025» (_tentative_)", "2025-11-05", "2025-11-05", "day", True),
    ("~«Jan 2025» (Expected)", "2025-01-01", "2025-01-31", "month", True),
    ("planned for «Q1 2026»", "2026-01-01", "2026-03-31", "quarter", True),
    ("«Q1 2026»?", "2026-01-01", "2026-03-31", "quarter", True),
    ("«Q1 2026» (TBC)", "2026-01-01", "2026-03-31", "quarter", True),
    ("completed «Q1 2026»", "2026-01-01", "2026-03-31", "quarter", False),
    # beside a fiscal year
    ("«Q1 2026» (FY26 Q4)", "2026-01-01", "2026-03-31", "quarter", False),
]


@pytest.mark.parametrize(
    ("marked", "first", "last", "precision", "tentative"), PERIODS, ids=[row[0] for row in PERIODS]
)
def test_periods(marked: str, first: str | None, last: str | None, precision: str, tentative: bool) -> None:
    text = marked.replace("«", "").replace("»", "")
    found = read_period(text)
    assert found is not None
    period, start, end = found
    known = [str(day) if day else None for day in (period.start, period.end)]
    assert (known, period.precision, period.tentative) == ([first, last], precision, tentative)
    assert text[start:end] == (marked.partition("«")[2].partition("»")[0] or text)


@pytest.mark.parametrize("example", PERIOD_EXAMPLES)
def test_every_notation_has_its_row(example: str) -> None:
    assert example in {row[0].replace("«", "").replace("»", "") for row in PERIODS}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "the road",
        "1.2.3.4",
        "192.168.20.26",
        "3.2026.1",
        "2026.1.2.3",
        "https://example.org/2026/02/20/post",
        "https://example.org/blog/2026-02-20",
        "flux-2026",
        "v2026",
        "20260",
        "Q5 2026",
        "Q0 2026",
        "Q1",
        "H3 2026",
        "4Q 2026",
        "Q2 2O26",
        "H3 of 2026",
        "third half of 2026",
        "2026-13",
        # as well a version
        "2024.1",
        "2021.5",
        "v2.8 (2024.1)",
        "IDE (2024.1)",
        "planned for 2024.1",
        "2024.1.2",
        "v2024.02.20",
        "24.04",
        "25.10",
        "1.22",
        # of a year that begins when a company likes
        "FY26 Q1",
        "FY2026 Q1",
        "FY 2026 Q1",
        "FY26H1",
        "Q1 FY26",
        "Q1 FY2026",
        "Q1 (FY2026)",
        "fiscal 2026 Q1",
        "fiscal year 2026 Q1",
        # no one knows which day
        "05/04/2026",
        "2026/31/12",
        # no such day
        "2026-02-30T10:00:00Z",
        "Apr-31-22",
        "31/04/2026",
        "2026-02-30",
        "Monday",
        "Octember 2026th",
        "section 3.4",
        "Springfield 2026",
        "2026年13月",
        "2026年3月 31",
        "２０２６年第一季度",
        "Winter 26/28",
        "Winter 26-27 July",
        "ſept 2026",
    ],
)
def test_no_period(text: str) -> None:
    assert list(read_periods(text, years=False)) == []


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("Q3 2026 or later", None),
        ("Q3 2026 or Later", None),
        ("Q3 2026 and beyond", None),
        ("Q3 2026 onwards", None),
        ("Q3 2026+", None),
        ("Q3 2026, at the earliest", None),
        ("not before Q3 2026", None),
        ("no earlier than in Q3 2026", None),
        ("after Q3 2026", None),
        ("Q3 2026 (later than v2.8)", date(2026, 9, 30)),
        ("Q3 2026 or never", date(2026, 9, 30)),
    ],
)
def test_periods_without_an_end(text: str, end: date | None) -> None:
    found = read_period(text)
    assert found is not None
    assert (found[0].start, found[0].end) == (date(2026, 7, 1), end)


@pytest.mark.parametrize(
    ("first", "second", "days"),
    [
        ("Q1 2026", "Q2 2026", 1),
        ("Q1 2026", "2026-02-20", 0),
        ("Q1 2026", "TBA", 0),
        ("Q3 2026 or later", "Q4 2026", 0),
        ("Q3 2026 or later", "2026-06-29", 2),
    ],
)
def test_days_between_periods(first: str, second: str, days: int) -> None:
    one, other = read_period(first), read_period(second)
    assert one is not None
    assert other is not None
    assert one[0].days_apart(other[0]) == other[0].days_apart(one[0]) == days


@pytest.mark.parametrize(
    ("text", "tentative"),
    [
        ("Q1 2026", False),
        ("~ Q1 2026", True),
        ("expected Q1 2026", True),
        ("planned for Q1 2026", True),
        ("Q1 2026 (tentative)", True),
        ("Q1 2026?", True),
        ("TBA", True),
        ("Autumn 2026", True),
        ("completed Q1 2026", False),
    ],
)
def test_tentative_periods(text: str, tentative: bool) -> None:
    found = read_period(text)
    assert found is not None
    assert found[0].tentative is tentative


def test_periods_come_in_the_order_of_the_text_without_overlap() -> None:
    text = "from 2026, over Q1 2027 and Feb 20, 2026, to mid Q4 2028 (TBD)"
    found = [text[start:end] for _, start, end in read_periods(text)]
    assert found == ["2026", "Q1 2027", "Feb 20, 2026", "mid Q4 2028", "TBD"]


@pytest.mark.parametrize("written", ["Q3 2026", "H1 2026", "January 2026", "June/July 2026", "spring 2026", "Q4'26"])
def test_the_full_stop_of_a_sentence_ends_a_period(written: str) -> None:
    sentence = f"It comes in {written}. Then we rest."
    found = read_period(sentence)
    assert found is not None
    assert (found[0], sentence[found[1] : found[2]]) == (read_period(written)[0], written)  # type: ignore[index]


def test_only_what_cannot_overlap_is_before() -> None:
    first, second, year = (read_period(text)[0] for text in ("Q1 2026", "Q2 2026", "2026"))  # type: ignore[index]
    assert first.is_before(second)
    assert not second.is_before(first)
    assert not first.is_before(year)
    assert not year.is_before(second)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Early Q4 (October)", "2022-10-01", "2022-10-31"),
        ("End of Q1", "2022-03-01", "2022-03-31"),
        ("H1", "2022-01-01", "2022-06-30"),
        ("mid-july", "2022-07-11", "2022-07-20"),
        ("Q4 2023", "2023-10-01", "2023-12-31"),
    ],
)
def test_periods_of_a_year_that_is_said_elsewhere(text: str, first: str, last: str) -> None:
    found = read_period(text, year=2022)
    assert found is not None
    assert (str(found[0].start), str(found[0].end)) == (first, last)


def test_an_open_period_is_never_over_and_one_that_may_have_begun_never_ahead() -> None:
    later, by, before, after = (
        read_period(text)[0]  # type: ignore[index]
        for text in ("Q4 2026 or later", "by Q3 2026", "Q3 2026", "Q1 2028")
    )
    assert before.is_before(later)
    assert not later.is_before(after)
    assert by.is_before(after)
    assert not before.is_before(by)


@STEADY
@given(
    st.sampled_from(["", "early ", "mid ", "late "]),
    st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "May", "February", ""]),
    st.integers(1990, 2099),
)
def test_a_part_lies_in_its_whole(part: str, name: str, year: int) -> None:
    whole, some = read_period(f"{name} {year}"), read_period(f"{part}{name} {year}")
    assert whole is not None
    assert some is not None
    assert whole[0].start <= some[0].start <= some[0].end <= whole[0].end  # type: ignore[operator]
    assert some[0].start.year == year  # type: ignore[union-attr]


@STEADY
@given(st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "May", "February", ""]), st.integers(1990, 2099))
def test_the_parts_cover_the_whole_without_overlap(name: str, year: int) -> None:
    early, middle, late, whole = (
        read_period(f"{part}{name} {year}")[0]  # type: ignore[index]
        for part in ("early ", "mid ", "late ", "")
    )
    assert early.is_before(middle)
    assert middle.is_before(late)
    assert (early.start, late.end) == (whole.start, whole.end)


@STEADY
@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.sampled_from(["%Y-%m-%d", "%b %d, %Y", "%d %B %Y"]))
def test_every_day_is_read(day: date, style: str) -> None:
    found = read_period(day.strftime(style))
    assert found is not None
    assert (found[0].start, found[0].end, found[0].precision) == (day, day, "day")


# ---------------------------------------------------------------------------------------------------------- statuses


@pytest.mark.parametrize(
    ("text", "status", "state"),
    [
        ("In Progress", "In Progress", "in progress"),
        ("🟡 In-progress", "In-progress", "in progress"),
        ("Completed on 2025-02-20", "Completed", "completed"),
        ("✅ Done!", "Done", "completed"),
        (":white_check_mark: Done", "Done", "completed"),
        ("Not started yet", "Not started", "planned"),
        ("Canceled", "Canceled", "cancelled"),
        ("On hold until May", "On hold", "postponed"),
        ("In Progres", "In Progres", None),
        ("Complted on 2025-02-20", "Complted", None),
        ("doner", "doner", None),
        ("waiting for review", "waiting", None),
        ("promised", "promised", "planned"),
        # not yet
        ("Complete by Q3 2026", "Complete by Q3 2026", "in progress"),
        ("Done by the end of May", "Done by the end of May", "in progress"),
        ("Released soon", "Released soon", "in progress"),
        ("Released as beta", "Released as beta", "in progress"),
        ("Released in a public preview", "Released in a public preview", "in progress"),
        ("Completed 80%", "Completed 80%", "in progress"),
        ("Completed (80%)", "Completed", "in progress"),
        ("✅ 80 % complete", "80 % complete", "in progress"),
        ("Done except for the CLI", "Done except", "in progress"),
        ("Partially completed", "Partially completed", "in progress"),
        ("Half-done", "Half-done", "in progress"),
        ("Not yet released", "Not yet released", "in progress"),
        ("To be released in May", "To be released", "in progress"),
        ("Will be released in October 2026", "Will be released", "planned"),
        # and yet
        ("Completed 100%", "Completed", "completed"),
        ("100% complete", "complete", "completed"),
        ("Completed by the team", "Completed", "completed"),
        ("Completed by 2026-02-20", "Completed", "completed"),
        ("Delivered as planned", "Delivered", "completed"),
    ],
)
def test_statuses(text: str, status: str, state: str | None) -> None:
    found = read_status(text)
    assert found is not None
    assert (found[0].text, found[0].state) == (status, state)
    assert text[found[1] : found[2]] == status


@pytest.mark.parametrize("word", [*STATUS_WORDS, *STATUS_SYNONYMS])
def test_every_known_status_is_read_whole(word: str) -> None:
    found = read_status(f"**{word.upper()}** (see below)")
    assert found is not None
    assert found[0].text == word.upper()
    assert found[0].state == {**STATUS_WORDS, **STATUS_SYNONYMS}[word]


@pytest.mark.parametrize("text", ["", "12", "🟡", "—"])
def test_no_status(text: str) -> None:
    assert read_status(text) is None


# ------------------------------------------------------------------------------------------------------ API versions


def test_api_versions_sort_as_kubernetes_sorts_them() -> None:
    ascending = ["v1alpha1", "v2alpha1", "v1beta1", "v1beta2", "v10beta3", "v1", "v2", "v10"]
    priorities = [ApiVersion("a.b", version).priority for version in ascending]
    assert priorities == sorted(priorities)  # type: ignore[type-var]
    assert len(set(priorities)) == len(ascending)


@pytest.mark.parametrize(
    ("text", "group", "version", "good"),
    [
        ("source.toolkit.example/v1beta2", "source.toolkit.example", "v1beta2", True),
        ("source.toolkit.example", "source.toolkit.example", "", False),
        ("source.toolkit.example/v1.2", "source.toolkit.example", "v1.2", False),
        ("Source.toolkit.example/v1", "Source.toolkit.example", "v1", False),
        ("source/v1", "source", "v1", False),
        ("a.b/v0", "a.b", "v0", False),
    ],
)
def test_api_versions(text: str, group: str, version: str, good: bool) -> None:
    api = ApiVersion.parse(text)
    assert api == (group, version)
    assert str(api) == text
    assert (api.problem is None) is good


# ----------------------------------------------------------------------------------------------------------- buckets


@pytest.mark.parametrize(
    ("text", "raw", "kind"),
    [
        ("Now", "Now", "now"),
        ("🚀 Up next", "Up next", "next"),
        (":rocket: Up next", "Up next", "next"),
        ("Done :white_check_mark:", "Done", "done"),
        ("UP-NEXT:", "UP-NEXT", "next"),
        ("1. Later", "Later", "later"),
        ("Done ✅", "Done", "done"),
        ("In-Progress (Near-term) ", "In-Progress", "now"),
        ("In the works", "In the works", "now"),
        ("Backlog (future releases)", "Backlog", "backlog"),
        ("Long Term Backlog", "Long Term Backlog", "backlog"),
        ("Long-term", "Long-term", "later"),
        ("Short  term – this year", "Short  term", "next"),
        ("Future work 🔮", "Future", "later"),
        ("Completed: see the archive", "Completed", "done"),
        ("Planned features - a selection", "Planned", "next"),
        ("Near-term and medium-term", "Near-term", "next"),
        ("Now / Next", "Now", "now"),
        ("What’s next?", "What’s next", "next"),
        ("To-Do", "To-Do", "next"),
        ("Next up", "Next up", "next"),
        ("What we’re working on", "What we’re working on", "now"),
        ("This quarter", "This quarter", "now"),
        ("Future directions", "Future", "later"),
        ("Post 1.0 Work", "Post 1.0", "later"),
        ("After v2.x", "After v2.x", "later"),
        ("Post-GA", "Post-GA", "later"),
        ("Under investigation", "Under investigation", "later"),
        ("Deferred", "Deferred", "backlog"),
        ("Not planned", "Not planned", "backlog"),
        ("Past releases", "Past releases", "done"),
    ],
)
def test_buckets(text: str, raw: str, kind: str) -> None:
    found = read_bucket(text)
    assert found is not None
    name, start, end = found
    assert (name.text, name.kind, text[start:end]) == (raw, kind, raw)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "🚀",
        "Next steps",
        "Past the limits",
        "Next-gen storage",
        "Future-proof testing",
        "Done when the tests pass",
        "Definition of done",
        "Long-term support",
        "Current status",
        "Current Roadmap",
        "Nowhere",
        "Now with plugins",
        "Released under the Apache license",
        "What's new",
        "Active, branches",
        "2 now",
        "Short. Term",
        "Now and then",
        "After 2.0 upgrades",
        "Postgres 16",
        "This release in numbers",
    ],
)
def test_words_that_only_begin_like_a_bucket(text: str) -> None:
    assert read_bucket(text) is None


@STEADY
@given(st.text(max_size=60))
def test_readers_raise_on_nothing_and_stay_in_the_text(text: str) -> None:
    read_status(text)
    for _, start, end in [*read_versions(text), *read_periods(text)]:
        assert 0 <= start < end <= len(text)
    bucket = read_bucket(text)
    assert bucket is None or 0 <= bucket[1] < bucket[2] <= len(text)
