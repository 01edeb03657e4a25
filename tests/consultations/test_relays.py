"""Words brought up by members (带上来): who may do what, when, and what follows. Handbook 3.5.2."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from audit import trail
from consultations import lineage
from consultations.actions import relays
from consultations.enums import (
    BroadcastKind,
    BroadcastStatus,
    DispatchMode,
    LimitCode,
    ReasonKind,
    RelayResult,
    RelayStatus,
)
from consultations.models import Broadcast, Relay, StageLimit
from core import clock
from core.access import NotYours, can
from core.workflow import NotAllowedNow
from notices.models import Notice
from tests.builders.consultations import make_jpeg, make_reason
from tests.builders.directory import join_studio, member_user, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.relays import TOLD, dispatch, make_broadcast, make_relay

pytestmark = pytest.mark.django_db
DAY = "2026-03-04"  # a Wednesday
SAID = {"title": "路灯不亮", "body": "西关桥头三盏路灯坏了半个月。"}


def titles_of(person):
    return [notice.title for notice in Notice.objects.filter(to=person).order_by("pk")]


def test_a_member_brings_a_word_up_and_the_office_is_asked_to_verify(studio, office, frozen):
    frozen(DAY)
    StageLimit.objects.create(committee=studio.committee, code=LimitCode.VERIFY, days=3)

    relay = make_relay(studio)

    assert relay.number == "DH20260001"
    assert relay.status == RelayStatus.REGISTERED
    assert relay.member.user == relay.registered_by
    assert relay.verify_due_on == date(2026, 3, 9)
    assert titles_of(office) == ["带话待核实：西关桥头路灯不亮"]
    assert trail.history_of(relay).get().verb == "register"


def test_it_follows_the_mechanism_that_a_county_has_for_what_is_carried(studio):
    daihua = make_shipped(studio.committee, "lianluowei", "daihua")

    assert make_relay(studio).mechanism == daihua


def test_a_mechanism_may_set_the_limit_of_verification_itself(studio, frozen):
    frozen(DAY)
    StageLimit.objects.create(committee=studio.committee, code=LimitCode.VERIFY, days=3)
    steps = [{"label": "核实", "stages": ["TRIAGE"], "limit": 1}]
    make_shipped(studio.committee, "lianluowei", "daihua", steps=steps)

    assert make_relay(studio).verify_due_on == date(2026, 3, 5)


def test_the_convener_writes_it_down_for_a_member(studio, convener):
    member = join_studio(studio, "王建国")

    relay = relays.register(studio, by=convener, member=member, **SAID)

    assert (relay.member, relay.registered_by) == (member, convener)


def test_nobody_from_elsewhere_brings_words_up_here(studio, stranger, office):
    for person in (stranger, office, member_user(open_studio())):
        with pytest.raises(NotYours):
            relays.register(studio, by=person, **SAID)


def test_a_member_brings_up_no_word_of_another(studio, member, li):
    with pytest.raises(NotYours):
        relays.register(studio, by=member, member=li, **SAID)


def test_it_is_the_word_of_a_member_of_the_studio(studio, convener):
    other = join_studio(open_studio())

    for member in (None, other):
        with pytest.raises(ValidationError):
            relays.register(studio, by=convener, member=member, **SAID)


@pytest.mark.parametrize("verb", ["verify", "decline", "dispatch", "progress", "settle"])
def test_only_the_office_works_on_it(studio, office, convener, verb):
    relay = make_relay(studio)
    others = [convener, relay.member.user, make_user(leader=True), make_user(unit=True)]

    assert [can(person, verb, relay) for person in others] == [False] * 4
    assert can(office, verb, relay)


def test_the_member_and_those_who_run_the_studio_carry_it_back(studio, office, convener, li):
    relay = make_relay(studio, settled=True)

    assert not can(office, "carry_back", relay)
    assert not can(li.user, "carry_back", relay)
    assert can(relay.member.user, "carry_back", relay)
    assert can(convener, "carry_back", relay)


@pytest.mark.parametrize("state", ["", "verified", "declined", "handling", "settled", "closed"])
def test_no_step_is_taken_from_the_wrong_state(studio, office, state):
    relay = make_relay(studio, **{state: True} if state else {})
    reason = make_reason(ReasonKind.RELAY_DECLINED, studio.committee)
    steps = {
        "verify": lambda: relays.verify(relay, by=office, verification="属实。"),
        "decline": lambda: relays.decline(relay, by=office, reason=reason),
        "dispatch": lambda: dispatch(relay),
        "progress": lambda: relays.progress(relay, by=office, remark="在修。"),
        "settle": lambda: relays.settle(relay, by=office, result="done", outcome="修好了。"),
    }

    for verb, take in steps.items():
        if relay.status not in relay.workflow.steps[verb].sources:
            with pytest.raises(NotAllowedNow):
                take()


def test_who_is_declined_hears_why_and_where_to_go(studio, office):
    relay = make_relay(studio)
    reason = make_reason(
        ReasonKind.RELAY_DECLINED, studio.committee, name="已有渠道在办",
        guidance="请向原渠道查询。", channel="政务热线", phone="12345",
    )  # fmt: skip

    relays.decline(relay, by=office, reason=reason)

    told = Notice.objects.get(to=relay.member.user).text
    assert relay.status == RelayStatus.DECLINED
    assert all(word in told for word in ("已有渠道在办", "请向原渠道查询。", "政务热线 12345"))


@pytest.mark.parametrize("mode", DispatchMode)
def test_each_way_of_dispatch_keeps_its_own_proof(studio, mode):
    relay = make_relay(studio, verified=True)

    dispatch(relay, mode)

    relay.refresh_from_db()
    kept = {name for name in ("contact_name", "document_no", "place") if getattr(relay, name)}
    assert (relay.status, relay.mode, relay.result) == ("handling", mode, RelayResult.IN_PROGRESS)
    assert kept == set(relays.PROVEN_BY[mode]) - {"contact_post"}
    assert trail.history_of(relay).first().remark == f"{mode.label}：县供电公司"


@pytest.mark.parametrize(
    ("mode", "missing"), [(mode, name) for mode in DispatchMode for name in relays.PROVEN_BY[mode]]
)
def test_no_dispatch_without_its_proof(studio, mode, missing):
    relay = make_relay(studio, verified=True)

    with pytest.raises(ValidationError) as refused:
        dispatch(relay, mode, **{missing: ""})

    assert mode.label in str(refused.value)
    assert Relay.objects.get(pk=relay.pk).status == RelayStatus.VERIFIED


@pytest.mark.parametrize(
    "changes",
    [
        {"dispatched_on": date(2026, 3, 5)},  # tomorrow
        {"dispatched_on": date(2026, 3, 3)},  # before anybody brought it up
        {"document_no": "青协函〔2026〕1号"},  # a call has none
    ],
)
def test_a_dispatch_that_cannot_have_been_is_refused(studio, frozen, changes):
    frozen(DAY)
    relay = make_relay(studio, verified=True)

    with pytest.raises(ValidationError):
        dispatch(relay, **changes)


def test_a_unit_of_another_county_is_given_nothing(studio):
    relay = make_relay(studio, verified=True)
    away = make_unit(committee=make_committee("linjiang"))

    with pytest.raises(ValidationError):
        dispatch(relay, unit=away)


@pytest.mark.parametrize("mode", DispatchMode)
def test_the_people_of_the_unit_hear_the_gist_unless_they_were_called(studio, mode):
    unit = make_unit("县供电公司", committee=studio.committee)
    person = make_user(committee=studio.committee, unit=unit)
    relay = make_relay(studio, verified=True)

    dispatch(relay, mode, unit=unit)

    told = Notice.objects.filter(to=person)
    assert told.exists() == (mode != DispatchMode.PHONE)
    assert all("本周内派人更换。" in notice.text and not notice.url for notice in told)


def test_progress_is_told_as_often_as_there_is_some(studio, office):
    relay = make_relay(studio, handling=True)

    for remark in ("已派人查看。", "灯具已到货。"):
        relays.progress(relay, by=office, remark=remark)

    said = trail.history_of(relay).filter(verb="progress").values_list("remark", flat=True)
    assert list(said) == ["灯具已到货。", "已派人查看。"]
    assert titles_of(relay.member.user).count("带话有进展：西关桥头路灯不亮") == 2


@pytest.mark.parametrize("result", [RelayResult.DONE, RelayResult.CANNOT])
def test_it_ends_in_exactly_one_of_two_words(studio, result):
    relay = make_relay(studio, settled=True, result=result)

    assert relay.status == RelayStatus.SETTLED
    assert result.label in Notice.objects.filter(to=relay.member.user).latest("pk").text


@pytest.mark.parametrize(
    ("result", "outcome"),
    [("in_progress", "在修。"), ("", "在修。"), ("nonsense", "在修。"), ("cannot", "")],
)
def test_no_other_result_and_none_without_a_word(studio, office, result, outcome):
    relay = make_relay(studio, handling=True)

    with pytest.raises(ValidationError):
        relays.settle(relay, by=office, result=result, outcome=outcome)


def test_carrying_it_back_ends_it_and_leaves_a_receipt(studio, convener):
    relay = make_relay(studio, settled=True)

    relays.carry_back(relay, by=relay.member.user, held_on=clock.today(), **TOLD)

    receipt = Broadcast.objects.get(relay=relay)
    assert relay.status == RelayStatus.CLOSED
    assert (receipt.kind, receipt.status) == (BroadcastKind.REPLY, BroadcastStatus.RECORDED)
    assert receipt.title == "答复：西关桥头路灯不亮"
    assert titles_of(convener) == ["带下去待确认：答复：西关桥头路灯不亮"]


@pytest.mark.parametrize("day", [date(2026, 3, 3), date(2026, 3, 5)])
def test_nothing_is_carried_back_before_there_is_a_result_or_tomorrow(studio, frozen, day):
    frozen(DAY)
    relay = make_relay(studio, settled=True)

    with pytest.raises(ValidationError):
        relays.carry_back(relay, by=relay.member.user, held_on=day, **TOLD)

    assert Relay.objects.get(pk=relay.pk).status == RelayStatus.SETTLED
    assert not Broadcast.objects.exists()


def test_the_proof_is_kept_without_what_a_telephone_hides_in_it(studio):
    relay = make_relay(studio, verified=True)
    photo = SimpleUploadedFile("现场 1.JPG", make_jpeg(b"GPS 34.36N 107.13E"), "image/jpeg")

    dispatch(relay, DispatchMode.SITE, file=photo)

    relay.refresh_from_db()
    with relay.file.open("rb") as kept:
        assert b"GPS" not in kept.read()
    assert "现场" not in relay.file.name


STEPS = (
    ("带上来", "COLLECT"), ("核实", "TRIAGE"), ("协商", "CONSULT"), ("交办", "DISPATCH"),
    ("落实处理", "HANDLE"), ("带下去", "REPLY"), ("回访", "EVALUATE"), ("销号", "CLOSE"),
)  # fmt: skip
STAGES = {
    "": ["done", "now", "skipped", "todo", "todo", "todo", "skipped", "todo"],
    "verified": ["done", "done", "skipped", "now", "todo", "todo", "skipped", "todo"],
    "handling": ["done", "done", "skipped", "done", "now", "todo", "skipped", "todo"],
    "settled": ["done", "done", "skipped", "done", "done", "now", "skipped", "todo"],
    "closed": ["done", "done", "skipped", "done", "done", "done", "skipped", "done"],
    "declined": ["done", "done", *["skipped"] * 6],
}


@pytest.mark.parametrize("state", STAGES)
def test_where_it_stands_in_the_countys_own_steps(studio, state):
    steps = [{"label": label, "stages": [stage]} for label, stage in STEPS]
    make_shipped(studio.committee, "lianluowei", "daihua", steps=steps)
    relay = make_relay(studio, **{state: True} if state else {})

    views = lineage.stages_of(relay)

    assert views[0].label == "带上来"
    assert [view.state for view in views] == STAGES[state]


@pytest.mark.parametrize(
    ("state", "who"),
    [
        ("", "政协办公室（委员联络中心）"),
        ("verified", "政协办公室（委员联络中心）"),
        ("handling", "县供电公司"),
        ("settled", "王带话委员"),
    ],
)
def test_whose_turn_it_is(studio, state, who):
    relay = make_relay(studio, **{state: True} if state else {})

    assert lineage.turn_of(relay, date(2026, 3, 4)).who == who


@pytest.mark.parametrize("state", ["closed", "declined"])
def test_an_ended_relay_is_nobodys_turn(studio, state):
    assert lineage.turn_of(make_relay(studio, **{state: True}), date(2026, 3, 4)) is None


def test_who_reads_what_is_carried(studio, office, convener, party, stranger, li):
    relay, told = make_relay(studio), make_broadcast(studio)
    leader = make_user(leader=True)
    reads = {office: True, convener: True, party: True, leader: True}
    reads |= {stranger: False, li.user: False, make_user(unit=True): False}
    reads |= {make_user(office=True, committee=make_committee("linjiang")): False}

    for person, may in reads.items():
        assert Relay.objects.visible_to(person).filter(pk=relay.pk).exists() == may
        assert Broadcast.objects.visible_to(person).filter(pk=told.pk).exists() == may
    assert Relay.objects.visible_to(relay.member.user).get() == relay
