"""What members declare: by themselves or the office, read by few, never by the public."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from audit import trail
from core.access import NotYours
from core.workflow import NotAllowedNow
from studios.actions import interests
from studios.enums import InterestKind
from studios.models import Interest
from tests.builders.claiming import make_interest
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import make_committee, make_unit, make_user

pytestmark = pytest.mark.django_db
TODAY = date(2026, 3, 4)


@pytest.fixture(autouse=True)
def today(frozen):
    frozen("2026-03-04")


@pytest.fixture
def studio():
    return open_studio("老城社区委员工作室")


@pytest.fixture
def member(studio):
    return join_studio(studio, "王建国")


def declare(member, by, name="青溪县鸿顺商贸有限公司", kind=InterestKind.FIRM):
    return interests.declare(member, by=by, kind=kind, name=name, on=TODAY)


def test_others_declare_nothing_for_a_member(studio, member):
    for other in (make_user(convener=studio), join_studio(studio).user, make_user(admin=True)):
        with pytest.raises(NotYours):
            declare(member, other)


def test_a_member_or_the_office_declares_and_the_record_does_not_say_what(member):
    declare(member, member.user)
    declare(member, make_user(office=True), "县第一中学", InterestKind.OWN_UNIT)

    assert Interest.objects.in_force(TODAY).count() == 2
    said = [f"{line.label}{line.remark}" for line in trail.history_of(member)]
    assert said == ["申报利害关系", "申报利害关系"]


def test_the_same_is_not_declared_twice_while_it_holds(member):
    first = declare(member, member.user)
    with pytest.raises(ValidationError, match="已经申报"):
        declare(member, member.user)

    interests.end(first, by=member.user, on=TODAY)
    first.ended_on = date(2026, 3, 3)
    first.declared_on = date(2026, 3, 1)
    first.save()

    assert declare(member, member.user)


def test_an_interest_ends_once_and_not_before_it_was_declared(member):
    found = make_interest(member, declared_on=TODAY)
    with pytest.raises(NotYours):
        interests.end(found, by=make_user(), on=TODAY)
    with pytest.raises(ValidationError):
        interests.end(found, by=member.user, on=date(2026, 3, 3))

    interests.end(found, by=member.user, on=TODAY)

    assert found.ended_on == TODAY
    with pytest.raises(NotAllowedNow, match="已于2026年3月4日终止"):
        interests.end(found, by=member.user, on=TODAY)


def test_who_has_left_declares_nothing_more(member):
    member.status, member.archived_on, member.ending = "archived", TODAY, "term"
    member.save()

    with pytest.raises(NotAllowedNow, match="离任"):
        declare(member, make_user(office=True))


@pytest.mark.parametrize(
    ("who", "status"),
    [("self", 200), ("office", 200), ("convener", 200), ("liaison", 403), ("fellow", 403),
     ("other convener", 403), ("township", 403), ("leader", 403), ("far", 404)],
)  # fmt: skip
def test_who_reads_what_was_declared(studio, member, client, who, status):
    make_interest(member)
    other = open_studio()
    people = {
        "self": lambda: member.user, "office": lambda: make_user(office=True),
        "convener": lambda: make_user(convener=studio),
        "liaison": lambda: make_user(liaison=studio),
        "fellow": lambda: join_studio(studio).user,
        "other convener": lambda: make_user(convener=other),
        "township": lambda: make_user(township=studio.area),
        "leader": lambda: make_user(leader=True),
        "far": lambda: make_user(office=True, committee=make_committee("jintai")),
    }  # fmt: skip
    client.force_login(people[who](), backend="accounts.backends.PortalBackend")

    answer = client.get(f"/studios/members/{member.pk}/interests/")

    assert answer.status_code == status
    assert ("鸿顺" in answer.content.decode()) == (status == 200)


def test_the_public_and_the_roll_show_nothing_of_it(studio, member, client):
    make_interest(member)
    assert "鸿顺" not in client.get(f"/studios/{studio.code}/").content.decode()

    client.force_login(make_user(office=True), backend="accounts.backends.PortalBackend")
    assert "鸿顺" not in client.get(f"/studios/members/{member.pk}/").content.decode()


def test_a_unit_from_the_list_needs_no_name(member, client):
    client.force_login(member.user, backend="accounts.backends.PortalBackend")
    url = f"/studios/members/{member.pk}/interests/declare/"
    unit = make_unit("县水利局")
    sent = {"kind": "own_unit", "unit": unit.pk, "on": "2026-03-04"}

    assert client.post(url, {**sent, "unit": ""}).status_code == 200
    assert client.post(url, {**sent, "on": "2026-03-05"}).status_code == 200
    assert not Interest.objects.exists()
    client.post(url, sent)

    assert Interest.objects.get().name == "县水利局"
    assert "县水利局" in client.get(f"/studios/members/{member.pk}/interests/").content.decode()


def test_an_interest_is_ended_on_its_page(member, client):
    found = make_interest(member)
    client.force_login(member.user, backend="accounts.backends.PortalBackend")
    url = f"/studios/interests/{found.pk}/end/"

    assert client.post(url, {"on": "2019-01-01"}).status_code == 200
    assert client.post(url, {"on": "2026-03-04"}).status_code == 302
    assert client.get(url).status_code == 409
