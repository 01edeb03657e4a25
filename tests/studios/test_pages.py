"""The public directory, and the pages of the office."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from studios.enums import AffiliationRole, StudioStatus
from studios.models import Studio, StudioKind
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_area, make_member, make_studio

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office(client):
    user = make_user(office=True)
    client.force_login(user)
    return user


def test_anybody_finds_the_open_studios(client):
    make_studio("城关镇委员工作室")
    make_studio("未挂牌工作室", status=StudioStatus.PREPARING)

    shown = client.get("/studios/").text

    assert "城关镇委员工作室" in shown
    assert "未挂牌工作室" not in shown


def test_studios_are_found_by_township_kind_and_name(client):
    kind = StudioKind.objects.create(committee=make_committee(), code="room", name="议事室")
    village = make_area("北街村", level="village", parent=make_area("北街道"))
    make_studio("北街村议事室", area=village).kinds.add(kind)
    make_studio("城关镇委员工作室")

    for query in (f"area={village.parent_id}", f"kind={kind.pk}", "q=北街"):
        shown = client.get(f"/studios/?{query}").text
        assert "北街村议事室" in shown
        assert "城关镇委员工作室" not in shown


def test_a_studios_page_names_its_people_and_hides_their_telephones(client):
    studio = make_studio(phone="0917-3521234")
    make_member("赵志强", studio=studio, phone="13800138000")
    make_member("钱小红", studio=studio, role=AffiliationRole.CONVENER, phone="13900139000")

    shown = client.get(studio.get_absolute_url()).text

    assert shown.index("钱小红") < shown.index("赵志强")
    assert "0917-3521234" in shown
    assert "13800138000" not in shown
    assert "13900139000" not in shown


@pytest.mark.parametrize("page", ["studio", "poster", "qr"])
def test_a_studio_that_is_not_open_is_not_shown_to_the_public(client, page):
    studio = make_studio(status=StudioStatus.SUSPENDED)

    assert client.get(reverse(f"studios:{page}", args=[studio.code])).status_code == 404


@pytest.mark.parametrize("page", ["studio", "poster"])
def test_the_pages_of_an_open_studio_are_public(client, page):
    studio = make_studio("城关镇委员工作室")

    assert "城关镇委员工作室" in client.get(reverse(f"studios:{page}", args=[studio.code])).text


def test_the_qr_code_is_a_picture(client):
    answer = client.get(reverse("studios:qr", args=[make_studio().code]))

    assert answer["Content-Type"] == "image/svg+xml"
    assert ElementTree.fromstring(answer.content).tag.endswith("svg")


def test_members_are_found_by_sound_and_by_initials(client, office):
    make_member("曾广明")
    make_member("赵志强")

    for query in ("zeng", "zgm", "曾"):
        shown = client.get(f"/studios/members/?q={query}").text
        assert "曾广明" in shown
        assert "赵志强" not in shown


def test_invited_members_have_a_tab_of_their_own(client, office):
    make_member("周能人", is_cppcc_member=False)

    assert "周能人" not in client.get("/studios/members/").text
    assert "周能人" in client.get("/studios/members/?tab=invited").text


def test_a_members_telephone_is_for_the_office_and_for_the_member(client):
    member = make_member(phone="13800138000")

    for reads, user in [
        (True, make_user(office=True)),
        (True, member.user),
        (False, make_member().user),
        (False, make_user(leader=True)),
        (False, make_user(unit=True)),
    ]:
        client.force_login(user)
        assert ("13800138000" in client.get(member.get_absolute_url()).text) == reads


def test_the_lists_are_exported(client, office):
    make_member(studio=make_studio())

    for page in ("/studios/", "/studios/members/"):
        assert client.get(f"{page}?format=xlsx").content.startswith(b"PK")


def test_another_countys_people_are_not_found(client):
    member, studio = make_member(), make_studio()
    client.force_login(make_user(committee=make_committee("elsewhere"), office=True))

    assert client.get(member.get_absolute_url()).status_code == 404
    assert client.get(reverse("studios:keeping", args=[studio.code])).status_code == 404
    assert member.name not in client.get("/studios/members/").text


def edited(studio, **changes):
    """The form of a studio as it stands, with changes."""
    kinds = StudioKind.objects.get_or_create(committee=studio.committee, code="one", name="工作室")
    facts = {"name": studio.name, "kinds": [kinds[0].pk], "area": studio.area_id, "version": 1}
    return facts | {"address": studio.address} | changes


def test_the_office_edits_opens_and_staffs_a_studio(client, office):
    studio, member = make_studio(status=StudioStatus.PREPARING), make_member()
    page = studio.get_absolute_url()

    for step in ("edit", "appoint", "open"):
        assert client.get(f"{page}{step}/").status_code == 200
    client.post(f"{page}edit/", edited(studio, address="新街1号", phone="09173521234"))
    client.post(f"{page}appoint/", {"member": member.pk, "role": "convener", "on": "2026-03-02"})
    client.post(f"{page}open/", {"remark": "经主席会议研究"})

    studio.refresh_from_db()
    assert (studio.address, studio.phone) == ("新街1号", "0917-3521234")
    assert studio.status == StudioStatus.RUNNING
    shown = client.get(f"{page}keeping/").text
    assert member.name in shown
    assert "挂牌运行" in shown


def test_the_office_ends_a_belonging(client, office):
    studio = make_studio()
    member = make_member(studio=studio)
    url = reverse("studios:end_affiliation", args=[member.affiliations.get().pk])

    client.get(url)
    client.post(url, {"on": "2026-03-01"})

    assert member.affiliations.get().ends_on is not None


def test_a_wrong_telephone_is_said_where_it_stands(client, office):
    studio = make_studio()

    shown = client.post(
        f"{studio.get_absolute_url()}edit/", edited(studio, address="新街1号", phone="123")
    ).text

    assert "请填写11位手机号" in shown
    assert Studio.objects.get().address != "新街1号"


def test_a_stale_edit_shows_both_texts(client, office):
    studio = make_studio()
    url = f"{studio.get_absolute_url()}edit/"
    client.post(url, edited(studio, address="甲街1号"))

    answer = client.post(url, edited(studio, address="乙街2号"))

    assert answer.status_code == 409
    assert "甲街1号" in answer.text
    assert "乙街2号" in answer.text


@pytest.mark.parametrize("step", ["edit", "affiliate", "open", "suspend", "revoke"])
def test_the_offices_pages_are_the_offices(client, step):
    studio = make_studio()
    for person in (make_user(convener=studio), make_member().user, make_user(unit=True)):
        client.force_login(person)
        assert client.get(f"{studio.get_absolute_url()}{step}/").status_code == 403


@pytest.mark.parametrize("page", ["/studios/", "/studios/members/"])
def test_the_lists_cost_the_same_with_more_rows(client, office, page):
    make_member(studio=make_studio())
    before = queries_of(client, page)
    for _ in range(6):
        make_member(studio=make_studio())

    assert queries_of(client, page) == before


def test_a_studios_page_costs_the_same_with_more_people(client):
    studio = make_studio()
    make_member(studio=studio)
    before = queries_of(client, studio.get_absolute_url())
    for _ in range(6):
        make_member(studio=studio)

    assert queries_of(client, studio.get_absolute_url()) == before
