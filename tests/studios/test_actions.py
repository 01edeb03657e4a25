"""What the office does to the directory of studios and members."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from accounts.models import User
from audit import trail
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from studios.actions import people, studios
from studios.enums import AffiliationRole, StudioStatus
from studios.models import Member, Studio, pinyin_of
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("赵志强", "zhaozhiqiang zzq"),
        ("曾广明", "zengguangming zgm"),
        ("单雪梅", "shanxuemei sxm"),
        ("解放", "xiefang xf"),
        ("区志远", "ouzhiyuan ozy"),
        ("仇和", "qiuhe qh"),
        ("查良", "zhaliang zl"),
        ("尉迟恭", "yuchigong yg"),
        ("阿依古丽·买买提", "ayigulimaimaiti ayglmmt"),
    ],
)
def test_a_surname_is_read_as_a_surname(name, sound):
    assert pinyin_of(name) == sound


def test_the_office_enters_a_member(office):
    member = people.add_member(office.committee, by=office, name="曾广明", post="县医院院长")

    assert member.pinyin == "zengguangming zgm"
    assert trail.history_of(member).get().label == "登记委员"


def test_others_enter_nobody():
    with pytest.raises(NotYours):
        people.add_member(make_committee(), by=make_member().user, name="曾广明")
    assert Member.objects.count() == 1


def test_an_appointed_convener_acts_for_the_studio(office):
    studio, member = make_studio(), make_member()

    affiliation = people.appoint_convener(studio, member, by=office, on=DAY)

    assert affiliation.role == AffiliationRole.CONVENER
    person = User.objects.get(pk=member.user_id)
    assert studio in Studio.objects.run_by(person)


def test_a_member_appointed_liaison_twice_is_liaison_once(office):
    studio = make_studio()
    member = make_member(studio=studio)

    people.appoint_liaison(studio, member, by=office, on=DAY)
    people.appoint_liaison(studio, member, by=office, on=DAY)

    assert studio.people().get().role == AffiliationRole.LIAISON
    assert studio.affiliations.count() == 2
    assert member.user.grants.count() == 1


def test_a_convener_without_an_account_stands_in_the_directory_only(office):
    studio, member = make_studio(), make_member(has_account=False)

    people.appoint_convener(studio, member, by=office, on=DAY)

    assert studio.people(AffiliationRole.CONVENER).get().member == member


def test_a_member_may_belong_to_several_studios(office):
    member = make_member(studio=make_studio())

    people.add_affiliation(make_studio(), member, by=office, on=DAY, basis="work")

    assert member.affiliations.count() == 2


def test_leaving_a_studio_ends_the_office_held_for_it(office, frozen):
    studio, member = make_studio(), make_member()
    affiliation = people.appoint_convener(studio, member, by=office, on=date(2026, 1, 5))

    people.end_affiliation(affiliation, by=office, on=date(2026, 3, 1))

    assert list(studio.people_on(DAY)) == []
    assert not Studio.objects.run_by(User.objects.get(pk=member.user_id)).exists()


def test_a_member_of_another_county_joins_no_studio_here(office):
    stranger = make_member(committee=make_committee("elsewhere"))

    with pytest.raises(ValidationError):
        people.add_affiliation(make_studio(), stranger, by=office, on=DAY)


def test_an_auditor_is_made_no_convener(office):
    member = make_member(user=make_user(auditor=True))

    with pytest.raises(ValidationError, match="三员分立"):
        people.appoint_convener(make_studio(), member, by=office, on=DAY)


@pytest.mark.parametrize(
    ("verb", "before", "after"),
    [
        ("open", StudioStatus.PREPARING, StudioStatus.RUNNING),
        ("rectify", StudioStatus.RUNNING, StudioStatus.RECTIFYING),
        ("suspend", StudioStatus.RUNNING, StudioStatus.SUSPENDED),
        ("revoke", StudioStatus.SUSPENDED, StudioStatus.REVOKED),
    ],
)
class TestSteps:
    def deed(self, verb, studio, by):
        getattr(studios, verb)(studio, by=by, on=DAY, remark="经主席会议研究")

    def test_the_office_takes_it(self, verb, before, after, office):
        studio = make_studio(status=before)

        self.deed(verb, studio, office)

        assert Studio.objects.get(pk=studio.pk).status == after
        assert trail.history_of(studio).get().remark == "经主席会议研究"

    def test_nobody_else_does(self, verb, before, after):
        studio = make_studio(status=before)
        elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

        for stranger in (make_user(convener=studio), make_user(admin=True), elsewhere):
            with pytest.raises(NotYours):
                self.deed(verb, studio, stranger)

    def test_not_from_the_wrong_state(self, verb, before, after, office):
        with pytest.raises(NotAllowedNow):
            self.deed(verb, make_studio(status=StudioStatus.REVOKED), office)


def test_two_editors_do_not_overwrite_each_other(office):
    studio = make_studio()
    other = Studio.objects.get(pk=studio.pk)
    studios.edit(studio, by=office, seen_version=1, address="甲街1号")

    with pytest.raises(StaleEdit):
        studios.edit(other, by=office, seen_version=1, address="乙街2号")

    assert Studio.objects.get(pk=studio.pk).address == "甲街1号"


def test_a_convener_does_not_edit_what_the_office_publishes():
    studio = make_studio()

    with pytest.raises(NotYours):
        studios.edit(studio, by=make_user(convener=studio), seen_version=1, address="甲街1号")
