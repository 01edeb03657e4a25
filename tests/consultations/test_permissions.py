"""Who may take which step: every verb against every kind of person."""

import pytest

from accounts.enums import Role
from accounts.models import citizen, system_user
from consultations.enums import Exit, TopicStatus
from consultations.models import Activity, ConsensusItem, Issue, Topic
from core.access import can
from tests.builders.consultations import make_activity, make_issue, make_item_fields, make_topic
from tests.builders.directory import join_studio, make_special_committee, open_studio
from tests.builders.people import make_committee, make_user

ISSUE = {
    "accept": "convener liaison",
    "answer": "convener liaison claimant",
    "refer": "convener liaison",
    "decline": "convener liaison",
    "claim": "claimant member",
    "assign": "convener liaison",
    "release": "claimant system",
    "hand_over": "convener liaison claimant",
    "merge": "convener liaison",
    "part": "convener liaison system",
    "split": "convener liaison",
    "appeal": "citizen",
    "uphold": "township",
    "overturn": "township",
    "follow_up": "convener liaison member",
    "join": "convener liaison system",
    "leave": "convener liaison system",
    "dispatch": "office system",
    "resolve": "system",
    "rehandle": "citizen system",
    "close": "citizen system convener liaison",
    "close_unsatisfied": "citizen system",
    "withdraw": "citizen",
    "lock": "convener liaison office",
    # Only once it is locked; see test_off_line.
    "unlock": "",
    "take_off_line": "",
    "reveal_contact": "convener liaison claimant",
}
TOPIC = {
    "designate": "township system",
    "send_back": "township",
    # Only once it was sent back; see test_topics.
    "resubmit": "",
    "lapse": "system",
    "merge": "township convener liaison",
    "split": "convener liaison",
    "appoint": "convener liaison",
    "release": "claimant system",
    "disagree": "convener liaison",
    "consult_again": "convener liaison",
    "end": "convener liaison",
    "hand_in": "convener liaison claimant",
    "follow_up": "convener liaison member",
    "mark": "township",
    "revise": "convener liaison",
    "shelve": "township",
    "decline": "township",
    "claim": "claimant member",
    # The studio, too, once something was agreed.
    "conclude": "system",
    "dispatch": "office system",
    "complete": "system",
    "close": "convener liaison",
}
ACTIVITY = {
    "confirm": "liaison claimant",
    "send_back": "liaison claimant",
    "amend": "convener",
}
CONSENSUS = {
    "dispatch": "office system",
    "settle": "system",
    "reopen": "system",
}


@pytest.fixture
def people(studio, convener, liaison, office, party):
    """One person of each kind; the claimant also hosts the consultation."""
    elsewhere, jintai = open_studio(), make_committee("jintai")
    guided = make_special_committee()
    return {
        "convener": convener,
        "liaison": liaison,
        "claimant": join_studio(studio, "王建国").user,
        "member": join_studio(studio, "刘芳").user,
        "township": party,
        "office": office,
        "citizen": citizen(),
        "system": system_user(),
        "other convener": make_user(convener=elsewhere),
        "other member": join_studio(elsewhere).user,
        "other township": make_user(township=elsewhere.area),
        "guide": make_user(committee_staff=guided),
        "proposals": make_user(proposals=True),
        "signer": make_user(signer=True),
        "leader": make_user(leader=True),
        "unit": make_user(unit=True),
        "auditor": make_user(auditor=True),
        "admin": make_user(admin=True),
        "other county": make_user(office=True, committee=jintai),
    }


def allowed(people, verb, obj):
    return {name for name, person in people.items() if can(person, verb, obj)}


@pytest.fixture
def topic(studio, people):
    return make_topic(studio, claimed_by=people["claimant"])


@pytest.fixture
def issue(studio, people, topic):
    return make_issue(studio, claimed_by=people["claimant"], joined=topic)


@pytest.fixture
def activity(studio, people, topic):
    host = people["claimant"].member
    return make_activity(studio, host=host, topic=topic, items=[make_item_fields(studio)])


def test_every_verb_of_the_tables_is_in_these(db):
    for model, table in (
        (Issue, ISSUE),
        (Topic, TOPIC),
        (Activity, ACTIVITY),
        (ConsensusItem, CONSENSUS),
    ):
        assert set(model.workflow.steps) == set(table)


def test_who_may_take_each_step_of_an_issue(people, issue):
    found = {verb: allowed(people, verb, issue) for verb in ISSUE}

    assert found == {verb: set(names.split()) for verb, names in ISSUE.items()}


def test_who_may_take_each_step_of_a_topic(people, topic):
    found = {verb: allowed(people, verb, topic) for verb in TOPIC}

    assert found == {verb: set(names.split()) for verb, names in TOPIC.items()}


def test_who_may_take_each_step_of_an_activity(people, activity):
    found = {verb: allowed(people, verb, activity) for verb in ACTIVITY}

    assert found == {verb: set(names.split()) for verb, names in ACTIVITY.items()}


def test_who_may_take_each_step_of_a_consensus_item(people, activity):
    item = activity.consensus_items.get()

    found = {verb: allowed(people, verb, item) for verb in CONSENSUS}

    assert found == {verb: set(names.split()) for verb, names in CONSENSUS.items()}


def test_what_needs_no_unit_the_studio_settles(people, activity):
    item = activity.consensus_items.get()
    item.exit = Exit.SELF

    assert allowed(people, "settle", item) == {"convener", "liaison", "system"}


def test_a_locked_issue_is_the_offices_alone(people, issue):
    issue.is_locked = True
    held = {"unlock": {"office"}, "lock": set(), "answer": set(), "reveal_contact": set()}

    assert {verb: allowed(people, verb, issue) for verb in held} == held


def test_an_issue_stays_in_a_topic_that_is_agreed_upon(people, issue, topic):
    issue.topic.status = TopicStatus.CONCLUDED

    assert allowed(people, "leave", issue) == {"system"}


def test_the_studio_closes_only_after_the_rating_window(people, issue, frozen):
    frozen("2026-03-02")
    issue.rating_due_on = frozen("2026-03-02").date()

    assert allowed(people, "close", issue) == {"citizen", "system"}

    frozen("2026-03-03")
    assert allowed(people, "close", issue) == {"citizen", "system", "convener", "liaison"}


@pytest.mark.parametrize(
    ("permission", "names"),
    [
        ("raise_issue", "convener liaison claimant member"),
        ("propose_topic", "convener liaison claimant member township office guide"),
        ("record_activity", "convener liaison"),
    ],
)
def test_who_may_bring_something_into_being(people, studio, permission, names):
    name = f"consultations.{permission}"

    assert {n for n, p in people.items() if p.has_perm(name, studio)} == set(names.split())


def test_an_office_that_has_ended_opens_nothing(people, issue):
    grant = people["convener"].grants.get(role=Role.CONVENER)
    grant.starts_on, grant.ends_on = "2020-01-01", "2020-12-31"
    grant.save()
    former = type(people["convener"]).objects.get(pk=people["convener"].pk)

    assert not can(former, "accept", issue)
