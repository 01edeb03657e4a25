"""Reports and proposals, brought to the state that a flag names by the real steps."""

from decimal import Decimal
from typing import Any

from accounts.models import User
from petitions.actions import proposals, reports
from petitions.models import AdoptionLevel, OpinionReport, Proposal
from scoring.enums import Merit
from scoring.models import Rule
from studios.models import Member
from tests.builders.people import make_committee, make_user
from tests.builders.studios import make_member

TEXTS = {
    "title": "关于加装校门口减速带的建议",
    "situation": "城关小学门口上下学时段车速快，本学期已发生三起剐蹭。",
    "suggestion": "请交警大队在校门两侧各五十米加装减速带。",
}


def make_report(
    author: Member | None = None, *, by: User | None = None, **flags: Any
) -> OpinionReport:
    """A draft; `submitted`, `accepted`, `signed`, `issued` take the real steps up to that one."""
    wanted = [
        flag for flag in ("submitted", "accepted", "signed", "issued") if flags.pop(flag, False)
    ]
    last = wanted[-1] if wanted else "draft"
    author = author or make_member()
    report = reports.write(author, by=author.user, **TEXTS | flags)
    if last == "draft":
        return report
    reports.submit(report, by=author.user)
    if last == "submitted":
        return report
    editor = by or make_user(committee=author.committee, office=True)
    reports.accept(report, by=editor)
    if last == "accepted":
        return report
    reports.sign(report, by=make_user(committee=author.committee, signer=True))
    if last == "issued":
        reports.issue(report, by=editor, sent_to="县委、县政府领导")
    return report


def make_proposal(author: Member | None = None, **flags: Any) -> Proposal:
    """A draft; `submitted` and `filed` take the real steps."""
    is_filed, is_submitted = flags.pop("filed", False), flags.pop("submitted", False)
    author = author or make_member()
    texts = TEXTS | {"title": "关于完善校园周边交通设施的提案"}
    proposal = proposals.write(author, by=author.user, **texts | flags)
    if is_submitted or is_filed:
        proposals.submit(proposal, by=author.user)
    if is_filed:
        proposals.file(proposal, by=make_user(committee=author.committee, proposals=True))
    return proposal


def make_level(code: str = "COUNTY", name: str = "县级") -> AdoptionLevel:
    """A level at which reports are adopted."""
    return AdoptionLevel.objects.get_or_create(
        committee=make_committee(), code=code, defaults={"name": name, "organs": ["县委办公室"]}
    )[0]


def make_rule(merit: Merit, points: float = 2, *, year: int = 2026, **changes: Any) -> Rule:
    """What a deed is worth in a year."""
    fields = {
        "committee": make_committee(),
        "code": "C1",
        "label": Merit(merit).label,
        "block": "社情民意",
        "points": Decimal(str(points)),
    }
    return Rule.objects.create(merit=merit, year=year, **fields | changes)
