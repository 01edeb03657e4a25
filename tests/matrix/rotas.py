"""Rosters of a county's studio: a draft in September, a published one in October, none later; its
rule and its group. No other part of the county lives in these months."""

from datetime import date, timedelta
from itertools import count
from types import SimpleNamespace

from audit import trail
from consultations.models import DutyGroup
from core import clock
from tests.builders.directory import join_studio
from tests.builders.duty import make_roster, make_rule, make_seat, make_shift
from tests.builders.people import make_user

SEPTEMBER, OCTOBER = date(2026, 9, 9), date(2026, 10, 14)
_numbers = count(1)


def hold_rosters(place) -> SimpleNamespace:
    """`county.rota` by its state, `county.turn` of each, `county.rule` and `county.duty_group`."""
    rule = make_rule(place.studio, name=f"{place.code}值班规则")
    group = DutyGroup.objects.create(studio=place.studio, name=f"{place.code}法制组", order=1)
    group.members.add(place.member)
    seats = [place.member]
    draft = make_shift(place.studio, on=SEPTEMBER, seats=seats, published=False, group=group)
    public = make_shift(place.studio, on=OCTOBER, seats=seats, rule=None)
    turn = {"draft": draft, "published": public}
    return SimpleNamespace(
        turn=turn, rule=rule, duty_group=group, rota={key: one.roster for key, one in turn.items()}
    )


def more_rosters(place, studio) -> None:
    """More shifts, people and rules in the studio; more studios with rosters."""
    n = next(_numbers) % 15
    for state, day in (("draft", SEPTEMBER), ("published", OCTOBER)):
        mate = join_studio(place.studio, user=make_user(committee=place.county))
        make_seat(place.turn[state], mate)
        shift = make_shift(place.studio, on=day + timedelta(days=1 + n), seats=[mate])
        shift.rule, shift.group = make_rule(place.studio), place.duty_group
        shift.save()
        place.duty_group.members.add(mate)
        trail.record(place.rota[state], "note", by=mate.user, label="补充说明")
    DutyGroup.objects.create(studio=place.studio, name=f"{studio.code}组").members.add(mate)
    make_roster(studio, clock.today())
    trail.record(place.studio, "keep_rule", by=mate.user, label="设置排班规则")
