"""The papers of what members carry (委员带话单、带下去回执). Handbook D03, F03, F04.

From whom the word is stands masked: a paper goes through many hands.
"""

from pathlib import Path
from typing import Any

from django.conf import settings

from audit import trail
from consultations.enums import RelayStatus
from consultations.models import Broadcast, Relay
from core import clock, letters
from core.access import state_text
from core.crypto import mask_name
from core.days import full_day

Row = dict[str, str]


def slip(relay: Relay, proof: dict[str, Any] | None) -> bytes:
    """The whole way of a word on one sheet, as far as it has come."""
    rows = [
        _row("带话委员", relay.member.name),
        _row("群众或企业", mask_name(relay.from_whom) or "未填写"),
        _row("登记时间", full_day(clock.local_day(relay.registered_at))),
        _row("标题", relay.title),
        _row("内容", relay.body),
        _row("核实情况", relay.verification),
        *_dispatch(relay, proof),
        _row("进展情况", "\n".join(_progress(relay))),
        _row("办理结果", _result(relay)),
        _row("结果说明", relay.outcome),
    ]
    return _fill("委员带话单", relay, rows, number=relay.number)


def receipt(broadcast: Broadcast) -> bytes:
    """What was told, to whom, and who vouches for it."""
    relay = broadcast.relay
    rows = [
        _row("委员", broadcast.member.name),
        _row("类别", broadcast.get_kind_display()),
        _row("标题", broadcast.title),
        _row("对象", broadcast.audience),
        _row("方式", broadcast.by_ways),
        _row("覆盖人数", f"{broadcast.reached}人"),
        _row("日期", full_day(broadcast.held_on)),
        _row("所答复的带话", f"{relay.number} {relay.title}" if relay else ""),
        _row("佐证", "有（随附）" if broadcast.file else "无"),
        _row("记录人", str(broadcast.recorded_by)),
        _row("确认人", str(broadcast.confirmed_by or state_text(broadcast))),
    ]
    return _fill("带下去回执", broadcast, rows)


def _dispatch(relay: Relay, proof: dict[str, Any] | None) -> list[Row]:
    if proof is None or relay.dispatched_on is None:
        return [_row("交办方式", "")]
    return [
        _row("交办方式", relay.get_mode_display()),
        *(_row(label, str(value or "")) for label, value in proof["facts"]),
        _row(proof["day"], full_day(relay.dispatched_on)),
        _row(proof["gist"], relay.proof),
    ]


def _progress(relay: Relay) -> list[str]:
    lines = trail.history_of(relay).filter(verb="progress").order_by("seq")
    return [f"{full_day(clock.local_day(line.at))}：{line.remark}" for line in lines]


def _result(relay: Relay) -> str:
    if relay.status == RelayStatus.DECLINED:
        return f"{state_text(relay)}（{relay.reason}）"
    return relay.get_result_display()


def _row(label: str, text: str) -> Row:
    return {"label": label, "text": text}


def _fill(title: str, thing: Relay | Broadcast, rows: list[Row], number: str = "") -> bytes:
    words = {
        "title": title,
        "committee": thing.committee.name,
        "studio": thing.studio.name,
        "number": number,
        "rows": rows,
    }
    folder = Path(settings.BASE_DIR) / "templates" / "letters"
    return letters.fill(folder / "carried.docx", words)
