"""The findings that the engine itself makes: their codes, names and pages. They cannot be suppressed or implemented."""

from __future__ import annotations

from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Document
from roadmap_lint.rule import Context, Rule


class _Reserved(Rule):
    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        return ()


class RuleCrashed(_Reserved):
    """A rule failed on this file; the others ran.

    The message names the rule and the error. Nothing is known about what the rule would have said of this file, so the
    exit status is 3. For a built-in rule, please report it with the document; for a rule of a pack, tell its author.
    """

    code = "RM000"
    name = "rule-crashed"
    severity = Severity.ERROR


class SuppressionUnused(_Reserved):
    """A suppression that suppresses nothing.

    A `roadmap-lint-disable…` comment names a rule that ran and found nothing in its reach. It may hide the next real
    mistake, so it should go. Rules that did not run (not selected, or without what they need) are not counted.

    ```markdown
    <!-- roadmap-lint-disable-next-line eol-lag -->
    - End support for Acme v2.5.x
    ```
    """

    code = "RM007"
    name = "suppression-unused"
    severity = Severity.WARNING


class SuppressionInvalid(_Reserved):
    """A suppression that cannot work: an unknown rule, no rule at all, a malformed directive, a missing reason.

    The directives are `roadmap-lint-disable-next-line`, `roadmap-lint-disable-line`, `roadmap-lint-disable`,
    `roadmap-lint-enable` and `roadmap-lint-disable-file`, each followed by codes, names or prefixes of rules, and
    optionally by `reason="…"` (which `require-reason = true` in the config demands) and `until=2027-01-31`.

    ```markdown
    <!-- roadmap-lint-disable-next-line RM201 reason="v2.4 was skipped" until=2027-01-31 -->
    ```

    In the front matter a field names rules for the whole document: `roadmap-lint-disable: [RM201, eol-lag]`.
    """

    code = "RM008"
    name = "suppression-invalid"
    severity = Severity.WARNING


class SuppressionExpired(_Reserved):
    """The day in a suppression's `until=` has passed: what it hides is shown again.

    Needs a *today* (`--today`); without one a suppression with `until=` holds.
    """

    code = "RM010"
    name = "suppression-expired"
    severity = Severity.WARNING
    kind = "dated"


class UnreadableFile(_Reserved):
    """A file that cannot be checked: missing, not a regular file, too large, or not text.

    The exit status is 2. Other files of the same run are checked all the same.
    """

    code = "RM011"
    name = "unreadable-file"
    severity = Severity.ERROR


RULES: tuple[type[Rule], ...] = (
    RuleCrashed,
    SuppressionUnused,
    SuppressionInvalid,
    SuppressionExpired,
    UnreadableFile,
)

CODES = frozenset(rule.code for rule in RULES)
"""What no suppression hides."""
