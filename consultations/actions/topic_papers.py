"""The papers of a topic for Word (点题单 F06、任务书 F07、答卷): written from what is recorded."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from consultations.enums import ActivityKind, TopicStatus
from consultations.lineage.turns import decider_of
from consultations.models import Topic
from core import clock, letters
from core.access import worded
from core.days import full_day
from studios.actions.letters import lines_of

TO_SIGN = "签字（盖章）：　　　　　　　　　　　　　　年　　月　　日"
OPEN = "　　　　年　　月　　日前"
VERDICTS: dict[str, str] = {
    TopicStatus.PROPOSED: "",
    TopicStatus.RETURNED: "退回补充",
    TopicStatus.LAPSED: "退回补充，逾期失效",
    TopicStatus.SHELVED: "缓议",
    TopicStatus.DECLINED: "不予采纳",
    TopicStatus.MERGED: "并题",
}


@dataclass(frozen=True)
class Paper:
    """A form of the office: its file, when there is something to print, and how it is written."""

    code: str
    is_ready: Callable[[Topic], bool]
    name: Callable[[Topic], str]
    write: Callable[[Topic], bytes]


def papers_of(topic: Topic) -> list[tuple[str, str]]:
    """Which papers a topic has by now: the code of each, and its name."""
    return [(paper.code, paper.name(topic)) for paper in PAPERS.values() if paper.is_ready(topic)]


def _slip(topic: Topic) -> bytes:
    """What was asked, what everybody says to it, what was decided (议题审批表、点题单)."""
    studio = topic.studio
    return _form(
        topic,
        _slip_name(topic),
        [
            ("议题名称", topic.title),
            ("提出主体", f"{topic.get_origin_display()}（{topic.proposed_by}）"),
            ("工作室", studio.name),
            ("类别、性质", _joined(topic.category, topic.get_nature_display())),
            ("背景与问题", topic.background),
            ("拟解决的问题", topic.aim),
            ("工作室意见", "", TO_SIGN),
            ("对口专委会意见", "", TO_SIGN),
            ("包联领导意见", "", TO_SIGN),
            ("审定主体", decider_of(topic)),
            ("结论", _joined(_verdict(topic), topic.reason)),
            ("要求", topic.requirement),
            ("完成时限", _day(topic.answer_due_on)),
            (f"{decider_of(topic)}意见", "", TO_SIGN),
        ],
    )


def _task(topic: Topic) -> bytes:
    """Who leads, who helps, until when (接单、答题任务书)."""
    team = "、".join(str(member) for member in topic.team.all())
    return _form(
        topic,
        _task_name(topic),
        [
            ("议题名称", topic.title),
            ("工作室", topic.studio.name),
            ("要求", topic.requirement),
            ("完成时限", _day(topic.answer_due_on)),
            ("牵头委员", str(topic.lead)),
            ("组员", team),
            ("特邀专家、群众代表", ""),
            ("分工", ""),
            ("调研日期", _held(topic, ActivityKind.MICRO_STUDY)),
            ("协商日期", _held(topic, ActivityKind.MICRO_CONSULTATION)),
            ("报送日期", _day(topic.handed_in_at and clock.local_day(topic.handed_in_at)) or OPEN),
            ("对外承诺日期", _day(topic.promised_on)),
            ("接受确认", "", TO_SIGN),
        ],
    )


def _answer(topic: Topic) -> bytes:
    """The answer as it was handed in (答卷)."""
    words = {
        "title": topic.title,
        "note": f"（{_answer_name(topic)}　{topic.number}）",
        "lines": [line._asdict() for line in lines_of(topic.paper)],
        "studio": topic.studio.name,
        "day": _day(topic.handed_in_at and clock.local_day(topic.handed_in_at)),
    }
    return letters.fill(_folder() / "paper.docx", words)


def _form(topic: Topic, name: str, rows: list[tuple[str, ...]]) -> bytes:
    words: dict[str, Any] = {
        "committee": topic.committee.name,
        "title": name,
        "number": topic.number,
        "rows": [
            {"label": label, "text": text, "sign": "".join(sign)} for label, text, *sign in rows
        ],
    }
    return letters.fill(_folder() / "topic_form.docx", words)


def _verdict(topic: Topic) -> str:
    """What was decided, whatever became of it since (结论)."""
    return VERDICTS.get(topic.status, "立题")


def _slip_name(topic: Topic) -> str:
    return f"{_called(topic, 'designate')}单"


def _task_name(topic: Topic) -> str:
    return f"{_called(topic, 'claim')}任务书"


def _answer_name(topic: Topic) -> str:
    return "答卷" if topic.practice.code == "santi" else "成果报告"


def _called(topic: Topic, verb: str) -> str:
    """What the county calls a step (接题、领题、买单)."""
    return worded(topic.workflow.steps[verb], topic).label


def _held(topic: Topic, kind: str) -> str:
    """The days on which it was done, or a line on which the plan is written."""
    days = topic.activities.filter(kind=kind).order_by("held_on").values_list("held_on", flat=True)
    return "、".join(full_day(day) for day in days) or OPEN


def _joined(*parts: object) -> str:
    return "、".join(str(part) for part in parts if part)


def _day(day: Any) -> str:
    return full_day(day) if day else ""


def _folder() -> Path:
    return Path(settings.BASE_DIR) / "templates" / "letters"


PAPERS = {
    paper.code: paper
    for paper in (
        Paper("slip", lambda topic: True, _slip_name, _slip),
        Paper("task", lambda topic: topic.lead_id is not None, _task_name, _task),
        Paper("answer", lambda topic: topic.handed_in_at is not None, _answer_name, _answer),
    )
}
