"""Whose turn it is (现在轮到谁), read off the matter and never stored."""

from datetime import date
from typing import NamedTuple

from consultations.enums import Decider, IssueStatus, LimitCode, RelayStatus, TopicStatus
from consultations.lineage.topics import awaits_paper
from consultations.models import Issue, Relay, Topic, due_on
from core.access import worded


class Turn(NamedTuple):
    """Whose turn it is, until when, and what for; `verbs` are the steps expected of them."""

    who: str
    until: date | None
    why: str
    verbs: tuple[str, ...] = ()


def turn_of(matter: Issue | Topic | Relay, on: date) -> Turn | None:
    """Whose turn it is on `on`; None when the matter has come to its end."""
    if isinstance(matter, Relay):
        return _relay_turn(matter)
    return _issue_turn(matter, on) if isinstance(matter, Issue) else _topic_turn(matter)


def _relay_turn(relay: Relay) -> Turn | None:
    centre = "政协办公室（委员联络中心）"
    match relay.status:
        case RelayStatus.REGISTERED:
            return Turn(centre, relay.verify_due_on, "带上来的话等待核实", ("verify", "decline"))
        case RelayStatus.VERIFIED:
            return Turn(centre, None, "已核实，等待交办", ("dispatch", "decline"))
        case RelayStatus.HANDLING:
            # The unit works; whoever keeps in touch with it writes down how far it has got.
            return Turn(f"{relay.unit}", None, f"已{relay.get_mode_display()}，正在处理")
        case RelayStatus.SETTLED:
            return Turn(f"{relay.member}委员", None, "已有结果，请带回给群众", ("carry_back",))
    return None


def _issue_turn(issue: Issue, on: date) -> Turn | None:
    studio, claimant = issue.studio.name, issue.claimed_by
    if issue.is_locked:
        if issue.is_off_line:
            return None
        return Turn("政协办公室", None, "疑似涉密，待核实", ("take_off_line", "unlock"))
    match issue.status:
        case IssueStatus.REGISTERED:
            return Turn(
                f"{studio}召集人、联络员",
                issue.triage_due_on,
                "意见尚未受理",
                ("accept", "answer", "refer", "decline"),
            )
        case IssueStatus.ACCEPTED:
            return _claim_turn(issue, on)
        case IssueStatus.CLAIMED:
            why = f"已{_claim_word(issue)}，尚未答复反映人"
            return Turn(f"{claimant}委员", issue.promised_on, why, ("answer",))
        case IssueStatus.MERGED:
            if issue.merged_into.is_locked:
                return Turn(f"{studio}召集人、联络员", None, "并入的事项正在核实")
            return _issue_turn(issue.merged_into, on)
        case IssueStatus.REVIEWING:
            who = f"{issue.studio.area.township()}党委"
            return Turn(who, issue.review_due_on, "反映人申请复核", ("overturn", "uphold"))
        case IssueStatus.JOINED:
            return _topic_turn(issue.topic)
        case IssueStatus.DISPATCHED:
            return Turn("承办单位", None, "已交办，尚未答复")
        case IssueStatus.REHANDLING:
            who = f"{claimant}委员" if claimant else f"{studio}召集人、联络员或承办单位"
            return Turn(who, None, "反映人不满意，正在再次办理", ("answer",))
        case IssueStatus.ANSWERED:
            return _rating_turn(issue, on)
    return None


def _claim_word(matter: Issue | Topic) -> str:
    """What taking it on is called where it runs: 接单, 买单, 领题."""
    return worded(matter.workflow.steps["claim"], matter).label


def _claim_turn(issue: Issue, on: date) -> Turn:
    """Members first; their days over, the convener; theirs over, too, who is in charge of them."""
    studio, verb = issue.studio.name, _claim_word(issue)
    if issue.claim_due_on is None or issue.claim_due_on >= on:
        why = f"等待委员{verb}，逾期由召集人指派"
        return Turn(f"{studio}委员", issue.claim_due_on, why, ("claim", "assign"))
    until = due_on(issue.committee, LimitCode.ASSIGN, issue.claim_due_on)
    if until is None or until >= on:
        why = f"{verb}期限已过，无人{verb}，待指派"
        return Turn(f"{studio}召集人、联络员", until, why, ("assign",))
    above = issue.studio.special_committee or "政协办公室"
    why = f"逾期无人{verb}，工作室也未指派，{above}可直接指派"
    return Turn(f"{studio}召集人、{above}", until, why, ("assign",))


def _rating_turn(issue: Issue, on: date) -> Turn:
    if issue.rating_due_on is None or issue.rating_due_on < on:
        who = f"{issue.studio.name}召集人、联络员"
        return Turn(who, None, "评价期已满，待办结归档", ("close",))
    return Turn("反映人", issue.rating_due_on, "已答复，等待反映人评价")


def _topic_turn(topic: Topic) -> Turn | None:
    studio = topic.studio.name
    match topic.status:
        case TopicStatus.PROPOSED:
            return Turn(
                decider_of(topic),
                topic.decision_due_on,
                "议题尚未审定",
                ("designate", "send_back", "shelve", "decline"),
            )
        case TopicStatus.RETURNED:
            who = f"{topic.proposed_by.name}、{studio}召集人"
            return Turn(who, topic.resubmit_due_on, "退回补充，等待重报", ("resubmit",))
        case TopicStatus.SHELVED:
            return Turn(
                decider_of(topic),
                topic.review_on,
                "暂缓研究，到期复议",
                ("designate", "decline"),
            )
        case TopicStatus.DESIGNATED:
            why = f"议题已立，等待委员{_claim_word(topic)}并组织协商"
            return Turn(f"{studio}委员", topic.answer_due_on, why, ("claim",))
        case TopicStatus.CLAIMED:
            why = f"已{_claim_word(topic)}，等待协商"
            return Turn(f"{topic.lead}委员、{studio}", topic.answer_due_on, why)
        case TopicStatus.NO_CONSENSUS:
            who = f"{studio}召集人、联络员"
            return Turn(who, None, "未达成共识，待定去向", ("consult_again", "end"))
        case TopicStatus.MERGED:
            return _topic_turn(topic.merged_into)
        case TopicStatus.CONCLUDED:
            return _outcome_turn(topic)
        case TopicStatus.DISPATCHED:
            return Turn("承办单位", None, "共识事项正在办理")
        case TopicStatus.COMPLETED:
            return _last_turn(topic)
    return None


def decider_of(topic: Topic) -> str:
    """Who decides on this topic, by name where there is one (审定主体)."""
    match topic.practice.decider:
        case Decider.BOARD:
            return "主席会议"
        case Decider.COMMITTEE:
            return str(topic.studio.special_committee or "对口专委会")
        case Decider.STUDIO:
            return f"{topic.studio.name}召集人、联络员"
    return f"{topic.studio.area.township()}党委"


def _last_turn(topic: Topic) -> Turn:
    """Everything has its outcome: what was handed in is marked, and the file is closed."""
    staff = f"{topic.studio.name}召集人、联络员"
    if topic.handed_in_at is None:
        return Turn(staff, None, "已有结果，待归档", ("close",))
    who = f"包联领导、{topic.studio.area.township()}党委、{staff}"
    return Turn(who, None, "已有结果，待评分、归档", ("mark", "close"))


def _outcome_turn(topic: Topic) -> Turn:
    """Agreed: the office dispatches what is for units, the studio sees to the rest; where a paper
    is due, it is handed in first."""
    if awaits_paper(topic):
        who = f"{topic.lead}委员、{topic.studio.name}" if topic.lead else topic.studio.name
        return Turn(who, topic.answer_due_on, "已形成共识，待报送成果", ("hand_in",))
    if topic.consensus_items.awaiting_dispatch().exists():
        return Turn("政协办公室", None, "共识事项待交办")
    return Turn(f"{topic.studio.name}召集人、联络员", None, "自办事项待落实")
