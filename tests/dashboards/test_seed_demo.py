"""The demo county: a year made by taking the real steps, so that everything agrees."""

from io import StringIO

import pytest
import rules
from django.conf import settings
from django.core.management import CommandError, call_command

from accounts.models import Committee, Grant, User
from audit import trail
from audit.models import Entry
from consultations.enums import IssueStatus, TopicStatus
from consultations.models import (
    Activity,
    Comment,
    ConsensusItem,
    Contact,
    Issue,
    Posting,
    Telling,
    Topic,
)
from core import clock
from core.workdays import calendar
from dashboards.demo import texts
from notices.models import Delivery, Notice
from petitions.actions import ladder
from petitions.enums import AssignmentStatus
from petitions.models import (
    Adoption,
    Assignment,
    Instruction,
    OpinionReport,
    Promise,
    Proposal,
    Rating,
    Reminder,
    Supervision,
)
from scoring.clock import period_of, read
from scoring.enums import Cycle, QuotaScope
from scoring.lineage import progress
from scoring.models import ScoreEntry
from studios.models import Member, Studio

FLOWING = (Issue, Topic, Comment, Activity, ConsensusItem, OpinionReport, Proposal, Assignment)
ACCOUNTS = """office committee proposals signer leader township convener liaison member member2
convener2 unit unit2 auditor admin""".split()


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """One demo county for the whole module, undone at its end; returns what the command said."""
    from django.db import transaction

    out, place = StringIO(), tmp_path_factory.mktemp("var")
    patch = pytest.MonkeyPatch()
    patch.setattr(settings, "DEMO", True)
    patch.setattr(settings, "VAR", place)
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("seed_demo", stdout=out)
        yield out.getvalue(), place
        transaction.set_rollback(True)
    patch.undo()


pytestmark = pytest.mark.django_db


def test_it_is_as_large_as_a_county_is(demo):
    assert Studio.objects.count() == 12
    assert Studio.objects.filter(kinds__code="regional").count() == 8
    assert 60 <= Member.objects.count() <= 80
    assert 120 <= Issue.objects.count() <= 160
    assert Assignment.objects.count() >= 40


@pytest.mark.parametrize("model", FLOWING, ids=lambda model: model.__name__)
def test_every_state_is_to_be_seen(demo, model):
    reached = set(model.objects.values_list("status", flat=True))

    assert set(model.workflow.states.values) - reached == set()


def test_what_is_expected_shows_in_every_light(demo):
    county, today = Committee.objects.get(), clock.today()
    quotas = progress.quotas_of(county.pk, QuotaScope.STUDIO)
    studios = progress.studios(Studio.objects.all(), quotas)
    seen = set()
    for year in (today.year - 1, today.year):
        found = progress.board(
            quotas, studios, committee_id=county.pk, on=today, period=read(str(year), today)
        )
        seen |= {one.light for rows in found.rows.values() for one in rows}

    # Nobody is warned of a year's quota before two thirds of it are over.
    is_late = period_of(Cycle.YEAR, today).has_passed(2, 3, today)
    assert seen >= {"green", "red"} | ({"yellow"} if is_late else set())


def test_every_demo_account_signs_in_with_the_one_password(demo, client):
    for name in ACCOUNTS:
        user = User.objects.get(username=name)
        assert user.check_password(settings.DEMO_PASSWORD), name
        assert user.email == f"{name}@qingxi.example"
        assert Grant.objects.filter(user=user).exists() or hasattr(user, "member"), name


def test_nobody_else_can_sign_in(demo):
    others = User.objects.exclude(username__in=ACCOUNTS)

    assert not [user.username for user in others if user.has_usable_password()]


def test_the_flow_record_is_whole_and_covers_every_step(demo):
    assert trail.verify() == []
    for row in [row for model in FLOWING for row in model.objects.all()]:
        last = trail.history_of(row).exclude(after="").first()
        # What was agreed is recorded with its activity; it has no line before its first step.
        assert last.after == row.status if last else row.status == "pending", row


def test_the_record_was_written_in_the_order_of_time(demo):
    moments = list(Entry.objects.order_by("id").values_list("at", flat=True))

    assert moments == sorted(moments)
    assert clock.local_day(moments[-1]) < clock.today()


def test_stored_and_computed_due_days_agree(demo):
    out = StringIO()

    call_command("check_clocks", stdout=out)

    assert "一致" in out.getvalue()


def test_some_are_late_and_some_nearly_and_the_first_sweep_presses_them(demo):
    today = clock.today()
    late = Assignment.objects.overdue(today)
    near = Assignment.objects.near_due(today)

    assert 4 <= late.count() <= 12
    assert near.exists()
    assert late.filter(lead_unit__code="shuiliju").exists()
    assert late.filter(lead_unit__code="zhujianju").exists()
    keys = list(ladder.due_keys(today))
    assert any(":E1:" in key for key in keys)
    assert any(":E0:" in key for key in keys)


def test_the_simulated_year_was_reminded_as_it_went(demo):
    sent = Reminder.objects.order_by("-sent_at").first()

    assert sent is not None
    assert calendar().count(clock.local_day(sent.sent_at), clock.today()) >= 8


def test_no_old_mail_waits_for_the_worker(demo):
    assert Notice.objects.count() > 500
    assert not Delivery.objects.exclude(state__in=["sent", "withdrawn"]).exists()


def test_the_river_bank_has_gone_the_whole_way(demo):
    topic = Topic.objects.get(title=texts.read("showcase")["title"])
    bank = Assignment.objects.get(consensus_item__topic=topic, lead_unit__code="shuiliju")

    assert topic.status == TopicStatus.CLOSED
    assert topic.issues.filter(status=IssueStatus.CLOSED).count() == 5
    assert clock.local_day(bank.replied_at) > bank.due_on
    assert Supervision.objects.filter(assignment=bank).count() == 1
    assert set(bank.reminders.values_list("rung", flat=True)) >= {"E0", "E1", "E2"}
    assert Promise.objects.get(reply__assignment=bank).kept_on is not None
    report = OpinionReport.objects.get(topic=topic)
    assert Adoption.objects.filter(report=report).exists()
    assert Instruction.objects.get(report=report).assignments.get().status == (
        AssignmentStatus.CONCLUDED
    )


def test_residents_have_decided_in_a_second_round(demo):
    rows = texts.read("decisions")
    pact = Topic.objects.get(title=rows["whole"]["title"])

    assert (pact.status, pact.round) == (TopicStatus.CLOSED, 2)
    assert list(pact.votes.order_by("round").values_list("round", "in_favour")) == [
        (1, rows["whole"]["first_vote"]["in_favour"]),
        (2, rows["whole"]["second_vote"]["in_favour"]),
    ]
    assert Topic.objects.get(title=rows["open"]["title"]).status == TopicStatus.NO_CONSENSUS


def test_something_is_before_the_public_now(demo):
    now = Posting.objects.public(clock.today()).open_on(clock.today())
    notice, call = (now.get(kind=kind) for kind in ("notice", "call"))

    assert set(notice.comments.values_list("status", flat=True)) == {"waiting", "shown", "refused"}
    assert call.studio.code == "laocheng"


def test_every_raiser_heard_of_it(demo):
    """件件有回音: whoever was answered was told, on their own page."""
    for issue in Issue.objects.all():
        told = Telling.objects.filter(issue=issue)
        assert told.exists(), issue
        if issue.status in (IssueStatus.ANSWERED, IssueStatus.CLOSED):
            assert told.filter(text__contains="已办理").exists(), issue


def test_the_unsatisfied_are_heard_twice_and_no_more(demo):
    rounds = Rating.objects.filter(issue__status=IssueStatus.CLOSED_UNSATISFIED)

    assert list(rounds.values_list("round", "result").order_by("round")) == [
        (1, "unsatisfied"),
        (2, "unsatisfied"),
    ]
    assert Issue.objects.get(status=IssueStatus.REHANDLING).round == 2


def test_points_open_the_deeds_that_made_them(demo):
    member = Member.objects.get(user__username="member")
    lines = ScoreEntry.objects.filter(member=member)

    assert lines.count() > 5
    for line in lines:
        assert line.points == line.rule.points or line.rule.merit == "report_adopted"


def test_contact_data_is_encrypted_and_invented(demo):
    assert Contact.objects.exists()
    for contact in Contact.objects.all():
        assert contact.phone == "" or contact.phone.startswith("1990000")


def test_every_demo_desk_has_something_to_do(demo):
    """Each step below waits for the person it is named with."""
    waiting = {
        "convener": ("consultations.accept_issue", Issue.objects.awaiting_triage()),
        "convener2": ("consultations.accept_issue", Issue.objects.awaiting_triage()),
        "liaison": ("consultations.assign_issue", Issue.objects.claimable()),
        "member": ("consultations.claim_issue", Issue.objects.claimable()),
        "member2": ("consultations.claim_issue", Issue.objects.claimable()),
        "township": ("consultations.designate_topic", Topic.objects.awaiting_decision()),
        "office": ("petitions.accept_reply_assignment", Assignment.objects.awaiting_check()),
        "signer": ("petitions.sign_opinionreport", OpinionReport.objects.awaiting_signature()),
        "proposals": ("petitions.file_proposal", Proposal.objects.awaiting_verdict()),
        "unit": ("petitions.reply_assignment", Assignment.objects.awaiting_reply()),
        "unit2": ("petitions.reply_assignment", Assignment.objects.awaiting_reply()),
    }
    for name, (permission, rows) in waiting.items():
        user = User.objects.get(username=name)
        assert any(rules.has_perm(permission, user, row) for row in rows), name


def test_a_few_tracking_codes_are_shown_and_kept(demo):
    said, place = demo

    assert "西关河堤开裂，下雨往外渗水（已办结）" in said
    assert "西关河堤" in (place / "demo-codes.txt").read_text("utf-8")


def test_a_second_time_does_nothing(demo, monkeypatch):
    monkeypatch.setattr(settings, "DEMO", True)
    before, out = Entry.objects.count(), StringIO()

    call_command("seed_demo", stdout=out)

    assert "没有装载演示数据" in out.getvalue()
    assert Entry.objects.count() == before


def test_a_real_county_is_never_given_demo_data(monkeypatch):
    monkeypatch.setattr(settings, "DEMO", False)

    with pytest.raises(CommandError, match="只能装入演示环境"):
        call_command("seed_demo")
