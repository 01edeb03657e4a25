"""The pages of assignments: who sees them, what they do, and what they cost."""

from datetime import date

import pytest

from petitions.actions import requests
from petitions.enums import AssignmentStatus as S
from petitions.enums import Light
from petitions.forms.replies import ReplyForm
from petitions.models import Assignment, Extension, LightRule, Promise, Supervision
from tests.builders.people import make_committee, make_unit, make_user
from tests.builders.petitions import (
    a_topic,
    an_issue,
    handler_of,
    make_assignment,
    make_item,
    make_light_rule,
    make_reply_class,
    office,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

VERBS = [
    "acknowledge",
    "request_return",
    "grant_return",
    "refuse_return",
    "report_progress",
    "give_opinion",
    "request_extension",
    "decide_extension",
    "press",
    "supervise",
    "reply",
    "reject_reply",
    "accept_reply",
    "keep_promise",
    "withdraw",
]


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


@pytest.fixture
def act(client):
    """`act(person, assignment, verb, **data)` posts a step as a browser would."""

    def post(person, made, verb, **data):
        client.force_login(person)
        return client.post(url(made, verb), data, follow=True)

    return post


def url(made, verb=""):
    return f"/assignments/{made.pk}/{verb}/" if verb else f"/assignments/{made.pk}/"


def text(response) -> str:
    return response.content.decode()


def status(made):
    return Assignment.objects.get(pk=made.pk).status


def test_a_unit_walks_its_assignment_from_receipt_to_reply(act):
    made = make_assignment()
    by = handler_of(made.lead_unit)

    act(by, made, "acknowledge", contact_name="陈经办", contact_phone="139 0000 1111")
    act(by, made, "report_progress", stage="doing", text="已进场施工")
    page = act(
        by,
        made,
        "reply",
        reply_class=make_reply_class().pk,
        result="已加固",
        process="现场施工",
        contact_mode="face",
        contacted_on="2026-03-02",
    )

    assert status(made) == S.REPLIED
    for words in ("已进场施工", "13900001111", "现在轮到", "政协办公室", "答复等待审核"):
        assert words in text(page), words


def test_the_office_accepts_a_promise_and_sees_it_kept(act):
    made = make_assignment(replied="B")

    act(office(), made, "accept_reply", remark="")
    assert status(made) == S.TRACKING
    act(office(), made, "keep_promise", promise=Promise.objects.get().pk, remark="已现场核实")

    assert status(made) == S.CONCLUDED


def test_the_office_rejects_a_reply_with_a_reason(act):
    made = make_assignment(replied="A")

    assert "请填写理由" in text(act(office(), made, "reject_reply", remark=""))
    act(office(), made, "reject_reply", remark="请补充")

    assert status(made) == S.ACKNOWLEDGED


def test_a_unit_returns_it_and_the_office_gives_it_to_another(act):
    made, other = make_assignment(), make_unit("县交通局")
    by = handler_of(made.lead_unit)
    act(by, made, "request_return", reason="属交通部门", suggested_unit=other.pk)

    page = act(office(), made, "grant_return", lead_unit=other.pk, remark="")

    assert "县交通局主办" in text(page)
    assert act(by, made, "acknowledge").status_code == 404


def test_the_office_refuses_a_return(act):
    made = make_assignment()
    act(handler_of(made.lead_unit), made, "request_return", reason="不属我局", suggested_unit="")

    act(office(), made, "refuse_return", remark="属你局职责")

    assert status(made) == S.DISPATCHED


@pytest.mark.parametrize(
    ("verdict", "due_on"), [("grant", date(2026, 3, 13)), ("refuse", date(2026, 3, 11))]
)
def test_more_time_is_asked_for_and_decided(act, verdict, due_on):
    made = make_assignment(acknowledged=True)
    act(handler_of(made.lead_unit), made, "request_extension", days=2, reason="备料")

    page = act(office(), made, "decide_extension", verdict=verdict, remark="见批复")

    assert Assignment.objects.get().due_on == due_on
    assert "见批复" in text(page)
    assert "审批延期" not in text(page).split('class="page-actions"')[1].split("</div>")[0]


def test_a_refusal_of_time_needs_a_reason(act):
    made = make_assignment(acknowledged=True)
    requests.request_extension(made, by=handler_of(made.lead_unit), days=2, reason="备料")

    assert "请写明理由" in text(act(office(), made, "decide_extension", verdict="refuse"))
    assert Extension.objects.get().status == "requested"


def test_a_supporting_unit_gives_its_opinion(act):
    support = make_unit("县财政局")
    made = make_assignment(supporting_units=[support])

    page = act(make_user(unit=support), made, "give_opinion", opinion="资金已列入预算")

    assert "资金已列入预算" in text(page)


def test_the_office_presses_supervises_and_withdraws(act, frozen):
    made = make_assignment()
    frozen("2026-03-16")

    act(office(), made, "press")
    page = act(office(), made, "supervise", demand="请主要负责人过问")
    assert "督〔2026〕1号" in text(page)
    act(office(), made, "withdraw", remark="另行处理")

    assert Supervision.objects.count() == 1
    assert status(made) == S.WITHDRAWN


@pytest.mark.parametrize("verb", VERBS)
def test_another_unit_finds_no_step_of_it(act, verb):
    made = make_assignment()

    assert act(make_user(unit=make_unit()), made, verb).status_code == 404


@pytest.mark.parametrize("verb", ["acknowledge", "request_return", "reply", "report_progress"])
def test_the_office_may_not_act_for_the_unit(act, verb):
    assert act(office(), make_assignment(), verb).status_code == 403


@pytest.mark.parametrize("verb", ["press", "withdraw", "accept_reply", "supervise"])
def test_a_unit_may_not_act_for_the_office(act, frozen, verb):
    made = make_assignment()
    frozen("2026-03-16")

    assert act(handler_of(made.lead_unit), made, verb).status_code in (403, 409)
    assert status(made) == S.DISPATCHED


@pytest.mark.parametrize("verb", ["grant_return", "accept_reply", "keep_promise", "supervise"])
def test_a_step_that_cannot_be_taken_now_says_why(client, verb):
    made = make_assignment()
    client.force_login(office())

    assert client.get(url(made, verb)).status_code == 409


def test_every_button_of_the_page_opens(client):
    support = make_unit("县财政局")
    made = make_assignment(supporting_units=[support], acknowledged=True)
    for person in (office(), handler_of(made.lead_unit), make_user(unit=support)):
        client.force_login(person)
        steps = client.get(url(made)).context["steps"]

        assert steps, person
        assert {client.get(url(made, step.verb)).status_code for step in steps} == {200}


def test_the_page_prints_the_sum_and_whose_turn_it_is(client):
    make_light_rule(Light.ON_TRACK, "绿牌", "green")
    made = make_assignment(acknowledged=True)
    client.force_login(handler_of(made.lead_unit))

    page = text(client.get(url(made)))

    for words in ("3月2日交办 + 7个工作日 = 3月11日", "还有7个工作日", "绿牌", "您 · "):
        assert words in page, words


def test_a_unit_reads_nothing_upstream(client):
    topic = a_topic()
    issue = an_issue(topic=topic)
    made = make_assignment(make_item(topic=topic))
    client.force_login(handler_of(made.lead_unit))

    page = text(client.get(url(made)))

    assert [w for w in (issue.title, topic.title, "赵群众") if w in page] == []
    client.force_login(office())
    assert topic.title in text(client.get(url(made)))


@pytest.mark.parametrize("size", [1, 10])
def test_the_page_costs_the_same_after_one_and_after_ten_steps(
    client, size, django_assert_max_num_queries
):
    made = make_assignment(acknowledged=True, supporting_units=[make_unit() for _ in range(size)])
    by = handler_of(made.lead_unit)
    for number in range(size):
        client.force_login(by)
        client.post(url(made, "report_progress"), {"stage": "doing", "text": f"进展{number}"})
    client.force_login(office())
    client.get(url(made))

    with django_assert_max_num_queries(28):
        client.get(url(made))


@pytest.mark.parametrize(
    ("code", "said", "wrong"),
    [
        ("B", {}, "promise_1"),
        ("B", {"promise_1": "完工"}, "promise_1_due_on"),
        ("B", {"promise_1_due_on": "2026-06-01"}, "promise_1"),
        ("B", {"promise_1": "完工", "promise_1_due_on": "2026-03-01"}, "promise_1_due_on"),
        ("C", {}, "reason"),
        ("A", {"contacted_on": "2026-03-03"}, "contacted_on"),
    ],
)
def test_what_a_reply_form_points_out(code, said, wrong):
    made = make_assignment(acknowledged=True)
    data = {
        "reply_class": make_reply_class(code).pk,
        "result": "已办",
        "process": "已查",
        "contact_mode": "face",
        "contacted_on": "2026-03-02",
    }

    form = ReplyForm(data | said, assignment=made)

    assert wrong in form.errors


def test_lights_are_the_countys_own():
    make_light_rule(Light.LATE, "橙单", "yellow", 1)

    assert LightRule.objects.by_light(make_committee().pk)["late"].label == "橙单"
