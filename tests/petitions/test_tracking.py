"""Following a matter by its code: what a citizen sees, and what nobody sees."""

import pytest
from django.urls import reverse

from consultations.enums import IssueStatus
from consultations.models import Issue
from petitions.actions import requests
from petitions.models import Assignment, Instruction, Rating
from tests.builders.people import make_unit, make_user
from tests.builders.petitions import (
    a_topic,
    acknowledge,
    an_issue,
    answer,
    handler_of,
    make_assignment,
    make_item,
    office,
)
from tests.builders.studios import make_member

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("published")]

TRACK, MATTER = "/track/", "/track/matter/"


@pytest.fixture(autouse=True)
def _second_of_march(frozen):
    frozen("2026-03-02")


def follow(client, issue, code=""):
    return client.post(TRACK, {"code": code or issue.code}, follow=True)


def text(response) -> str:
    return response.content.decode()


def test_anybody_may_type_a_code(client):
    assert "查询码" in text(client.get(TRACK))


@pytest.mark.parametrize(
    "change",
    [str.lower, lambda code: code.replace("-", ""), lambda code: f" {code.replace('-', ' ')} "],
)
def test_a_code_is_read_however_it_is_typed(client, change):
    issue = an_issue()

    response = follow(client, issue, change(issue.code))

    assert response.redirect_chain == [(MATTER, 302)]
    assert issue.number in text(response)


def test_wrong_and_unknown_codes_are_answered_alike(client):
    unknown, wrong = (
        text(client.post(TRACK, {"code": code})) for code in ("7K3M-9QXA-2VTC", "不是查询码")
    )

    blank = [
        page.replace("7K3M-9QXA-2VTC", "").replace("不是查询码", "") for page in (unknown, wrong)
    ]
    assert "没有查到对应的意见" in blank[0]
    assert strip_csrf(blank[0]) == strip_csrf(blank[1])


def strip_csrf(page: str) -> str:
    return "\n".join(line for line in page.splitlines() if "csrfmiddlewaretoken" not in line)


def test_an_empty_code_is_asked_for(client):
    assert "请填写查询码" in text(client.post(TRACK, {"code": ""}))


def test_without_a_code_there_is_nothing_to_see(client):
    for url in (MATTER, "/track/matter/withdraw/"):
        assert client.get(url).url == TRACK
    assert client.post("/track/matter/rate/").url == TRACK


def test_too_many_guesses_are_stopped(client, settings):
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "track": (3, 300)}

    answers = [client.post(TRACK, {"code": "7K3M-9QXA-2VTC"}).status_code for _ in range(4)]

    assert answers == [200, 200, 200, 429]


def test_leaving_forgets_the_code(client):
    follow(client, an_issue())

    client.post("/track/leave/")

    assert client.get(MATTER).url == TRACK


def test_the_code_never_stands_in_an_address_or_on_the_page(client):
    issue = an_issue()
    response = follow(client, issue)

    assert issue.code not in text(response)
    assert all(issue.code not in url for url, _ in response.redirect_chain)


def test_the_whole_chain_is_shown_in_plain_words(client):
    topic = a_topic()
    issue = an_issue(topic=topic)
    make_assignment(make_item(make_unit("县水利局"), topic=topic), accepted="B")

    page = text(follow(client, issue))

    for words in (
        "西关河堤安全",
        "县水利局",
        "3月11日",
        "列入计划",
        "按期答复",
        "护栏已经加固",
        "请您评价",
        "受理",
    ):
        assert words in page, words


def test_the_unit_is_named_while_it_is_its_turn(client):
    issue = an_issue()
    made = make_assignment(issue, lead_unit=make_unit("县住建局"))
    assert "县住建局" in text(follow(client, issue)).split("turn-who")[1][:60]

    acknowledge(made)
    answer(made)

    assert "政协办公室" in text(client.get(MATTER)).split("turn-who")[1][:60]


def test_what_happened_is_told_newest_first(client):
    issue = an_issue()
    make_assignment(issue)

    times = [e.text for e in follow(client, issue).context["timeline"]]

    assert times == list(issue.tellings.order_by("-id").values_list("text", flat=True))


def test_nothing_personal_is_on_the_page(client):
    topic = a_topic()
    issue = an_issue(topic=topic)
    host = make_member("李委员", phone="13712345678")
    made = make_assignment(make_item(topic=topic, host=host), acknowledged=True)
    handler = handler_of(made.lead_unit)
    requests.request_return(made, by=handler, reason="内部理由不公开")
    requests.refuse_return(made, by=office(), remark="批示内容不公开")
    acknowledge(made)
    answer(made, process="内部过程不公开")

    page = text(follow(client, issue))

    hidden = [
        "赵群众",
        "13611112222",
        "陈经办",
        "13900001111",
        "13712345678",
        handler.name,
        office().name,
        "冯召集",
        "内部理由不公开",
        "批示内容不公开",
        "内部过程不公开",
        "孩子放学经过",
    ]
    assert [word for word in hidden if word in page] == []


def test_instructions_and_what_follows_from_them_are_not_shown(client):
    from tests.builders.reports import make_report

    topic = a_topic()
    issue = an_issue(topic=topic)
    report = make_report(issued=True, topic=topic)
    instruction = Instruction.objects.create(
        report=report,
        leader_name="马县长",
        leader_post="县长",
        kind="action",
        instructed_on="2026-03-02",
        text="请水利局速办",
        recorded_by=office(),
    )
    make_assignment(instruction, lead_unit=make_unit("县审计局"))

    page = text(follow(client, issue))

    assert [word for word in ("马县长", "速办", "批示", "县审计局") if word in page] == []


def test_a_locked_matter_shows_its_number_only(client):
    issue = an_issue()
    Issue.objects.filter(pk=issue.pk).update(is_locked=True)

    page = text(follow(client, issue))

    assert issue.number in page
    assert issue.title not in page


def test_a_raiser_rates_and_the_matter_is_closed(client):
    issue = an_issue()
    make_assignment(issue, accepted="A")
    follow(client, issue)

    response = rate(client, result="satisfied")

    issue.refresh_from_db()
    assert "感谢您的评价" in text(response)
    assert "请您评价" not in text(response)
    assert issue.status == IssueStatus.CLOSED


def test_an_unsatisfied_raiser_must_say_why_and_keeps_what_was_typed(client):
    issue = an_issue()
    make_assignment(issue, accepted="A")
    follow(client, issue)

    page = text(rate(client, result="unsatisfied"))
    assert "请写明不满意的原因" in page
    assert not Rating.objects.exists()
    rate(client, result="unsatisfied", comment="护栏仍然摇晃")

    assert Assignment.objects.get().round == 2
    assert "护栏仍然摇晃" not in text(client.get(MATTER))


def rate(client, **said):
    key = client.get(MATTER).context["form"]["once"].value()
    data = {"attitude": "satisfied", "comment": "", "once": key} | said
    return client.post("/track/matter/rate/", data, follow=True)


def test_a_double_click_rates_once(client):
    issue = an_issue()
    make_assignment(issue, accepted="A")
    follow(client, issue)
    key = client.get(MATTER).context["form"]["once"].value()
    data = {"result": "satisfied", "attitude": "fair", "comment": "", "once": key}

    for _ in range(2):
        assert client.post("/track/matter/rate/", data).url == MATTER

    assert Rating.objects.count() == 1


def test_a_raiser_takes_back_what_nobody_works_on(client):
    issue = an_issue()
    assert "撤回" in text(follow(client, issue))
    assert "确定撤回" in text(client.get("/track/matter/withdraw/"))

    client.post("/track/matter/withdraw/")

    issue.refresh_from_db()
    assert issue.status == IssueStatus.WITHDRAWN


def test_what_a_unit_works_on_is_not_taken_back(client):
    issue = an_issue()
    make_assignment(issue)
    follow(client, issue)

    assert client.post("/track/matter/withdraw/").status_code == 409
    assert reverse("petitions:withdraw_matter") not in text(client.get(MATTER))


@pytest.mark.parametrize("size", [1, 12])
def test_the_page_costs_the_same_for_one_unit_and_for_twelve(
    client, size, django_assert_max_num_queries
):
    topic = a_topic()
    issue = an_issue(topic=topic)
    for number in range(size):
        item = make_item(topic=topic, no=number + 1)
        make_assignment(item, accepted="B" if number else "")
    follow(client, issue)

    with django_assert_max_num_queries(18):
        client.get(MATTER)


def test_a_signed_in_person_may_follow_a_code_as_well(client):
    client.force_login(make_user(office=True))

    assert follow(client, an_issue()).status_code == 200
