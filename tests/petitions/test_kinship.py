"""From where a thing comes and what became of it, drawn from any of its parts."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from consultations.models import Issue
from petitions.actions import replies
from petitions.lineage import chain_of
from petitions.lineage.kinship import picture_of
from petitions.lineage.open_kin import open_kin_of
from tests.builders.people import make_user
from tests.builders.petitions import a_topic, an_issue, make_assignment, make_item, office

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 20)
# Ten kinds of things hang on a topic, and each is fetched once.
MOST_QUERIES = 22


def lines(node, depth=0):
    """The picture as indented text, as a screen reader would say it."""
    said = f"{'  ' * depth}{node.noun} {node.text} {node.status}".rstrip()
    return [said, *(line for child in node.children for line in lines(child, depth + 1))]


@pytest.fixture
def family():
    """One issue in a topic, one agreement, dispatched and answered with a promise."""
    topic = a_topic()
    issue = an_issue(topic=topic)
    item = make_item(topic=topic)
    assignment = make_assignment(item, acknowledged=True, replied="B")
    replies.accept_reply(assignment, by=office())
    for thing in (topic, issue, item):
        thing.refresh_from_db()
    return {"topic": topic, "issue": issue, "item": item, "assignment": assignment}


def test_the_whole_family_is_drawn_from_the_promise_up_to_the_issue(family):
    picture = picture_of(family["topic"], office(), DAY)

    assert [node.text for node in picture.sources] == ["河堤护栏破损"]
    said = lines(picture.trunk)
    assert [line.split()[0] for line in said] == [
        "议题",
        "活动",
        "共识事项",
        "交办件",
        "答复",
        "承诺",
    ]


@pytest.mark.parametrize("name", ["topic", "issue", "assignment"])
def test_it_is_the_same_picture_from_every_part(family, name):
    picture = picture_of(family[name], office(), DAY)
    whole = picture_of(family["topic"], office(), DAY)

    assert lines(picture.trunk) == lines(whole.trunk)


def test_the_part_from_which_one_looks_is_marked(family):
    picture = picture_of(family["issue"], office(), DAY)

    assert [node.is_here for node in picture.sources] == [True]
    assert not picture.trunk.is_here


def test_raisers_of_merged_matters_stay_upstream(family):
    like = an_issue(studio=family["topic"].studio)
    Issue.objects.filter(pk=like.pk).update(status="merged", merged_into=family["issue"])

    picture = picture_of(family["topic"], office(), DAY)

    assert [child.text for child in picture.sources[0].children] == ["河堤护栏破损"]


def test_what_a_reader_may_not_open_is_only_counted(family):
    unit_person = make_user(unit=family["assignment"].lead_unit)

    picture = picture_of(family["assignment"], unit_person, DAY)

    assert picture.sources == []
    assert picture.hidden == 1
    assert picture.trunk.url == ""
    assert family["topic"].title not in "".join(lines(picture.trunk))


def test_a_matter_without_a_topic_has_its_assignments_below_it():
    issue = an_issue()
    make_assignment(issue)
    issue.refresh_from_db()

    picture = picture_of(issue, office(), DAY)

    assert [line.split()[0] for line in lines(picture.trunk)] == ["意见", "交办件"]


def test_the_raiser_reads_topic_agreement_unit_and_promise_and_no_person(family):
    activity = family["item"].activity
    person = make_user(liaison=activity.studio)
    type(activity).objects.filter(pk=activity.pk).update(
        status="confirmed", confirmed_by=person, confirmed_at="2026-03-02T10:00+08:00"
    )
    issue = Issue.objects.get(pk=family["issue"].pk)

    said = [line for node in open_kin_of(issue, chain_of(issue, DAY), DAY) for line in lines(node)]

    assert [line.split()[0] for line in said] == [
        "议题",
        "微协商",
        "共识事项",
        "交办",
        "答复",
        "承诺",
    ]


@pytest.mark.parametrize(("noun", "status"), [("topic", 200), ("nothing", 404)])
def test_the_page_reads_as_plain_text(client, family, noun, status):
    client.force_login(office())

    answer = client.get(f"/kinship/{noun}/{family['topic'].pk}/")

    assert answer.status_code == status


def test_a_larger_family_costs_no_more_queries(client, family, django_assert_max_num_queries):
    client.force_login(office())
    url = f"/kinship/topic/{family['topic'].pk}/"
    client.get(url)
    with CaptureQueriesContext(connection) as small:
        client.get(url)
    for _ in range(3):
        an_issue(topic=family["topic"])
        make_assignment(make_item(topic=family["topic"]), acknowledged=True, replied="A")

    with django_assert_max_num_queries(len(small)):
        client.get(url)

    assert len(small) <= MOST_QUERIES


def test_a_forbidden_thing_has_no_picture(client, family):
    client.force_login(make_user(unit=True))

    assert client.get(f"/kinship/assignment/{family['assignment'].pk}/").status_code == 404
