"""The duty desk: who may stand at it, what becomes of a visitor's matter, log and hand-over."""

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit.models import Entry
from consultations.actions import desk, issues
from consultations.enums import IssueStatus, ReasonKind, SeatStatus, ShiftStatus, Source, Urgency
from consultations.lineage.desk import tally
from consultations.models import DutyShift, HandOver, Issue
from core import clock
from core.access import NotYours
from core.editing import StaleEdit
from core.panels import panels_of
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import make_category, make_issue, make_reason
from tests.builders.directory import join_studio, open_studio
from tests.builders.duty import make_hand_over, make_seat, make_shift
from tests.builders.people import make_committee, make_user

WEDNESDAY = date(2026, 3, 4)
MATTER = {
    "title": "巷口路灯不亮",
    "body": "巷口三盏路灯坏了半个多月，晚上看不见路。",
    "consent_version": "2026-1",
}


@pytest.fixture(autouse=True)
def _a_wednesday(frozen):
    frozen(WEDNESDAY)


@pytest.fixture
def sitter(studio):
    """Who sits at today's shift."""
    return join_studio(studio, "李值班").user


@pytest.fixture
def shift(studio, sitter):
    return make_shift(studio, seats=[sitter.member])


@pytest.fixture
def earlier(studio):
    """Last week's shift, which has left a note."""
    past = make_shift(studio, on=WEDNESDAY - timedelta(days=7))
    make_hand_over(past)
    return past


def receive(shift, by, outcome="keep", **more):
    return desk.receive(shift, by=by, outcome=outcome, **MATTER | more)[0]


def written(shift, by, note="有一件待回电。", **changes):
    fields = {"visitors": 1, "highlights": "", "version": shift.version}
    desk.hand_over(shift, by=by, note=note, **fields | changes)


# Who may


def test_only_who_sits_there_or_runs_the_studio_registers(studio, shift, member, stranger, office):
    outsiders = [member, stranger, office, make_user(office=True, committee=make_committee("lj"))]

    for person in outsiders:
        with pytest.raises(NotYours):
            receive(shift, person)
    assert not Issue.objects.exists()


def test_convener_liaison_and_the_sitting_member_register(shift, sitter, convener, liaison):
    for person in (sitter, convener, liaison):
        assert receive(shift, person).registered_by == person


def test_a_substitute_from_another_studio_registers_at_that_shift_only(studio, shift):
    guest = join_studio(open_studio(), "外室替班").user
    make_seat(shift, guest.member)

    assert receive(shift, guest).duty_shift == shift
    with pytest.raises(NotYours):
        issues.raise_issue(studio, by=guest, source=Source.RECEPTION, **MATTER)


@pytest.mark.parametrize("status", [SeatStatus.EXCUSED, SeatStatus.ABSENT])
def test_who_does_not_come_does_not_register(studio, status, convener):
    shift, person = make_shift(studio, seats=[]), join_studio(studio)
    make_seat(shift, person, status=status, reason="出差")

    with pytest.raises(NotYours):
        receive(shift, person.user)


@pytest.mark.parametrize("deed", [receive, written])
def test_nothing_is_done_at_a_cancelled_shift(shift, sitter, deed):
    DutyShift.objects.update(status=ShiftStatus.CANCELLED)
    shift.refresh_from_db()

    with pytest.raises(NotAllowedNow, match="已取消"):
        deed(shift, sitter)


@pytest.mark.parametrize("deed", [receive, written])
def test_nothing_is_done_before_the_day(studio, sitter, deed):
    tomorrow = make_shift(studio, on=WEDNESDAY + timedelta(days=1), seats=[sitter.member])

    with pytest.raises(NotAllowedNow, match="当天才能办理"):
        deed(tomorrow, sitter)


@pytest.mark.parametrize("deed", [receive, written])
def test_nothing_is_done_on_a_draft(studio, sitter, convener, deed):
    draft = make_shift(studio, seats=[sitter.member], published=False)

    with pytest.raises(NotAllowedNow, match="还没有发布"):
        deed(draft, convener)


def test_what_was_taken_down_on_paper_is_entered_afterwards(studio, convener):
    yesterday = make_shift(studio, on=WEDNESDAY - timedelta(days=1))

    assert receive(yesterday, convener).duty_shift == yesterday


# What becomes of a matter


def test_a_matter_that_is_kept_waits_for_the_studio(shift, sitter, convener):
    issue = receive(shift, sitter, contact_name="赵秀兰", contact_phone="13812345678")

    assert (issue.status, issue.source) == (IssueStatus.REGISTERED, Source.RECEPTION)
    assert issue.contact.phone == "13812345678"
    assert Notice.objects.filter(to=convener, title__contains="待受理").exists()


def test_that_it_was_read_back_stays_in_the_record_of_the_shift(shift, sitter):
    issue = receive(shift, sitter)

    line = Entry.objects.about(shift).get(verb="register")
    assert issue.number in line.remark
    assert "读回确认" in line.remark


def test_a_matter_answered_on_the_spot_asks_nobody_for_triage(shift, sitter, convener):
    issue = receive(shift, sitter, "answer", answer="请到社区三号窗口办理。")

    assert (issue.status, issue.answer) == (IssueStatus.ANSWERED, "请到社区三号窗口办理。")
    assert not Notice.objects.filter(to=convener, title__contains="待受理").exists()
    assert "三号窗口" in issue.tellings.last().text


def test_a_visitor_is_shown_the_door_with_its_telephone(shift, sitter):
    reason = make_reason(ReasonKind.ISSUE_REFERRED, name="信访已受理")

    issue = receive(shift, sitter, "refer", reason=reason)

    assert (issue.status, issue.reason) == (IssueStatus.REFERRED, reason)
    assert "0917-3520000" in issue.tellings.last().text


def test_of_a_secret_not_a_word_is_kept(shift, sitter):
    reason = make_reason(ReasonKind.ISSUE_REFERRED, name="涉密")
    reason.code = desk.NOT_ON_LINE

    issue = receive(shift, sitter, "refer", reason=reason, place="某基地东门")

    kept = f"{issue.title}{issue.body}{issue.place}{[t.text for t in issue.tellings.all()]}"
    assert not any(word in kept for word in ("路灯", "巷口", "基地"))
    assert tally(shift.issues.all()).guided == 1


def test_if_it_cannot_be_answered_it_is_not_registered_either(shift, sitter, monkeypatch):
    monkeypatch.setattr(issues, "answer", lambda *_, **__: (_ for _ in ()).throw(NotYours("不行")))

    with pytest.raises(NotYours):
        receive(shift, sitter, "answer", answer="请到社区三号窗口办理。")
    assert not Issue.objects.exists()


def test_who_sat_there_may_answer_later_until_the_studio_has_spoken(shift, sitter, convener):
    first, second = receive(shift, sitter), receive(shift, sitter)
    category = make_category()

    issues.answer(first, by=sitter, answer="已经报修，周五前修好。")
    issues.accept(second, by=convener, category=category, urgency=Urgency.NORMAL)
    with pytest.raises(NotYours):
        issues.answer(second, by=sitter, answer="已经报修，周五前修好。")


def test_a_matter_of_another_shift_is_not_answered_or_guided(studio, shift, sitter, convener):
    other = make_shift(studio, on=WEDNESDAY - timedelta(days=1))
    elsewhere, anywhere = receive(other, convener), make_issue(studio)
    reason = make_reason(ReasonKind.ISSUE_REFERRED)

    for issue in (elsewhere, anywhere):
        with pytest.raises(NotYours):
            issues.answer(issue, by=sitter, answer="已经报修，周五前修好。")
        with pytest.raises(NotYours):
            issues.refer(issue, by=sitter, reason=reason)


def test_who_sits_at_a_shift_sees_what_was_registered_there(studio, shift, sitter, member):
    colleague = join_studio(studio, "同班").user
    make_seat(shift, colleague.member)
    issue = receive(shift, sitter)

    assert issue in Issue.objects.visible_to(colleague)
    assert issue not in Issue.objects.visible_to(member)


# Log and hand-over


def test_the_log_keeps_what_cannot_be_counted(shift, sitter):
    desk.log(shift, by=sitter, visitors=5, highlights="路灯损坏影响出行", version=1)

    shift.refresh_from_db()
    assert (shift.visitors, shift.highlights, shift.version) == (5, "路灯损坏影响出行", 2)


def test_a_stranger_writes_no_log(shift, member):
    with pytest.raises(NotYours):
        desk.log(shift, by=member, visitors=5, highlights="", version=1)


def test_of_two_who_write_the_log_neither_loses_a_word(shift, sitter, convener):
    desk.log(shift, by=sitter, visitors=5, highlights="甲", version=1)

    with pytest.raises(StaleEdit):
        desk.log(shift, by=convener, visitors=6, highlights="乙", version=1)
    shift.refresh_from_db()
    assert shift.highlights == "甲"


def test_somebody_came_when_something_was_registered(shift, sitter):
    receive(shift, sitter)

    with pytest.raises(ValidationError, match="不能是0"):
        desk.log(shift, by=sitter, visitors=0, highlights="", version=1)


def test_a_note_is_left_to_the_next_shift_and_its_members_hear_of_it(studio, shift, sitter):
    heir = join_studio(studio, "下一班").user
    make_shift(studio, on=WEDNESDAY + timedelta(days=7), seats=[heir.member])

    written(shift, sitter)

    assert (shift.hand_over.note, shift.hand_over.written_by) == ("有一件待回电。", sitter)
    notice = Notice.objects.get(to=heir)
    assert "阅知" in notice.text
    assert "待回电" not in notice.text


def test_a_note_may_be_written_anew_until_it_is_read(studio, shift, sitter):
    heir = join_studio(studio, "下一班").user
    make_shift(studio, on=WEDNESDAY + timedelta(days=7), seats=[heir.member])
    written(shift, sitter)

    written(shift, sitter, "已回电，没有要交的。")

    assert HandOver.objects.get().note == "已回电，没有要交的。"
    assert Notice.objects.filter(to=heir).count() == 1


def test_a_note_that_was_read_is_not_written_anew(shift, sitter):
    make_hand_over(shift, seen=True, note="原来的话")

    with pytest.raises(NotAllowedNow, match="阅知"):
        written(shift, sitter)
    assert HandOver.objects.get().note == "原来的话"


def test_nobody_hands_over_before_reading_what_was_left(earlier, shift, sitter):
    with pytest.raises(NotAllowedNow, match="2月25日的交班说明还没有人阅知"):
        written(shift, sitter)

    desk.see_hand_over(earlier.hand_over, shift=shift, by=sitter)
    written(shift, sitter)
    assert HandOver.objects.filter(shift=shift).exists()


def test_a_stranger_reads_no_note(earlier, shift, member, stranger):
    for person in (member, stranger):
        with pytest.raises(NotYours):
            desk.see_hand_over(earlier.hand_over, shift=shift, by=person)


def test_the_writer_does_not_read_it_for_the_next_shift(earlier, shift, convener, liaison):
    note = earlier.hand_over  # written by the convener
    with pytest.raises(NotYours):
        desk.see_hand_over(note, shift=shift, by=convener)

    assert desk.see_hand_over(note, shift=shift, by=liaison)
    note.refresh_from_db()
    assert note.seen_by == liaison


def test_of_two_readers_the_first_is_named(earlier, shift, sitter, liaison):
    note = earlier.hand_over

    assert desk.see_hand_over(note, shift=shift, by=sitter)
    assert not desk.see_hand_over(note, shift=shift, by=liaison)
    note.refresh_from_db()
    assert note.seen_by == sitter


def test_a_shift_is_left_what_earlier_shifts_of_its_studio_wrote(studio, earlier, shift):
    afternoon = make_shift(studio, period="afternoon", seats=[])
    later = make_hand_over(afternoon)
    make_hand_over(make_shift(open_studio(), on=WEDNESDAY - timedelta(days=1)))

    assert list(HandOver.objects.left_to(shift)) == [earlier.hand_over]
    assert list(HandOver.objects.left_to(afternoon)) == [earlier.hand_over]
    evening = make_shift(studio, period="day", seats=[], starts_at=time(18), ends_at=time(20))
    assert later in HandOver.objects.left_to(evening)


# What is counted


@pytest.mark.parametrize(
    ("changes", "figures"),
    [
        ({}, (1, 0, 0, 1)),
        ({"status": "answered"}, (1, 1, 0, 0)),
        ({"status": "closed"}, (1, 1, 0, 0)),
        ({"status": "referred"}, (1, 0, 1, 0)),
        ({"status": "answered", "late": True}, (1, 0, 0, 1)),  # a day later is not on the spot
        ({"status": "rehandling", "round": 2, "answer": "x"}, (1, 0, 0, 1)),
    ],
)
def test_figures_are_derived_from_the_matters(shift, sitter, changes, figures):
    issue = receive(shift, sitter)
    issue.status, issue.round = changes.get("status", issue.status), changes.get("round", 1)
    if issue.status in {"answered", "closed", "rehandling"}:
        issue.answered_at = clock.now() + timedelta(days=1 if changes.get("late") else 0)

    counted = tally([issue])

    assert (*counted, counted.kept) == figures


def test_a_matter_that_a_member_took_on_was_not_answered_on_the_spot(studio, shift, sitter, member):
    issue = make_issue(studio, by=sitter, duty_shift=shift, claimed_by=member, answered=True)

    assert tally([issue]).answered == 0


# What the page of the shift shows


def test_log_note_and_matters_stand_on_the_page_of_the_shift(shift, sitter, convener):
    receive(shift, sitter)
    written(shift, sitter)

    for reader in (sitter, convener, make_user(leader=True)):
        assert len(panels_of(shift, reader, WEDNESDAY)) == 3


def test_the_log_is_not_for_everybody(shift, sitter, member, stranger):
    receive(shift, sitter)
    written(shift, sitter)

    for reader in (member, stranger, make_user(unit=True)):
        assert panels_of(shift, reader, WEDNESDAY) == []


def test_there_is_no_log_before_the_day(studio, convener):
    tomorrow = make_shift(studio, on=WEDNESDAY + timedelta(days=1))

    assert panels_of(tomorrow, convener, WEDNESDAY) == []
