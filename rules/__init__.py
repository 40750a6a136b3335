"""The built-in rules: the table of contents, in the order of their codes."""

from __future__ import annotations

from roadmap_lint.rule import Rule
from roadmap_lint.rules.all_done_not_completed import AllDoneNotCompleted
from roadmap_lint.rules.api_order import ApiOrder
from roadmap_lint.rules.api_removed_early import ApiRemovedEarly
from roadmap_lint.rules.api_repeated import ApiRepeated
from roadmap_lint.rules.api_version_malformed import ApiVersionMalformed
from roadmap_lint.rules.checkbox_malformed import CheckboxMalformed
from roadmap_lint.rules.completed_open_task import CompletedOpenTask
from roadmap_lint.rules.date_impossible import DateImpossible
from roadmap_lint.rules.eol_future import EolFuture
from roadmap_lint.rules.eol_lag import EolLag
from roadmap_lint.rules.eol_missing import EolMissing
from roadmap_lint.rules.eol_order import EolOrder
from roadmap_lint.rules.facts_stale import FactsStale
from roadmap_lint.rules.front_matter_field import FrontMatterField
from roadmap_lint.rules.front_matter_syntax import FrontMatterSyntax
from roadmap_lint.rules.goal_missing import GoalMissing
from roadmap_lint.rules.group_empty import GroupEmpty
from roadmap_lint.rules.heading_levels import HeadingLevels
from roadmap_lint.rules.item_in_two_buckets import ItemInTwoBuckets
from roadmap_lint.rules.kubernetes_eol_order import KubernetesEolOrder
from roadmap_lint.rules.kubernetes_test_order import KubernetesTestOrder
from roadmap_lint.rules.kubernetes_unknown_version import KubernetesUnknownVersion
from roadmap_lint.rules.kubernetes_unreleased import KubernetesUnreleased
from roadmap_lint.rules.kubernetes_upstream_eol import KubernetesUpstreamEol
from roadmap_lint.rules.kubernetes_window import KubernetesWindow
from roadmap_lint.rules.kubernetes_window_missing import KubernetesWindowMissing
from roadmap_lint.rules.link_anchor import LinkAnchor
from roadmap_lint.rules.link_bare import LinkBare
from roadmap_lint.rules.link_directory import LinkDirectory
from roadmap_lint.rules.link_empty import LinkEmpty
from roadmap_lint.rules.link_file import LinkFile
from roadmap_lint.rules.link_insecure import LinkInsecure
from roadmap_lint.rules.link_locale import LinkLocale
from roadmap_lint.rules.link_malformed import LinkMalformed
from roadmap_lint.rules.link_reference import LinkReference
from roadmap_lint.rules.link_repeated import LinkRepeated
from roadmap_lint.rules.link_text_mismatch import LinkTextMismatch
from roadmap_lint.rules.link_tracker_shape import LinkTrackerShape
from roadmap_lint.rules.link_unparsed import LinkUnparsed
from roadmap_lint.rules.milestone_duplicate import MilestoneDuplicate
from roadmap_lint.rules.milestone_early import MilestoneEarly
from roadmap_lint.rules.milestone_overdue import MilestoneOverdue
from roadmap_lint.rules.milestone_slipped import MilestoneSlipped
from roadmap_lint.rules.milestone_unreadable import MilestoneUnreadable
from roadmap_lint.rules.milestone_vanished import MilestoneVanished
from roadmap_lint.rules.no_milestones import NoMilestones
from roadmap_lint.rules.period_malformed import PeriodMalformed
from roadmap_lint.rules.period_missing import PeriodMissing
from roadmap_lint.rules.period_style import PeriodStyle
from roadmap_lint.rules.proposal_mismatch import ProposalMismatch
from roadmap_lint.rules.proposal_order import ProposalOrder
from roadmap_lint.rules.proposal_unnumbered import ProposalUnnumbered
from roadmap_lint.rules.quarter_order import QuarterOrder
from roadmap_lint.rules.reference_unused import ReferenceUnused
from roadmap_lint.rules.release_link_mismatch import ReleaseLinkMismatch
from roadmap_lint.rules.released_rewritten import ReleasedRewritten
from roadmap_lint.rules.shortcode_balance import ShortcodeBalance
from roadmap_lint.rules.status_missing import StatusMissing
from roadmap_lint.rules.status_order import StatusOrder
from roadmap_lint.rules.status_regressed import StatusRegressed
from roadmap_lint.rules.status_unknown import StatusUnknown
from roadmap_lint.rules.table_cells import TableCells
from roadmap_lint.rules.table_current import TableCurrent
from roadmap_lint.rules.table_order import TableOrder
from roadmap_lint.rules.table_platform import TablePlatform
from roadmap_lint.rules.table_window import TableWindow
from roadmap_lint.rules.task_parent_state import TaskParentState
from roadmap_lint.rules.task_repeated import TaskRepeated
from roadmap_lint.rules.task_unlinked import TaskUnlinked
from roadmap_lint.rules.task_vanished import TaskVanished
from roadmap_lint.rules.text_encoding import TextEncoding
from roadmap_lint.rules.version_gap import VersionGap
from roadmap_lint.rules.version_order import VersionOrder

ROADMAP_LINT_API = 1

RULES: tuple[type[Rule], ...] = (
    FrontMatterSyntax,
    FrontMatterField,
    ShortcodeBalance,
    NoMilestones,
    MilestoneUnreadable,
    TextEncoding,
    HeadingLevels,
    QuarterOrder,
    VersionOrder,
    MilestoneDuplicate,
    VersionGap,
    StatusMissing,
    StatusUnknown,
    StatusOrder,
    CompletedOpenTask,
    MilestoneOverdue,
    GoalMissing,
    PeriodMalformed,
    ReleaseLinkMismatch,
    PeriodMissing,
    AllDoneNotCompleted,
    MilestoneEarly,
    PeriodStyle,
    EolLag,
    EolMissing,
    EolOrder,
    EolFuture,
    DateImpossible,
    TableOrder,
    TableWindow,
    TableCurrent,
    TableCells,
    TablePlatform,
    KubernetesWindow,
    KubernetesTestOrder,
    KubernetesEolOrder,
    KubernetesWindowMissing,
    KubernetesUnreleased,
    KubernetesUpstreamEol,
    KubernetesUnknownVersion,
    FactsStale,
    ApiVersionMalformed,
    ApiRemovedEarly,
    ApiRepeated,
    ApiOrder,
    LinkMalformed,
    LinkEmpty,
    LinkUnparsed,
    LinkInsecure,
    LinkTrackerShape,
    LinkTextMismatch,
    LinkRepeated,
    LinkAnchor,
    LinkFile,
    LinkReference,
    LinkLocale,
    LinkDirectory,
    LinkBare,
    ReferenceUnused,
    CheckboxMalformed,
    TaskRepeated,
    GroupEmpty,
    TaskParentState,
    TaskUnlinked,
    ItemInTwoBuckets,
    ProposalMismatch,
    ProposalOrder,
    ProposalUnnumbered,
    TaskVanished,
    StatusRegressed,
    ReleasedRewritten,
    MilestoneSlipped,
    MilestoneVanished,
)
