"""What a studio puts before the public, what people say to it, and who looks at it."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import postings, topics
from consultations.enums import CommentStatus, PostingKind, ReasonKind
from consultations.models import Comment, Posting
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from studios.enums import StudioStatus
from tests.builders.consultations import a_day_after, make_issue, make_reason, make_topic
from tests.builders.directory import open_studio
from tests.builders.people import make_user
from tests.builders.postings import (
    make_comment,
    make_gated,
    make_posting,
    make_residents_topic,
)


def heard(person, words):
    return Notice.objects.filter(to=person, title__contains=words).count()


@pytest.fixture
def topic(studio, frozen):
    frozen("2026-03-02")
    return make_residents_topic(studio)


def test_nobody_but_the_studio_posts(topic, office, member, party, stranger):
    for person in (office, member, party, stranger):
        with pytest.raises(NotYours):
            make_posting(topic, by=person)
    assert not Posting.objects.exists()


def test_a_notice_lasts_as_long_as_the_mechanism_asks(topic, convener, member):
    posting = make_posting(topic, by=convener)

    assert (posting.opens_on, posting.closes_on) == (date(2026, 3, 2), date(2026, 3, 8))
    assert heard(member, "公示已发布") == 1
    assert heard(convener, "公示已发布") == 0
    assert trail.history_of(topic).first().label == "发布公示"
    assert trail.history_of(posting).first().label == "发布"


@pytest.mark.parametrize(
    ("kind", "days", "last"),
    [
        (PostingKind.NOTICE, 10, date(2026, 3, 11)),  # the mechanism's own
        (PostingKind.WINDOW, None, date(2026, 3, 16)),  # 15 days are usual
    ],
)
def test_the_last_day_counts_the_first(studio, frozen, kind, days, last):
    frozen("2026-03-02")
    gate = {"days": days} if days else {}
    topic = make_topic(studio, mechanism=make_gated(studio, kind="notice", **gate))

    assert make_posting(topic, kind=kind).closes_on == last


def test_a_call_is_the_studios_own(studio, frozen):
    frozen("2026-03-02")

    call = make_posting(studio)

    assert (call.kind, call.topic) == (PostingKind.CALL, None)
    assert call.closes_on == date(2026, 3, 31)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"opens_on": date(2026, 3, 1)}, "opens_on"),  # yesterday's paper does not count
        ({"closes_on": date(2026, 3, 1)}, "closes_on"),
        ({"closes_on": date(2026, 3, 7)}, "closes_on"),  # six days where seven are asked
        ({"closes_on": date(2027, 3, 2)}, "closes_on"),
        ({"kind": PostingKind.CALL}, "kind"),
    ],
)
def test_days_that_cannot_be_are_refused(topic, changes, field):
    with pytest.raises(ValidationError) as refused:
        make_posting(topic, **changes)

    assert list(refused.value.message_dict) == [field]


def test_a_studio_cannot_post_a_notice_without_a_topic(studio):
    with pytest.raises(ValidationError):
        make_posting(studio, kind=PostingKind.NOTICE)


def test_a_second_notice_beside_the_first_is_refused(topic, convener):
    first = make_posting(topic)
    with pytest.raises(ValidationError, match="已有进行中的公示"):
        make_posting(topic, closes_on=date(2026, 3, 20))
    assert make_posting(topic, kind=PostingKind.WINDOW)

    postings.withdraw(first, by=convener, remark="方案有误")

    assert make_posting(topic).closes_on == date(2026, 3, 8)


def test_nothing_is_posted_about_a_topic_that_is_over(studio, convener, party):
    topic = make_topic(studio)
    reason = make_reason(ReasonKind.TOPIC_DECLINED)
    topics.decline(topic, by=party, reason=reason)

    with pytest.raises(NotAllowedNow, match="已经结束"):
        make_posting(topic)


def test_a_studio_that_receives_nobody_posts_nothing(studio):
    studio.status = StudioStatus.SUSPENDED
    studio.save()

    with pytest.raises(NotAllowedNow, match="不能对外发布"):
        make_posting(studio)


def test_raisers_hear_that_their_matter_is_talked_over(studio):
    topic = make_topic(studio)
    issue = make_issue(studio, joined=topic)

    make_posting(topic)

    assert "正在公示" in issue.tellings.last().text


@pytest.mark.parametrize("who", ["convener", "liaison", "office"])
def test_studio_and_office_take_a_posting_down(topic, who, request):
    posting, by = make_posting(topic), request.getfixturevalue(who)

    postings.withdraw(posting, by=by, remark="方案有误")

    assert posting.withdrawn_at
    assert trail.history_of(posting).first().remark == "方案有误"
    assert "方案有误" in trail.history_of(topic).first().remark
    with pytest.raises(NotAllowedNow, match="已经撤下"):
        postings.withdraw(posting, by=by, remark="再撤")


def test_nobody_else_takes_a_posting_down(topic, member, party, stranger):
    posting = make_posting(topic)

    for person in (member, party, stranger):
        with pytest.raises(NotYours):
            postings.withdraw(posting, by=person, remark="不喜欢")


def test_a_comment_waits_to_be_looked_at(topic, convener, liaison, member):
    comment = make_comment(make_posting(topic), name="刘群众", phone="13800138000")

    assert comment.status == CommentStatus.WAITING
    assert heard(convener, "有新留言待审核") == heard(liaison, "有新留言待审核") == 1
    assert heard(member, "有新留言待审核") == 0
    assert "13800138000" not in str(Notice.objects.values_list("text", flat=True))


def test_the_studio_is_told_once_a_day(topic, convener, frozen):
    posting = make_posting(topic)
    make_comment(posting)
    make_comment(posting, text="支持！")
    assert heard(convener, "有新留言待审核") == 1

    frozen("2026-03-03")
    make_comment(posting)

    assert heard(convener, "有新留言待审核") == 2


@pytest.mark.parametrize(("day", "is_open"), [(1, False), (2, True), (8, True), (9, False)])
def test_comments_are_taken_from_the_first_day_to_the_last(topic, frozen, day, is_open):
    posting = make_posting(topic)
    frozen(date(2026, 3, day))

    if is_open:
        assert make_comment(posting)
    else:
        with pytest.raises(NotAllowedNow, match="现在不能留言"):
            make_comment(posting)


def test_what_was_taken_down_takes_no_comment(topic, convener):
    posting = make_posting(topic)
    postings.withdraw(posting, by=convener, remark="有误")

    with pytest.raises(NotAllowedNow):
        make_comment(posting)


def test_only_studio_and_office_decide_what_all_may_read(topic, member, party, stranger, office):
    comment = make_comment(make_posting(topic))
    for person in (member, party, stranger):
        with pytest.raises(NotYours):
            postings.show(comment, by=person)
        with pytest.raises(NotYours):
            postings.refuse(comment, by=person, reason="广告推销")

    postings.show(comment, by=office)

    assert comment.status == CommentStatus.SHOWN


def test_a_refused_comment_keeps_its_reason_until_it_is_shown(topic, convener):
    comment = make_comment(make_posting(topic))

    postings.refuse(comment, by=convener, reason="广告推销")
    assert (comment.status, comment.reason) == (CommentStatus.REFUSED, "广告推销")
    assert trail.history_of(comment).first().remark == "广告推销"

    postings.show(comment, by=convener)
    assert (comment.status, comment.reason) == (CommentStatus.SHOWN, "")


def test_a_reason_is_needed(topic, convener):
    comment = make_comment(make_posting(topic))

    with pytest.raises(ValidationError):
        postings.refuse(comment, by=convener, reason=" ")


@pytest.mark.parametrize(("verb", "deed"), [("show", postings.show), ("refuse", postings.refuse)])
def test_nothing_is_decided_twice(topic, convener, verb, deed):
    comment = make_comment(make_posting(topic))
    said = {"reason": "重复留言"} if verb == "refuse" else {}
    deed(comment, by=convener, **said)

    with pytest.raises(NotAllowedNow):
        deed(comment, by=convener, **said)


def test_who_reads_a_comment_before_it_is_shown(topic, convener, liaison, office, member, stranger):
    posting = make_posting(topic)
    waiting, shown = make_comment(posting), make_comment(posting, text="支持")
    postings.show(shown, by=convener)

    for person, read in (
        (convener, {waiting, shown}), (liaison, {waiting, shown}), (office, {waiting, shown}),
        (member, {shown}), (stranger, {shown}), (make_user(committee=None), {shown}),
    ):  # fmt: skip
        assert set(Comment.objects.visible_to(person)) == read


def test_the_words_of_the_list(topic, studio, convener, stranger, frozen):
    notice, call = make_posting(topic), make_posting(studio)
    make_posting(open_studio(), title="别室的征集")
    make_comment(notice)
    mine, today = Posting.objects, date(2026, 3, 9)

    assert set(mine.over(today)) == {notice}
    assert set(mine.not_over(today)) & {notice, call} == {call}
    assert set(mine.with_comments_to_look_at(convener)) == {notice}
    assert not mine.with_comments_to_look_at(stranger).exists()


@pytest.mark.parametrize(
    ("day", "word"),
    [("2026-03-01", "未开始"), ("2026-03-08", "进行中"), ("2026-03-09", "已结束")],
)
def test_where_a_posting_stands_in_a_word(topic, day, word):
    assert make_posting(topic).state_on(date.fromisoformat(day)) == word


def test_a_posting_taken_down_says_so(topic, convener):
    posting = make_posting(topic)
    postings.withdraw(posting, by=convener, remark="有误")

    assert posting.state_on(a_day_after(0)) == "已撤下"
