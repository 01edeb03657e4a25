"""Members get their accounts, many at once, each with a password that is good for one sign-in."""

from datetime import date

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.test import Client

from accounts import openings
from accounts.models import Grant, User
from audit import trail
from core.access import NotYours
from core.workflow import NotAllowedNow
from studios.actions import admission
from studios.models import Member
from tests.builders.people import make_user
from tests.builders.studios import make_affiliation, make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)


@pytest.fixture
def admin():
    return make_user(admin=True)


@pytest.fixture
def as_in_production(settings):
    """The hasher that a real server uses."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]


def newcomers(*names):
    return [make_member(name, has_account=False) for name in names]


def admit(members, by):
    return admission.admit(by.committee, members, by=by, on=DAY)


def test_others_open_no_accounts():
    members = newcomers("曾广明")

    with pytest.raises(NotYours):
        admit(members, make_user(office=True))

    assert not Member.objects.filter(user__isnull=False).exists()


def test_the_account_is_the_sound_of_the_name(admin):
    make_user(username="ZhangWei")

    slips = admit(newcomers("张伟", "张玮", "单雪梅", "阿依古丽·买买提", "張"), admin)

    accounts = [slip.username for slip in slips]
    assert accounts[:4] == ["zhangwei2", "zhangwei3", "shanxuemei", "ayigulimaimaiti"]
    assert all(slip.password and slip.password not in slip.username for slip in slips)


def test_a_name_without_any_letters_gets_an_account_too(admin):
    person = openings.Person("王", "！")

    ((account, _),) = openings.open_many(admin.committee, [person], by=admin)

    assert account.username == "user"


def test_the_account_is_the_members_own_and_stands_in_the_record(admin):
    (member,) = newcomers("曾广明")

    admit([member], admin)

    account = User.objects.get(member__pk=member.pk)
    assert (account.name, account.committee) == ("曾广明", admin.committee)
    assert account.must_change_password
    assert trail.history_of(account).get().label == "新增账户"
    assert trail.verify() == []


def test_who_convenes_a_studio_may_act_for_it_from_the_first_day(admin):
    studio = make_studio()
    convener, plain = newcomers("曾广明", "何小梅")
    make_affiliation(convener, studio, role="convener")
    make_affiliation(plain, studio)

    admit([convener, plain], admin)

    given = Grant.objects.get(role="convener")
    assert (given.user.name, given.scope_id) == ("曾广明", studio.pk)
    assert Grant.objects.exclude(user=admin).count() == 1


def test_who_has_an_account_gets_no_second_one(admin):
    (member,) = newcomers("曾广明")
    seen = Member.objects.get(pk=member.pk)
    admit([member], admin)

    with pytest.raises(NotAllowedNow, match="已有账号"):
        admit([seen], admin)

    assert User.objects.filter(username__startswith="zengguangming").count() == 1


def test_a_name_that_was_taken_meanwhile_opens_nothing(admin, monkeypatch):
    make_user(username="zengguangming")
    monkeypatch.setattr(openings, "_free_names", lambda sounds: iter(["zengguangming"]))

    with pytest.raises(NotAllowedNow, match="刚刚被别人用了"):
        admit(newcomers("曾广明"), admin)


def test_a_hasher_that_counts_nothing_is_used_as_it_is():
    assert openings.quick_hash("x").startswith("md5$")


def test_three_hundred_accounts_cost_three_hundred_cheap_hashes(admin, as_in_production):
    admit(newcomers("曾广明", "何小梅"), admin)

    hashes = User.objects.filter(must_change_password=True).values_list("password", flat=True)
    assert all(one.startswith(f"pbkdf2_sha256${openings.FEW_ITERATIONS}$") for one in hashes)


def test_the_first_sign_in_pays_the_full_price_and_forces_a_new_password(admin, as_in_production):
    (slip,) = admit(newcomers("曾广明"), admin)
    browser = Client()

    answer = browser.post(
        "/accounts/login/", {"username": slip.username, "password": slip.password}
    )

    assert answer.headers["Location"] == "/accounts/first-password/"
    account = User.objects.get(username=slip.username)
    assert account.password.split("$")[1] == str(PBKDF2PasswordHasher.iterations)
    assert browser.get("/desk/").status_code == 302
    chosen = {"new1": "wo-de-xin-mima-9", "new2": "wo-de-xin-mima-9"}
    browser.post("/accounts/first-password/", chosen)
    assert browser.get("/desk/").status_code == 200
    account.refresh_from_db()
    assert not account.must_change_password
    assert not account.check_password(slip.password)
    assert account.password.split("$")[1] == str(PBKDF2PasswordHasher.iterations)


def test_a_wrong_guess_at_a_cheap_hash_costs_as_much_as_at_any_other(
    admin, as_in_production, monkeypatch
):
    (slip,) = admit(newcomers("曾广明"), admin)
    spent = []
    whole = PBKDF2PasswordHasher.encode

    def counting(self, password, salt, iterations=None):
        spent.append(iterations or self.iterations)
        return whole(self, password, salt, 1)

    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", counting)
    User.objects.get(username=slip.username).check_password("wrong")

    assert sum(spent) == PBKDF2PasswordHasher.iterations
