"""What happens to a report on public opinion, step by step."""

from datetime import date

import pytest

from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from petitions.actions import reports
from petitions.enums import Draft, InstructionKind, ReportStatus
from petitions.models import OpinionReport
from scoring.enums import Merit
from scoring.models import ScoreEntry
from tests.builders.people import make_committee, make_user
from tests.builders.reports import TEXTS, make_report, make_rule
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db

MARCH = date(2026, 3, 2)
INSTRUCTION = {
    "leader_name": "李明",
    "leader_post": "县长",
    "kind": InstructionKind.ACTION,
    "instructed_on": MARCH,
    "text": "请住建局三天内拿出办法",
}


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


@pytest.fixture
def signer():
    return make_user(signer=True)


def test_a_report_begins_as_a_numbered_draft():
    report = make_report()

    assert report.number == "SQ20260001"
    assert report.status == ReportStatus.DRAFT


def test_nobody_writes_in_the_name_of_a_member(office):
    member = make_member()

    with pytest.raises(NotYours):
        reports.write(member, by=office, **TEXTS)
    with pytest.raises(NotYours):
        reports.write(member, by=make_member().user, **TEXTS)


def test_submitting_keeps_the_original_and_tells_the_office(office):
    report = make_report(submitted=True)

    assert report.revisions.get().draft == Draft.ORIGINAL
    assert "待审查" in Notice.objects.get(to=office).title


def test_an_accepted_report_credits_and_tells_its_author(office):
    make_rule(Merit.REPORT_ACCEPTED, 1)
    report = make_report(submitted=True)

    reports.accept(report, by=office, remark="反映及时")

    report.refresh_from_db()
    assert report.status == ReportStatus.ACCEPTED
    assert ScoreEntry.objects.get(member=report.author).points == 1
    assert "已被采用" in Notice.objects.get(to=report.author.user).text


def test_an_editor_may_not_accept_their_own_report(office):
    report = make_report(make_member(user=office), submitted=True)

    with pytest.raises(NotYours):
        reports.accept(report, by=office)


def test_a_report_is_accepted_once(office):
    make_rule(Merit.REPORT_ACCEPTED, 1)
    report = make_report(submitted=True)
    stale = OpinionReport.objects.get(pk=report.pk)
    reports.accept(report, by=office)

    with pytest.raises(NotAllowedNow):
        reports.accept(stale, by=make_user(office=True))

    assert ScoreEntry.objects.count() == 1


def test_a_report_sent_back_can_be_completed_and_submitted_again(office):
    report = make_report(submitted=True)

    reports.send_back(report, by=office, remark="请补充数据")
    reports.revise(report, by=report.author.user, seen_version=1, situation="三起剐蹭，两人受伤。")
    reports.submit(report, by=report.author.user)

    assert report.status == ReportStatus.SUBMITTED
    first, second = report.revisions.all()
    assert first.situation == TEXTS["situation"]
    assert second.situation == "三起剐蹭，两人受伤。"


def test_a_declined_report_tells_its_author_why(office):
    report = make_report(submitted=True)

    reports.decline(report, by=office, reason="与已有信息重复")

    assert "与已有信息重复" in Notice.objects.get(to=report.author.user).text


def test_two_who_edit_at_once_both_keep_their_words(office):
    report = make_report(accepted=True, by=office)
    other = OpinionReport.objects.get(pk=report.pk)
    reports.edit(report, by=office, seen_version=1, **TEXTS | {"title": "甲的标题"})

    with pytest.raises(StaleEdit) as refused:
        reports.edit(other, by=office, seen_version=1, **TEXTS | {"title": "乙的标题"})

    assert ("标题", "乙的标题", "甲的标题") in [tuple(d) for d in refused.value.differences]
    assert OpinionReport.objects.get(pk=report.pk).title == "甲的标题"


def test_editing_leaves_the_original_untouched(office):
    report = make_report(accepted=True, by=office)

    reports.edit(report, by=office, seen_version=1, **TEXTS | {"title": "校门口应有减速带"})

    texts = dict(report.revisions.values_list("draft", "title"))
    assert texts == {"original": TEXTS["title"], "edited": "校门口应有减速带"}


def test_a_signer_never_signs_a_report_of_their_own(office, signer):
    report = make_report(make_member(user=signer), accepted=True, by=office)

    with pytest.raises(NotYours):
        reports.sign(report, by=signer)


def test_issuing_gives_the_next_number_of_the_journal(office):
    first, second = make_report(issued=True), make_report(issued=True)

    assert (first.issue_no, second.issue_no) == ("2026年第1期", "2026年第2期")
    assert first.issued_on == MARCH
    assert first.revisions.filter(draft=Draft.SIGNED).exists()


BY_OFFICE = {
    "send_back": {"remark": "补充"},
    "accept": {},
    "decline": {"reason": "重复"},
    "edit": {"seen_version": 1, **TEXTS},
    "issue": {"sent_to": "县委"},
    "record_instruction": INSTRUCTION,
}
BY_AUTHOR = {"submit": {}, "withdraw": {}, "revise": {"seen_version": 1, **TEXTS}}


@pytest.mark.parametrize("verb", [*BY_OFFICE, *BY_AUTHOR, "sign"])
def test_every_step_is_refused_to_a_stranger_and_to_another_county(verb):
    report = make_report(submitted=True)
    facts = {**BY_OFFICE, **BY_AUTHOR, "sign": {}}[verb]
    elsewhere = make_committee("elsewhere")
    strangers = [
        make_user(),
        make_user(unit=True),
        make_user(leader=True),
        make_user(committee=elsewhere, office=True, signer=True),
    ]

    for stranger in strangers:
        with pytest.raises(NotYours):
            getattr(reports, verb)(report, by=stranger, **facts)


@pytest.mark.parametrize("verb", list(BY_OFFICE))
def test_the_offices_steps_wait_for_their_turn(verb, office):
    with pytest.raises(NotAllowedNow):
        getattr(reports, verb)(make_report(), by=office, **BY_OFFICE[verb])


@pytest.mark.parametrize("verb", list(BY_AUTHOR))
def test_the_authors_steps_end_when_the_report_is_signed(verb):
    report = make_report(signed=True)

    with pytest.raises(NotAllowedNow):
        getattr(reports, verb)(report, by=report.author.user, **BY_AUTHOR[verb])


def test_a_signer_signs_what_was_accepted_only(signer):
    with pytest.raises(NotAllowedNow):
        reports.sign(make_report(submitted=True), by=signer)


def seen_by(user):
    return set(OpinionReport.objects.visible_to(user))


def test_who_sees_which_report(office):
    studio = make_studio()
    author = make_member(studio=studio)
    draft, handed_in = make_report(author), make_report(author, submitted=True)
    accepted = make_report(author, studio=studio, accepted=True, by=office)

    assert seen_by(author.user) == {draft, handed_in, accepted}
    assert seen_by(office) == {handed_in, accepted}
    assert seen_by(make_user(convener=studio)) == {accepted}
    assert seen_by(make_user(unit=True)) == set()
    assert seen_by(make_user(committee=make_committee("elsewhere"), office=True)) == set()
