"""What a document says without saying it: the product that it speaks for, and the windows that its statements keep."""

from __future__ import annotations

from roadmap_lint.model import Document
from roadmap_lint.platforms import platforms, windows
from roadmap_lint.record import Record
from roadmap_lint.rule import Context
from roadmap_lint.support import MinorCounter, agreed_lag, ended, own_product


class InferredWindow(Record):
    """A product or platform, and how many minors are supported by what the milestones say; `None` where in doubt."""

    name: str
    minors: int | None


class Inference(Record):
    """The product and the platforms. `product` is `None` where a document leaves a doubt; rules are silent then."""

    product: InferredWindow | None
    platforms: tuple[InferredWindow, ...]


def infer(document: Document, context: Context) -> Inference:
    """What rules take for granted about the support windows of a document."""
    return Inference(_product(document, context), tuple(_platforms(document, context)))


def _product(document: Document, context: Context) -> InferredWindow | None:
    product = own_product(document, context)
    if product is None:
        return None
    counter = MinorCounter(document, context.project)
    statements = ended(document.milestones, product)
    name = statements[0].claim.product.value if statements else context.project.product or product
    return InferredWindow(name, agreed_lag(counter.lag(statement) for statement in statements))


def _platforms(document: Document, context: Context) -> list[InferredWindow]:
    found = []
    for name in platforms(document, context):
        platform = context.facts.platforms[name]
        lags = [window.lag for window in windows(document, name, platform.basis or "tested", context)]
        found.append(InferredWindow(platform.name, agreed_lag(lags)))
    return found
