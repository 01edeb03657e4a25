"""States, origins and kinds of what is raised and talked over."""

from django.db import models


class IssueStatus(models.TextChoices):
    """Where a citizen's matter stands (意见状态). Handbook 3.4."""

    REGISTERED = "registered", "待受理"
    ACCEPTED = "accepted", "已受理"
    CLAIMED = "claimed", "已接单"
    JOINED = "joined", "已转议题"
    DISPATCHED = "dispatched", "已交办"
    ANSWERED = "answered", "已答复待评价"
    REHANDLING = "rehandling", "再次办理"
    CLOSED = "closed", "已办结"
    CLOSED_UNSATISFIED = "closed_unsatisfied", "办结（不满意）"
    REFERRED = "referred", "已转其他渠道"
    DECLINED = "declined", "不予受理"
    WITHDRAWN = "withdrawn", "已撤回"


# The studio has not yet said what will happen to it.
AWAITING_TRIAGE = {IssueStatus.REGISTERED}
# Somebody on our side still owes the raiser an answer.
AWAITING_ANSWER = {
    IssueStatus.REGISTERED,
    IssueStatus.ACCEPTED,
    IssueStatus.CLAIMED,
    IssueStatus.JOINED,
    IssueStatus.DISPATCHED,
    IssueStatus.REHANDLING,
}
# Nothing more will happen unless somebody reopens it.
ENDED = {
    IssueStatus.CLOSED,
    IssueStatus.CLOSED_UNSATISFIED,
    IssueStatus.REFERRED,
    IssueStatus.DECLINED,
    IssueStatus.WITHDRAWN,
}


class Source(models.TextChoices):
    """How a matter reached us (来源). Handbook F01."""

    QR = "qr", "扫码"
    RECEPTION = "reception", "来访接待"
    VISIT = "visit", "走访"
    PHONE = "phone", "电话"
    LETTER = "letter", "来信"
    EVENT = "event", "活动现场"
    WEB = "web", "网上工作室"
    RELAY = "relay", "委员带话"
    REFERRAL = "referral", "其他转来"


class Urgency(models.TextChoices):
    """How soon it must be looked at (紧急程度)."""

    NORMAL = "normal", "一般"
    PRESSING = "pressing", "较急"
    URGENT = "urgent", "紧急（人身财产安全）"


# An answer from the units' side can reach these.
AWAITING_OUTCOME = {IssueStatus.JOINED, IssueStatus.DISPATCHED, IssueStatus.REHANDLING}
# May be made part of a topic.
JOINABLE = {IssueStatus.ACCEPTED, IssueStatus.CLAIMED}
# A member has given their word and still owes the answer.
IN_A_MEMBERS_HANDS = {IssueStatus.CLAIMED, IssueStatus.REHANDLING}


class LimitCode(models.TextChoices):
    """What a county sets a limit for inside the studio (环节期限). Handbook 3.2."""

    TRIAGE = "triage", "受理"
    TRIAGE_QR = "triage_qr", "受理（扫码）"
    CLAIM = "claim", "接单"
    PROMISE = "promise", "承诺答复"
    DECIDE = "decide", "点题"
    RATE = "rate", "评价"
    REOPEN = "reopen", "重新提出"


class TopicStatus(models.TextChoices):
    """Where a topic stands (议题状态). Handbook 3.4."""

    PROPOSED = "proposed", "待点题"
    DESIGNATED = "designated", "已立题"
    CLAIMED = "claimed", "已接题"
    SHELVED = "shelved", "缓议"
    DECLINED = "declined", "不予采纳"
    CONCLUDED = "concluded", "已形成共识"
    DISPATCHED = "dispatched", "交办办理中"
    COMPLETED = "completed", "已有结果"
    CLOSED = "closed", "已归档"


# The township party office has to say yes, later or no.
AWAITING_DECISION = {TopicStatus.PROPOSED, TopicStatus.SHELVED}
# The studio is expected to consult on it.
AWAITING_CONSULTATION = {TopicStatus.DESIGNATED, TopicStatus.CLAIMED}
# More issues may still join.
OPEN_TO_ISSUES = {
    TopicStatus.PROPOSED,
    TopicStatus.SHELVED,
    TopicStatus.DESIGNATED,
    TopicStatus.CLAIMED,
}
# Nothing more is expected of the studio.
SETTLED = {TopicStatus.DECLINED, TopicStatus.CLOSED}
# Everything that was agreed has an outcome.
WITH_RESULT = {TopicStatus.COMPLETED, TopicStatus.CLOSED}


class TopicNature(models.TextChoices):
    """What kind of work a topic asks for (议题性质)."""

    MICRO_REPAIR = "micro_repair", "小微改造"
    MICRO_SERVICE = "micro_service", "小微提升"
    MICRO_WELFARE = "micro_welfare", "小微公益"
    PROJECT = "project", "项目建设类"
    POLICY = "policy", "政策制定类"
    PROBLEM = "problem", "难题破解类"


class ActivityKind(models.TextChoices):
    """What members did together (活动类型)."""

    MICRO_CONSULTATION = "micro_consultation", "微协商"
    MICRO_STUDY = "micro_study", "微调研"
    MICRO_OVERSIGHT = "micro_oversight", "微监督"
    RECEPTION = "reception", "接待"
    LEARNING = "learning", "学习"
    SERVICE = "service", "公益服务"


class ActivityStatus(models.TextChoices):
    """Whether a second person has confirmed the record (活动状态)."""

    RECORDED = "recorded", "待确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "退回补正"


class ConsensusStatus(models.TextChoices):
    """What became of a consensus item (共识事项状态)."""

    PENDING = "pending", "待落实"
    DISPATCHED = "dispatched", "办理中"
    SETTLED = "settled", "已落实"


class Exit(models.TextChoices):
    """By which door a consensus item leaves the studio (成果去向)."""

    DISPATCH = "dispatch", "交办单位办理"
    REPORT = "report", "转社情民意"
    PROPOSAL = "proposal", "转提案"
    SELF = "self", "村居自办"


class ReasonKind(models.TextChoices):
    """For which refusal a reason code may be given (理由类别)."""

    ISSUE_DECLINED = "issue_declined", "意见不予受理"
    ISSUE_REFERRED = "issue_referred", "意见转其他渠道"
    TOPIC_SHELVED = "topic_shelved", "议题缓议"
    TOPIC_DECLINED = "topic_declined", "议题不予采纳"


class Stage(models.TextChoices):
    """The fourteen canonical stages of the loop (规范阶段). Handbook 3.2."""

    COLLECT = "COLLECT", "征集收集"
    TRIAGE = "TRIAGE", "甄别受理"
    PROPOSE = "PROPOSE", "提出议题"
    DECIDE = "DECIDE", "审定议题"
    CLAIM = "CLAIM", "认领派单"
    RESEARCH = "RESEARCH", "调查研究"
    CONSULT = "CONSULT", "协商议事"
    CONCLUDE = "CONCLUDE", "形成成果"
    SUBMIT = "SUBMIT", "报送审签"
    DISPATCH = "DISPATCH", "交办"
    HANDLE = "HANDLE", "办理落实"
    REPLY = "REPLY", "答复反馈"
    EVALUATE = "EVALUATE", "回访评价"
    CLOSE = "CLOSE", "销号归档"


class Cadence(models.TextChoices):
    """How the days of duty come round (值班周期)."""

    WEEKLY = "weekly", "每周"
    MONTHLY = "monthly", "每月几日"
    NTH = "nth", "每月第几个周几"


class Period(models.TextChoices):
    """Which part of the day a shift fills (时段). Handbook F02."""

    MORNING = "morning", "上午"
    AFTERNOON = "afternoon", "下午"
    DAY = "day", "全天"


class OnHoliday(models.TextChoices):
    """What becomes of a duty that falls on a day off (遇节假日)."""

    NEXT = "next", "顺延到下一个工作日"
    SKIP = "skip", "不安排"
    KEEP = "keep", "照常值班"


class RosterStatus(models.TextChoices):
    """Whether a month's roster may be read by all (值班表状态)."""

    DRAFT = "draft", "拟定中"
    PUBLISHED = "published", "已发布"


class ShiftStatus(models.TextChoices):
    """Whether a shift has been served (值班状态)."""

    PLANNED = "planned", "待值班"
    SERVED = "served", "已值班"
    CANCELLED = "cancelled", "已取消"


class SeatStatus(models.TextChoices):
    """Whether a member came (到岗情况), as the studio's staff recorded it."""

    EXPECTED = "expected", "待值班"
    SERVED = "served", "已到岗"
    EXCUSED = "excused", "请假"
    ABSENT = "absent", "缺岗"


# Expected at a shift, or has served there.
ON_DUTY = {SeatStatus.EXPECTED, SeatStatus.SERVED}


class AtTheDesk(models.TextChoices):
    """How a visitor's matter goes on (接待处理). Handbook 3.5.1."""

    KEEP = "keep", "登记留办：由工作室受理、办理和答复"
    ANSWER = "answer", "当场答复"
    REFER = "refer", "指引到其他渠道"


class SwapStatus(models.TextChoices):
    """What the other said (换班申请状态)."""

    ASKED = "asked", "待同意"
    ACCEPTED = "accepted", "已同意"
    DECLINED = "declined", "未同意"
    WITHDRAWN = "withdrawn", "已撤回"
