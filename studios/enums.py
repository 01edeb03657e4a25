"""The fixed words of the directory."""

from django.db import models


class AffiliationRole(models.TextChoices):
    """What a person is in a studio (工作室职务)."""

    CONVENER = "convener", "召集人"
    DEPUTY = "deputy", "副召集人"
    LIAISON = "liaison", "联络员"
    MEMBER = "member", "成员"


class Basis(models.TextChoices):
    """Why a member belongs to a studio (四地结合)."""

    HOME = "home", "居住地"
    WORK = "work", "工作地"
    CONTACT = "contact", "联系地"
    ASSIST = "assist", "帮扶地"
    SECTOR = "sector", "界别"


class StudioStatus(models.TextChoices):
    """Where a studio stands (工作室状态). Handbook F23."""

    PREPARING = "preparing", "筹建"
    RUNNING = "running", "运行"
    RECTIFYING = "rectifying", "整改"
    SUSPENDED = "suspended", "停用"
    REVOKED = "revoked", "摘牌"


# The public may still bring a matter to these.
OPEN_TO_PUBLIC = {StudioStatus.RUNNING, StudioStatus.RECTIFYING}


class LinkKind(models.TextChoices):
    """In whose charge a studio is at the county level (包联): a leader, a special committee."""

    LEADER = "leader", "包联领导"
    COMMITTEE = "committee", "对口专委会"


class MemberStatus(models.TextChoices):
    """Whether a member is in office (委员状态)."""

    ACTIVE = "active", "在任"
    ARCHIVED = "archived", "已归档"


class Ending(models.TextChoices):
    """How a term came to its end (离任原因)."""

    TERM = "term", "届满"
    RESIGNED = "resigned", "辞去委员"
    MOVED = "moved", "调离本县"
    REMOVED = "removed", "撤销资格"
    OTHER = "other", "其他"


class AutoRule(models.TextChoices):
    """What the portal can see by itself when a studio is checked (自动核算). Handbook 7.5."""

    HOURS_POSTED = "hours_posted", "接待时间已公布"
    CONVENER_IN_POST = "convener_in_post", "召集人在任"
    PLAN_FILED = "plan_filed", "年度计划按时备案"
    HANDLED_ONLINE = "handled_online", "网上办理率"
    DUTY_DONE = "duty_done", "值班完成率"
    CONSULTATIONS_HELD = "consultations_held", "协商次数"
    REPORTS_SUBMITTED = "reports_submitted", "社情民意报送数"
    SOLVED_EACH_QUARTER = "solved_each_quarter", "每季度有办成的事"


# No standard asks for it: whether a studio's record may be laid to rest (手上的事项).
OPEN_MATTERS = "open_matters"


class Checker(models.TextChoices):
    """Who checks what a studio says of itself (核验单位)."""

    TOWNSHIP = "township", "镇（街道）党委"
    COMMITTEE = "committee", "对口专委会"


class CheckStatus(models.TextChoices):
    """How far the check of a studio has come (自查核验状态)."""

    DRAFT = "draft", "自查中"
    SUBMITTED = "submitted", "待核验"
    RETURNED = "returned", "退回补充"
    CONCLUDED = "concluded", "已核验"


class PaperKind(models.TextChoices):
    """What a studio writes every year (计划与总结)."""

    PLAN = "plan", "年度计划"
    HALF = "half", "半年小结"
    YEAR = "year", "年度总结"


class PaperStatus(models.TextChoices):
    """How far a plan or summary has come (计划总结状态)."""

    DRAFT = "draft", "起草中"
    SUBMITTED = "submitted", "待镇街审核"
    RETURNED = "returned", "退回修改"
    FILED = "filed", "已备案"


# The studio still has it in hand.
IN_THE_STUDIOS_HANDS = {PaperStatus.DRAFT, PaperStatus.RETURNED}
BEING_CHECKED_BY_ITSELF = {CheckStatus.DRAFT, CheckStatus.RETURNED}


class InterestKind(models.TextChoices):
    """How a member is tied to a unit or firm (利害关系)."""

    OWN_UNIT = "own_unit", "本人所在单位"
    FIRM = "firm", "本人经营或持股的企业"
    FAMILY = "family", "近亲属任职或经营的单位"
