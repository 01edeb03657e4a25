"""What a member brings up from the people (带上来): registered, verified, dispatched, carried back.

Handbook 3.5.2. The office acts as 委员联络中心; units are spoken to, they do not write here.
"""

from datetime import date
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Unit, User
from audit import trail
from consultations.actions import broadcasts
from consultations.actions.people import account_of, office_of
from consultations.actions.proofs import keep
from consultations.enums import (
    BroadcastKind,
    DispatchMode,
    LimitCode,
    RelayResult,
    Source,
)
from consultations.models import Broadcast, ReasonCode, Relay, due_on
from consultations.models.practice import for_source
from consultations.permissions import runs_studio
from core import clock
from core.access import NotYours
from core.days import full_day
from core.numbers import next_number
from notices import outbox
from studios.models import Member, Studio

# Each way of dispatch is proven by words of its own, beside unit, day and gist.
PROVEN_BY: dict[str, tuple[str, ...]] = {
    DispatchMode.PHONE: ("contact_name", "contact_post"),
    DispatchMode.DOCUMENT: ("document_no",),
    DispatchMode.SITE: ("place",),
    DispatchMode.MEETING: ("place",),
}
NAMED = {
    "contact_name": "对方姓名",
    "contact_post": "对方职务",
    "document_no": "文号",
    "place": "地点或会议名称",
}
ENDINGS = (RelayResult.DONE, RelayResult.CANNOT)
TITLE_LENGTH = Broadcast._meta.get_field("title").max_length


@transaction.atomic
def register(
    studio: Studio,
    *,
    by: User,
    title: str,
    body: str,
    from_whom: str = "",
    member: Member | None = None,
) -> Relay:
    """A member brings a word up (带上来登记), or the studio writes it down for one of its own."""
    if not rules.has_perm("consultations.register_relay", by, studio):
        raise NotYours("带话由本工作室委员或召集人、联络员登记。")
    today, follows = clock.today(), for_source(studio.committee_id, Source.RELAY)
    relay = Relay.objects.create(
        committee=studio.committee,
        studio=studio,
        member=carrier(studio, member, by),
        mechanism_id=follows.pk,
        number=next_number(studio.committee.code, "relay", on=today, default="DH{yyyy}{n:04d}"),
        title=title,
        body=body,
        from_whom=from_whom,
        registered_by=by,
        registered_at=clock.now(),
        verify_due_on=due_on(studio.committee, LimitCode.VERIFY, today, follows),
    )
    trail.record(relay, "register", by=by, label="登记", after=relay.status)
    due = full_day(relay.verify_due_on) if relay.verify_due_on else ""
    _tell(
        office_of(relay.committee),
        "consultations/relay_registered",
        relay,
        studio=studio.name,
        due_on=due,
    )
    return relay


@transaction.atomic
def verify(relay: Relay, *, by: User, verification: str) -> None:
    """The office has looked whether it is so (核实)."""
    trail.advance(relay, "verify", by=by, verification=verification)


@transaction.atomic
def decline(relay: Relay, *, by: User, reason: ReasonCode, remark: str = "") -> None:
    """It is not for a unit (不予转办): the member is told why, and where to go instead."""
    trail.advance(relay, "decline", by=by, remark=remark, reason=reason)
    guidance = "".join(part for part in (reason.guidance, _door(reason)) if part)
    _tell(
        _carriers(relay),
        "consultations/relay_declined",
        relay,
        reason=reason.name,
        guidance=guidance,
    )


@transaction.atomic
def dispatch(
    relay: Relay,
    *,
    by: User,
    mode: str,
    unit: Unit,
    dispatched_on: date,
    proof: str,
    file: Any = None,
    **words: str,
) -> None:
    """Give it to a unit (交办) by telephone, document, on the spot or in a meeting, with its proof.

    From here on it counts as 正在处理.
    """
    _check_proof(relay, mode, unit, dispatched_on, words)
    trail.advance(
        relay,
        "dispatch",
        by=by,
        remark=f"{DispatchMode(mode).label}：{unit}",
        mode=mode,
        unit=unit,
        dispatched_on=dispatched_on,
        proof=proof,
        result=RelayResult.IN_PROGRESS,
        **words,
    )
    keep(relay, file)
    told: dict[str, Any] = {
        "unit": unit.name,
        "mode": relay.get_mode_display(),
        "day": full_day(dispatched_on),
    }
    _tell(_carriers(relay), "consultations/relay_dispatched", relay, **told)
    # A call has been heard already. Units have no page of a relay, so the gist is all they get.
    if mode != DispatchMode.PHONE:
        told |= {"title": relay.title, "number": relay.number, "gist": proof}
        outbox.tell(unit.people(clock.today()), "consultations/relay_for_unit", **told)


@transaction.atomic
def progress(relay: Relay, *, by: User, remark: str) -> None:
    """How far the unit has got (正在处理); as often as there is something to say."""
    trail.advance(relay, "progress", by=by, remark=remark)
    _tell(_carriers(relay), "consultations/relay_progress", relay, remark=remark)


@transaction.atomic
def settle(relay: Relay, *, by: User, result: str, outcome: str) -> None:
    """There is a result (结果): 已落实, or 暂无法处理 with the reason, and nothing else."""
    if result not in ENDINGS:
        raise ValidationError({"result": "请选择“已落实”或“暂无法处理”。"})
    if not outcome:
        raise ValidationError({"outcome": "请写明落实情况；暂无法处理的，写明原因。"})
    trail.advance(
        relay,
        "settle",
        by=by,
        remark=RelayResult(result).label,
        result=result,
        outcome=outcome,
        settled_at=clock.now(),
    )
    told = {"result": relay.get_result_display(), "outcome": outcome}
    _tell(_carriers(relay), "consultations/relay_settled", relay, **told)


@transaction.atomic
def carry_back(
    relay: Relay,
    *,
    by: User,
    audience: str,
    ways: list[str],
    reached: int,
    held_on: date,
    file: Any = None,
) -> Broadcast:
    """Take the result back to the people (带回答复): the relay ends, a receipt begins."""
    settled_on = clock.local_day(relay.settled_at) if relay.settled_at else None
    if settled_on and held_on < settled_on:
        raise ValidationError(
            {"held_on": f"{full_day(settled_on)}才有结果，带回日期不能早于这天。"}
        )
    trail.advance(relay, "carry_back", by=by)
    return broadcasts.write(
        relay.studio,
        by=by,
        member=relay.member,
        relay=relay,
        kind=BroadcastKind.REPLY,
        title=f"答复：{relay.title}"[:TITLE_LENGTH],
        audience=audience,
        ways=ways,
        reached=reached,
        held_on=held_on,
        file=file,
    )


def carrier(studio: Studio, member: Member | None, by: User) -> Member:
    """Whose word it is: one's own, or for whoever runs the studio that of any of its members."""
    own = by.member_in_office
    chosen = member or own
    if chosen is None:
        raise ValidationError({"member": "请选择委员。"})
    if chosen != own and not runs_studio(by, studio):
        raise NotYours("只有本工作室召集人、联络员可以代委员登记。")
    if not Member.objects.of_studio(studio).filter(pk=chosen.pk).exists():
        raise ValidationError({"member": f"{chosen}不是{studio.name}的委员。"})
    return chosen


def _check_proof(
    relay: Relay, mode: str, unit: Unit, dispatched_on: date, words: dict[str, str]
) -> None:
    needed = PROVEN_BY[mode]
    if unit.committee_id != relay.committee_id:
        raise ValidationError({"unit": "请选择本县的单位。"})
    for name in needed:
        if not words.get(name):
            raise ValidationError({name: f"{DispatchMode(mode).label}须填写{NAMED[name]}。"})
    if words.keys() - set(needed):
        raise ValidationError(f"{DispatchMode(mode).label}不填写其他方式的内容。")
    if dispatched_on > clock.today():
        raise ValidationError({"dispatched_on": "日期不能在今天以后；办过之后再来登记。"})
    if dispatched_on < clock.local_day(relay.registered_at):
        raise ValidationError({"dispatched_on": "日期不能早于带话登记的那天。"})


def _carriers(relay: Relay) -> list[User]:
    """The member, and whoever wrote it down for them."""
    people = [*account_of(relay.member), relay.registered_by]
    return list({person.pk: person for person in people}.values())


def _door(reason: ReasonCode) -> str:
    return f"可以联系：{reason.door}。" if reason.door else ""


def _tell(people: list[User], template: str, relay: Relay, **words: Any) -> None:
    outbox.tell(
        people, template, about=relay, title=relay.title, number=relay.number,
        member=relay.member.name, **words,
    )  # fmt: skip
