"""Terms of office: archived, restored, renewed; and what who has left may no longer do."""

from datetime import date

import pytest
import rules
from django.core.exceptions import ValidationError

from accounts.models import Committee, Grant, User
from audit import trail
from core.access import NotYours
from core.workflow import NotAllowedNow
from dashboards.queues import queues_of
from notices.models import Notice
from scoring.enums import Merit
from scoring.ledger import award
from studios.actions import people, terms
from studios.enums import AffiliationRole, Ending, MemberStatus
from studios.models import Member, Studio
from tests.builders.people import make_committee, make_grant, make_user
from tests.builders.studios import make_member, make_studio

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
EVE = date(2026, 3, 1)


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def office():
    return make_user(office=True)


def fresh(person):
    """As the next request meets them."""
    return User.objects.select_related("member").get(pk=person.pk)


def archive(member, by, **facts):
    terms.archive(member, by=by, **{"on": DAY, "ending": Ending.RESIGNED} | facts)


def test_only_the_office_ends_or_restores_a_term():
    member = make_member()
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)

    for stranger in (member.user, make_user(leader=True), make_user(admin=True), elsewhere):
        with pytest.raises(NotYours):
            archive(member, stranger)
        with pytest.raises(NotYours):
            terms.restore(member, by=stranger, on=DAY)


def test_nobody_leaves_twice_or_returns_without_having_left(office):
    member = make_member()
    with pytest.raises(NotAllowedNow):
        terms.restore(member, by=office, on=DAY)
    archive(member, office)

    with pytest.raises(NotAllowedNow):
        archive(member, office)


def test_archiving_ends_studios_offices_term_and_account(office):
    studio, member = make_studio(), make_member(term="十届")
    member.terms.create(term="十届", starts_on=date(2022, 1, 10))
    people.appoint_convener(studio, member, by=office, on=date(2026, 1, 5))

    archive(member, office, remark="本人申请")

    assert member.affiliations.get().ends_on == DAY
    assert Grant.objects.get(user=member.user).ends_on == DAY
    term = member.terms.get()
    assert (term.ends_on, term.ending) == (DAY, Ending.RESIGNED)
    assert not fresh(member.user).is_active
    assert trail.history_of(member).get().remark == "辞去委员：本人申请"


def test_the_studio_hears_that_a_member_has_left(office):
    studio = make_studio()
    convener = make_user(convener=studio)

    archive(make_member("赵志强", studio=studio), office)

    assert "赵志强" in Notice.objects.get(to=convener).text


def test_an_office_in_a_studio_that_the_directory_does_not_name_ends_too(office):
    member = make_member(user=make_user(liaison=make_studio()))

    archive(member, office)

    assert not fresh(member.user).is_active


def test_who_holds_another_office_keeps_the_account(office):
    member = make_member()
    make_grant(member.user, "leader")

    archive(member, office)

    person = fresh(member.user)
    assert person.is_active
    assert person.member_in_office is None


def test_who_has_left_is_no_member_to_any_permission(office):
    member = make_member(studio=make_studio())
    make_grant(member.user, "township")
    asked = [name for name in rules.permissions.permissions if not name.startswith("accounts.")]
    before = {name for name in asked if _may(fresh(member.user), name)}

    archive(member, office)

    after = {name for name in asked if _may(fresh(member.user), name)}
    assert {
        "petitions.write_opinionreport", "petitions.write_proposal", "scoring.view_scoreentry",
    } <= before - after  # fmt: skip
    assert after <= before


def _may(person, name):
    try:
        return rules.has_perm(name, person)
    except (AttributeError, TypeError):  # wants an object
        return False


def test_the_desk_of_who_has_left_holds_no_members_heaps(office):
    member = make_member()
    make_grant(member.user, "leader")
    archive(member, office)

    assert queues_of(fresh(member.user), DAY) == []


def test_a_former_member_may_become_auditor_and_then_not_return(office):
    member = make_member()
    archive(member, office)
    make_grant(fresh(member.user), "auditor")

    with pytest.raises(ValidationError, match="三员分立"):
        terms.restore(member, by=office, on=DAY)


def test_a_mistaken_archiving_is_undone_on_the_same_day_without_a_gap(office):
    studio, member = make_studio(), make_member(term="十届")
    member.terms.create(term="十届")
    people.appoint_convener(studio, member, by=office, on=date(2026, 1, 5))
    archive(member, office)

    terms.restore(member, by=office, on=DAY, remark="归档有误")

    row = member.affiliations.get()
    assert (row.role, row.ends_on) == (AffiliationRole.CONVENER, None)
    assert studio in Studio.objects.run_by(fresh(member.user))
    assert member.terms.get().ends_on is None
    assert fresh(member.user).member_in_office == member


def test_who_returns_later_has_two_rows_and_puts_no_new_convener_aside(office, frozen):
    studio, member, successor = make_studio(), make_member(), make_member()
    people.appoint_convener(studio, member, by=office, on=date(2026, 1, 5))
    archive(member, office)
    frozen("2026-05-06")
    people.appoint_convener(studio, successor, by=office, on=date(2026, 4, 1))

    terms.restore(member, by=office, on=date(2026, 5, 6))

    roles = dict(studio.people().values_list("member", "role"))
    assert roles == {
        successor.pk: AffiliationRole.CONVENER,
        member.pk: AffiliationRole.MEMBER,
    }
    assert member.affiliations.count() == 2


def test_who_returns_after_an_election_serves_the_new_term(office):
    member = make_member(term="十届")
    member.terms.create(term="十届")
    archive(member, office, ending=Ending.TERM)
    Committee.objects.update(term="十一届")
    member = Member.objects.get()

    terms.restore(member, by=office, on=DAY)

    assert Member.objects.get().term == "十一届"
    assert {row.term: row.ends_on for row in member.terms.all()} == {"十届": DAY, "十一届": None}


@pytest.fixture
def county(office):
    """Five in office, and one whom a studio has invited."""
    studio = make_studio()
    everybody = [make_member(term="十届", studio=studio) for _ in range(5)]
    for member in everybody:
        member.terms.create(term="十届", starts_on=date(2021, 1, 10))
    make_member("周能人", is_cppcc_member=False, studio=studio)
    return everybody


def renew(office, going, leaving, **facts):
    terms.renew(
        office.committee, by=office, going_on=going, leaving=leaving,
        **{"on": DAY, "term": "十一届"} | facts,
    )  # fmt: skip


def test_a_new_term_carries_some_on_and_archives_the_others(office, county):
    renew(office, county[:3], county[3:])

    assert list(Member.objects.counted().values_list("term", flat=True)) == ["十一届"] * 3
    gone = Member.objects.archived()
    assert {(m.ending, m.archived_on) for m in gone} == {(Ending.TERM, EVE)}
    assert Committee.objects.get(pk=office.committee.pk).term == "十一届"
    assert not any(fresh(member.user).is_active for member in county[3:])
    assert all(fresh(member.user).is_active for member in county[:3])


def test_the_rows_of_terms_tell_who_served_when(office, county):
    renew(office, county[:3], county[3:])

    stayed = list(county[0].terms.values_list("term", "starts_on", "ends_on", "ending"))
    assert stayed == [
        ("十一届", DAY, None, ""),
        ("十届", date(2021, 1, 10), EVE, Ending.TERM),
    ]
    left = county[4].terms.get()
    assert (left.term, left.ends_on, left.ending) == ("十届", EVE, Ending.TERM)


def test_invited_members_have_no_term_and_stay(office, county):
    renew(office, county[:1], county[1:])

    assert Member.objects.active().invited().get().name == "周能人"


@pytest.mark.parametrize("case", ["one too few", "one twice", "nobody", "nothing new"])
def test_a_list_that_is_not_the_countys_changes_nothing(office, county, case):
    going, leaving, term = {
        "one too few": (county[:3], county[4:], "十一届"),
        "one twice": (county[:3], county[2:], "十一届"),
        "nobody": ([], county, "十一届"),
        "nothing new": (county, [], "十届"),
    }[case]

    with pytest.raises(ValidationError):
        renew(office, going, leaving, term=term)

    assert Member.objects.counted().filter(term="十届").count() == 5


def test_a_renewal_that_breaks_halfway_leaves_everything_as_it_was(office, county, monkeypatch):
    monkeypatch.setattr(terms.accounts, "begin_term", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        renew(office, county[:3], county[3:])

    assert Member.objects.filter(status=MemberStatus.ACTIVE, term="十届").count() == 5


def test_nobody_else_renews_a_county_and_no_office_another_county(office, county):
    with pytest.raises(NotYours):
        terms.renew(
            office.committee, by=county[0].user, on=DAY, term="十一届",
            going_on=county, leaving=[],
        )  # fmt: skip
    elsewhere = make_user(committee=make_committee("elsewhere"), office=True)
    with pytest.raises(ValidationError):
        terms.renew(
            office.committee, by=elsewhere, on=DAY, term="十一届", going_on=county, leaving=[]
        )


def test_invited_and_archived_people_never_stand_in_the_statistics(office):
    counted, invited, gone = make_member(), make_member(is_cppcc_member=False), make_member()
    archive(gone, office)

    assert list(Member.objects.counted()) == [counted]
    assert award(invited, Merit.ISSUE_CLAIMED, source=make_studio()) is None
