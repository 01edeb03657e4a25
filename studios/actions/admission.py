"""Members get their accounts, many at once (为委员开通账号)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from accounts import actions as accounts
from accounts import openings
from accounts.models import Committee, User
from core.access import require
from core.workflow import NotAllowedNow
from studios.actions.posts import OFFICES
from studios.enums import AffiliationRole
from studios.models import Affiliation, Member


class Slip(NamedTuple):
    """What one member is handed (密码条): shown once, and nowhere kept."""

    name: str
    post: str
    username: str
    password: str


@transaction.atomic
def admit(committee: Committee, members: Sequence[Member], *, by: User, on: date) -> list[Slip]:
    """Open an account for each (批量开通账号), all or none; posts in studios get their offices."""
    require(by, "add", User)
    people = [
        openings.Person(member.name, member.pinyin.partition(" ")[0], member.post, member.phone)
        for member in members
    ]
    opened = openings.open_many(committee, people, by=by)
    for member, (account, _) in zip(members, opened, strict=True):
        free = Member.objects.active().filter(pk=member.pk, user=None)
        if not free.update(user=account):
            raise NotAllowedNow(f"{member}已有账号或已离任，没有开通任何账号，请刷新后重选。")
        member.user = account
    _give_offices(members, by=by, on=on)
    return [
        Slip(member.name, member.post, account.username, password)
        for member, (account, password) in zip(members, opened, strict=True)
    ]


def _give_offices(members: Sequence[Member], *, by: User, on: date) -> None:
    """Who convenes a studio, or is its liaison officer, may act for it from the first day."""
    known = {member.pk: member.user for member in members}
    held = Affiliation.objects.in_force(on).filter(member__in=known, role__in=OFFICES)
    for row in held.select_related("studio"):
        office = OFFICES[AffiliationRole(row.role)]
        accounts.give(known[row.member_id], by=by, role=office, starts_on=on, scope=row.studio)
