"""What a county may change by its file alone: the changes of handbook 10.2, each looked at on a
page or by a step. Those about quotas and points are in test_acceptance_cadence.py."""

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from accounts.models import Committee
from consultations.actions import topics
from consultations.enums import IssueStatus, TopicStatus
from consultations.models import Mechanism
from core.access import NotYours, steps_for
from core.gates import GateShut
from dashboards.profile import loading, reading
from dashboards.profile.schema import Colour
from petitions.models import AdoptionLevel, Assignment
from studios.actions import papers
from studios.enums import PaperStatus
from studios.models import Area, Paper, Studio
from tests.builders.consultations import make_issue, make_topic, staff
from tests.builders.directory import join_studio
from tests.builders.people import make_user
from tests.builders.petitions import an_issue, handler_of, make_assignment
from tests.builders.postings import make_posting, make_residents_topic, make_vote
from tests.builders.reports import make_report
from tests.builders.studios import make_studio

pytestmark = pytest.mark.django_db
PROFILES = Path(settings.BASE_DIR) / "profiles"
MARCH = "2026-03-10"
JULY = date(2026, 7, 6)


@pytest.fixture(autouse=True)
def _one_day(frozen):
    frozen(MARCH)


def county(name: str, *edits: tuple[str, str]) -> Committee:
    """A county from its file, with some of its text replaced."""
    text = (PROFILES / f"{name}.toml").read_text("utf-8")
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    draft = reading.check(text, folder=PROFILES)
    loading.load(draft)
    return Committee.objects.get(code=draft.rows["committee"][0]["code"])


def studio_of(committee: Committee, **found) -> Studio:
    """A studio of the file, or a new one where the file names none."""
    studio = Studio.objects.filter(committee=committee, **found).first()
    return studio or make_studio(committee=committee, area=Area.objects.get(code="laocheng"))


def page(client, user, thing) -> str:
    client.force_login(user)
    return client.get(
        thing if isinstance(thing, str) else thing.get_absolute_url()
    ).content.decode()


# (1) ----------------------------------------------------------------------------------------------

DISTRICT = [
    (
        '{ code = "township", name = "镇街" },',
        '{ code = "district", name = "片区" },\n    { code = "township", name = "镇街" },',
    ),
    (
        '{ code = "chengguan", name = "城关镇", level = "township", parent = "qingxi" },',
        '{ code = "east", name = "城东片区", level = "district", parent = "qingxi" },\n'
        '    { code = "chengguan", name = "城关镇", level = "township", parent = "east" },',
    ),
]


def test_a_level_is_put_between_county_and_township(client):
    studio = studio_of(county("default"))
    topic = make_topic(studio)
    party = make_user(committee=studio.committee, township=Area.objects.get(code="chengguan"))

    county("default", *DISTRICT)

    assert studio.area.township().name == "城关镇"
    assert Area.objects.get(code="chengguan").parent.name == "城东片区"
    assert "城关镇 · 老城社区" in page(client, party, studio)
    topics.designate(topic, by=party)
    topic.refresh_from_db()
    assert topic.status == TopicStatus.DESIGNATED


# (2) ----------------------------------------------------------------------------------------------

CHECKED = '    { label = "查单", stages = ["SUBMIT", "DISPATCH", "HANDLE", "REPLY"]'


WORDS = ("买单", "接单", "查单")


def without_checking(text: str) -> list[tuple[str, str]]:
    """买单 becomes 接单, and what 查单 covered belongs to 解单."""
    row = next(line for line in text.splitlines(True) if line.startswith(CHECKED))
    solved = '"RESEARCH", "CONSULT", "CONCLUDE"], actor = "委员工作室" },\n'
    longer = solved.replace('"CONCLUDE"', '"CONCLUDE", "SUBMIT", "DISPATCH", "HANDLE", "REPLY"')
    return [(solved + row, longer), ("买单", "接单")]


def test_a_step_is_renamed_and_another_dropped_while_what_runs_keeps_its_words(client):
    studio = studio_of(county("jintai"), code="jt-xiguan-1")
    running = make_issue(studio, accepted=True, title="河堤护栏损坏")
    member = join_studio(studio).user
    text = (PROFILES / "jintai.toml").read_text("utf-8")

    county("jintai", *without_checking(text))

    new = make_issue(studio, accepted=True, title="路灯不亮", body="巷口三盏灯坏了五天。")
    old_page, new_page = page(client, member, running), page(client, member, new)
    assert {word for word in WORDS if word in old_page} >= {"买单", "查单"}
    assert {word for word in WORDS if word in new_page} == {"接单"}
    assert "接单" in [step.label for step in steps_for(new, member)]
    assert "买单" in [step.label for step in steps_for(running, member)]
    listed = page(client, staff(studio), reverse("consultations:issue_list") + "?tab=all")
    assert re.findall("已点单，待[买接]单", listed) == ["已点单，待接单", "已点单，待买单"]


# (3) ----------------------------------------------------------------------------------------------

SOLVED = '{ label = "解单", stages = ["RESEARCH", "CONSULT", "CONCLUDE"], actor = "委员工作室" }'
NOTICE = '{ verb = "topic.conclude", kind = "notice", label = "张榜公示", days = 7 }'
VOTE = '{ verb = "topic.conclude", kind = "vote", label = "居民表决", quorum = "1/2" }'


def test_a_notice_and_a_vote_are_put_before_the_conclusion(frozen):
    committee = county("jintai", (SOLVED, f"{SOLVED[:-2]}, gates = [{NOTICE}, {VOTE}] }}"))
    studio = studio_of(committee, code="jt-xiguan-1")
    mechanism = Mechanism.objects.get(committee=committee, is_default=True)
    topic = make_residents_topic(studio, mechanism=mechanism, recorded=True)

    with pytest.raises(GateShut, match=r"张榜公示.*居民表决"):
        topics.conclude(topic, by=staff(studio))
    make_posting(topic)
    frozen("2026-03-18")
    make_vote(topic)
    topics.conclude(topic, by=staff(studio))

    assert topic.status == TopicStatus.CONCLUDED


# (5) ----------------------------------------------------------------------------------------------


def test_six_haves_become_five(client):
    studio = studio_of(county("default"))
    text = (PROFILES / "lianluowei.toml").read_text("utf-8")
    five = text[text.index("[[standards]]") : text.index('[[standards]]\ncode = "sifangan"')]
    old = (PROFILES / "default.toml").read_text("utf-8")
    six = old[
        old.index('[[standards]]\ncode = "liuyou"') : old.index('[[standards]]\ncode = "shang')
    ]

    county("default", (six, five.replace('kinds = ["liaison"]\n', "")))

    shown = page(client, staff(studio), reverse("studios:standards", args=[studio.code]))
    assert re.search("五有(?!四统一)", shown)
    assert "六有" not in shown


# (6) ----------------------------------------------------------------------------------------------


def test_group_and_studio_become_one_and_nobody_reviews_a_second_time():
    apart = ', group = "城关镇政协联络组"'
    studio = studio_of(county("shiquan", (apart, "")), code="sq-laocheng")
    paper = papers.draft(studio, "half", 2026, by=staff(studio), today=JULY)
    Paper.objects.update(body="一、基本情况\n上半年接待12次。")
    paper.refresh_from_db()
    with pytest.raises(NotYours):
        papers.file(paper, by=staff(studio), today=JULY)

    county("shiquan")

    papers.file(Paper.objects.get(), by=staff(studio), today=JULY)
    assert Paper.objects.get().status == PaperStatus.FILED


# (7) ----------------------------------------------------------------------------------------------


def test_the_party_committee_decides_in_one_county_and_the_chairs_in_another():
    here = studio_of(county("shiquan"), code="sq-laocheng")
    there = studio_of(county("shangcheng"), code="sc-hubin")

    for studio, decides, does_not in ((here, "township", "office"), (there, "office", "township")):
        people = {
            "township": make_user(committee=studio.committee, township=studio.area.township()),
            "office": make_user(committee=studio.committee, office=True),
        }
        topic = make_topic(studio)
        with pytest.raises(NotYours):
            topics.designate(topic, by=people[does_not])
        topics.designate(topic, by=people[decides], meeting="第8次主席会议")
        assert topic.status == TopicStatus.DESIGNATED


# (10) ---------------------------------------------------------------------------------------------


def test_what_was_found_fair_is_handled_again(client):
    label = 'label = "基本满意"'
    county("default", (label, f"{label}\nrehandle = true"))
    issue = an_issue()
    make_assignment(issue, accepted="A")
    client.post(reverse("petitions:track"), {"code": issue.code})

    asked = client.get(reverse("petitions:track_matter")).content.decode()
    client.post(
        reverse("petitions:rate"),
        {"result": "fair", "attitude": "satisfied", "comment": "还差一盏"},
    )

    issue.refresh_from_db()
    assert "基本满意、不满意的请写明原因" in asked
    assert issue.status == IssueStatus.REHANDLING


# (11) ---------------------------------------------------------------------------------------------

FOURTH = """[[reply_classes]]
code = "D"
meaning = "所提问题不属本级权限，已向上级反映"
public_label = "已上报"
needs_reason = true

"""


def test_replies_have_four_letters(client):
    county("default", ("# ── 十三、群众评价", FOURTH + "# ── 十三、群众评价"))
    made = make_assignment(an_issue(), acknowledged=True)

    shown = page(
        client, handler_of(made.lead_unit), reverse("petitions:reply_assignment", args=[made.pk])
    )

    assert "D类：所提问题不属本级权限，已向上级反映" in shown
    assert "C、D类答复必填。" in shown


# (12) ---------------------------------------------------------------------------------------------


def test_a_municipality_has_no_province(client):
    text = (PROFILES / "default.toml").read_text("utf-8")
    level = text[
        text.index('[[adoption_levels]]\ncode = "PROV"') : text.index(
            '[[adoption_levels]]\ncode = "NAT"'
        )
    ]
    rule = next(row for row in text.split("\n\n") if 'grade = "PROV"' in row)
    committee = county("default", (level, ""), (rule, ""), ('name = "县级"', 'name = "区级"'))
    report = make_report(issued=True)

    url = reverse("petitions:record_adoption_report", args=[report.pk])
    shown = page(client, make_user(committee=committee, office=True), url)

    assert [one.name for one in AdoptionLevel.objects.all()] == ["区级", "市级", "全国"]
    assert "省级" not in shown


# (14) ---------------------------------------------------------------------------------------------


def test_tickets_are_blue_orange_and_red(client, frozen):
    committee = county(
        "default",
        ('label = "绿灯"\ncolour = "green"', 'label = "蓝色单"\ncolour = "blue"'),
        ('label = "黄灯"\ncolour = "yellow"', 'label = "橙色单"\ncolour = "orange"'),
        ('label = "红灯"', 'label = "红色单"'),
    )
    make_assignment(an_issue())
    office, listed = (
        make_user(committee=committee, office=True),
        reverse("petitions:assignment_list"),
    )
    made = Assignment.objects.get()

    seen = []
    for day in (made.starts_on, made.due_on, made.due_on + timedelta(days=3)):
        frozen(day)
        seen += re.findall(r"light light-(\w+)", page(client, office, listed))
    assert seen == ["blue", "orange", "red"]
    assert "红色单" in page(client, office, made)


@pytest.mark.parametrize("colour", Colour.values)
def test_every_colour_a_county_may_choose_can_be_seen(colour):
    css = (Path(settings.BASE_DIR) / "static" / "portal.css").read_text("utf-8")

    assert f".light-{colour} i {{" in css
