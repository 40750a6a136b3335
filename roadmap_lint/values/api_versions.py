"""Kubernetes API groups and versions."""

from __future__ import annotations

from roadmap_lint.lazy import pattern
from roadmap_lint.record import Record

# https://kubernetes.io/docs/concepts/overview/kubernetes-api/: v1, v1beta2, v2alpha1
_KUBERNETES_VERSION = pattern(r"v([1-9]\d*)(?:(alpha|beta)([1-9]\d*))?")
# RFC 1123 subdomain with at least one dot, which every group of a custom resource has
_API_GROUP = pattern(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+")


class ApiVersion(Record):
    """A Kubernetes API group and version: `source.toolkit.fluxcd.io/v1beta2`. Either part may be missing or wrong."""

    group: str
    version: str

    @classmethod
    def parse(cls, text: str) -> ApiVersion:
        """The two sides of the last slash; without one, the version is empty."""
        group, slash, version = text.rpartition("/")
        return cls(group, version) if slash else cls(text, "")

    @property
    def priority(self) -> tuple[int, int, int] | None:
        """Order within a group, by stability, as Kubernetes sorts (v1 above v2beta1); `None` if malformed."""
        match = _KUBERNETES_VERSION.fullmatch(self.version)
        if match is None:
            return None
        stage = {"alpha": 0, "beta": 1, None: 2}[match[2]]
        return stage, int(match[1]), int(match[3] or 0)

    def is_older(self, other: ApiVersion) -> bool:
        """Whether it is an older version of the same group beyond doubt: its number and its stability both say so."""
        own, others = self.priority, other.priority
        if self.group != other.group or own is None or others is None:
            return False
        return own < others and own[1] <= others[1]

    @property
    def problem(self) -> str | None:
        """What is wrong with it, in words, or `None`."""
        if not self.version:
            return f"'{self.group}' names no API version"
        if self.priority is None:
            return f"{self.version!r} is no Kubernetes API version (v1, v1beta1, v2alpha1)"
        if not _API_GROUP.fullmatch(self.group):
            return f"{self.group!r} is not an API group (a lower-case domain name)"
        return None

    def __str__(self) -> str:
        return f"{self.group}/{self.version}" if self.version else self.group
