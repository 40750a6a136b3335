from __future__ import annotations

import re
from collections.abc import Iterable

from roadmap_lint.diagnostic import Diagnostic, Severity
from roadmap_lint.model import Deprecates, Document, Promotes, Removes
from roadmap_lint.rule import Context, Rule
from roadmap_lint.spelling import distance
from roadmap_lint.values import ApiVersion

# the groups of Kubernetes itself that are no domain names
_BUILT_IN = frozenset(["apps", "autoscaling", "batch", "core", "extensions", "policy"])


class ApiVersionMalformed(Rule):
    """A statement about an API names no Kubernetes API version.

    ## What it checks

    "Deprecate / remove … APIs in (the) group X": X is GROUP/VERSION, the group a lower-case domain name, the version
    `v1`, `v1beta1`, `v2alpha1` or the like, or one of the groups of Kubernetes itself (`batch/v1`). "Promote … to `v1`"
    takes a bare version; `v2.0` is one of another kind of API.

    ## Why it matters

    Users search their manifests for exactly this string before they upgrade, and find nothing.

    ## Examples

    ```markdown bad
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Remove deprecated APIs in group `source.acme.example/v1betta2`
    - Deprecate APIs in the group `image.acme.example`
    ```

    ```text output
    ROADMAP.md:5:36: RM401 api-version-malformed error 'v1betta2' is no Kubernetes API version (v1, v1beta1, v2alpha1); is 'source.acme.example/v1beta2' meant?
      |
    5 | - Remove deprecated APIs in group `source.acme.example/v1betta2`
      |                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    ROADMAP.md:6:32: RM401 api-version-malformed error 'image.acme.example' names no API version: GROUP/VERSION would be right ('image.acme.example/v1beta1')
      |
    6 | - Deprecate APIs in the group `image.acme.example`
      |                                ^^^^^^^^^^^^^^^^^^
    ```

    ```markdown good
    # Acme Roadmap

    ### v2.8 (Q1 2026)

    - Remove deprecated APIs in group `source.acme.example/v1beta2`
    - [ ] Promote the `Event` API to `v1`
    - Remove the deprecated API flags of `acme build`
    ```

    ## When to disable

    Where APIs are not those of Kubernetes.
    """

    code = "RM401"
    name = "api-version-malformed"
    severity = Severity.ERROR

    def check(self, document: Document, context: Context) -> Iterable[Diagnostic]:
        for milestone in document.milestones:
            for claim in milestone.claims:
                if isinstance(claim, Deprecates | Removes):
                    if _is_group(claim, document):
                        yield from self._judge(claim)
                elif isinstance(claim, Promotes) and _is_wrong(claim.version.value):
                    right = meant(claim.version.value)
                    hint = f": is '{right}' meant?" if right else " (v1, v1beta1, v2alpha1)"
                    yield self.finding(claim.version.span, f"'{claim.version}' is no Kubernetes API version{hint}")

    def _judge(self, claim: Deprecates | Removes) -> Iterable[Diagnostic]:
        api = claim.api.value
        if api.problem is None or (api.group in _BUILT_IN and api.priority is not None):
            return
        right = meant(api.version)
        group = api.group.lower()
        if right and ApiVersion(group, right).problem is None:
            hint = f"; is '{group}/{right}' meant?"
        else:
            hint = "" if api.version else f": GROUP/VERSION would be right ('{api}/v1beta1')"
        yield self.finding(claim.api.span, f"{api.problem}{hint}")


def _is_group(claim: Deprecates | Removes, document: Document) -> bool:
    """Whether the statement says that it names a group, or what it names has the shape of GROUP/VERSION."""
    before = document.source.text[claim.span.start : claim.api.span.start]
    said = re.search(r"\bgroups?\b", before, re.IGNORECASE) is not None
    return said or ("." in claim.api.value.group and re.match(r"[vV]?\d", claim.api.value.version) is not None)


def _is_wrong(version: str) -> bool:
    """`v2.0` is a version of another kind of API: Kubernetes has none with a point."""
    return ApiVersion("", version).priority is None and not re.fullmatch(r"v\d+(?:\.\d+)+", version)


def meant(version: str) -> str | None:
    """The Kubernetes API version that a slip of the finger leads away from, as far as it is certain."""
    match = re.fullmatch(r"v?\.?(\d++)\.?([a-z]*)\.?(\d*)", version.lower())
    if match is None:
        return None
    number, stage, iteration = match.groups()
    if not stage:
        return f"v{number}" if not iteration else None
    stages = [name for name in ("alpha", "beta") if distance(stage, name) <= 2]
    return f"v{number}{stages[0]}{iteration or 1}" if len(stages) == 1 and iteration else None
