"""Plans and summaries of a county, one in every state; and what its studios show of their duty."""

from datetime import date, time, timedelta
from itertools import cycle
from types import SimpleNamespace

from accounts.enums import Role
from core import clock
from studios.enums import PaperKind, PaperStatus
from studios.models import Opening, Paper
from tests.builders.directory import open_studio
from tests.builders.duty import make_shift
from tests.builders.people import make_grant
from tests.matrix.matters import an_issue

# Nobody else's shift begins in them.
_minutes = cycle(range(1, 60))
STATES = {
    PaperStatus.DRAFT: (PaperKind.HALF, 2025),
    PaperStatus.SUBMITTED: (PaperKind.YEAR, 2024),
    PaperStatus.RETURNED: (PaperKind.HALF, 2024),
    PaperStatus.FILED: (PaperKind.PLAN, 2025),
}


def a_paper(place, status: str, studio=None, **changes) -> Paper:
    """A paper of the first studio; its title says the county and the state."""
    kind, year = STATES[PaperStatus(status)]
    filed = {"filed_on": clock.today(), "filed_by": place.by.township}
    fields = {
        "studio": studio or place.studio,
        "kind": kind,
        "year": year,
        "title": f"{place.code}总结{status}",
        "body": "一、基本情况\n全年无事。",
        "status": status,
        "drafted_by": place.by.convener,
    }
    extra = filed if status == PaperStatus.FILED else {}
    return Paper.objects.create(**fields | extra | changes)


def write_yearly(place) -> SimpleNamespace:
    """One paper in every state; one of a studio that is one with its group (组室合一)."""
    merged = open_studio(
        committee=place.county, area=place.area2, code=f"{place.code}-oneroom",
        merged_with_group=True, group_name="西镇联络组",
    )  # fmt: skip
    make_grant(place.by.convener2, Role.CONVENER, merged)
    show_duty(place, place.studio)
    return SimpleNamespace(
        paper={status: a_paper(place, status) for status in STATES},
        merged_paper=a_paper(place, "draft", merged),
    )


def show_duty(place, studio, n: int = 1) -> None:
    """Hours, a village it serves, a published shift of last week, a matter that may be shown."""
    hours = {"opens_at": time(9), "closes_at": time(11, 30)}
    Opening.objects.create(studio=studio, month_day=n, **hours)
    studio.covers.add(studio.area)
    evening = {"starts_at": time(19, next(_minutes)), "ends_at": time(20)}
    make_shift(studio, on=clock.today() - timedelta(days=7), **evening)
    told = {"answer": "已修好。", "answered_at": clock.now(), "closed_at": clock.now()}
    an_issue(place, "closed", studio=studio, may_publish=True, title="路灯不亮", **told)


def more_yearly(place, studio) -> None:
    """Every new studio has papers and duty; so has the old one, in other years."""
    for status in ("draft", "submitted", "filed"):
        a_paper(place, status, studio)
    year = 2023 - Paper.objects.filter(studio=place.studio).count()
    a_paper(place, "submitted", kind=PaperKind.PLAN, year=year)
    show_duty(place, studio)
    show_duty(place, place.studio, year % 28 + 1)
    assert date(year, 1, 1) < clock.today()
