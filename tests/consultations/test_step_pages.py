"""Every step has a page: it opens for who may take it, asks what it needs, and takes it."""

import pytest

from consultations.enums import ReasonKind
from consultations.models import Issue, Topic
from core.access import can
from tests.builders.consultations import (
    a_day_after,
    make_activity,
    make_category,
    make_issue,
    make_reason,
    make_topic,
)
from tests.builders.directory import open_studio
from tests.builders.people import make_grant

# The situation from which the step is taken, by whom, what they fill in, and where it leads.
ISSUE_STEPS = [
    ("accept", {}, "convener", {"category": "category", "urgency": "normal"}, "accepted"),
    ("answer", {}, "convener", {"answer": "已经联系城管处理。"}, "answered"),
    ("refer", {}, "liaison", {"reason": "referred"}, "referred"),
    ("decline", {}, "liaison", {"reason": "declined"}, "declined"),
    ("claim", {"accepted": True}, "member", {"promised_on": 10}, "claimed"),
    ("assign", {"accepted": True}, "convener", {"promised_on": 10, "member": "member"}, "claimed"),
    ("release", {"claimed": True}, "member", {"remark": "出差"}, "accepted"),
    ("leave", {"joined": True}, "convener", {"remark": "不是一回事"}, "accepted"),
    ("unlock", {"locked": True}, "office", {}, "registered"),
    ("reveal_contact", {}, "convener", {"remark": "核实情况"}, "registered"),
]
TOPIC_STEPS = [
    ("designate", {}, "party", {}, "designated"),
    ("shelve", {}, "party", {"reason": "shelved", "review_on": 30}, "shelved"),
    ("decline", {}, "party", {"reason": "topic_declined"}, "declined"),
    ("claim", {"designated": True}, "member", {}, "claimed"),
    ("close", {"completed": True}, "convener", {}, "closed"),
]


@pytest.fixture
def values(studio, member):
    """What a word in the tables above stands for."""
    return {
        "category": make_category().pk,
        "member": member.member.pk,
        "declined": make_reason(ReasonKind.ISSUE_DECLINED).pk,
        "referred": make_reason(ReasonKind.ISSUE_REFERRED).pk,
        "shelved": make_reason(ReasonKind.TOPIC_SHELVED).pk,
        "topic_declined": make_reason(ReasonKind.TOPIC_DECLINED).pk,
    }


def sent(fields, values):
    """The form as a browser sends it; a number is so many days from today."""
    return {
        name: a_day_after(word).isoformat() if isinstance(word, int) else values.get(word, word)
        for name, word in fields.items()
    }


@pytest.fixture
def people(convener, liaison, member, party, office, stranger):
    return {
        "convener": convener,
        "liaison": liaison,
        "member": member,
        "party": party,
        "office": office,
        "stranger": stranger,
    }


def take(sign_in, person, matter, verb, fields):
    """Open the page, send it; the answer to the second."""
    browser, url = sign_in(person), f"{matter.get_absolute_url()}{verb}/"
    assert browser.get(url).status_code == 200
    return browser.post(url, fields)


@pytest.mark.parametrize(("verb", "flags", "who", "fields", "status"), ISSUE_STEPS)
def test_a_step_on_an_issue(studio, people, values, sign_in, verb, flags, who, fields, status):
    flags = dict(flags)
    if flags.pop("claimed", False):
        flags["claimed_by"] = people["member"]
    if flags.pop("joined", False):
        flags["joined"] = make_topic(studio)
    issue = make_issue(studio, contact_phone="13800138000", **flags)

    answer = take(sign_in, people[who], issue, verb, sent(fields, values))

    assert answer.url == issue.get_absolute_url()
    assert Issue.objects.get(pk=issue.pk).status == status


@pytest.mark.parametrize(("verb", "flags", "who", "fields", "status"), TOPIC_STEPS)
def test_a_step_on_a_topic(studio, people, values, sign_in, verb, flags, who, fields, status):
    topic = make_topic(studio, **flags)

    answer = take(sign_in, people[who], topic, verb, sent(fields, values))

    assert answer.url == topic.get_absolute_url()
    assert Topic.objects.get(pk=topic.pk).status == status


@pytest.mark.parametrize(("verb", "flags", "who", "fields", "status"), TOPIC_STEPS)
def test_a_topics_page_offers_the_step_and_only_to_whom_it_belongs(
    studio, people, sign_in, verb, flags, who, fields, status
):
    topic = make_topic(studio, **flags)
    link = f'href="{topic.get_absolute_url()}{verb}/"'

    for person in people.values():
        page = sign_in(person).get(topic.get_absolute_url()).content.decode()
        assert (link in page) == can(person, verb, topic)


ANY_TIME = {"unlock", "reveal_contact"}


@pytest.mark.parametrize("verb", [row[0] for row in ISSUE_STEPS if row[0] not in ANY_TIME])
def test_a_step_from_the_wrong_state_says_so(studio, people, sign_in, verb):
    issue = make_issue(studio, claimed_by=people["member"], closed=True)
    able = [p for p in people.values() if can(p, verb, issue)]

    for person in able:
        answer = sign_in(person).get(f"{issue.get_absolute_url()}{verb}/")
        assert answer.status_code == 409
        assert "已办结" in answer.content.decode()


def test_a_step_of_somebody_else_says_whose_it_is(studio, party, office, sign_in):
    issue, topic = make_issue(studio), make_topic(studio)

    by_party = sign_in(party).get(f"{issue.get_absolute_url()}accept/")
    by_office = sign_in(office).get(f"{topic.get_absolute_url()}designate/")

    assert (by_party.status_code, by_office.status_code) == (403, 403)
    assert "召集人、联络员" in by_party.content.decode()
    assert "镇（街道）党委" in by_office.content.decode()


def test_issues_of_two_studios_make_no_topic(studio, convener, sign_in):
    other = open_studio()
    make_grant(convener, "convener", other)
    ticked = [make_issue(studio, accepted=True), make_issue(other, accepted=True)]
    query = "&".join(f"issue={issue.pk}" for issue in ticked)

    answer = sign_in(convener).post(
        f"/topics/new/?{query}",
        {
            "studio": studio.pk,
            "issues": [issue.pk for issue in ticked],
            "title": "关于护栏",
            "background": "多处断裂。",
        },
    )

    assert "同一个工作室" in answer.content.decode()
    assert not Topic.objects.exists()


def test_a_topic_may_be_proposed_without_issues(studio, member, sign_in):
    browser = sign_in(member)
    assert browser.get("/topics/new/").status_code == 200

    browser.post("/topics/new/", {"studio": studio.pk, "title": "关于夜市", "background": "扰民。"})

    assert Topic.objects.get().proposed_by == member


def test_who_belongs_to_no_studio_is_told_who_registers(studio, office, sign_in):
    for url in ("/issues/new/", "/activities/new/"):
        answer = sign_in(office).get(url)
        assert answer.status_code == 403
        assert "办理" in answer.content.decode()


def test_whoever_runs_two_studios_chooses(studio, convener, sign_in):
    other = open_studio("东关社区委员工作室")
    make_grant(convener, "convener", other)
    browser = sign_in(convener)

    assert f"?studio={other.pk}" in browser.get("/activities/new/").content.decode()
    page = browser.get(f"/activities/new/?studio={other.pk}").content.decode()
    assert f"?studio={studio.pk}" in page


def test_a_confirmed_activity_offers_nothing_more(studio, liaison, sign_in):
    activity = make_activity(studio, confirmed=True)

    page = sign_in(liaison).get(activity.get_absolute_url()).content.decode()

    assert "confirm/" not in page
    assert sign_in(liaison).get(f"{activity.get_absolute_url()}confirm/").status_code == 409


def test_names_of_rows_read_well(studio, member):
    issue = make_issue(studio, contact_phone="13800138000")
    activity = make_activity(studio, host=member.member)

    assert str(issue.contact) == f"{issue.number}联系方式"
    assert str(issue.tellings.get()) == issue.tellings.get().text
    assert str(activity.minutes) == "西关河堤协商会纪要"
    assert str(activity.attendances.get()) == "王建国出席西关河堤协商会"
