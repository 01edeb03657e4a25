"""What waits for a person: each queue is a word of a queryset, with the list behind it."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from django.db.models import Q

from accounts.enums import Role
from accounts.models import User
from consultations.enums import IssueStatus
from consultations.models import (
    Activity,
    ConsensusItem,
    DutySeat,
    DutyShift,
    Issue,
    Roster,
    Swap,
    Topic,
)
from core.days import short_day
from core.paging import capped_counts
from dashboards import queues_carried, queues_claiming, queues_deciding, queues_topics
from dashboards.heaps import Queue, queue
from petitions.models import Assignment, OpinionReport, Proposal
from studios.clock import terms_at
from studios.enums import Checker
from studios.models import Paper, StandardCheck, Studio


def queues_of(user: User, on: date) -> list[Queue]:
    """Everything that waits for `user` on `on`; empty heaps are left out. One query counts all
    heaps, one more fetches each that is not empty."""
    heaps: list[Queue] = []
    for role, make in MAKERS:
        wanted = user.member_in_office if role == "member" else user.holds(role)
        if wanted:
            heaps.extend(make(user, on))
    counts = capped_counts([heap.waiting for heap in heaps]) if heaps else []
    return [heap.shown(n) for heap, n in zip(heaps, counts, strict=True) if n]


def of_unit(user: User, on: date) -> Iterator[Queue]:
    """A unit: what is ours, until when."""
    ours = (
        Assignment.objects.visible_to(user)
        .filter(lead_unit__in=user.unit_ids())
        .select_related("lead_unit", "limit_class")
        .order_by("due_on", "id")
    )
    page = "petitions:assignment_list"
    yield queue("已逾期，请尽快答复", ours.overdue(on), page, "?tab=overdue")
    yield queue("待签收", ours.awaiting_receipt(), page, "?tab=receipt")
    yield queue("临近期限", ours.near_due(on), page, "?tab=near")
    yield queue("办理中", ours.at_work().filter(warn_on__gt=on), page, "?tab=work")
    supporting = (
        Assignment.objects.visible_to(user)
        .awaiting_reply()
        .filter(
            undertakings__unit__in=user.unit_ids(),
            undertakings__role="support",
            undertakings__ended_at=None,
            undertakings__opinion_at=None,
        )
    )
    yield queue("待提交会办意见", supporting.order_by("due_on"), page, "?tab=all")


def of_studio(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: what waits in my studio."""
    studios = user.scopes(Role.CONVENER, "studios.Studio") | user.scopes(
        Role.LIAISON, "studios.Studio"
    )
    issues = (
        Issue.objects.visible_to(user).filter(studio__in=studios).select_related("studio")
    ).order_by("raised_at", "id")
    page = "consultations:issue_list"
    yield queue("待受理的意见", issues.awaiting_triage(), page, "?tab=triage")
    yield queue("已过承诺答复日期", issues.promise_broken(on), page, "?tab=awaiting")
    yield queue("待委员接单", issues.claimable(), page, "?tab=claimable")
    rehandled = issues.filter(status=IssueStatus.REHANDLING)
    yield queue("群众不满意，正在再次办理", rehandled, page, "?tab=awaiting")
    topics = Topic.objects.visible_to(user).filter(studio__in=studios)
    page = "consultations:topic_list"
    yield queue("待组织协商的议题", topics.awaiting_consultation(), page, "?tab=consultation")
    yield queue("有结果，待归档", topics.filter(status="completed"), page, "?tab=completed")
    activities = Activity.objects.visible_to(user).filter(studio__in=studios)
    yield queue(
        "待确认的活动记录",
        activities.awaiting_confirmation().exclude(recorded_by=user),
        "consultations:activity_list",
        "?tab=confirmation",
        "活动须由记录人以外的人确认后才计入履职。",
    )
    checks = StandardCheck.objects.with_studio().of_staff(user).select_related("standard")
    # Of the two states, “returned” comes last in the alphabet and first on the desk.
    page, hint = "studios:check_list", "退回补充的排在前面；能由平台核算的不用填。"
    yield queue("标准自查待完成", checks.order_by("-status", "id"), page, "?tab=mine", hint)


def of_member(user: User, on: date) -> Iterator[Queue]:
    """A member: what can I claim, what became of mine."""
    issues = Issue.objects.visible_to(user).select_related("studio")
    own = issues.filter(claimed_by=user.member)
    page = "consultations:issue_list"
    yield queue("我接的单，等我答复", own.filter(status=IssueStatus.CLAIMED), page, "?tab=mine")
    again = own.filter(status=IssueStatus.REHANDLING)
    yield queue("我接的单，群众要求再办", again, page, "?tab=mine")
    claimable = issues.claimable().order_by("raised_at")
    yield queue("可以接单的意见", claimable, page, "?tab=claimable")
    reports = OpinionReport.objects.filter(author=user.member)
    page = "petitions:report_list"
    yield queue("我的社情民意：待完善提交", reports.drafts(), page, "?tab=drafts")
    proposals = Proposal.objects.filter(author=user.member)
    yield queue(
        "我的提案：待完善提交", proposals.drafts(), "petitions:proposal_list", "?tab=drafts"
    )


def of_duty(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: which rosters wait to be published, which shifts lack
    somebody, of which nobody has said who came; one's own is confirmed by the other."""
    drafts = Roster.objects.to_publish(on).filter(studio__in=Studio.objects.run_by(user))
    yield queue("待发布的值班表", drafts.order_by("month"), "consultations:duty_list", "?tab=next")
    shifts = DutyShift.objects.filter(studio__in=Studio.objects.run_by(user))
    held = shifts.awaiting_confirmation(on).exclude(seats__member__user=user)
    page = "consultations:shift_list"
    yield queue("待确认的值班", held.order_by("on", "id"), page, "?tab=confirmation")
    gaps = DutySeat.objects.gaps(on).filter(shift__studio__in=Studio.objects.run_by(user))
    rows = gaps.select_related("member", "shift__studio")
    hint = "请假的还没有人替，或委员已离任、在请假。点开安排替班。"
    yield queue("值班缺人", rows, page, "?tab=gaps", hint)


def of_papers(user: User, on: date) -> Iterator[Queue]:
    """A convener or liaison officer: which plans and summaries the studio still owes."""
    hint = "平台先按记录写好初稿。"
    for term in terms_at(on):
        owing = Studio.objects.run_by(user).owing(term)
        title = f"{term.name}待起草（{short_day(term.due_on, on)}前）"
        yield queue(title, owing, "studios:owing_list", f"?tab={term.key}", hint)
    begun = Paper.objects.run_by(user).in_the_studios_hands().order_by("year", "id")
    yield queue("计划总结待报送", begun, "studios:paper_list", "?tab=mine")


def of_own_duty(user: User, on: date) -> Iterator[Queue]:
    """A member: what others ask of me, and where I sit within a week."""
    asked = Swap.objects.awaiting(user.member, on)
    rows = asked.select_related("seat__member", "seat__shift__studio", "to_member")
    yield queue("请我换班，待答复", rows, "consultations:my_duty")
    mine = DutyShift.objects.published().of_member(user.member).to_come(on)
    week = mine.filter(on__lt=on + timedelta(days=7))
    yield queue("我的值班", week.select_related("studio"), "consultations:my_duty")


def of_township(user: User, on: date) -> Iterator[Queue]:
    """A township party office: which topics wait for my decision."""
    topics = Topic.objects.visible_to(user).select_related("studio").order_by("proposed_at")
    new = topics.filter(status="proposed")
    page = "consultations:topic_list"
    yield queue("待点题", new, page, "?tab=decision")
    back = topics.filter(status="shelved", review_on__lte=on)
    yield queue("缓议到期，请复议", back, page, "?tab=decision")
    reviews = Issue.objects.visible_to(user).awaiting_review().order_by("review_due_on", "id")
    hint = "不予受理的意见，反映人申请复核一次。"
    yield queue("申请复核", reviews, "consultations:issue_list", "?tab=review", hint)
    yield _to_check(user, Checker.TOWNSHIP)
    papers = Paper.objects.visible_to(user).awaiting_review().of_township(user)
    page = "studios:paper_list"
    yield queue("计划总结待审核", papers.order_by("year", "id"), page, "?tab=review")


def of_office(user: User, on: date) -> Iterator[Queue]:
    """The office: what is stuck, whose turn it is, what is due."""
    assignments = (
        Assignment.objects.visible_to(user)
        .select_related("lead_unit", "limit_class")
        .order_by("due_on", "id")
    )
    page = "petitions:assignment_list"
    yield queue("逾期未答复", assignments.overdue(on), page, "?tab=overdue")
    yield queue("答复待审核", assignments.awaiting_check(), page, "?tab=check")
    asked = assignments.awaiting_decision()
    yield queue("单位申请退回或延期，待批", asked, page, "?tab=decide")
    items = ConsensusItem.objects.visible_to(user).awaiting_dispatch()
    items = items.select_related("activity", "unit").order_by("activity__held_on", "id")
    yield queue("共识事项待交办", items, "consultations:activity_list", "?tab=dispatch")
    reports = OpinionReport.objects.visible_to(user).order_by("submitted_at")
    page = "petitions:report_list"
    yield queue("社情民意待审查", reports.awaiting_verdict(), page, "?tab=verdict")
    yield queue("社情民意待印发", reports.awaiting_issue(), page, "?tab=issue")
    page = "consultations:issue_list"
    locked = Issue.objects.visible_to(user).awaiting_clearing()
    yield queue("疑似涉密，待甄别", locked, page, "?tab=locked")


def of_proposals(user: User, on: date) -> Iterator[Queue]:
    """The proposals office: what waits to be filed and dispatched."""
    proposals = Proposal.objects.visible_to(user).order_by("submitted_at")
    page = "petitions:proposal_list"
    yield queue("提案待审查", proposals.awaiting_verdict(), page, "?tab=verdict")
    yield queue("已立案，待交办", proposals.awaiting_dispatch(), page, "?tab=dispatch")
    late = Assignment.objects.visible_to(user).filter(proposal__isnull=False).overdue(on)
    yield queue("提案办理逾期", late, "petitions:assignment_list", "?tab=overdue")


def of_signer(user: User, on: date) -> Iterator[Queue]:
    """The signer: what waits for a signature."""
    reports = OpinionReport.objects.visible_to(user).awaiting_signature().order_by("accepted_at")
    yield queue("社情民意待签发", reports, "petitions:report_list", "?tab=signature")


def of_leader(user: User, on: date) -> Iterator[Queue]:
    """A leader: where is it silent, and what of my studios."""
    late = Assignment.objects.visible_to(user).overdue(on).select_related("lead_unit")
    page = "petitions:assignment_list"
    yield queue("全县逾期未答复", late.order_by("due_on"), page, "?tab=overdue")
    linked = Issue.objects.visible_to(user).filter(studio__linked_leader=user)
    waiting = linked.awaiting_answer().select_related("studio").order_by("raised_at")
    yield queue(
        "我包联的工作室：待答复的意见", waiting, "consultations:issue_list", "?tab=awaiting"
    )


def of_committee_staff(user: User, on: date) -> Iterator[Queue]:
    """A special committee: what its linked studios are at."""
    keys = user.scopes(Role.COMMITTEE_STAFF, "studios.SpecialCommittee")
    topics = Topic.objects.visible_to(user).filter(studio__special_committee__in=keys)
    page = "consultations:topic_list"
    waiting = topics.filter(Q(status="designated") | Q(status="claimed"))
    yield queue("对口工作室：待协商的议题", waiting, page, "?tab=consultation")
    late = Assignment.objects.visible_to(user).overdue(on).select_related("lead_unit")
    yield queue("对口工作室：逾期未答复", late, "petitions:assignment_list", "?tab=overdue")
    yield _to_check(user, Checker.COMMITTEE)


def _to_check(user: User, checker: Checker) -> Queue:
    """What studios say of themselves against a standard, and somebody has to look at."""
    checks = StandardCheck.objects.awaiting(user).filter(standard__checker=checker)
    rows = checks.select_related("standard").order_by("submitted_at", "id")
    return queue("待核验的自查", rows, "studios:check_list", "?tab=awaiting")


Maker = Callable[[User, date], Iterator[Queue]]
MAKERS: tuple[tuple[str, Maker], ...] = (
    *queues_claiming.MAKERS,
    (Role.UNIT, of_unit),
    (Role.OFFICE, of_office),
    (Role.SIGNER, of_signer),
    (Role.PROPOSALS, of_proposals),
    (Role.TOWNSHIP, of_township),
    (Role.CONVENER, of_studio),
    (Role.LIAISON, of_studio),
    (Role.CONVENER, of_duty),
    (Role.LIAISON, of_duty),
    (Role.CONVENER, of_papers),
    (Role.LIAISON, of_papers),
    ("member", of_own_duty),
    ("member", queues_claiming.of_member),
    ("member", of_member),
    (Role.LEADER, of_leader),
    (Role.COMMITTEE_STAFF, of_committee_staff),
    *queues_carried.MAKERS,
    *queues_deciding.MAKERS,
    *queues_topics.MAKERS,
)
