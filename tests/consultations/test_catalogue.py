"""The year's catalogue: committees set topics, townships choose, put off or decline. 3.5.4."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from consultations.actions import catalogue
from consultations.enums import EntryStatus, ReasonKind, TopicOrigin, TopicStatus, Verdict
from consultations.lineage.catalogue import awaiting, rhythm
from consultations.models import CatalogueEntry, Mechanism, Topic
from core import clock
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.catalogue import make_decided_by, make_entry
from tests.builders.consultations import a_day_after, make_reason
from tests.builders.directory import make_special_committee, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def guide(studio):
    """The staff of a special committee."""
    committee = make_special_committee(studio.committee)
    person = make_user("钱主任", committee_staff=committee)
    person.body = committee
    return person


@pytest.fixture
def entry(party, guide):
    """Set by the special committee."""
    return make_entry(guide, special_committee=guide.body)


def heard(person, words):
    return Notice.objects.filter(to=person, text__contains=words).exists()


def decline(entry, party, area, **more):
    reason = make_reason(ReasonKind.TOPIC_DECLINED, name="不合实际")
    catalogue.decline(entry, by=party, area=area, reason=reason, **more)


def shelve(entry, party, area, days=30):
    reason = make_reason(ReasonKind.TOPIC_SHELVED, name="条件不具备")
    catalogue.shelve(entry, by=party, area=area, reason=reason, review_on=a_day_after(days))


def later(minutes):
    return clock.at(clock.now() + timedelta(minutes=minutes))


def test_townships_hear_of_a_new_entry(party, guide):
    make_entry(guide, special_committee=guide.body)

    assert heard(party, "关于背街小巷停车难")


def test_a_township_sets_no_entries_and_a_committee_only_its_own(party, guide):
    with pytest.raises(NotYours):
        make_entry(party)
    with pytest.raises(NotYours):
        make_entry(guide)

    assert make_entry(guide, special_committee=guide.body).status == EntryStatus.OPEN


def test_a_chosen_entry_is_a_designated_topic_of_the_studio(studio, party, guide, entry, convener):
    topic = catalogue.choose(
        entry, by=party, studio=studio, requirement="国庆前见效", answer_due_on=a_day_after(60)
    )

    assert (topic.status, topic.origin) == (TopicStatus.DESIGNATED, TopicOrigin.CPPCC)
    assert (topic.requirement, topic.answer_due_on) == ("国庆前见效", a_day_after(60))
    lines = [(line.verb, line.by) for line in trail.history_of(topic)]
    assert lines == [("designate", party), ("propose", guide)]
    assert entry.answers.get().topic == topic
    assert heard(guide, "点题")
    assert heard(convener, "国庆前见效")


def test_the_topic_follows_santi_where_the_county_has_it(studio, party, entry):
    santi = make_shipped(studio.committee, "shiquan", "santi")

    assert catalogue.choose(entry, by=party, studio=studio).mechanism == santi


def test_without_santi_it_follows_the_countys_default(studio, party, entry):
    topic = catalogue.choose(entry, by=party, studio=studio)

    assert topic.mechanism is None
    assert topic.practice.name == "通用流程"


def test_the_office_stands_in_for_an_author_who_has_left(studio, party, guide, entry, office):
    guide.grants.update(ends_on=date(2020, 1, 2))
    entry = CatalogueEntry.objects.get(pk=entry.pk)

    assert catalogue.choose(entry, by=party, studio=studio).proposed_by == office


def test_where_the_board_decides_a_chosen_entry_waits_for_it(studio, party, entry, office):
    mechanism = make_decided_by("board", studio)
    Mechanism.objects.filter(pk=mechanism.pk).update(code="santi")
    Mechanism.objects.get(pk=mechanism.pk).save()

    topic = catalogue.choose(entry, by=party, studio=studio)

    assert topic.status == TopicStatus.PROPOSED
    assert heard(office, "主席会议")


@pytest.mark.parametrize("deed", [shelve, decline])
def test_no_other_township_answers_for_this_one(studio, entry, deed):
    stranger = make_user(township=open_studio().area)

    with pytest.raises(NotYours):
        deed(entry, stranger, studio.area)
    with pytest.raises(NotYours):
        catalogue.choose(entry, by=stranger, studio=studio)


def test_a_committee_answers_nothing(studio, guide, entry):
    with pytest.raises(NotYours):
        decline(entry, guide, studio.area)


def test_a_township_answers_once(studio, party, entry):
    catalogue.choose(entry, by=party, studio=studio)

    with pytest.raises(NotAllowedNow, match="不再变更"):
        decline(entry, party, studio.area)
    assert Topic.objects.count() == 1


def test_what_was_put_off_may_be_chosen_later(studio, party, entry):
    shelve(entry, party, studio.area)
    assert entry.answers.get().review_on == a_day_after(30)

    catalogue.choose(entry, by=party, studio=studio)

    assert entry.answers.get().verdict == Verdict.CHOSEN


def test_a_review_day_lies_ahead(studio, party, entry):
    with pytest.raises(ValidationError):
        shelve(entry, party, studio.area, days=0)


def test_a_declined_entry_is_changed_once_and_a_second_refusal_stands(studio, party, guide, entry):
    decline(entry, party, studio.area, remark="镇上已有停车楼")
    assert heard(guide, "镇上已有停车楼")
    with later(1):
        catalogue.change(entry, by=guide, seen_version=1, title="关于夜间停车共享")
    assert heard(party, "请重新答复")

    with later(2):
        decline(entry, party, studio.area)

    with pytest.raises(NotAllowedNow, match="不再变更"):
        decline(entry, party, studio.area)
    with pytest.raises(NotAllowedNow, match="修改过一次"):
        catalogue.change(entry, by=guide, seen_version=2, title="再改")


def test_an_entry_is_mended_freely_before_anybody_answers(guide, entry):
    catalogue.change(entry, by=guide, seen_version=1, title="关于停车")
    catalogue.change(entry, by=guide, seen_version=2, title="关于停车难")

    assert (entry.title, entry.changed_at) == ("关于停车难", None)


def test_the_words_of_a_chosen_entry_stay(studio, party, guide, entry):
    catalogue.choose(entry, by=party, studio=studio)

    with pytest.raises(NotAllowedNow, match="不再修改"):
        catalogue.change(entry, by=guide, seen_version=1, title="别的")


def test_another_committee_changes_nothing_and_two_editors_lose_nothing(guide, entry, office):
    other = make_user(committee_staff=make_special_committee(guide.committee))
    with pytest.raises(NotYours):
        catalogue.change(entry, by=other, seen_version=1, title="别的")
    catalogue.change(entry, by=office, seen_version=1, title="关于停车")

    with pytest.raises(StaleEdit):
        catalogue.change(entry, by=guide, seen_version=1, title="关于车位")


def test_a_withdrawn_entry_is_not_chosen_until_it_is_back(studio, party, guide, entry, office):
    shelve(entry, party, studio.area)
    catalogue.withdraw(entry, by=office, remark="上级已统一部署")
    assert heard(party, "上级已统一部署")
    assert heard(guide, "上级已统一部署")
    with pytest.raises(NotAllowedNow):
        catalogue.choose(entry, by=party, studio=studio)

    catalogue.reopen(entry, by=guide)

    assert catalogue.choose(entry, by=party, studio=studio).status == TopicStatus.DESIGNATED


def test_the_partys_own_topic_is_decided_by_its_asking(studio, party, office, convener):
    topic = catalogue.add(
        studio, by=party, title="关于汛期排涝", background="低洼处年年进水。", requirement="抓紧"
    )

    assert (topic.status, topic.origin) == (TopicStatus.DESIGNATED, TopicOrigin.PARTY)
    assert heard(office, "加题")
    assert heard(convener, "抓紧")


def test_nobody_adds_a_topic_for_another_township(party, office):
    elsewhere = open_studio()

    for person in (party, office):
        with pytest.raises(NotYours):
            catalogue.add(elsewhere, by=person, title="关于别处", background="不归我们管。")


def test_what_waits_for_a_township(studio, party, entry):
    area, today = {studio.area_id}, clock.today()
    put_off, declined = make_entry(), make_entry()
    shelve(put_off, party, studio.area)
    decline(declined, party, studio.area)
    assert list(awaiting(area, today)) == [entry]
    assert set(awaiting(area, a_day_after(30))) == {entry, put_off}
    assert not awaiting(set(), today).exists()

    with later(1):
        catalogue.change(declined, by=declined.proposed_by, seen_version=1, title="关于车位")

    assert set(awaiting(area, today)) == {entry, declined}


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2026-01-15", "ntttt"),
        # Two parts overlap in March.
        ("2026-03-15", "dnntt"),
        ("2026-11-25", "dddnt"),
        ("2027-01-01", "ddddd"),
        ("2025-12-31", "ttttt"),
    ],
)
def test_the_rhythm_of_the_year_says_where_we_are(studio, day, states):
    make_shipped(studio.committee, "shiquan", "santi")

    parts = rhythm(studio.committee_id, 2026, date.fromisoformat(day))

    assert "".join(part.state[0] for part in parts) == states
    assert parts[0].months == "1—2月"
