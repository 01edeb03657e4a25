"""What may be secret (疑似涉密): hidden, cleared, or taken to the office on paper."""

from io import BytesIO

import pytest
from docx import Document

from accounts.models import citizen
from audit import trail
from consultations.actions import issues, likes, off_line
from consultations.enums import ENDED, NOT_ON_LINE, IssueStatus, ReasonKind
from consultations.models import Issue, ReasonCode
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.enums import State
from notices.models import Delivery, Notice
from tests.builders.consultations import make_category, make_issue, staff

TITLE = "某仓库围墙旁的施工便道"


@pytest.fixture
def secret(studio):
    return ReasonCode.objects.create(
        committee=studio.committee,
        kind=ReasonKind.ISSUE_REFERRED,
        code=NOT_ON_LINE,
        name="涉密",
    )


@pytest.fixture
def locked(studio, convener, office):
    issue = make_issue(studio, title=TITLE, accepted=True)
    issues.lock(issue, by=convener, remark="提到未公开设施")
    return issue


def test_only_the_office_takes_it_off_line(locked, secret, convener, liaison, party, member):
    for person in (convener, liaison, party, member):
        with pytest.raises(NotYours):
            off_line.take_off_line(locked, by=person)
        with pytest.raises(NotYours):
            off_line.slip(locked, by=person)


def test_what_is_not_locked_is_not_taken_off_line(studio, secret, office):
    issue = make_issue(studio, accepted=True)

    with pytest.raises(NotYours):
        off_line.take_off_line(issue, by=office)
    with pytest.raises(NotYours):
        off_line.slip(issue, by=office)


def test_on_paper_it_has_ended_here_and_stays_hidden(locked, secret, office, convener):
    off_line.take_off_line(locked, by=office, remark="已当面签收")

    assert (locked.status, locked.reason) == (IssueStatus.REFERRED, secret)
    assert locked.is_off_line
    assert not Issue.objects.visible_to(convener).exists()
    assert not Issue.objects.awaiting_clearing().exists()
    assert TITLE not in locked.tellings.last().text
    assert "线下渠道" in locked.tellings.last().text


@pytest.mark.parametrize("status", sorted(ENDED))
def test_what_has_ended_is_not_taken_off_line(locked, secret, office, status):
    Issue.objects.filter(pk=locked.pk).update(status=status, reason=secret, answer="已答复",
        answered_at=locked.raised_at)  # fmt: skip
    locked.refresh_from_db()

    with pytest.raises(NotAllowedNow):
        off_line.take_off_line(locked, by=office)


def test_a_county_without_the_reason_is_told_so(locked, office):
    with pytest.raises(NotAllowedNow, match="SECRET"):
        off_line.take_off_line(locked, by=office)


def test_those_that_were_one_with_it_go_on_by_themselves(studio, convener, office, secret):
    parent, like = make_issue(studio, accepted=True), make_issue(studio)
    likes.merge(like, parent, by=convener)
    issues.lock(parent, by=convener)

    off_line.take_off_line(parent, by=office)

    like.refresh_from_db()
    assert like.status == IssueStatus.ACCEPTED


def test_a_locked_matter_tells_nobody_but_its_raiser(studio, convener, office):
    parent, like = make_issue(studio, accepted=True), make_issue(studio)
    likes.merge(like, parent, by=convener)
    before = like.tellings.count()
    issues.lock(parent, by=convener)

    issues.inform(parent, "consultations/raiser_dispatched")

    assert like.tellings.count() == before


@pytest.mark.parametrize("deed", [issues.withdraw, issues.close, issues.close_unsatisfied])
def test_its_raiser_does_nothing_on_line_while_it_is_locked(locked, deed):
    with pytest.raises(NotYours):
        deed(locked, by=citizen())


def test_the_slip_says_where_it_goes_and_nothing_of_what_it_is(locked, office):
    page = Document(BytesIO(off_line.slip(locked, by=office)))

    words = "\n".join(cell.text for row in page.tables[0].rows for cell in row.cells)
    words += "\n".join(paragraph.text for paragraph in page.paragraphs)
    for part in (locked.number, locked.studio.name, "李召集", "提到未公开设施", off_line.ROUTE):
        assert part in words
    assert "签名" in words
    assert TITLE not in words
    assert locked.body not in words


def test_messages_lose_their_words_and_what_has_not_left_stays(locked, studio):
    own = Notice.objects.filter(to=staff(studio), template="consultations/issue_raised")

    assert not Notice.objects.filter(title__contains=TITLE).exists()
    assert not Notice.objects.filter(text__contains=TITLE).exists()
    assert own.get().title == "（内容已隐藏）"
    assert Delivery.objects.get(notice=own.get()).state == State.WITHDRAWN


def test_the_page_of_its_letter_and_of_its_like_matters_no_longer_names_it(studio, convener):
    letter, like = make_issue(studio), make_issue(studio)
    part = likes.split(letter, by=convener, title=TITLE, body="围墙旁新修了一条便道，车很多。")
    category = make_category(committee=studio.committee)
    issues.accept(part, by=convener, category=category, urgency="normal")
    likes.merge(like, part, by=convener)
    issues.inform(part, "consultations/raiser_dispatched")

    issues.lock(part, by=convener, remark="提到未公开设施")

    told = [line.text for one in (letter, like) for line in one.tellings.all()]
    assert [text for text in told if TITLE in text] == []
    assert "（一条进展已隐藏）" in told


def test_a_short_title_does_not_hide_the_messages_of_others(studio, convener):
    other = make_issue(studio, title="路灯不亮一直没人修")

    issues.lock(make_issue(studio, title="路灯不亮"), by=convener)

    assert Notice.objects.filter(title__contains=other.title).exists()


def test_what_is_cleared_is_seen_again(locked, office, convener):
    issues.unlock(locked, by=office)

    assert Issue.objects.visible_to(convener).filter(pk=locked.pk).exists()
    assert trail.history_of(locked).first().label == "解除锁定"
