"""Where issues and topics may stand, and how they reached us."""

from django.db import models


class IssueStatus(models.TextChoices):
    """Where a citizen's matter stands (意见状态). Handbook 3.4."""

    REGISTERED = "registered", "待受理"
    ACCEPTED = "accepted", "已受理"
    CLAIMED = "claimed", "已接单"
    MERGED = "merged", "已并入同类意见"
    JOINED = "joined", "已转议题"
    DISPATCHED = "dispatched", "已交办"
    ANSWERED = "answered", "已答复待评价"
    REHANDLING = "rehandling", "再次办理"
    CLOSED = "closed", "已办结"
    CLOSED_UNSATISFIED = "closed_unsatisfied", "办结（不满意）"
    REFERRED = "referred", "已转其他渠道"
    DECLINED = "declined", "不予受理"
    REVIEWING = "reviewing", "申请复核中"
    WITHDRAWN = "withdrawn", "已撤回"


# The studio has not yet said what will happen to it.
AWAITING_TRIAGE = {IssueStatus.REGISTERED}
# Somebody on our side still owes the raiser an answer.
AWAITING_ANSWER = {
    IssueStatus.REGISTERED,
    IssueStatus.ACCEPTED,
    IssueStatus.CLAIMED,
    IssueStatus.MERGED,
    IssueStatus.JOINED,
    IssueStatus.DISPATCHED,
    IssueStatus.REHANDLING,
    IssueStatus.REVIEWING,
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
    REFERRAL = "referral", "12345或其他转来"


class Urgency(models.TextChoices):
    """How soon it must be looked at (紧急程度)."""

    NORMAL = "normal", "一般"
    PRESSING = "pressing", "较急"
    URGENT = "urgent", "紧急（人身财产安全）"


# An answer from the units' side, or to the matter they are one with, can reach these.
AWAITING_OUTCOME = {
    IssueStatus.MERGED,
    IssueStatus.JOINED,
    IssueStatus.DISPATCHED,
    IssueStatus.REHANDLING,
}
# May be made part of a topic.
JOINABLE = {IssueStatus.ACCEPTED, IssueStatus.CLAIMED}
# Taken on and not answered: a like matter may be made one with these.
OPEN_TO_LIKES = {
    IssueStatus.ACCEPTED,
    IssueStatus.CLAIMED,
    IssueStatus.JOINED,
    IssueStatus.DISPATCHED,
    IssueStatus.REHANDLING,
}
# What may be known on the street of matters whose raisers agreed: the studio has taken them on.
LIKE_IN_PUBLIC = OPEN_TO_LIKES | {
    IssueStatus.ANSWERED,
    IssueStatus.CLOSED,
    IssueStatus.CLOSED_UNSATISFIED,
}
# A like matter tells the studio something: what is done about it, or why it was turned away.
WORTH_COMPARING = LIKE_IN_PUBLIC | {IssueStatus.REFERRED, IssueStatus.DECLINED}
# A member has given their word and still owes the answer.
IN_A_MEMBERS_HANDS = {IssueStatus.CLAIMED, IssueStatus.REHANDLING}


class LimitCode(models.TextChoices):
    """What a county sets a limit for inside the studio (环节期限). Handbook 3.2."""

    TRIAGE = "triage", "受理"
    TRIAGE_QR = "triage_qr", "受理（扫码）"
    REVIEW = "review", "复核"
    CLAIM = "claim", "接单"
    ASSIGN = "assign", "指派"
    PROMISE = "promise", "承诺答复"
    DECIDE = "decide", "点题"
    RESUBMIT = "resubmit", "补充议题"
    VERIFY = "verify", "带话核实"
    RATE = "rate", "评价"
    REOPEN = "reopen", "重新提出"


class TopicStatus(models.TextChoices):
    """Where a topic stands (议题状态). Handbook 3.4."""

    PROPOSED = "proposed", "待点题"
    RETURNED = "returned", "退回补充"
    DESIGNATED = "designated", "已立题"
    CLAIMED = "claimed", "已接题"
    SHELVED = "shelved", "缓议"
    DECLINED = "declined", "不予采纳"
    MERGED = "merged", "已并题"
    LAPSED = "lapsed", "逾期未补充，已失效"
    NO_CONSENSUS = "no_consensus", "未达成共识"
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
    TopicStatus.RETURNED,
    TopicStatus.SHELVED,
    TopicStatus.DESIGNATED,
    TopicStatus.CLAIMED,
}
# Nothing more is expected of the studio.
SETTLED = {
    TopicStatus.DECLINED,
    TopicStatus.MERGED,
    TopicStatus.LAPSED,
    TopicStatus.CLOSED,
}
# Agreed upon: what was written down may be dispatched and settled.
AGREED_UPON = {TopicStatus.CONCLUDED, TopicStatus.DISPATCHED, TopicStatus.COMPLETED}
# Everything that was agreed has an outcome.
WITH_RESULT = {TopicStatus.COMPLETED, TopicStatus.CLOSED}


class TopicOrigin(models.TextChoices):
    """Who put a topic forward (提出主体). Handbook F05."""

    CPPCC = "cppcc", "政协出题"
    PARTY = "party", "党委点题"
    STUDIO = "studio", "工作室选题"
    MEMBER = "member", "委员建议"
    PUBLIC = "public", "群众征集"
    SECTOR = "sector", "界别提出"
    VILLAGE = "village", "村社区提出"


class TopicNature(models.TextChoices):
    """What kind of work a topic asks for (议题性质)."""

    MICRO_REPAIR = "micro_repair", "小微改造"
    MICRO_SERVICE = "micro_service", "小微提升"
    MICRO_WELFARE = "micro_welfare", "小微公益"
    PROJECT = "project", "项目建设类"
    POLICY = "policy", "政策制定类"
    PROBLEM = "problem", "难题破解类"


class ReasonKind(models.TextChoices):
    """For which refusal a reason code may be given (理由类别)."""

    ISSUE_DECLINED = "issue_declined", "意见不予受理"
    ISSUE_REFERRED = "issue_referred", "意见转其他渠道"
    TOPIC_SHELVED = "topic_shelved", "议题缓议"
    TOPIC_DECLINED = "topic_declined", "议题不予采纳"
    RELAY_DECLINED = "relay_declined", "带话不予转办"


# The county's reason (profiles: reasons) of which not a word may be written on-line (涉密).
NOT_ON_LINE = "SECRET"


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
