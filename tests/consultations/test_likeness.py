"""Two matters are alike when they say the same in other words; who is told so is another law."""

from datetime import date
from random import Random

import pytest
from bench import texts
from django.core.management import call_command

from accounts.models import citizen
from consultations.actions import issues, likeness
from consultations.enums import IssueStatus, ReasonKind, Source
from consultations.lineage import grams, reasons
from consultations.lineage.likeness import Said, alike, alike_in_public, known_to, known_to_all
from consultations.models import CommonGram, Gram, Issue
from consultations.tasks import know_likes
from tests.builders.consultations import make_issue, make_reason, make_topic
from tests.builders.directory import open_studio
from tests.builders.people import make_committee

DAY = date(2026, 3, 4)
SAID = Said("西关河堤护栏坏了", "西关桥往下走的护栏断了，小孩路过危险。", "西关桥")


def found(likes):
    return [like.issue for like in likes]


@pytest.mark.parametrize(
    ("text", "is_read_as"),
    [
        ("路灯不亮", "路灯不亮"),
        ("ＡＢＣ１２３", "abc123"),
        ("路灯，不亮！", "路灯 不亮"),
        ("希望有关部门尽快解决路灯问题", "路灯"),
        ("请打13800138000找我", "请打 找我"),
        ("电话 0917-3521234", "电话"),
        ("3号楼", "3号楼"),
        ("", ""),
        ("……！？", ""),
        ("坏\x00字", "坏 字"),
    ],
)
def test_a_text_is_read_without_width_signs_long_numbers_and_sayings(text, is_read_as):
    assert grams.plain(text) == is_read_as


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("护栏损坏", {"护栏", "栏损", "损坏"}),
        ("护栏，坏", {"护栏"}),  # no pair goes over a sign
        ("三号楼", {"3号", "号楼"}),
        ("桥", set()),
    ],
)
def test_a_text_is_its_pairs(text, pairs):
    assert grams.pairs(text) == pairs


def test_of_a_long_text_few_pairs_are_kept_and_its_title_among_them():
    title, body = next(texts.texts(1)).plain[0], "".join(t.plain[1] for t in texts.texts(9))
    gist = grams.gist_of(title, body)

    kept = grams.kept(gist, {})

    assert len(kept) == grams.KEPT < len(gist.all)
    assert len(kept & set(map(grams.number, gist.title))) >= min(grams.TITLE_KEPT, len(gist.title))


def test_what_is_common_is_kept_last_and_says_least():
    gist = grams.gist_of("路灯墩淤", "路灯" + "".join(chr(0x4E00 + n) for n in range(99)))
    shares = {grams.number("路灯"): 0.4}

    weigh = grams.weights(gist.all, shares)

    assert grams.rarest(gist.title, shares, 9)[-1] == grams.number("路灯")
    assert weigh["路灯"] < 0.2 < weigh["墩淤"] == 1


@pytest.mark.parametrize(
    ("other", "least", "most"),
    [
        (("河堤护栏损坏", "护栏断裂很危险。", "西关桥"), 1, 1),
        (("护栏损坏", "河堤边的护栏断了。", ""), 0.3, 0.8),
        (("小区电梯停运", "老人上下楼不便。", "南门小区"), 0, 0.02),
        (("", "", ""), 0, 0),
    ],
)
def test_how_alike_two_matters_are(other, least, most):
    one = grams.gist_of("河堤护栏损坏", "护栏断裂很危险。", "西关桥")

    assert least <= grams.likeness(one, grams.gist_of(*other), {}) <= most


@pytest.mark.parametrize(
    ("one", "other", "words"),
    [
        ("河堤护栏断裂", "河堤的护栏断裂了", ["护栏断裂", "河堤"]),
        ("路灯不亮", "路灯不好", ["路灯"]),  # no word ends in 不
        ("希望尽快解决电梯问题", "希望尽快解决停水问题", []),  # sayings are no reason
        ("我在3号楼12", "他在5号12", []),
        ("暖气", "停水", []),
    ],
)
def test_the_words_that_both_have_are_named(one, other, words):
    assert reasons.words_in_common(one, other, {}) == words


def test_a_word_that_all_have_is_no_reason():
    assert reasons.words_in_common("路灯坏", "路灯亮", {"路灯": 0.2}) == []


@pytest.mark.parametrize(
    ("raised_on", "words"),
    [
        (date(2026, 3, 4), "3个月内提出"),
        (date(2025, 12, 2), "3个月内提出"),
        (date(2025, 12, 1), "2025年12月提出"),
    ],
)
def test_it_is_said_how_long_ago(raised_on, words):
    assert reasons.when(raised_on, DAY) == words


def test_a_like_matter_is_found_and_the_reasons_are_named(studio, office, frozen):
    frozen("2026-03-02T09:00:00")
    make_issue(studio, title="小区电梯停运", body="老人上下楼非常不便，请看看。", accepted=True)
    like = make_issue(studio, place="西关桥下游", accepted=True)

    (only,) = alike(SAID, known_to(office), studio=studio, on=DAY)

    assert only.issue == like
    assert only.why[0].startswith("都提到：")
    assert "护栏" in only.why[0]
    assert only.why[1:] == ["地点都有“西关桥”", "同一工作室", "3个月内提出"]


def test_it_is_not_like_itself(studio, office):
    issue = make_issue(studio, accepted=True)
    said = Said(issue.title, issue.body)

    assert found(alike(said, known_to(office), studio=studio, on=DAY, but=issue.pk)) == []
    assert found(alike(said, known_to(office), studio=studio, on=DAY)) == [issue]


def test_at_most_five_are_shown_the_most_alike_first(studio, office):
    for n in range(7):
        make_issue(studio, title=f"西关河堤护栏{'倒' * n}损坏", accepted=True)
    exact = make_issue(studio, title=SAID.title, body=SAID.body, place=SAID.place, accepted=True)

    likes = alike(SAID, known_to(office), studio=studio, on=DAY)

    assert len(likes) == 5
    assert found(likes)[0] == exact


@pytest.mark.parametrize("status", sorted(set(IssueStatus) - {IssueStatus.CLAIMED}))
def test_a_clerk_compares_with_what_is_in_hand_answered_or_ended(studio, office, status):
    issue = make_issue(studio, accepted=True)
    extra = {"answer": "好", "answered_at": issue.raised_at, "reason_id": _reason(issue)}
    extra |= {"merged_into": issue, "topic_id": _topic(issue), "appealed_at": issue.raised_at}
    Issue.objects.filter(pk=issue.pk).update(status=status, **extra)

    shown = bool(found(alike(SAID, known_to(office), studio=studio, on=DAY)))

    assert shown == (status not in {"registered", "merged", "reviewing", "withdrawn"})


def _reason(issue):
    return make_reason(ReasonKind.ISSUE_DECLINED, issue.committee).pk


def _topic(issue):
    return make_topic(issue.studio).pk


def test_what_may_be_secret_is_like_nothing_not_even_for_the_office(studio, office):
    make_issue(studio, accepted=True, locked=True, may_publish=True)

    assert alike(SAID, known_to(office), studio=studio, on=DAY) == []
    assert alike_in_public(SAID, studio=studio, on=DAY) == []


def test_another_county_is_never_compared_with(studio, office):
    elsewhere = open_studio(committee=make_committee("linjiang"))
    make_issue(elsewhere, accepted=True, may_publish=True)

    assert alike(SAID, known_to(office), studio=studio, on=DAY) == []
    assert alike_in_public(SAID, studio=studio, on=DAY) == []


def test_a_convener_is_told_of_their_own_studio_alone(studio, convener, stranger):
    issue = make_issue(studio, accepted=True)

    assert alike(SAID, known_to(stranger), studio=studio, on=DAY) == []
    assert found(alike(SAID, known_to(convener), studio=studio, on=DAY)) == [issue]


def test_the_street_is_told_only_of_what_its_raiser_agreed_to_publish(studio):
    make_issue(studio, accepted=True)
    make_issue(studio, may_publish=True)  # nobody has taken it on
    make_issue(studio, may_publish=True, declined=True)
    make_issue(studio, may_publish=True, accepted=True, title="西关河堤护栏 0917-3521234")
    shown = make_issue(studio, accepted=True, may_publish=True)

    assert found(alike_in_public(SAID, studio=studio, on=DAY)) == [shown]


def test_the_street_cannot_guess_at_a_body_by_trying_words(studio):
    make_issue(
        studio, title="有事反映", body="化工厂夜间偷排污水到河里，气味很大。", accepted=True,
        may_publish=True,
    )  # fmt: skip

    said = Said("化工厂夜间偷排污水", "化工厂夜间偷排污水到河里，气味很大。")

    assert known_to_all(studio.committee_id).count() == 1
    assert alike_in_public(said, studio=studio, on=DAY) == []


def test_a_raised_matter_is_written_down_at_once_and_goes_with_it(studio):
    issue = make_issue(studio)

    assert 8 <= issue.grams.count() <= grams.KEPT
    assert set(Gram.objects.values_list("committee", flat=True)) == {studio.committee_id}
    issue.grams.first().issue.grams.all().delete()
    assert not Gram.objects.exists()


def test_a_matter_that_does_not_come_in_leaves_nothing(studio, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr("consultations.actions.raising._announce", broken)
    with pytest.raises(RuntimeError):
        make_issue(studio)

    assert not Gram.objects.exists()


def test_writing_down_what_is_missing_may_be_repeated(studio):
    issue, other = make_issue(studio), make_issue(studio, title="小区电梯停运")
    before = set(Gram.objects.values_list("committee", "gram", "issue"))
    issue.grams.all().delete()

    assert [likeness.index(studio.committee) for _ in range(2)] == [1, 0]
    assert likeness.index(studio.committee, anew=True) == 2
    assert {row[2] for row in before} == {issue.pk, other.pk}
    assert set(Gram.objects.values_list("issue", flat=True)) == {issue.pk, other.pk}


def test_how_common_a_pair_is_is_counted_in_the_county(studio):
    for n in range(4):
        make_issue(studio, title=f"路灯不亮{chr(0x4E00 + 9 * n)}{chr(0x4E07 + 9 * n)}")
    make_issue(open_studio(committee=make_committee("linjiang")), title="电梯停运了")

    likeness.count(studio.committee)
    likeness.count(studio.committee)

    shares = dict(CommonGram.objects.values_list("gram", "share"))
    assert shares[grams.number("路灯")] == 1
    assert grams.number("电梯") not in shares
    assert {row.committee_id for row in CommonGram.objects.all()} == {studio.committee_id}


def test_the_command_says_what_it_has_done(studio, capsys):
    make_issue(studio).grams.all().delete()

    call_command("index_matters")

    assert "新编 1 件" in capsys.readouterr().out
    assert Gram.objects.exists()


def test_the_nightly_run_counts_what_it_wrote(studio):
    make_issue(studio).grams.all().delete()

    assert [know_likes(), know_likes()] == [1, 0]


def test_of_two_thousand_matters_told_in_other_words_nearly_all_are_found(studio, office):
    """As `make bench` measures with a hundred thousand: 30 % of the words are others."""
    made = []
    for n, text in enumerate(texts.texts(2000)):
        title, body, place = text.plain
        made.append(
            Issue(
                committee=studio.committee, studio=studio, number=f"N{n}", tracking_digest=f"{n}",
                source=Source.QR, title=title, body=body, place=place, consent_version="1",
                status=IssueStatus.ACCEPTED,
            )
        )  # fmt: skip
    rows = list(zip(Issue.objects.bulk_create(made), texts.texts(2000), strict=True))
    assert likeness.index(studio.committee) == 2000

    random, known = Random(7), texts.vocabulary()
    probes = random.sample(rows, 100)
    hits = 0
    for issue, text in probes:
        said = Said(*texts.retold(text, random, known).plain)
        hits += issue in found(alike(said, known_to(office), studio=studio, on=DAY))

    assert hits / len(probes) >= 0.95


def test_a_citizen_who_withdraws_is_not_held_against_others(studio, office):
    issue = make_issue(studio, accepted=True)
    issues.withdraw(issue, by=citizen())

    assert alike(SAID, known_to(office), studio=studio, on=DAY) == []
