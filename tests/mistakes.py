"""One mistake at a time in a healthy roadmap: the edit, the code that must speak, and the line it must speak of.

The roadmap is our own, in the home shape. `line` is the line that a maintainer would correct, after the edit; where two
would do, the finding may stand on the other if it relates to this one.
"""

from __future__ import annotations

from typing import NamedTuple

ROADMAP = """\
---
title: "Acme Roadmap"
linkTitle: "Roadmap"
description: "Where Acme is going."
weight: 90
---

# Acme Roadmap

{{% alert color="info" title="Production readiness" %}}
The [stable APIs](/acme/components/) are safe to use in production.
See the [release process](/acme/releases/).
{{% /alert %}}

## Milestones

Work is planned as milestones, see [proposals](#proposals) and the [support table][support].

[support]: https://acme.example/support

### v2.8 (Q1 2026)

**Status**: Completed on 2026-02-20 (v2.8.0 [changelog](https://acme.example/blog/2026/02/acme-v2.8.0/))

The goal of this milestone is to bring faster builds.

- **Build integrations**
  - [x] [Cache build layers](https://github.com/acme/builder/issues/101)
  - [x] [Parallel builds (#102)](https://github.com/acme/builder/pull/102)

- **Conformance testing**
  - [x] End-to-end testing for Kubernetes 1.35

- **EOL and Deprecations**
  - End support for Acme v2.5.x
  - End support for Kubernetes v1.32.x
  - Remove deprecated APIs in group `source.acme.example/v1beta1`
  - Deprecate APIs in group `source.acme.example/v1beta2`

### v2.9 (Q2 2026)

**Status**: In Progress

The goal of this milestone is to sign what is built.

- **Build integrations**
  - [x] [Sign builds](https://github.com/acme/builder/issues/120)
  - [ ] [Verify signatures](https://github.com/acme/builder/issues/121)

- **Conformance testing**
  - [ ] End-to-end testing for Kubernetes 1.36

- **EOL and Deprecations**
  - End support for Acme v2.6.x
  - End support for Kubernetes v1.33.x
  - Remove deprecated APIs in the group `source.acme.example/v1beta2`

### v2.10 (Q4 2026)

**Status**: Provisional

The goal of this milestone is a stable event API.

- **Event integrations**
  - [ ] Promote the `Event` API to `v1`
  - [ ] [Retry events](https://gitlab.com/acme/events/-/issues/7)

- **Conformance testing**
  - [ ] End-to-end testing for Kubernetes 1.37

- **EOL and Deprecations**
  - End support for Acme v2.7.x
  - End support for Kubernetes v1.34.x
  - Deprecate APIs in group `event.acme.example/v1beta3`

## Proposals

- [x] [RFC-0001](https://github.com/acme/acme/tree/main/rfcs/0001-tenancy) Tenancy
- [x] [RFC-0002](https://github.com/acme/acme/tree/main/rfcs/0002-oci) OCI artifacts
- [x] [RFC-0003](https://github.com/acme/acme/tree/main/rfcs/0003-events) Events
- [ ] [RFC-0004](https://github.com/acme/acme/tree/main/rfcs/0004-plugins) Plugins
- [ ] [RFC-0005](https://github.com/acme/acme/tree/main/rfcs/0005-metrics) Metrics
- [ ] [RFC-XXXX](https://github.com/acme/acme/pull/300) Sharding
"""


class Mistake(NamedTuple):
    """Replace `old` (the `nth` one, from 1) by `new`: `code` must be found, at or related to `line`."""

    name: str
    old: str
    new: str
    code: str
    line: int
    correction: str  # what the message must name
    nth: int = 1

    def edit(self) -> str:
        start = -1
        for _ in range(self.nth):
            start = ROADMAP.index(self.old, start + 1)
        return ROADMAP[:start] + self.new + ROADMAP[start + len(self.old) :]


def _line(text: str, nth: int = 1) -> int:
    start = -1
    for _ in range(nth):
        start = ROADMAP.index(text, start + 1)
    return ROADMAP.count("\n", 0, start) + 1


V28, V29, V210 = _line("### v2.8"), _line("### v2.9"), _line("### v2.10")
EOL28, EOL29, EOL210 = (_line(f"Acme v2.{minor}.x") for minor in (5, 6, 7))
K28, K29, K210 = (_line(f"Kubernetes v1.{minor}.x") for minor in (32, 33, 34))
T28, T29, T210 = (_line(f"for Kubernetes 1.{minor}") for minor in (35, 36, 37))

MISTAKES: tuple[Mistake, ...] = (
    # the front matter
    Mistake("quote not closed", 'title: "Acme Roadmap"', 'title: "Acme Roadmap', "RM001", 2, "quote"),
    Mistake("fence not closed", "weight: 90\n---\n", "weight: 90\n", "RM001", 5, "'---' belongs"),
    Mistake("key repeated", "weight: 90", "title: Acme", "RM001", 5, "repeats the key 'title'"),
    Mistake("colon missing", "weight: 90", "weight 90", "RM001", 5, "colon"),
    Mistake("second colon", 'description: "Where Acme is going."', "description: Acme: where to", "RM001", 4, "quotes"),
    Mistake("title misspelt", 'title: "Acme', 'titel: "Acme', "RM002", 2, "'titel' meant"),
    Mistake("title is a number", 'title: "Acme Roadmap"', "title: 2026", "RM002", 2, "string"),
    # the shortcode
    Mistake("shortcode not closed", "{{% /alert %}}\n", "", "RM003", 10, "/alert"),
    Mistake(
        "shortcode not opened", '{{% alert color="info" title="Production readiness" %}}', "", "RM003", 13, "not opened"
    ),
    Mistake("shortcode closed under another name", "{{% /alert %}}", "{{% /alrt %}}", "RM003", 13, "/alert"),
    Mistake(
        "shortcode closed with other delimiters", "{{% /alert %}}", "{{< /alert >}}", "RM003", 13, "{{% /alert %}}"
    ),
    Mistake("shortcode tag not ended", 'readiness" %}}', 'readiness" %}', "RM003", 10, "'%}}' is missing"),
    # characters
    Mistake("hidden in a version", "Acme v2.5.x", "Acme v2.\u200b5.x", "RM006", EOL28, "remove it"),
    Mistake("hidden in an address", "issues/101", "issues/\u200b101", "RM006", _line("issues/101"), "remove it"),
    Mistake("text turned round", "faster builds", "faster \u202ebuilds", "RM006", _line("faster builds"), "remove it"),
    Mistake("NUL", "faster builds", "faster\0builds", "RM006", _line("faster builds"), "remove it"),
    # headings
    Mistake("comma in the version", "### v2.9 (", "### v2,9 (", "RM005", V29, "'v2.9' would be right"),
    Mistake("two dots in the version", "### v2.9 (", "### v2..9 (", "RM005", V29, "'v2.9' would be right"),
    Mistake("blank in the version", "### v2.9 (", "### v 2.9 (", "RM005", V29, "'v2.9' would be right"),
    Mistake("last year's quarter", "v2.9 (Q2 2026)", "v2.9 (Q2 2025)", "RM101", V29, "Q1 2026"),
    Mistake("quarter too early", "v2.10 (Q4 2026)", "v2.10 (Q1 2026)", "RM101", V210, "Q2 2026"),
    Mistake("quarter too late", "v2.8 (Q1 2026)", "v2.8 (Q3 2026)", "RM101", V28, "Q2 2026"),
    Mistake("next year's quarter", "v2.9 (Q2 2026)", "v2.9 (Q2 2027)", "RM101", V29, "Q4 2026"),
    Mistake("version too low", "### v2.10 (", "### v2.1 (", "RM102", V210, "v2.9"),
    Mistake("version too high", "### v2.8 (", "### v2.18 (", "RM102", V28, "v2.9"),
    Mistake("major typed wrong", "### v2.9 (", "### v3.9 (", "RM102", V29, "v2.10"),
    Mistake("version copied", "### v2.9 (", "### v2.8 (", "RM103", V29, "its own version"),
    Mistake("version copied from above", "### v2.10 (", "### v2.9 (", "RM103", V210, "its own version"),
    Mistake("no such quarter", "v2.9 (Q2 2026)", "v2.9 (Q5 2026)", "RM111", V29, "Q1 to Q4"),
    Mistake("quarter zero", "v2.9 (Q2 2026)", "v2.9 (Q0 2026)", "RM111", V29, "Q1 to Q4"),
    Mistake("year of three digits", "v2.10 (Q4 2026)", "v2.10 (Q3 202)", "RM111", V210, "four digits"),
    Mistake("letter O in the year", "v2.9 (Q2 2026)", "v2.9 (Q2 2O26)", "RM111", V29, "'Q2 2026'"),
    Mistake("month misspelt", "v2.9 (Q2 2026)", "v2.9 (Apirl 2026)", "RM111", V29, "'April 2026'"),
    Mistake("version skipped", "### v2.10 (", "### v2.11 (", "RM104", V210, "v2.10 is missing"),
    Mistake("period gone", "### v2.10 (Q4 2026)", "### v2.10", "RM113", V210, "TBA"),
    Mistake("heading too deep", "### v2.9 (", "#### v2.9 (", "RM009", V29, "'### v2.9'"),
    Mistake("heading too high", "### v2.9 (", "## v2.9 (", "RM009", V29, "'### v2.9'"),
    Mistake("last heading too high", "### v2.10 (", "## v2.10 (", "RM009", V210, "'### v2.10'"),
    # statuses
    Mistake("status line gone", "**Status**: In Progress\n", "", "RM105", V29, "**Status**: Provisional"),
    Mistake("status label misspelt", "**Status**: In Progress", "**Staus**: In Progress", "RM105", V29 + 2, "'Status'"),
    Mistake("status misspelt", "Status**: Completed", "Status**: Compelted", "RM106", V28 + 2, "'Completed' meant"),
    Mistake("status cut", "In Progress", "In Progres", "RM106", V29 + 2, "'In Progress' meant"),
    Mistake("status of another kind", "Status**: Provisional", "Status**: Sunny", "RM106", V210 + 2, "In Progress"),
    Mistake(
        "later one completed", "Status**: Provisional", "Status**: Completed", "RM107", V210 + 2, "v2.9 is In Progress"
    ),
    Mistake("earlier one planned", "Status**: Completed on", "Status**: Planned on", "RM107", V28 + 2, "out of date"),
    Mistake("open task in a release", "[x] [Cache", "[ ] [Cache", "RM108", _line("[Cache"), "check it"),
    Mistake("open test in a release", "[x] End-to-end", "[ ] End-to-end", "RM108", T28, "check it"),
    Mistake("link of the release before", "acme-v2.8.0/", "acme-v2.7.0/", "RM112", V28 + 2, "v2.8"),
    Mistake("month of the release before", "/blog/2026/02/", "/blog/2025/11/", "RM112", V28 + 2, "2026-02-20"),
    Mistake("last year's release date", "on 2026-02-20", "on 2025-02-20", "RM112", V28 + 2, "Q1 2026"),
    # own versions
    Mistake("EOL line not raised", "Acme v2.5.x", "Acme v2.4.x", "RM201", EOL28, "v2.5.x"),
    Mistake("EOL line too high", "Acme v2.7.x", "Acme v2.8.x", "RM201", EOL210, "v2.7.x"),
    Mistake("EOL line copied", "Acme v2.6.x", "Acme v2.5.x", "RM203", EOL29, "v2.8"),
    Mistake("EOL line steps back", "Acme v2.7.x", "Acme v2.4.x", "RM203", EOL210, "v2.6.x"),
    Mistake("EOL line gone", "  - End support for Acme v2.6.x\n", "", "RM202", V29, "v2.9 ends support for no version"),
    Mistake("EOL of itself", "Acme v2.7.x", "Acme v2.10.x", "RM204", EOL210, "an earlier one"),
    Mistake("EOL of the future", "Acme v2.5.x", "Acme v2.9.x", "RM204", EOL28, "an earlier one"),
    # Kubernetes
    Mistake("tested version not raised", "Kubernetes 1.36", "Kubernetes 1.35", "RM301", T29, "1.36"),
    Mistake("tested version too high", "Kubernetes 1.35", "Kubernetes 1.36", "RM301", T28, "1.35"),
    Mistake("window off by one", "Kubernetes v1.34.x", "Kubernetes v1.35.x", "RM301", K210, "v1.34.x"),
    Mistake("tests step back", "Kubernetes 1.37", "Kubernetes 1.35", "RM302", T210, "1.36"),
    Mistake("platform ended twice", "Kubernetes v1.33.x", "Kubernetes v1.32.x", "RM303", K29, "v2.8"),
    Mistake("platform ends step back", "Kubernetes v1.34.x", "Kubernetes v1.31.x", "RM303", K210, "v1.33.x"),
    Mistake(
        "test line gone",
        "  - [ ] End-to-end testing for Kubernetes 1.36\n",
        "",
        "RM304",
        V29,
        "is tested with no version",
    ),
    Mistake(
        "platform end gone", "  - End support for Kubernetes v1.33.x\n", "", "RM304", V29, "ends support for no version"
    ),
    Mistake("digits swapped", "Kubernetes 1.35", "Kubernetes 1.53", "RM307", T28, "1.35"),
    Mistake("major typed wrong for a platform", "Kubernetes v1.34.x", "Kubernetes v2.34.x", "RM307", K210, "v1.34.x"),
    # APIs
    Mistake(
        "API version misspelt",
        "source.acme.example/v1beta1",
        "source.acme.example/v1betta1",
        "RM401",
        _line("v1beta1"),
        "v1beta1",
    ),
    Mistake(
        "API without version",
        "event.acme.example/v1beta3",
        "event.acme.example",
        "RM401",
        _line("v1beta3"),
        "GROUP/VERSION",
    ),
    Mistake(
        "API version in capitals",
        "event.acme.example/v1beta3",
        "event.acme.example/V1beta3",
        "RM401",
        _line("v1beta3"),
        "v1beta3",
    ),
    Mistake("promoted to no version", "API to `v1`", "API to `v1betta`", "RM401", _line("Promote"), "v1"),
    Mistake(
        "API removed at once",
        "source.acme.example/v1beta1",
        "source.acme.example/v1beta2",
        "RM402",
        _line("v1beta1"),
        "later milestone",
    ),
    Mistake(
        "newer API removed first", "example/v1beta1", "example/v1beta3", "RM404", _line("example/v1beta1"), "v1beta2"
    ),
    Mistake(
        "API deprecated twice",
        "event.acme.example/v1beta3",
        "source.acme.example/v1beta2",
        "RM403",
        _line("v1beta3"),
        "already",
    ),
    # links
    Mistake(
        "scheme misspelt",
        "https://github.com/acme/builder/issues/101",
        "htps://github.com/acme/builder/issues/101",
        "RM501",
        _line("issues/101"),
        "https://",
    ),
    Mistake(
        "colon missing in a link",
        "https://github.com/acme/builder/issues/120",
        "https//github.com/acme/builder/issues/120",
        "RM501",
        _line("issues/120"),
        "https://",
    ),
    Mistake(
        "scheme twice",
        "https://github.com/acme/builder/pull/102",
        "https://https://github.com/acme/builder/pull/102",
        "RM501",
        _line("pull/102"),
        "https://",
    ),
    Mistake(
        "link without address", "(https://github.com/acme/builder/issues/121)", "()", "RM502", _line("issues/121"), ""
    ),
    Mistake("link without text", "[Sign builds]", "[]", "RM502", _line("Sign builds"), ""),
    Mistake("blank between text and address", "[Sign builds](", "[Sign builds] (", "RM503", _line("Sign builds"), ""),
    Mistake("bracket not closed", "issues/121)", "issues/121", "RM503", _line("issues/121"), ""),
    Mistake(
        "pull list instead of one", "builder/pull/102", "builder/pulls/102", "RM505", _line("pull/102"), "/pull/102"
    ),
    Mistake("issue number gone", "builder/issues/101", "builder/issues/101x", "RM505", _line("issues/101"), "number"),
    Mistake("another pull request", "builder/pull/102", "builder/pull/103", "RM506", _line("pull/102"), "102"),
    Mistake("anchor dead", "(#proposals)", "(#proposal)", "RM508", _line("(#proposals)"), "#proposals"),
    Mistake(
        "heading renamed", "## Proposals", "## Requests for comments", "RM508", _line("(#proposals)"), "#proposals"
    ),
    Mistake(
        "reference not defined",
        "[support table][support]",
        "[support table][suport]",
        "RM510",
        _line("[support table]"),
        "support",
    ),
    Mistake(
        "http on a forge",
        "https://github.com/acme/acme/pull/300",
        "http://github.com/acme/acme/pull/300",
        "RM504",
        _line("pull/300"),
        "https",
    ),
    Mistake("link of the task above", "builder/issues/121", "builder/issues/120", "RM507", _line("issues/121"), "#120"),
    Mistake(
        "page in another language",
        "[stable APIs](/acme/components/)",
        "[stable APIs](https://helm.sh/de/docs/topics/charts/)",
        "RM511",
        _line("[stable APIs]"),
        "English",
    ),
    Mistake(
        "directory shown as a file",
        "tree/main/rfcs/0005-metrics",
        "blob/main/rfcs/0005-metrics",
        "RM512",
        _line("0005-metrics"),
        "tree",
    ),
    Mistake(
        "definition left behind", "[support table][support]", "support table", "RM514", _line("[support]:"), "support"
    ),
    # tasks
    Mistake("blank in the box", "[x] [Sign", "[x ] [Sign", "RM601", _line("[Sign"), "[x]"),
    Mistake("box without blank", "[ ] [Verify", "[] [Verify", "RM601", _line("[Verify"), "[ ]"),
    Mistake(
        "no blank behind the box",
        "[ ] [Verify signatures](https://github.com/acme/builder/issues/121)",
        "[ ]Verify signatures",
        "RM601",
        _line("[Verify"),
        "[ ]",
    ),
    Mistake(
        "task repeated",
        "[ ] [Verify signatures](https://github.com/acme/builder/issues/121)",
        "[x] [Sign builds](https://github.com/acme/builder/issues/120)",
        "RM602",
        _line("[Verify"),
        "",
    ),
    Mistake(
        "indent of the items lost",
        "  - [ ] End-to-end testing for Kubernetes 1.36\n",
        "- [ ] End-to-end testing for Kubernetes 1.36\n",
        "RM603",
        _line("**Conformance testing**", 2),
        "add its items",
    ),
    Mistake(
        "group checked too early",
        "- **Build integrations**",
        "- [x] **Build integrations**",
        "RM604",
        _line("**Build integrations**", 2),
        "uncheck the item",
        nth=2,
    ),
    # proposals
    Mistake("RFC accepted without a number", "[ ] [RFC-XXXX]", "[x] [RFC-XXXX]", "RM703", _line("RFC-XXXX"), "number"),
    Mistake("RFC number typed wrong", "[RFC-0003]", "[RFC-0030]", "RM701", _line("[RFC-0003]"), "0003"),
    Mistake("RFC linked to another", "rfcs/0004-plugins", "rfcs/0005-plugins", "RM701", _line("[RFC-0004]"), "0004"),
    Mistake(
        "RFC number repeated",
        "[RFC-0004](https://github.com/acme/acme/tree/main/rfcs/0004-plugins)",
        "[RFC-0003](https://github.com/acme/acme/tree/main/rfcs/0003-plugins)",
        "RM702",
        _line("[RFC-0004]"),
        "0003",
    ),
    Mistake(
        "RFC list steps back",
        "[RFC-0005](https://github.com/acme/acme/tree/main/rfcs/0005-metrics)",
        "[RFC-0002](https://github.com/acme/acme/pull/12)",
        "RM702",
        _line("[RFC-0005]"),
        "0002",
    ),
)
