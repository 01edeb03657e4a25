"""Green, amber, red: what is owed in a time, and how far it is done. Handbook 3.3."""

from datetime import date

import pytest

from accounts.models import Committee
from consultations.enums import ActivityKind
from consultations.models import Activity
from core import clock
from scoring.clock import read
from scoring.enums import Cycle, QuotaEvent, QuotaScope, Standing
from scoring.lineage import progress
from studios.models import MemberTerm, Studio, StudioKind
from tests.builders.consultations import make_activity
from tests.builders.cost import CaptureQueriesContext, connection
from tests.builders.quotas import make_quota
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db


@pytest.fixture
def studio():
    return make_studio()


def hold(studio, *days):
    for day in days:
        with clock.at(date.fromisoformat(day)):
            make_activity(studio, confirmed=True)


def progress_of(studio, quota, day, period=""):
    day = date.fromisoformat(day)
    rows = progress.studios(Studio.objects.filter(pk=studio.pk), [quota])
    found = progress.board(
        [quota], rows, committee_id=studio.committee_id, on=day, period=read(period, day)
    )
    return found.rows[studio.pk][0]


@pytest.mark.parametrize(
    ("day", "held", "standing"),
    [
        ("2026-08-31", 0, Standing.ON_TRACK),  # two thirds are not over
        ("2026-09-01", 1, Standing.AMBER),
        ("2026-09-01", 2, Standing.ON_TRACK),  # half is enough not to be warned
        ("2026-12-31", 3, Standing.ON_TRACK),  # the last day is in time
        ("2027-01-01", 3, Standing.RED),
        ("2027-01-01", 4, Standing.DONE),
        ("2026-02-01", 5, Standing.DONE),
    ],
)
def test_the_light_of_four_consultations_a_year(studio, day, held, standing):
    quota = make_quota(target=4, warn_at=50)
    hold(studio, *["2026-02-01"] * held)

    assert progress_of(studio, quota, day, "2026").standing == standing


def test_what_is_missing_is_said_with_the_day_and_the_working_days(studio):
    hold(studio, "2026-02-02")

    found = progress_of(studio, make_quota(target=4), "2026-12-21")

    assert (found.done, found.target, found.missing, found.share) == (1, 4, 3, 25)
    assert found.next == "还差3次，12月31日，还有8个工作日"


def test_more_in_one_month_does_not_make_up_for_another(studio):
    hold(studio, "2026-01-05", "2026-01-06", "2026-03-02")

    found = progress_of(studio, make_quota(cycle=Cycle.MONTH, target=1), "2026-03-20", "2026Q1")

    assert [(one.period.code, one.done) for one in found.stretches] == [
        ("2026-01", 2),
        ("2026-02", 0),
        ("2026-03", 1),
    ]
    assert (found.done, found.target, found.missing) == (3, 3, 1)
    assert found.standing == Standing.RED
    assert found.next == "已到期，差1次"


def test_months_that_have_not_begun_are_not_owed(studio):
    found = progress_of(studio, make_quota(cycle=Cycle.MONTH, target=1), "2026-03-20", "2026")

    assert [one.period.code for one in found.stretches] == ["2026-01", "2026-02", "2026-03"]


def test_what_is_not_confirmed_or_of_another_kind_is_not_counted(studio):
    with clock.at(date(2026, 3, 2)):
        make_activity(studio)
        make_activity(studio, kind=ActivityKind.LEARNING, confirmed=True)

    assert progress_of(studio, make_quota(), "2026-03-20").done == 0


def test_a_filter_narrows_the_count(studio):
    with clock.at(date(2026, 3, 2)):
        for kind in (ActivityKind.LEARNING, ActivityKind.SERVICE, ActivityKind.MICRO_STUDY):
            make_activity(studio, kind=kind, confirmed=True)
    only = {"kind": ["learning", "service"]}

    found = progress_of(studio, make_quota(event=QuotaEvent.ACTIVITY, filter=only), "2026-03-20")

    assert found.done == 2


def test_what_one_chooses_oneself_is_counted_and_never_owed(studio):
    hold(studio, "2026-02-02")

    found = progress_of(studio, make_quota(target=0, is_self_chosen=True), "2026-12-31")

    assert (found.done, found.missing, found.standing) == (1, 0, Standing.CHOSEN)


@pytest.mark.parametrize(
    ("opened", "target"),
    [("2025-12-31", 4), ("2026-01-01", 4), ("2026-07-02", 2), ("2026-12-31", 0)],
)
def test_a_studio_opened_within_the_year_owes_in_proportion(opened, target):
    studio = make_studio(opened_on=date.fromisoformat(opened))

    assert progress_of(studio, make_quota(target=4), "2026-12-31").target == target


def test_a_quota_of_some_kinds_is_not_asked_of_others(studio):
    county = Committee.objects.get()
    sector = StudioKind.objects.create(committee=county, code="sector", name="界别工作室")
    other = make_studio()
    other.kinds.add(sector)
    quota = make_quota(kinds=["sector"])

    rows = progress.studios(Studio.objects.all(), [quota])
    found = progress.board([quota], rows, committee_id=county.pk, on=date(2026, 3, 1))

    assert found.rows[studio.pk] == []
    assert found.of(other.pk, quota).target == 4


def test_the_term_begins_when_the_members_files_say(studio):
    county = studio.committee
    Committee.objects.update(term="第十届")
    member = make_member(studio=studio)
    MemberTerm.objects.create(member=member, term="第十届", starts_on=date(2022, 3, 1))
    hold(studio, "2022-02-27", "2022-03-02", "2026-02-02")
    quota = make_quota(cycle=Cycle.TERM)

    assert progress.term_began(county.pk, [quota]) == date(2022, 3, 1)
    assert progress_of(studio, quota, "2026-03-02").done == 2


def test_a_member_who_came_within_the_year_owes_in_proportion(studio):
    member = make_member(studio=studio)
    MemberTerm.objects.create(member=member, term="第十届", starts_on=date(2026, 7, 2))

    [subject] = progress.members(type(member).objects.filter(pk=member.pk))

    assert subject.since == date(2026, 7, 2)


def test_many_studios_and_quotas_cost_one_statement(studio):
    quotas = [make_quota(event=event) for event in QuotaEvent]
    subjects = progress.studios(Studio.objects.all(), quotas)

    with CaptureQueriesContext(connection) as seen:
        progress.board(quotas, subjects, committee_id=studio.committee_id, on=date(2026, 3, 1))

    assert len(seen) == 1


def test_every_number_is_the_number_of_its_records(studio):
    hold(studio, "2026-02-02", "2026-02-03", "2025-02-03")
    quota = make_quota()

    [rows] = progress.records_of(quota, studio.pk, read("2026", date(2026, 3, 1)))

    assert [row.counted_on for row in rows] == [date(2026, 2, 3), date(2026, 2, 2)]
    assert rows.count() == progress_of(studio, quota, "2026-03-01").done
    assert Activity.objects.count() == 3
    assert quota.scope == QuotaScope.STUDIO
