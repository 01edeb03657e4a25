"""Words that members carry, up and down, in the state that a flag says, by the real steps."""

from typing import Any

from accounts.models import User
from consultations.actions import broadcasts, relays
from consultations.enums import BroadcastKind, DispatchMode, ReasonKind, RelayResult
from consultations.models import Broadcast, Relay
from core import clock
from studios.models import Studio
from tests.builders.consultations import make_reason
from tests.builders.directory import join_studio, open_studio
from tests.builders.people import make_unit, make_user

STATES = ("verified", "declined", "handling", "settled", "closed")
PROOFS: dict[str, dict[str, str]] = {
    DispatchMode.PHONE: {"contact_name": "甘主任", "contact_post": "客服部主任"},
    DispatchMode.DOCUMENT: {"document_no": "青协函〔2026〕8号"},
    DispatchMode.SITE: {"place": "西关桥下游"},
    DispatchMode.MEETING: {"place": "第三季度带话交办会"},
}
TOLD = {"audience": "西关桥两岸住户", "ways": ["home", "group"], "reached": 40}


def centre(studio: Studio) -> User:
    """The one person of the office in a test (委员联络中心)."""
    held = User.objects.filter(grants__role="office", committee=studio.committee)
    return held.first() or make_user("周办", committee=studio.committee, office=True)


def make_relay(studio: Studio | None = None, **flags: Any) -> Relay:
    """A word just brought up; `verified=True`, `declined=True`, `handling=True`, `settled=True`,
    `closed=True`; `mode` says how it was dispatched, `result` what came of it."""
    studio = studio or open_studio()
    asked = {name for name in STATES if flags.pop(name, False)}
    mode = flags.pop("mode", DispatchMode.PHONE)
    result = flags.pop("result", RelayResult.DONE)
    unit = flags.pop("unit", None)
    fields = {
        "title": "西关桥头路灯不亮",
        "body": "西关桥头三盏路灯坏了半个月，晚上看不清台阶。",
        "from_whom": "赵大爷",
    }
    by = flags.pop("by", None) or join_studio(studio, "王带话").user
    relay = relays.register(studio, by=by, **fields | flags)
    if asked:
        _bring(relay, asked, mode, result, unit)
    return relay


def _bring(relay: Relay, asked: set[str], mode: str, result: str, unit: Any) -> None:
    office = centre(relay.studio)
    if "declined" in asked:
        reason = make_reason(ReasonKind.RELAY_DECLINED, relay.committee, name="查无此事")
        relays.decline(relay, by=office, reason=reason)
        return
    relays.verify(relay, by=office, verification="已到现场查看，情况属实。")
    if asked & {"handling", "settled", "closed"}:
        dispatch(relay, mode, unit=unit)
    if asked & {"settled", "closed"}:
        relays.settle(relay, by=office, result=result, outcome="路灯已经换好。")
    if "closed" in asked:
        by = relay.member.user
        relays.carry_back(relay, by=by, held_on=clock.today(), **TOLD)


def dispatch(relay: Relay, mode: str = DispatchMode.PHONE, **changes: Any) -> None:
    """Given to a unit in one of the four ways, with what proves it."""
    fields = {
        "by": centre(relay.studio),
        "unit": changes.pop("unit", None) or make_unit("县供电公司", committee=relay.committee),
        "dispatched_on": clock.today(),
        "proof": "本周内派人更换。",
    }
    relays.dispatch(relay, mode=mode, **fields | PROOFS[mode] | changes)


def make_broadcast(studio: Studio | None = None, **flags: Any) -> Broadcast:
    """What a member has just told people; `confirmed=True`, `returned=True`."""
    studio = studio or open_studio()
    confirmed, returned = flags.pop("confirmed", False), flags.pop("returned", False)
    member = flags.pop("member", None) or join_studio(studio, "王带话")
    fields = {
        "kind": BroadcastKind.SAFETY,
        "title": "防范电信诈骗提示",
        "held_on": clock.today(),
        "by": member.user,
    }
    broadcast = broadcasts.record(studio, member=member, **fields | TOLD | flags)
    if confirmed:
        broadcasts.confirm(broadcast, by=centre(studio))
    if returned:
        broadcasts.send_back(broadcast, by=centre(studio), remark="人数和签到对不上")
    return broadcast
