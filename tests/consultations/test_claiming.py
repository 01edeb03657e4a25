"""A matter goes from hand to hand: the promise stays, the points go along (转交、退单)."""

import pytest
from django.core.exceptions import ValidationError

from accounts.models import system_user
from audit import trail
from consultations.actions import claiming, issues
from core.access import NotYours
from core.workflow import NotAllowedNow
from notices.models import Notice
from scoring.enums import Merit
from scoring.models import Rule, ScoreEntry
from tests.builders.consultations import a_day_after, make_issue
from tests.builders.people import make_committee

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def points(db):
    """To have taken a matter on is worth two points."""
    for year in (2026, 2027):
        Rule.objects.create(
            committee=make_committee(), year=year, merit=Merit.ISSUE_CLAIMED, code="D",
            label="接单", block="D", points=2,
        )  # fmt: skip


def total(member):
    return ScoreEntry.objects.filter(member=member).total()


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


def hand_over(issue, member, by):
    claiming.hand_over(issue, by=by, member=member, remark="到省里学习一个月")


def test_nobody_else_hands_a_matter_over(studio, wang, li, stranger, party):
    issue = make_issue(studio, claimed_by=wang.user)

    for other in (li.user, stranger, party):
        with pytest.raises(NotYours):
            hand_over(issue, li, other)


def test_the_promised_day_stays_and_everybody_hears(studio, convener, wang, li):
    issue = make_issue(studio, claimed_by=wang.user)
    promised_on = issue.promised_on

    hand_over(issue, li, wang.user)

    assert (issue.claimed_by, issue.promised_on, issue.status) == (li, promised_on, "claimed")
    assert heard(li.user, "现由李秀英委员办理")
    assert heard(convener, "到省里学习")
    assert not heard(wang.user, "现由李秀英")
    told = issue.tellings.last().text
    assert "现由李秀英委员跟办" in told
    assert "到省里" not in told
    assert "由王建国转交李秀英" in trail.history_of(issue).first().remark


def test_the_studio_hands_over_and_both_members_hear(studio, convener, wang, li):
    issue = make_issue(studio, claimed_by=wang.user)

    hand_over(issue, li, convener)

    assert heard(wang.user, "现由李秀英")
    assert heard(li.user, "现由李秀英")
    assert not heard(convener, "现由李秀英")


def test_the_points_go_along_there_and_back(studio, convener, wang, li):
    issue = make_issue(studio, claimed_by=wang.user)
    assert (total(wang), total(li)) == (2, 0)

    hand_over(issue, li, convener)
    assert (total(wang), total(li)) == (0, 2)

    hand_over(issue, wang, convener)
    assert (total(wang), total(li)) == (2, 0)


def test_who_takes_it_on_again_is_credited_again(studio, convener, wang):
    issue = make_issue(studio, claimed_by=wang.user)
    issues.release(issue, by=wang.user, remark="出差")
    assert total(wang) == 0

    issues.assign(issue, by=convener, member=wang, promised_on=a_day_after(5))

    assert total(wang) == 2


def test_to_the_same_member_nothing_is_handed_over(studio, wang):
    issue = make_issue(studio, claimed_by=wang.user)

    with pytest.raises(ValidationError, match="正由王建国办理"):
        hand_over(issue, wang, wang.user)


@pytest.mark.parametrize("state", ["accepted", "answered", "closed"])
def test_what_nobody_has_in_hand_is_not_handed_over(studio, convener, li, state):
    issue = make_issue(studio, **{"accepted": True, state: True})

    with pytest.raises(NotAllowedNow):
        hand_over(issue, li, convener)


def test_a_member_gives_the_same_matter_back_once(studio, convener, wang):
    issue = make_issue(studio, claimed_by=wang.user)
    issues.release(issue, by=wang.user, remark="出差")
    issues.assign(issue, by=convener, member=wang, promised_on=a_day_after(5))

    with pytest.raises(NotYours):
        issues.release(issue, by=wang.user, remark="还在出差")


def test_who_gave_it_away_meanwhile_gives_back_nothing(studio, convener, wang, li):
    issue = make_issue(studio, claimed_by=wang.user)
    seen = type(issue).objects.select_related("committee", "studio", "claimed_by").get(pk=issue.pk)
    hand_over(issue, li, convener)

    with pytest.raises(NotAllowedNow, match="已转交李秀英"):
        issues.release(seen, by=wang.user, remark="出差")
    with pytest.raises(NotAllowedNow, match="已转交李秀英"):
        hand_over(seen, li, wang.user)

    issue.refresh_from_db()
    assert issue.claimed_by == li
    assert total(li) == 2


def test_the_system_gives_back_what_somebody_left_behind(studio, wang):
    issue = make_issue(studio, claimed_by=wang.user)

    claiming.release(issue, by=system_user(), remark="委员已离任")

    assert issue.status == "accepted"
