"""三题 from the year's catalogue to the shelf, each step in the browser by the right person."""

import pytest

from accounts.models import User
from consultations.models import Activity, CatalogueEntry, Topic
from studios.models import SpecialCommittee
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user
from tests.journeys.conftest import PASSWORD
from tests.journeys.test_the_walk import check, dispatch, record, reply, work

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
STEPS = ("征题", "出题", "点题", "答题", "交卷", "督办", "反馈", "评题", "归档")


@pytest.fixture
def santi(county):
    """石泉三题, the linked leader and the special committee of the studio."""
    make_shipped(county.committee, "shiquan", "santi", default=True)
    guide = SpecialCommittee.objects.filter(committee=county.committee).first()
    make_user(
        "钱主任", username="committee", password=PASSWORD, committee=county.committee,
        committee_staff=guide,
    )  # fmt: skip
    county.studio.special_committee = guide
    county.studio.linked_leader = User.objects.get(username="leader")
    county.studio.save()
    return county


def on_the_bar(reader, topic, now):
    """The county's own names, and the step at which the topic stands."""
    reader.open(topic.get_absolute_url()).sees(*STEPS).fits()
    assert reader.page.locator(".stages .now b").first.inner_text().startswith(now)
    return reader


@pytest.mark.parametrize("width", [390, 1280])
def test_a_topic_goes_from_the_catalogue_to_its_marks(santi, reader, width):
    committee, township = reader(width).sign_in("committee"), reader(width).sign_in("township")
    entry = sets(committee)
    declines(township, entry)
    changes(committee, entry)
    topic = chooses(township, entry, santi)
    claims(reader(width).sign_in("member"), topic)
    convener, liaison = reader(width).sign_in("convener"), reader(width).sign_in("liaison")
    studies(convener, liaison, topic)
    activity = record(on_the_bar(convener, topic, "答题"), santi, topic)
    hands_in(convener, topic)
    is_carried_out(reader, santi, activity, topic, width)
    marks(reader(width).sign_in("leader"), topic, 92, "调研扎实，意见可行。")
    marks(township, topic, 85, "")
    reader(width).sign_in("leader").open("/topics/marks/").fits().sees("92", "85", "88.5")

    on_the_bar(convener, topic, "评题").step("归档").press("归档").sees("已归档", "平均88.5分")


def sets(committee):
    """政协出题."""
    committee.open("/topics/catalogue/").fits().sees("政协出题", "评题").step("出题")
    committee.fits().fill(title="关于背街小巷停车难", background="老城区车位缺口大。")
    committee.press("出题").sees("在列").fits()
    return CatalogueEntry.objects.get()


def declines(township, entry):
    """不予采纳, with a reason."""
    township.open("/desk/").sees("课题待点题").open(entry.get_absolute_url()).step("不予采纳")
    township.fits().fill(reason={"index": 1}, remark="镇上已有停车楼。").press("不予采纳")
    township.sees("本镇（街道）已答复", "镇上已有停车楼").fits()


def changes(committee, entry):
    """Changed once, for the township that declined it."""
    committee.open(entry.get_absolute_url()).sees("不予采纳").step("修改课题").fits()
    committee.fill(title="关于夜间停车共享").press("修改课题").sees("已修改").fits()


def chooses(township, entry, county):
    """点题 for the studio: the topic begins as decided."""
    township.open("/desk/").sees("课题待点题").open(entry.get_absolute_url()).step("点题").fits()
    township.fill(studio=str(county.studio.pk), requirement="国庆前见成效。").press("点题")
    topic = Topic.objects.get()
    township.sees(topic.number)
    on_the_bar(township, topic, "答题").sees("已点题，待答题", "国庆前见成效", "政协出题")
    return topic


def claims(member, topic):
    """领题 with a promise in public."""
    on_the_bar(member, topic, "答题").step("领题").fits()
    day = member.page.evaluate("new Date(Date.now() + 30 * 864e5).toISOString().slice(0, 10)")
    member.fill(promised_on=day).press("领题").sees("答题中", "对外承诺").fits()


def studies(convener, liaison, topic):
    """微调研, recorded by one and confirmed by another."""
    convener.open(f"/activities/new/?topic={topic.pk}").fits()
    convener.page.locator("details.more summary", has_text="更多").first.click()
    convener.fill(kind="micro_study", place="背街小巷", summary="数了三条街的车位。")
    convener.fill(held_on=convener.page.evaluate("new Date().toISOString().slice(0, 10)"))
    convener.press("保存记录").sees("数了三条街的车位").fits()
    liaison.open(Activity.objects.get().get_absolute_url()).step("确认").press("确认")


def hands_in(convener, topic):
    """交卷, begun from what is recorded."""
    on_the_bar(convener, topic, "交卷").step("交卷").fits()
    begun = convener.page.locator("[name=paper]").input_value()
    assert "数了三条街的车位" in begun
    assert "加固断裂护栏" in begun
    convener.press("交卷").sees("报送成果")
    on_the_bar(convener, topic, "督办")


def is_carried_out(reader, county, activity, topic, width):
    """督办、反馈: given to a unit, answered, accepted."""
    assignment = dispatch(reader(width).sign_in("office"), county, activity)
    unit = reader(width).sign_in("unit")
    work(unit, assignment)
    on_the_bar(reader(width).sign_in("convener"), topic, "督办")
    reply(unit, assignment, "共享车位已开放。")
    check(reader(width).sign_in("office"), assignment)


def marks(judge, topic, points, comment):
    """评题, once, with a confirmation."""
    on_the_bar(judge, topic, "评题").step("评题").fits()
    judge.fill(points=str(points), comment=comment)
    judge.page.check("[name=sure]")
    judge.press("评题").sees(f"{points}分").fits()
    assert not judge.page.locator(".page-actions a:text-is('评题')").count()
