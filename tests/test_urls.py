"""The grammar of addresses, and the shapes that forges give theirs."""

from __future__ import annotations

import time

import pytest

from roadmap_lint.forges import forge_address, tracker_fault
from roadmap_lint.urls import fault, shown, web_address


@pytest.mark.parametrize(
    ("url", "mended"),
    [
        ("https://https://example.com", "https://example.com"),
        ("http://https//example.com", "https://example.com"),
        ("https:https://example.com", "https://example.com"),
        ("htps://example.com", "https://example.com"),
        ("htttps://example.com", "https://example.com"),
        ("hppts://example.com", "https://example.com"),
        ("htp://example.com", "http://example.com"),
        ("http;//example.com", "http://example.com"),
        ("https//example.com", "https://example.com"),
        ("https:/example.com", "https://example.com"),
        ("https:example.com/a", "https://example.com/a"),
        ("https:///example.com", "https://example.com"),
        ("https://example.com/a b", "https://example.com/a%20b"),
        (" https://example.com", "https://example.com"),
        ("https://example.com\\a", "https://example.com/a"),
        ("docs\\plans.md", "docs/plans.md"),
        ("https://example..com/a", "https://example.com/a"),
        ("https://example,com/a", "https://example.com/a"),
        ("https://example.com/a#b#b", "https://example.com/a#b"),
        ("(https://example.com)", "https://example.com"),
    ],
)
def test_a_certain_correction_leaves_a_sound_address(url: str, mended: str) -> None:
    found = fault(url)
    assert found is not None
    assert found.correction is not None
    assert url[: found.start] + found.correction + url[found.end :] == mended
    assert fault(mended) is None


@pytest.mark.parametrize(
    ("url", "part"),
    [
        ("https://http://example.com", "https://http://"),
        ("httpd://example.com", "httpd://"),
        ("https://", "https://"),
        ("https://?q", "https://"),
        ("https://h:99999/", "99999"),
        ("https://h:8o/", "8o"),
        ("https://[::1/x", "[::1"),
        ("https://[1::2::3]/x", "[1::2::3]"),
        ("https://300.1.1.1/", "300.1.1.1"),
        ("https://exa mple.com/", " "),
        ("https://example.com/%zz", "%zz"),
        ("https://example.com/100%", "%"),
        ("https://example.com/a#b#c", "#c"),
        ("https://a|b.example.com/", "a|b.example.com"),
        ('https://example.com/a"Plans"', '"'),
        ("https://example.com/`a`", "`"),
        ("https://example.com/a\x07", "\x07"),
        ("https://ann@work@example.com/", "@"),
        ("https://[::1]8080/", "8080"),
        ("https://[::1]:80800/", "80800"),
        ("https://" + "a." * 126 + "com/", "a." * 126 + "com"),
    ],
)
def test_a_fault_without_a_certain_correction_is_still_placed(url: str, part: str) -> None:
    found = fault(url)
    assert found is not None
    assert (url[found.start : found.end], found.correction) == (part, None)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "#",
        "#plans",
        "/x/",
        "../x.md",
        "//cdn.example.com/x",
        "mailto:ann@example.com",
        "tel:+15550100",
        "git@example.com:a/b.git",
        "shttp://example.com",
        "hxxps://example.com",
        "http.md",
        "http/README.md",
        "https://münchen.example/ä",
        "https://例え.example",
        "http://localhost",
        "http://wiki/Plans",
        "https://ann:pw@example.com:443/",
        "https://ann:p:w@example.com/@bob",
        "https://social.example.com/@ann@example.com",
        'https://example.com/?q="plans"',
        "https://" + "a." * 124 + "com/",
        "https://-a-.example.com/",
        "https://a_b.example.com/",
        "https://example。com/計画",
        "https://example.com:/",
        "https://example.com./",
        "https://[2001:db8::1]:8443/",
        "https://http:8080/",
        "https://web.example.com/web/2025/https://example.com/",
        "https://matrix.to/#/#acme:example.com",
        "https://chat.example.com/##acme",
        "https://$HOST:$PORT/{path}",
        "https://[host]:[port]/",
        "https://*.example.com",
        "https://example.com/%s",
        "https://example.com/%APPDATA%/x",
        "https://example.com/?q=\\d+",
        "C:\\x",
        "\\\\server\\share",
        "https://...",
    ],
)
def test_what_is_not_provably_malformed_has_no_fault(url: str) -> None:
    assert fault(url) is None


# Each of these passes at least one of urllib, ada (WHATWG), yarl and rfc3986 as if nothing were wrong with it; the last
# one is sound, and rfc3986 refuses it.
@pytest.mark.parametrize(
    ("url", "part", "mended"),
    [
        ("https:/github.com/a", "https:/", "https://github.com/a"),
        ("https//github.com/a", "https//", "https://github.com/a"),
        ("htps://github.com/a", "htps://", "https://github.com/a"),
        ("https://github.com/a b", " ", "https://github.com/a%20b"),
        ("https://github.com\\a", "\\", "https://github.com/a"),
        ("http://abc\txyz.test/", "\t", None),
        ("https://github.com/%zz", "%zz", None),
        ("https://", "https://", None),
        ("https://h:99999/", "99999", None),
        ("https://github.com/a#b#c", "#c", None),
        ("https://[::1/x", "[::1", None),
        ("https://münchen.de/ä", None, None),
    ],
)
def test_no_library_is_as_strict(url: str, part: str | None, mended: str | None) -> None:
    found = fault(url)
    assert (None if found is None else url[found.start : found.end]) == part
    if found is not None:
        correction = found.correction
        assert (None if correction is None else url[: found.start] + correction + url[found.end :]) == mended


def test_an_address_in_parts() -> None:
    address = web_address("HTTPS://Ann@Example.com:8443/a/b?c=d#e")
    assert address is not None
    assert address == ("https", "example.com", "8443", "/a/b", 28, "c=d", "e")
    assert web_address("ftp://example.com") is None


def test_long_addresses_are_cut() -> None:
    assert shown("a" * 80) == "a" * 80
    assert shown("a" * 81) == "a" * 79 + "…"


@pytest.mark.parametrize("piece", ["https://", "%", "#", "a.", ":", "/", " ", "[", "@", "\\", "h", "9"])
def test_hostile_addresses_cost_no_more_than_their_length(piece: str) -> None:
    start = time.perf_counter()
    for url in (piece * 20_000, "https://" + piece * 20_000, "https://github.com/a/b/issues/" + piece * 20_000):
        fault(url)
        tracker_fault(url)
        forge_address(url)
    assert time.perf_counter() - start < 5


GITHUB = "https://github.com/acme/app"


@pytest.mark.parametrize(
    ("url", "named"),
    [
        (GITHUB, ("acme", "app", "repository", None, None)),
        (f"{GITHUB}/issues/12#issuecomment-1", ("acme", "app", "issue", 12, None)),
        (f"{GITHUB}/pull/12/files", ("acme", "app", "pull request", 12, None)),
        (f"{GITHUB}/discussions/12", ("acme", "app", "discussion", 12, None)),
        (f"{GITHUB}/milestone/3", ("acme", "app", "milestone", None, "3")),
        (f"{GITHUB}/releases/tag/app/v1.2", ("acme", "app", "tag", None, "app/v1.2")),
        (f"{GITHUB}/tree/main/docs", ("acme", "app", "tree", None, "main/docs")),
        (f"{GITHUB}/blob/main/a.md", ("acme", "app", "blob", None, "main/a.md")),
        (f"{GITHUB}/wiki", ("acme", "app", "other", None, None)),
        ("https://gitlab.com/acme/core/app/-/merge_requests/12", ("acme/core", "app", "pull request", 12, None)),
        ("https://gitlab.com/acme/app/issues/12", ("acme", "app", "issue", 12, None)),
        ("https://gitlab.com/acme/app/-/tags/v1.2", ("acme", "app", "tag", None, "v1.2")),
        ("https://codeberg.org/acme/app/pulls/12", ("acme", "app", "pull request", 12, None)),
    ],
)
def test_what_an_address_on_a_forge_names(url: str, named: tuple[object, ...]) -> None:
    address = forge_address(url)
    assert address is not None
    assert tuple(address)[2:] == named


@pytest.mark.parametrize("url", ["https://example.com/acme/app/issues/12", "https://github.com/acme", "issues/12", ""])
def test_other_addresses_name_nothing_on_a_forge(url: str) -> None:
    assert forge_address(url) is None
    assert tracker_fault(url) is None


@pytest.mark.parametrize(
    ("url", "part", "correction"),
    [
        ("https://github.com/acme/issues/12", "issues", None),
        ("https://codeberg.org/acme/pulls/12", "pulls", None),
        (f"{GITHUB}/merge_requests/12", "merge_requests", "pull"),
        (f"{GITHUB}/issues/0", "0", None),
        ("https://gitlab.com/acme/core/app/-/merge_request/12", "merge_request", "merge_requests"),
    ],
)
def test_what_keeps_an_address_from_its_issue(url: str, part: str, correction: str | None) -> None:
    found = tracker_fault(url)
    assert found is not None
    assert (url[found.start : found.end], found.correction) == (part, correction)


@pytest.mark.parametrize(
    "url",
    [
        f"{GITHUB}/merge_requests",
        "https://github.com/acme/issues",
        "https://github.com/acme/issues/issues/12",
        "https://github.com/acme/pulls/labels/12",
        "https://gitlab.com/acme/issues/-/issues/12",
        "https://gitlab.com/acme/tools/pull",
        "https://github.com/issues/assigned",
    ],
)
def test_what_only_looks_like_an_issue_in_no_repository(url: str) -> None:
    assert tracker_fault(url) is None


def test_a_host_of_ones_own_may_have_a_port() -> None:
    hosts = {"git.example.com:3000": "gitea"}
    assert forge_address("https://git.example.com:3000/a/b/pulls/1", hosts) is not None
    assert forge_address("https://git.example.com/a/b/pulls/1", hosts) is None


def test_names_of_repositories_are_the_same_in_any_case() -> None:
    address = forge_address(GITHUB)
    assert address is not None
    assert address.is_of("Acme", "APP")
    assert not address.is_of("acme", "web")
