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

    ## What it checks

    That every rule comes to an end. The message names the rule, the error, and the file and line where it happened. Where
    `check` shares the work among processes, also that none of them ended at this file, as happens for want of memory.

    ## Why it matters

    Nothing is known about what the rule would have said of this file, and its silence would be taken for approval. So
    the exit status is 3, and a build that relies on the rule stops.

    ## What to do

    For a built-in rule, please report it with the document; for a rule of a pack, tell its author. Where a process ended,
    try `--jobs 1`.

    ## When to disable

    It cannot be suppressed. `ignore` the rule that fails until it is repaired.
    """

    code = "RM000"
    name = "rule-crashed"
    severity = Severity.ERROR


class SuppressionUnused(_Reserved):
    """A suppression that suppresses nothing.

    ## What it checks

    Comments `roadmap-lint-disable…` that name a rule which ran and found nothing in their reach. Rules that did not run
    (not selected, or without what they need) are not counted.

    ## Why it matters

    It was written for a mistake that is gone. The next real one in its place would be hidden, and nobody would know.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM111 -->
    ### v2.8 (Q1 2026)
    ```

    ```text output
    ROADMAP.md:3:5: RM007 suppression-unused warning this suppression is not needed: nothing here breaks RM111
      |
    3 | <!-- roadmap-lint-disable-next-line RM111 -->
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = fix: remove the suppression
    ```

    ```markdown fixed
    # Acme Roadmap

    ### v2.8 (Q1 2026)
    ```

    ```markdown good
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM111 reason="a fifth quarter: the year is longer here" -->
    ### v2.8 (Q5 2026)
    ```

    ## When to disable

    While suppressions are written before the rules that they are for are switched on.
    """

    code = "RM007"
    name = "suppression-unused"
    severity = Severity.WARNING


class SuppressionInvalid(_Reserved):
    """A suppression that cannot work: an unknown rule, no rule at all, a malformed directive, a missing reason.

    ## What it checks

    The directives are `roadmap-lint-disable-next-line`, `roadmap-lint-disable-line`, `roadmap-lint-disable`,
    `roadmap-lint-enable` and `roadmap-lint-disable-file`, each followed by codes, names or prefixes of rules, and
    optionally by `reason="…"` (which `require-reason = true` in the config demands) and `until=2027-01-31`. Where one
    slip leads away from one known word only, that word is put in. In the front matter a field names rules for the whole
    document: `roadmap-lint-disable: [RM201, eol-lag]`.

    ## Why it matters

    What it was to hide is shown all the same, or will be; and whoever reads the comment believes that it works.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM11l -->
    ### v2.8 (Q5 2026)
    ```

    ```text output
    ROADMAP.md:3:5: RM008 suppression-invalid warning this suppression names no rule: 'RM11l'; did you mean 'RM111'?
      |
    3 | <!-- roadmap-lint-disable-next-line RM11l -->
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      = fix: replace with 'RM111'
    ```

    ```markdown fixed
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM111 -->
    ### v2.8 (Q5 2026)
    ```

    ```markdown good
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM111 reason="a fifth quarter: the year is longer here" until=2027-01-31 -->
    ### v2.8 (Q5 2026)
    ```

    ## When to disable

    Where another tool uses comments that begin in the same way.
    """

    code = "RM008"
    name = "suppression-invalid"
    severity = Severity.WARNING


class SuppressionExpired(_Reserved):
    """The day in a suppression's `until=` has passed: what it hides is shown again.

    ## What it checks

    Suppressions with `until=`. It needs a *today* (`--today`); without one they hold.

    ## Why it matters

    Someone promised to correct this by that day. A suppression without an end is forgotten, and the mistake stays.

    ## Examples

    ```text today
    2026-11-22
    ```

    ```markdown bad
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM111 until=2026-10-31 -->
    ### v2.8 (Q5 2026)
    ```

    ```text output
    ROADMAP.md:3:5: RM010 suppression-expired warning this suppression ended on 2026-10-31: what it hid is shown again; correct that, or give a later day
      |
    3 | <!-- roadmap-lint-disable-next-line RM111 until=2026-10-31 -->
      |     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    <!-- roadmap-lint-disable-next-line RM111 until=2026-12-31 -->
    ### v2.8 (Q5 2026)
    ```

    ## When to disable

    It cannot be suppressed: give a later day, or none.
    """

    code = "RM010"
    name = "suppression-expired"
    severity = Severity.WARNING
    kind = "dated"


class UnreadableFile(_Reserved):
    """A file that cannot be checked: missing, not a regular file, too large, not text, or nested too deeply.

    ## What it checks

    The files that the command line or the config names, before anything is read of them. And that lists and quotes are
    nested in at most 20 levels, where each list counts as two: what is deeper is not read.

    ## Why it matters

    A roadmap that was renamed would pass every check from then on. So the exit status is 2; other files of the same run
    are checked all the same.

    ## When to disable

    It cannot be suppressed. Take the name out of `paths` in the config, or out of the command line.
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
