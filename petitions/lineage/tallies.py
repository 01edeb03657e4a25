"""What can be counted of reports and proposals (定额计数). Handbook 3.3, 7.1.

A report is its author's; of studios it is one's only: the one with which it was handed in, or the
one to which its author has belonged longest. So whoever belongs to several (双重管理) is counted
once. Of special committees it is its author's, who may sit in two.
"""

from typing import Any

from django.db.models import BigIntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from core.tallies import Asked, Part, tallies
from petitions.enums import TAKEN_IN, ProposalStatus, ReportStatus
from petitions.models import AdoptionLevel, OpinionReport, Proposal
from scoring.enums import QuotaEvent, QuotaScope
from scoring.lineage.placed import reach_of
from studios.models import Affiliation

EVERYBODY = QuotaScope.values
# Still, or again, with its author.
NOT_HANDED_IN = {ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.WITHDRAWN}
NOT_SUBMITTED = {ProposalStatus.DRAFT, ProposalStatus.RETURNED}
FILED = "filed"


@tallies(QuotaEvent.REPORT_SUBMITTED, scopes=EVERYBODY)
def reports_submitted(asked: Asked) -> list[Part]:
    """Reports handed in, on the day they were (报送)."""
    rows = OpinionReport.objects.exclude(status__in=NOT_HANDED_IN)
    return [_written(rows, asked, "submitted_at__date")]


@tallies(QuotaEvent.REPORT_ACCEPTED, scopes=EVERYBODY)
def reports_accepted(asked: Asked) -> list[Part]:
    """Reports the office has taken in, on the day it did (合格)."""
    rows = OpinionReport.objects.filter(status__in=TAKEN_IN)
    return [_written(rows, asked, "accepted_at__date")]


@tallies(QuotaEvent.REPORT_ADOPTED, scopes=EVERYBODY, only={"level": ()})
def reports_adopted(asked: Asked) -> list[Part]:
    """Reports adopted in these days; by however many organs, a report is one."""
    rows = OpinionReport.objects.filter(adoptions__isnull=False)
    if levels := asked.only.get("level"):
        known = AdoptionLevel.objects.filter(committee_id=asked.committee_id, code__in=levels)
        rows = rows.filter(adoptions__level__in=known.values("pk"))
    return [_written(rows, asked, "adoptions__adopted_on")]


@tallies(QuotaEvent.PROPOSAL, scopes=EVERYBODY, only={"state": (FILED,)})
def proposals(asked: Asked) -> list[Part]:
    """Proposals submitted, of their first author; `state = ["filed"]` counts those filed (立案)."""
    if FILED in asked.only.get("state", ()):
        return [_written(Proposal.objects.exclude(filed_at=None), asked, "filed_at__date")]
    rows = Proposal.objects.exclude(status__in=NOT_SUBMITTED)
    return [_written(rows, asked, "submitted_at__date")]


def _written(rows: QuerySet, asked: Asked, on: str) -> Part:
    if asked.scope == QuotaScope.MEMBER:
        return Part(rows.filter(author__in=asked.keys), on, ("author",))
    if asked.scope == QuotaScope.COMMITTEE:
        paths = ("author__special_committee", "author__second_committee")
        sits = Q(**{f"{paths[0]}__in": asked.keys}) | Q(**{f"{paths[1]}__in": asked.keys})
        return Part(rows.filter(sits), on, paths)
    reach = reach_of(asked)
    path = f"studio__{reach.field}" if reach.field else "studio"
    homed = rows.annotate(home=_home(rows.model, path))
    return Part(homed.filter(home__in=reach.values), on, ("home",), reach.fold)


def _home(model: Any, path: str) -> Coalesce | Subquery:
    """The studio (or its place) whose a text is: named in it, or its author's oldest that day."""
    oldest = Affiliation.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=OuterRef("submitted_at__date")),
        member=OuterRef("author"),
        starts_on__lte=OuterRef("submitted_at__date"),
    ).order_by("starts_on", "pk")
    found = Subquery(oldest.values(path)[:1])
    key = BigIntegerField()
    return Coalesce(path, found, output_field=key) if model is OpinionReport else found
