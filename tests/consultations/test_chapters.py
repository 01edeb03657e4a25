"""What is told of a studio: each figure is a count of records, by the day of its event."""

from datetime import date, timedelta

import pytest

from consultations.actions import issues
from consultations.enums import ActivityKind, RosterStatus, SeatStatus, ShiftStatus, Source
from consultations.models import ConsensusItem, DutyRule, DutyShift, Roster
from core import clock
from core.chapters import chapters_of
from studios.models import Paper
from tests.builders.consultations import (
    make_activity,
    make_issue,
    make_item_fields,
    make_reason,
    make_topic,
    staff,
    township,
)
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_seat, make_shift

pytestmark = pytest.mark.django_db
FIRST, LAST = date(2026, 1, 1), date(2026, 6, 30)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-04")


@pytest.fixture
def studio():
    return open_studio()


def told(studio, first=FIRST, last=LAST):
    """Chapter by chapter, its sentences in one."""
    return {chapter: "".join(lines) for chapter, lines in chapters_of(studio, first, last)}


def test_of_a_studio_without_records_nothing_is_told(studio):
    make_issue(title="别室的意见")

    assert told(studio) == {}


def test_matters_are_told_by_how_they_came_and_what_became_of_them(studio):
    make_issue(studio, source=Source.QR)
    make_issue(studio, source=Source.QR, answered=True)
    make_issue(studio, source=Source.VISIT, closed=True)
    issues.refer(make_issue(studio), by=staff(studio), reason=make_reason("issue_referred"))
    make_issue(studio, locked=True)

    assert told(studio)["群众意见"] == (
        "登记群众意见4件，其中扫码3件、走访1件。答复2件，办结1件。引导到其他渠道1件。"
    )


@pytest.mark.parametrize(
    ("raised", "is_told"),
    [
        ("2025-12-31", False),
        ("2026-01-01", True),
        ("2026-06-30", True),
        ("2026-07-01", False),
    ],
)
def test_a_matter_counts_on_the_day_it_was_raised(studio, raised, is_told):
    with clock.at(date.fromisoformat(raised)):
        make_issue(studio)

    assert ("登记群众意见1件" in told(studio).get("群众意见", "")) == is_told


def test_what_is_answered_later_was_open_at_the_end(studio):
    issue = make_issue(studio)
    assert told(studio)["尚待办理"] == "截至6月30日，尚有1件群众意见没有答复。"

    with clock.at(date(2026, 7, 1)):
        issues.answer(issue, by=staff(studio), answer="护栏已经更换。")

    assert "1件" in told(studio)["尚待办理"]
    assert "尚待办理" not in told(studio, last=date(2026, 7, 1))


def test_what_was_declined_is_not_open(studio):
    make_issue(studio, declined=True)

    assert "尚待办理" not in told(studio)


def test_duty_is_told_by_shifts_of_published_rosters(studio):
    served = make_shift(studio, on=date(2026, 3, 4), seats=[])
    for status in (SeatStatus.SERVED, SeatStatus.SERVED, SeatStatus.ABSENT):
        make_seat(served, join_studio(studio), status=status)
    DutyShift.objects.update(
        status=ShiftStatus.SERVED, visitors=7, confirmed_by=staff(studio), confirmed_at=clock.now()
    )
    make_shift(studio, on=date(2026, 3, 11))
    make_shift(studio, on=date(2026, 3, 18), status=ShiftStatus.CANCELLED)
    make_shift(studio, on=date(2026, 4, 1), published=False)
    assert Roster.objects.filter(status=RosterStatus.DRAFT).count() == 1

    said = "安排值班2班，已值班1班，委员到岗2人次，接待来访7人次。"
    assert told(studio)["值班接待"] == said


def test_topics_are_told_by_name_and_those_taken_up_are_counted(studio):
    make_topic(studio, title="关于护栏整治")
    make_topic(studio, title="关于停车", designated=True)
    make_topic(studio, title="关于助餐", shelved=True)

    assert told(studio)["议题"] == (
        "提出议题3件：《关于护栏整治》《关于停车》《关于助餐》。经镇（街道）党委点题1件。"
    )


def test_many_topics_are_told_by_the_first_five(studio):
    for n in range(6):
        make_topic(studio, title=f"议题{n}")

    assert told(studio)["议题"].endswith("《议题4》等。")


def test_activities_count_once_a_second_person_has_confirmed_them(studio):
    topic = make_topic(studio, designated=True)
    member = join_studio(studio)
    fields = {"members": [member], "others_count": 12, "confirmed": True}
    items = [make_item_fields(studio), make_item_fields(studio, exit="self", unit=None)]
    make_activity(studio, topic=topic, items=items, **fields)
    make_activity(studio, kind=ActivityKind.LEARNING, confirmed=True)
    make_activity(studio)
    ConsensusItem.objects.filter(exit="self").update(status="settled")

    assert told(studio)["协商活动"] == (
        "开展微协商1次，委员参加1人次、群众及其他12人次。开展学习1次。形成共识事项2项，目前已落实1项。"
    )


def test_a_plan_counts_on_the_rota_the_open_topics_and_the_matters_in_hand(studio):
    DutyRule.objects.create(
        studio=studio, name="每周三值班", cadence="weekly", days=[2], period="morning",
        starts_at="09:00", ends_at="11:30",
    )  # fmt: skip
    topic = make_topic(studio, title="关于停车", designated=True)
    make_topic(studio, title="关于助餐", completed=True)
    make_issue(studio)
    type(topic).objects.filter(pk=topic.pk).update(answer_due_on=clock.today() + timedelta(days=27))
    plan = Paper(studio=studio, kind="plan", year=2026)

    assert told(plan) == {
        "值班接待": "每周三值班：9:00—11:30接待，每班2人，遇节假日顺延到下一个工作日。",
        "协商议题": "已提出、待协商的议题1件：《关于停车（3月31日前）》。",
        "群众意见": "办理手头1件群众意见，件件答复反映人。",
    }
    assert told(Paper(studio=studio, kind="year", year=2026)) == {}
    assert township(studio)
