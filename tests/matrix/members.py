"""The members' files of one county: somebody away, somebody gone, and how the rolls grow."""

from datetime import timedelta
from types import SimpleNamespace

from audit import trail
from core import clock
from studios.enums import Basis, Ending, MemberStatus
from studios.models import Affiliation, Area, Leave, Member, MemberPlace, MemberTerm
from tests.builders.directory import join_studio
from tests.builders.people import LONG_AGO, make_user


def file_members(county) -> SimpleNamespace:
    """A leave of the county's member, and a file that was closed."""
    leave = _away(county, county.member)
    gone = _somebody(county, "已离任")
    Affiliation.objects.filter(member=gone).update(ends_on=LONG_AGO)
    _close(gone)
    return SimpleNamespace(gone=gone, leave=leave)


def more_members(place, studio) -> None:
    """On every roll one more, on the file of the county's member one more line of each sort."""
    for facts in ({}, {"is_cppcc_member": False}):
        _away(place, _somebody(place, "在请假", studio, **facts))
    _close(_somebody(place, "已离任", studio))
    area = Area.objects.create(
        committee=place.county, code=f"{studio.code}-village", name=f"{studio.code}村",
        level="village", parent=place.area,
    )  # fmt: skip
    MemberPlace.objects.create(member=place.member, basis=Basis.CONTACT, area=area)
    MemberTerm.objects.create(member=place.member, term=f"第{studio.pk}届", ends_on=LONG_AGO)
    _away(place, place.member)
    trail.record(place.member, "note", by=place.by.office, label="补充说明")


def _somebody(place, name: str, studio=None, **facts) -> Member:
    user = make_user(name, committee=place.county)
    return join_studio(studio or place.studio, user=user, party="民进会员", **facts)


def _away(place, member: Member) -> Leave:
    today = clock.today()
    return Leave.objects.create(
        member=member, starts_on=today, ends_on=today + timedelta(days=9), reason="外出学习",
        recorded_by=place.by.office,
    )  # fmt: skip


def _close(member: Member) -> None:
    member.status, member.ending = MemberStatus.ARCHIVED, Ending.TERM
    member.archived_on = LONG_AGO
    member.save()
