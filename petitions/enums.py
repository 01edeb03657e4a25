"""States and fixed words of reports, proposals and assignments."""

from django.db import models


class ReportStatus(models.TextChoices):
    """Where a report on public opinion stands (社情民意状态). Handbook 4.1."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审查"
    RETURNED = "returned", "退回修改"
    ACCEPTED = "accepted", "已采用待签发"
    DECLINED = "declined", "留存未采用"
    SIGNED = "signed", "已签发"
    ISSUED = "issued", "已印发"
    WITHDRAWN = "withdrawn", "已撤回"


# The author may still change the text.
EDITABLE_BY_AUTHOR = {ReportStatus.DRAFT, ReportStatus.RETURNED}
# The office has taken the report in.
TAKEN_IN = {ReportStatus.ACCEPTED, ReportStatus.SIGNED, ReportStatus.ISSUED}


class Draft(models.TextChoices):
    """Which text of a report a revision is (文稿). The original is never changed."""

    ORIGINAL = "original", "原稿"
    EDITED = "edited", "编辑稿"
    SIGNED = "signed", "签发稿"


class AdoptionMode(models.TextChoices):
    """How a report was adopted (采用方式)."""

    SINGLE = "single", "单篇采用"
    COMBINED = "combined", "综合采用"
    FORWARDED = "forwarded", "转送"


class InstructionKind(models.TextChoices):
    """What a leader's instruction asks for (批示性质). Handbook 4.1."""

    ACTION = "action", "批办性"
    GUIDANCE = "guidance", "指导性"
    REFERENCE = "reference", "参阅性"


class ProposalStatus(models.TextChoices):
    """Where a proposal stands (提案状态). Handbook 4.2."""

    DRAFT = "draft", "草稿"
    SUBMITTED = "submitted", "待审查"
    RETURNED = "returned", "退回补充"
    FILED = "filed", "已立案"
    NOT_FILED = "not_filed", "不予立案"
    DISPATCHED = "dispatched", "已交办"
    REPLIED = "replied", "已答复"


class AssignmentStatus(models.TextChoices):
    """Where a unit's duty stands (交办件状态). Handbook 3.4."""

    DISPATCHED = "dispatched", "待签收"
    ACKNOWLEDGED = "acknowledged", "办理中"
    RETURN_REQUESTED = "return_requested", "申请退回"
    REPLIED = "replied", "已答复待审核"
    REHANDLING = "rehandling", "二次办理"
    TRACKING = "tracking", "承诺跟踪"
    CONCLUDED = "concluded", "已办结"
    WITHDRAWN = "withdrawn", "已撤回"


# The lead unit still owes an answer.
AWAITING_REPLY = {
    AssignmentStatus.DISPATCHED,
    AssignmentStatus.ACKNOWLEDGED,
    AssignmentStatus.RETURN_REQUESTED,
    AssignmentStatus.REHANDLING,
}
# The unit has signed for it and is at work.
AT_WORK = {AssignmentStatus.ACKNOWLEDGED, AssignmentStatus.REHANDLING}
# An answer has been accepted.
ANSWERED = {AssignmentStatus.TRACKING, AssignmentStatus.CONCLUDED}


class UndertakingRole(models.TextChoices):
    """Whether a unit answers for all or supports (主办、会办)."""

    LEAD = "lead", "主办"
    SUPPORT = "support", "会办"


class RequestStatus(models.TextChoices):
    """What became of a unit's request (申请状态)."""

    REQUESTED = "requested", "待批"
    GRANTED = "granted", "同意"
    REFUSED = "refused", "不同意"


class ContactMode(models.TextChoices):
    """How the unit spoke with those concerned (沟通方式)."""

    FACE = "face", "面谈"
    MEETING = "meeting", "座谈会"
    PHONE = "phone", "电话"
    MAIL = "mail", "邮件"
    LETTER = "letter", "书信"
    OTHER = "other", "其他"


class ProgressStage(models.TextChoices):
    """How far the unit has come (办理阶段). Handbook F16."""

    CONTACTED = "contacted", "已联系"
    STUDYING = "studying", "调研"
    PLANNED = "planned", "方案"
    DOING = "doing", "实施"
    AWAITING_FUNDS = "awaiting_funds", "待资金"
    AWAITING_APPROVAL = "awaiting_approval", "待审批"
    DONE = "done", "完成"


class Light(models.TextChoices):
    """How a clock stands on a day (亮灯). Handbook 5.3."""

    ON_TRACK = "on_track", "期限内"
    NEAR = "near", "临期"
    LATE = "late", "逾期"
    VERY_LATE = "very_late", "严重逾期"
    DONE = "done", "已答复"


class RungTrigger(models.TextChoices):
    """From which day a rung of the ladder is counted (触发点)."""

    BEFORE_DUE = "before_due", "临近期限"
    AFTER_DUE = "after_due", "超过期限"
    SIGN_LATE = "sign_late", "逾期未签收"


class Satisfaction(models.TextChoices):
    """How a result was found (满意度)."""

    SATISFIED = "satisfied", "满意"
    FAIR = "fair", "基本满意"
    UNSATISFIED = "unsatisfied", "不满意"
