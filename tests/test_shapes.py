"""How other projects write roadmaps, imitated in our own words: what is read of each, and that nothing is found in it.

The forms are those of public projects: no roadmap of theirs is copied. Each case of tests/shapes is healthy: a finding
above a note would be a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from corpus import corpus, read
from spans import parse_proven
from test_rules import cases

from roadmap_lint import Severity, lint
from roadmap_lint.model import Bucket, Document, Milestone
from roadmap_lint.shape import shape_of

__all__ = ["corpus"]  # a fixture

SHAPES = [
    pytest.param(given, expected, id=f"{path.stem}: {title}")
    for path in sorted((Path(__file__).parent / "shapes").glob("*.md"))
    for title, given, expected in cases(path)
]


def described(document: Document) -> Iterator[str]:
    """A line for each milestone, bucket and release, in order, and one for the shape."""
    parts = [*document.milestones, *document.buckets]
    for part in sorted(parts, key=lambda part: part.heading.span):
        yield _milestone(part) if isinstance(part, Milestone) else _bucket(part)
    for table in document.support_tables:
        for release in table.releases:
            dates = [release.released, release.maintenance, release.end_of_life]
            raws = " | ".join(date.raw if date else "-" for date in dates)
            status = f" {release.status.raw}" if release.status else ""
            platforms = "".join(f", {platform.platform} {platform.range.raw}" for platform in release.platforms)
            yield f"release {release.version.raw}: {raws}{status}{platforms}"
    yield "shape: " + ", ".join(f"{part.total} {part.name}" for part in shape_of(document))


def _milestone(milestone: Milestone) -> str:
    said = [milestone.product, milestone.version, milestone.period]
    parts = " | ".join(value.raw if value else "-" for value in said)
    status = f" {milestone.status.status.value.state}" if milestone.status else ""
    return f"milestone {parts}{status}: {len(milestone.tasks)} items"


def _bucket(bucket: Bucket) -> str:
    return f"bucket {bucket.kind.value} | {bucket.kind.raw}: {len(bucket.items)} items"


@pytest.mark.parametrize(("given", "expected"), SHAPES)
def test_a_shape_is_read(given: str, expected: str) -> None:
    assert "\n".join(described(parse_proven(given))) + "\n" == expected


@pytest.mark.parametrize("given", [pytest.param(case.values[0], id=case.id) for case in SHAPES])
def test_a_healthy_shape_is_silent(given: str) -> None:
    assert [finding for finding in lint(given) if finding.severity > Severity.NOTE] == []


# Counted by reading the documents: milestones, versions, periods, buckets, rows of support tables, items with a box.
COUNTED = {
    "MicrosoftDocs/azure-docs": (0, 0, 0, 0, 6, 0),
    "WasmEdge/WasmEdge": (0, 0, 0, 0, 0, 0),
    "antrea-io/antrea": (0, 0, 0, 1, 0, 0),
    "argoproj/argo-cd": (2, 2, 0, 1, 0, 0),
    "backstage/backstage": (0, 0, 0, 3, 0, 0),
    "cert-manager/website": (0, 0, 0, 1, 29, 0),
    "chaos-mesh/chaos-mesh": (2, 2, 0, 1, 0, 20),
    "clusterpedia-io/clusterpedia": (4, 0, 4, 0, 0, 0),
    "cortexproject/cortex": (0, 0, 0, 0, 0, 0),
    "cubefs/cubefs": (0, 0, 0, 2, 0, 0),
    "dotnet/core": (0, 0, 0, 0, 4, 0),
    "electron/electron": (0, 0, 0, 0, 11, 0),
    "endoflife-date/endoflife.date": (0, 0, 0, 0, 0, 0),
    "etcd-io/etcd": (2, 2, 0, 1, 0, 0),
    "fluid-cloudnative/fluid": (1, 0, 1, 0, 0, 0),
    "goharbor/harbor": (0, 0, 0, 1, 0, 0),
    "hashicorp/terraform-provider-aws": (0, 0, 0, 0, 0, 0),
    "helm/helm-www": (0, 0, 0, 0, 21, 0),
    "hyperium/hyper": (0, 0, 0, 0, 0, 0),
    "ionic-team/ionic-docs": (0, 0, 0, 0, 41, 0),
    "karmada-io/karmada": (2, 0, 2, 1, 0, 0),
    "kubeovn/kube-ovn": (1, 1, 1, 1, 0, 0),
    "kubernetes-sigs/cluster-api-provider-azure": (2, 2, 2, 1, 0, 0),
    "kubernetes-sigs/kind": (0, 0, 0, 0, 0, 25),
    "kubernetes/website": (0, 0, 0, 0, 0, 0),
    "libp2p/go-libp2p": (7, 0, 7, 1, 0, 0),
    "libp2p/rust-libp2p": (0, 0, 0, 2, 0, 0),
    "litmuschaos/litmus": (0, 0, 0, 3, 0, 0),
    "microsoft/terminal": (0, 0, 0, 0, 17, 0),
    "moby/moby": (0, 0, 0, 0, 0, 0),
    "mui/material-ui": (0, 0, 0, 0, 0, 0),
    "nodejs/Release": (0, 0, 0, 0, 3, 0),
    "open-policy-agent/regal": (0, 0, 0, 0, 0, 7),
    "opencontainers/runtime-spec": (1, 1, 0, 0, 0, 0),
    "openyurtio/openyurt": (6, 6, 1, 0, 0, 0),
    "pandas-dev/pandas": (0, 0, 0, 0, 0, 0),
    "reactwg/react-native-releases": (0, 0, 0, 0, 18, 0),
    "spiffe/spire": (0, 0, 0, 3, 0, 0),
    "traefik/traefik": (0, 0, 0, 0, 17, 0),
    "vmware-tanzu/velero": (7, 7, 7, 2, 0, 0),
    "vuejs/roadmap": (2, 2, 2, 1, 0, 0),
    "wasmCloud/wasmCloud": (0, 0, 0, 3, 0, 0),
}


def test_the_corpus_is_read_as_it_was_counted(corpus: Path) -> None:
    names = ("milestones", "versions", "periods", "buckets", "releases", "tasks")
    found = {}
    for path in sorted((corpus / "other").glob("*.md")):
        totals = {part.name: part.total for part in shape_of(parse_proven(read(path), str(path)))}
        found["/".join(path.name.split("__")[:2])] = tuple(totals.get(name, 0) for name in names)
    assert found == COUNTED
