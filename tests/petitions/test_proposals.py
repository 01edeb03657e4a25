"""A proposal from draft to file, and its pages."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from accounts.models import system_user
from core.access import NotYours
from core.editing import StaleEdit
from core.workflow import NotAllowedNow
from notices.models import Notice
from petitions.actions import assignments, proposals
from petitions.enums import ProposalStatus
from petitions.models import Proposal
from scoring.enums import Merit
from scoring.models import ScoreEntry
from tests.builders.cost import queries_of
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.petitions import make_limit_class
from tests.builders.reports import TEXTS, make_proposal, make_rule
from tests.builders.studios import make_member

pytestmark = pytest.mark.django_db
WRITE = "/proposals/write/"


@pytest.fixture(autouse=True)
def _march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def examiner(client):
    user = make_user(proposals=True)
    client.force_login(user)
    return user


def test_filing_credits_the_author_and_tells_all_who_signed(examiner):
    make_rule(Merit.PROPOSAL_FILED, 8)
    cosigner = make_member()
    proposal = make_proposal(submitted=True, cosigners=[cosigner])

    proposals.file(proposal, by=examiner)

    assert proposal.number == "2026-P1"
    assert ScoreEntry.objects.get().member == proposal.author
    told = {notice.to for notice in Notice.objects.filter(template="petitions/proposal_filed")}
    assert told == {proposal.author.user, cosigner.user}


def test_not_filing_gives_the_reason(examiner):
    proposal = make_proposal(submitted=True)

    proposals.not_file(proposal, by=examiner, reason="已进入诉讼程序")

    assert proposal.status == ProposalStatus.NOT_FILED
    assert "已进入诉讼程序" in Notice.objects.get(to=proposal.author.user).text


def test_a_proposal_sent_back_is_completed_and_submitted_again(examiner):
    proposal = make_proposal(submitted=True)

    proposals.send_back(proposal, by=examiner, remark="请补充调研数据")
    proposals.revise(
        proposal, by=proposal.author.user, seen_version=1, suggestion="加装减速带四处。"
    )
    proposals.submit(proposal, by=proposal.author.user)

    assert proposal.status == ProposalStatus.SUBMITTED


def test_invited_members_and_staff_write_no_proposals(examiner):
    invited = make_member(is_cppcc_member=False)

    with pytest.raises(NotYours):
        proposals.write(invited, by=invited.user, **TEXTS)
    with pytest.raises(NotYours):
        proposals.write(make_member(), by=make_member().user, **TEXTS)


def test_nobody_examines_a_proposal_of_their_own(examiner):
    proposal = make_proposal(make_member(user=examiner), submitted=True)

    with pytest.raises(NotYours):
        proposals.file(proposal, by=examiner)


@pytest.mark.parametrize("who", ["self", "invited", "elsewhere"])
def test_whoever_signs_with_the_author_is_another_member_of_this_county(who):
    author = make_member()
    other = {
        "self": author,
        "invited": make_member(is_cppcc_member=False),
        "elsewhere": make_member(committee=make_committee("elsewhere")),
    }[who]

    with pytest.raises(ValidationError):
        make_proposal(author, cosigners=[other])


def test_two_windows_do_not_overwrite_each_other():
    proposal = make_proposal()
    other = Proposal.objects.get(pk=proposal.pk)
    proposals.revise(proposal, by=proposal.author.user, seen_version=1, suggestion="甲")

    with pytest.raises(StaleEdit):
        proposals.revise(other, by=proposal.author.user, seen_version=1, suggestion="乙")


BY_EXAMINER = {"send_back": {"remark": "补充"}, "file": {}, "not_file": {"reason": "空泛"}}
BY_AUTHOR = {"submit": {}, "revise": {"seen_version": 1, "suggestion": "甲"}}


@pytest.mark.parametrize("verb", [*BY_EXAMINER, *BY_AUTHOR, "dispatch", "answer", "reopen"])
def test_every_step_is_refused_to_a_stranger_and_to_another_county(verb):
    proposal = make_proposal(submitted=True)
    facts = (BY_EXAMINER | BY_AUTHOR).get(verb, {})
    elsewhere = make_committee("elsewhere")

    for stranger in (
        make_user(),
        make_user(unit=True),
        make_user(signer=True),
        make_user(committee=elsewhere, proposals=True, office=True),
    ):
        with pytest.raises(NotYours):
            getattr(proposals, verb)(proposal, by=stranger, **facts)


@pytest.mark.parametrize("verb", list(BY_EXAMINER))
def test_a_draft_is_not_examined(verb, examiner):
    with pytest.raises(NotAllowedNow):
        getattr(proposals, verb)(make_proposal(), by=examiner, **BY_EXAMINER[verb])


@pytest.mark.parametrize("verb", list(BY_AUTHOR))
def test_a_filed_proposal_is_changed_no_more(verb):
    proposal = make_proposal(filed=True)

    with pytest.raises(NotAllowedNow):
        getattr(proposals, verb)(proposal, by=proposal.author.user, **BY_AUTHOR[verb])


@pytest.mark.parametrize("verb", ["answer", "reopen"])
def test_a_proposal_is_answered_only_after_its_dispatch(verb):
    with pytest.raises(NotAllowedNow):
        getattr(proposals, verb)(make_proposal(filed=True), by=system_user())


def test_a_filed_proposal_is_dispatched_by_the_proposals_office(examiner):
    proposal = make_proposal(filed=True)

    assignment = assignments.dispatch(
        proposal,
        by=examiner,
        lead_unit=make_unit(),
        limit_class=make_limit_class("P", due=3),
        title=proposal.title,
        demand="请研究办理",
    )

    assert assignment.proposal.status == ProposalStatus.DISPATCHED
    proposals.answer(assignment.proposal, by=system_user())
    proposals.reopen(assignment.proposal, by=system_user())


def test_who_sees_which_proposal(examiner):
    cosigner = make_member()
    draft, handed_in = (
        make_proposal(cosigners=[cosigner]),
        make_proposal(submitted=True, cosigners=[cosigner]),
    )

    def seen_by(user):
        return set(Proposal.objects.visible_to(user))

    assert seen_by(draft.author.user) == {draft}
    assert seen_by(examiner) == seen_by(cosigner.user) == {handed_in}
    assert seen_by(make_user(unit=True)) == set()
    assert seen_by(make_user(committee=make_committee("elsewhere"), proposals=True)) == set()


def test_a_member_writes_revises_and_submits_through_the_pages(client):
    author, cosigner = make_member(), make_member()
    client.force_login(author.user)

    client.get(WRITE)
    client.post(WRITE, TEXTS | {"cosigners": [cosigner.pk], "may_publish": "on"})
    proposal = Proposal.objects.get()
    revise = reverse("petitions:revise_proposal", args=[proposal.pk])
    client.get(revise)
    client.post(revise, TEXTS | {"title": "关于停车的提案", "version": 1, "then_submit": "1"})

    proposal.refresh_from_db()
    assert (proposal.title, proposal.status) == ("关于停车的提案", ProposalStatus.SUBMITTED)
    assert not proposal.cosigners.exists()
    assert "提案委员会" in client.get(proposal.get_absolute_url()).text


@pytest.mark.parametrize(
    ("verb", "asked", "status"),
    [
        ("file", {}, ProposalStatus.FILED),
        ("send_back", {"remark": "请补充"}, ProposalStatus.RETURNED),
        ("not_file", {"reason": "空泛"}, ProposalStatus.NOT_FILED),
    ],
)
def test_the_proposals_office_gives_its_verdict(client, examiner, verb, asked, status):
    proposal = make_proposal(submitted=True)

    client.get(f"{proposal.get_absolute_url()}{verb}/")
    client.post(f"{proposal.get_absolute_url()}{verb}/", asked)

    proposal.refresh_from_db()
    assert proposal.status == status
    assert client.get(proposal.get_absolute_url()).status_code == 200


def test_a_filed_proposal_offers_its_dispatch(client, examiner):
    proposal = make_proposal(filed=True)

    shown = client.get(proposal.get_absolute_url()).text

    assert reverse("petitions:dispatch", args=["proposal", proposal.pk]) in shown


def test_others_find_no_proposal(client):
    proposal = make_proposal(submitted=True)
    client.force_login(make_user(unit=True))

    assert client.get(proposal.get_absolute_url()).status_code == 404
    assert client.get(WRITE).status_code == 403


def test_the_list_costs_the_same_with_more_proposals(client, examiner):
    make_proposal(submitted=True, cosigners=[make_member()])
    before = queries_of(client, "/proposals/")
    for _ in range(3):
        make_proposal(submitted=True, cosigners=[make_member(), make_member()])

    assert queries_of(client, "/proposals/") == before


def test_the_list_is_exported(client, examiner):
    make_proposal(submitted=True, cosigners=[make_member()])

    assert client.get("/proposals/?format=xlsx").content.startswith(b"PK")


def test_a_proposal_knows_its_day():
    assert make_proposal(submitted=True).submitted_at.date() == date(2026, 3, 2)
