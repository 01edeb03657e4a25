"""What a county may say of its own practice: who decides, what must come first, what is carried."""

from django.db import models


class Decider(models.TextChoices):
    """Who decides whether a topic is taken up (审定主体). Handbook 3.2, stage DECIDE."""

    TOWNSHIP = "township", "镇（街道）党委"
    BOARD = "board", "主席会议"
    COMMITTEE = "committee", "对口专委会"
    STUDIO = "studio", "工作室召集人"


class RefuseTo(models.TextChoices):
    """Where a matter goes that a step turns down (退回去向)."""

    PROPOSER = "proposer", "退回提出人补充"
    AGAIN = "again", "重新协商"
    END = "end", "终止"


class GateVerb(models.TextChoices):
    """The steps before which a county may set a condition (前置条件所在步骤)."""

    DESIGNATE = "topic.designate", "审定议题"
    CLAIM_TOPIC = "topic.claim", "认领议题"
    CONCLUDE = "topic.conclude", "形成共识"
    HAND_IN = "topic.hand_in", "报送成果"
    CLOSE_TOPIC = "topic.close", "议题归档"
    ACCEPT = "issue.accept", "受理意见"
    CLAIM = "issue.claim", "认领意见"
    ANSWER = "issue.answer", "答复意见"
    CLOSE = "issue.close", "意见办结归档"


class GateKind(models.TextChoices):
    """What must come first (前置条件). Handbook 3.3, 3.5.7."""

    NOTICE = "notice", "公示"
    WINDOW = "window", "网上征言"
    REVIEW = "review", "专家审查"
    VOTE = "vote", "居民表决"
    FORM = "form", "材料齐全"
    SECOND = "second", "由另一人办理"
    FOLLOW_UP = "follow_up", "查单回访"


# What can only be shown for a topic: an issue is posted, reviewed and voted on by nobody.
ONLY_FOR_TOPICS = {GateKind.NOTICE, GateKind.WINDOW, GateKind.REVIEW, GateKind.VOTE}


class PostingKind(models.TextChoices):
    """Why something is put before the public for a time (公开征集与公示). Handbook 3.5.3, 3.5.7."""

    CALL = "call", "网上征集"
    WINDOW = "window", "网上征言"
    NOTICE = "notice", "公示"


class CommentStatus(models.TextChoices):
    """Whether a comment may be read by all (留言审核)."""

    WAITING = "waiting", "待审核"
    SHOWN = "shown", "已公开"
    REFUSED = "refused", "未公开"


class Stance(models.TextChoices):
    """What a comment says to the plan (态度)."""

    FOR = "for", "支持"
    AGAINST = "against", "反对"
    NEUTRAL = "neutral", "中立"


class VoteMethod(models.TextChoices):
    """How residents voted (表决方式). Handbook F28."""

    HANDS = "hands", "举手"
    BALLOT = "ballot", "票决"
    ONLINE = "online", "线上"


class RelayStatus(models.TextChoices):
    """Where a word brought up by a member stands (带话状态). Handbook 3.5.2."""

    REGISTERED = "registered", "待核实"
    VERIFIED = "verified", "待交办"
    DECLINED = "declined", "不予转办"
    HANDLING = "handling", "已交办"
    SETTLED = "settled", "已有结果"
    CLOSED = "closed", "已带回"


# Nothing more is expected of anybody.
RELAYS_ENDED = {RelayStatus.CLOSED, RelayStatus.DECLINED}


class RelayResult(models.TextChoices):
    """What became of it, in exactly these words (办理结果). Handbook 3.5.2."""

    DONE = "done", "已落实"
    IN_PROGRESS = "in_progress", "正在处理"
    CANNOT = "cannot", "暂无法处理"


class DispatchMode(models.TextChoices):
    """How a word brought up was given to a unit (交办方式). Handbook 3.5.2."""

    PHONE = "phone", "电话交办"
    DOCUMENT = "document", "文件转办"
    SITE = "site", "现场协调"
    MEETING = "meeting", "会议交办"


class BroadcastKind(models.TextChoices):
    """What a member carried back to the people (带下去类别). Handbook F04."""

    REPLY = "reply", "办理回复"
    POLICY = "policy", "政策宣讲"
    LAW = "law", "法律知识"
    SAFETY = "safety", "安全提示"


class BroadcastWay(models.TextChoices):
    """By which way it reached them (带下去方式). Handbook F04."""

    HOME = "home", "入户"
    GROUP = "group", "微信群"
    MEETING = "meeting", "会议"
    RADIO = "radio", "广播"


class BroadcastStatus(models.TextChoices):
    """Whether a second person has vouched for it (带下去状态)."""

    RECORDED = "recorded", "待确认"
    CONFIRMED = "confirmed", "已确认"
    RETURNED = "returned", "退回补正"


class FollowUpWay(models.TextChoices):
    """How somebody asked how it went (回访方式). Handbook F19."""

    VISIT = "visit", "上门"
    PHONE = "phone", "电话"
    SITE = "site", "现场查看"


class FollowUpResult(models.TextChoices):
    """What they found (回访结果). Handbook F19."""

    SOLVED = "solved", "已解决"
    PARTLY = "partly", "部分解决"
    UNSOLVED = "unsolved", "未解决"


class Verdict(models.TextChoices):
    """What a township says to an entry of the year's catalogue (点题意见). Handbook 3.5.4."""

    CHOSEN = "chosen", "点题"
    SHELVED = "shelved", "缓议"
    DECLINED = "declined", "不予采纳"


class EntryStatus(models.TextChoices):
    """Whether an entry stands in the catalogue (课题状态)."""

    OPEN = "open", "在列"
    WITHDRAWN = "withdrawn", "已撤下"


class Capacity(models.TextChoices):
    """As what somebody marks an answered topic (评题人). Handbook 3.5.4."""

    LEADER = "leader", "包联领导"
    TOWNSHIP = "township", "镇（街道）党委"
