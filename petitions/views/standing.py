"""Where a report or a proposal stands: its stages, and whose turn it is."""

from typing import NamedTuple

from core.access import state_text
from petitions.enums import ProposalStatus as P
from petitions.enums import ReportStatus as R
from petitions.models import OpinionReport, Proposal

OFFICE, SIGNER, PROPOSALS = "政协办公室", "签发人", "提案委员会"


class Turn(NamedTuple):
    """Whose turn it is and what is waited for; `closed` says how it ended."""

    who: str = ""
    why: str = ""
    closed: str = ""
    mine: bool = False


REPORT_STAGES = ("起草", "审查", "签发", "印发")
REPORT_PLACE = {
    R.DRAFT: 0,
    R.RETURNED: 0,
    R.SUBMITTED: 1,
    R.ACCEPTED: 2,
    R.SIGNED: 3,
    R.ISSUED: 4,
}
PROPOSAL_STAGES = ("起草", "审查立案", "交办", "办理答复")
PROPOSAL_PLACE = {
    P.DRAFT: 0,
    P.RETURNED: 0,
    P.SUBMITTED: 1,
    P.FILED: 2,
    P.DISPATCHED: 3,
    P.REPLIED: 4,
}


def report_stages(report: OpinionReport) -> list[tuple[str, str, str]]:
    """The stage bar of a report; one that was not used ends where it was examined."""
    if report.status in (R.DECLINED, R.WITHDRAWN):
        return [("起草", "done", ""), (state_text(report), "now", "")]
    by = {
        "起草": report.author.name,
        "审查": report.accepted_by.name if report.accepted_by else "",
        "签发": report.signed_by.name if report.signed_by else "",
        "印发": report.issue_no,
    }
    stages = _bar(REPORT_STAGES, REPORT_PLACE[R(report.status)], by)
    adopted = len(report.adoptions.all())
    return [
        *stages,
        ("采用、批示", "done" if adopted else "todo", f"采用{adopted}次" if adopted else ""),
    ]


def report_turn(report: OpinionReport, user) -> Turn:
    """Whose turn it is with a report."""
    author = report.author
    is_author = author.user_id == user.pk
    match report.status:
        case R.DRAFT:
            return Turn(f"{author}（反映人）", "草稿尚未提交", mine=is_author)
        case R.RETURNED:
            return Turn(f"{author}（反映人）", f"退回修改：{report.verdict}", mine=is_author)
        case R.SUBMITTED:
            return Turn(OFFICE, "待审查是否采用", mine=user.holds("office") and not is_author)
        case R.ACCEPTED:
            return Turn(SIGNER, "已采用，编辑后待签发", mine=user.holds("signer") and not is_author)
        case R.SIGNED:
            return Turn(OFFICE, "已签发，待编号印发", mine=user.holds("office"))
        case R.ISSUED:
            return Turn(closed=f"已印发 · {report.issue_no}")
    return Turn(closed=state_text(report))


def proposal_stages(proposal: Proposal) -> list[tuple[str, str, str]]:
    """The stage bar of a proposal."""
    if proposal.status == P.NOT_FILED:
        return [("起草", "done", ""), ("不予立案", "now", "")]
    by = {
        "起草": proposal.author.name,
        "审查立案": proposal.filed_by.name if proposal.filed_by else "",
    }
    return _bar(PROPOSAL_STAGES, PROPOSAL_PLACE[P(proposal.status)], by)


def proposal_turn(proposal: Proposal, user) -> Turn:
    """Whose turn it is with a proposal."""
    author = proposal.author
    is_author = author.user_id == user.pk
    match proposal.status:
        case P.DRAFT:
            return Turn(f"{author}（第一提案人）", "草稿尚未提交", mine=is_author)
        case P.RETURNED:
            return Turn(f"{author}（第一提案人）", f"退回补充：{proposal.verdict}", mine=is_author)
        case P.SUBMITTED:
            return Turn(PROPOSALS, "待审查是否立案", mine=user.holds("proposals") and not is_author)
        case P.FILED:
            return Turn(f"{PROPOSALS}、{OFFICE}", "已立案，待交办", mine=user.holds("proposals"))
        case P.DISPATCHED:
            return Turn("承办单位", "正在办理，进展见交办件")
        case P.REPLIED:
            return Turn(closed="已答复")
    return Turn(closed=proposal.get_status_display())


def _bar(labels: tuple[str, ...], place: int, by: dict[str, str]) -> list[tuple[str, str, str]]:
    states = ["done" if n < place else "now" if n == place else "todo" for n in range(len(labels))]
    return [(label, state, by.get(label, "")) for label, state in zip(labels, states, strict=True)]
