"""Every way a matter comes in, and what triage makes of it: refused and asked for again, one with
another, out of another."""

from consultations.enums import NOT_ON_LINE, ReasonKind
from consultations.models import ReasonCode
from core import clock
from tests.matrix.matters import an_issue


def raise_in_every_way(place) -> None:
    """One under review, one merged, one split, one sent on by another body."""
    issue, reason = place.issue, place.reasons[ReasonKind.ISSUE_DECLINED]
    ReasonCode.objects.create(
        committee=place.county, kind=ReasonKind.ISSUE_REFERRED, code=NOT_ON_LINE, name="涉密"
    )
    issue["reviewing"] = an_issue(
        place, "reviewing", reason=reason, appealed_at=clock.now(), review_due_on=clock.today()
    )
    issue["merged"] = an_issue(place, "merged", merged_into=issue["claimed"])
    issue["part"] = an_issue(place, "registered", split_from=issue["claimed"], title="拆出来的事")
    issue["referral"] = an_issue(
        place, "registered", source="referral", sent_by="县热线", sent_number=f"{place.code}-1"
    )


def more_ways(place) -> None:
    """More of the same kin on one page, and more to review."""
    issue, reason = place.issue["claimed"], place.reasons[ReasonKind.ISSUE_DECLINED]
    an_issue(place, "merged", merged_into=issue)
    an_issue(place, "registered", split_from=issue)
    an_issue(place, "reviewing", reason=reason, appealed_at=clock.now())
