"""The pages of what members carry, as each reader finds them."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from consultations.enums import DispatchMode, ReasonKind
from consultations.models import Broadcast, Relay
from core import clock
from tests.builders.consultations import make_jpeg, make_reason
from tests.builders.directory import join_studio, open_studio
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_unit, make_user
from tests.builders.relays import make_broadcast, make_relay

pytestmark = pytest.mark.django_db
SAID = {"title": "西关桥头路灯不亮", "body": "西关桥头三盏路灯坏了半个月，晚上看不清。"}
RECEIPT = {"audience": "两岸住户", "ways": ["home", "radio"], "reached": "40"}


def page(browser, url):
    return browser.get(url).content.decode()


def test_a_member_writes_down_a_word_without_being_asked_whose(studio, wang, sign_in):
    browser = sign_in(wang.user)
    assert 'name="member"' not in page(browser, "/relays/new/")

    answer = browser.post("/relays/new/", SAID | {"studio": studio.pk}, follow=True)

    relay = Relay.objects.get()
    assert (relay.member, relay.studio) == (wang, studio)
    assert f"已登记，编号{relay.number}" in answer.content.decode()


def test_the_convener_chooses_the_member(studio, convener, wang, sign_in):
    browser, sent = sign_in(convener), SAID | {"studio": studio.pk}

    assert "请选择带话委员。" in browser.post("/relays/new/", sent).content.decode()
    browser.post("/relays/new/", sent | {"member": wang.pk})

    assert Relay.objects.get().registered_by == convener


def test_a_convener_who_belongs_elsewhere_speaks_there_for_themselves(studio, sign_in):
    other = open_studio("西关社区委员工作室")
    person = join_studio(other, user=make_user("李召集", convener=studio))
    colleague = join_studio(other)
    browser, sent = sign_in(person.user), SAID | {"studio": other.pk}

    refused = browser.post("/relays/new/", sent | {"member": colleague.pk})
    browser.post("/relays/new/", sent | {"member": person.pk})

    assert "只能登记您本人的" in refused.content.decode()
    assert Relay.objects.get().member == person


def test_who_belongs_to_no_studio_writes_nothing(office, sign_in):
    for url in ("/relays/new/", "/broadcasts/new/"):
        assert sign_in(office).get(url).status_code == 403


def test_from_whom_it_is_reads_in_full_only_who_works_on_it(studio, office, convener, sign_in):
    relay = make_relay(studio)
    url = relay.get_absolute_url()
    readers = {office: True, convener: True, relay.member.user: True}
    readers[make_user(leader=True)] = False

    for reader, knows in readers.items():
        text = page(sign_in(reader), url)
        assert ("赵大爷" in text) == knows
        assert ("赵*" in text) != knows


def test_the_page_says_the_countys_own_steps(studio, office, sign_in):
    make_shipped(studio.committee, "lianluowei", "daihua")

    text = page(sign_in(office), make_relay(studio).get_absolute_url())

    assert all(step in text for step in ("带上来", "核实", "交办", "落实处理", "带下去"))


MODES = {
    DispatchMode.PHONE: {"contact_name", "contact_post", "proof"},
    DispatchMode.DOCUMENT: {"document_no", "proof", "file"},
    DispatchMode.SITE: {"place", "attended", "agreed", "file"},
    DispatchMode.MEETING: {"place", "proof"},
}


def test_the_way_of_dispatch_is_chosen_first(studio, office, sign_in):
    relay = make_relay(studio, verified=True)

    text = page(sign_in(office), f"{relay.get_absolute_url()}dispatch/")

    for mode in DispatchMode:
        assert f"/relays/{relay.pk}/dispatch/{mode}/" in text
        assert mode.label in text


@pytest.mark.parametrize("mode", MODES)
def test_each_way_asks_for_its_own_fields_and_for_all_of_them(studio, office, sign_in, mode):
    relay = make_relay(studio, verified=True)
    browser, url = sign_in(office), f"{relay.get_absolute_url()}dispatch/{mode}/"

    answer = browser.post(url, {})

    form = answer.context["form"]
    assert set(form.fields) == {"unit", "dispatched_on"} | MODES[mode]
    assert set(form.errors) == set(form.fields) - {"file"}
    assert mode.label in answer.content.decode()


def test_no_fifth_way_and_none_from_the_wrong_state(studio, office, sign_in):
    relay, browser = make_relay(studio, verified=True), sign_in(office)

    assert browser.get(f"{relay.get_absolute_url()}dispatch/pigeon/").status_code == 404
    done = make_relay(studio, handling=True)
    assert browser.get(f"{done.get_absolute_url()}dispatch/").status_code == 409
    assert browser.get(f"{done.get_absolute_url()}dispatch/phone/").status_code == 409


def test_who_came_and_what_was_agreed_on_the_spot_is_one_proof(studio, office, sign_in):
    relay = make_relay(studio, verified=True)
    photo = SimpleUploadedFile("现场.jpg", make_jpeg(), "image/jpeg")
    sent = {
        "unit": make_unit("县水利局", committee=studio.committee).pk,
        "place": "西关桥下游", "dispatched_on": clock.today(), "attended": "水利局李科长、社区主任",
        "agreed": "先修最险的一段。", "file": photo,
    }  # fmt: skip
    browser, url = sign_in(office), f"{relay.get_absolute_url()}dispatch/site/"

    text = browser.post(url, sent, follow=True).content.decode()

    assert all(word in text for word in ("现场协调", "西关桥下游", "参加人员：水利局李科长"))
    file = browser.get(f"{relay.get_absolute_url()}file/")
    assert b"".join(file.streaming_content) == make_jpeg()
    assert file.headers["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"{make_relay(studio).get_absolute_url()}file/").status_code == 404


def test_a_declined_word_shows_the_guidance(studio, office, sign_in):
    relay, browser = make_relay(studio), sign_in(office)
    reason = make_reason(ReasonKind.RELAY_DECLINED, guidance="请向原渠道查询。")
    make_reason(ReasonKind.ISSUE_DECLINED, name="别处的理由")
    url = f"{relay.get_absolute_url()}decline/"
    assert "别处的理由" not in page(browser, url)

    text = browser.post(url, {"reason": reason.pk}, follow=True).content.decode()

    assert "请向原渠道查询。" in text
    assert "不予转办" in text


def test_a_result_is_one_of_two_words_and_needs_its_reason(studio, office, sign_in):
    relay, browser = make_relay(studio, handling=True), sign_in(office)
    url = f"{relay.get_absolute_url()}settle/"
    text = page(browser, url)
    assert "暂无法处理（超出管理范围或政策原因）" in text
    assert "正在处理" not in text.split("<form")[-1]

    refused = browser.post(url, {"result": "cannot", "outcome": ""}).content.decode()

    assert "请填写结果说明。" in refused
    text = browser.post(
        url, {"result": "cannot", "outcome": "属省管线路，县里无权调整。"}, follow=True
    ).content.decode()
    assert "办理结果：暂无法处理" in text


def test_the_member_takes_the_result_back(studio, convener, sign_in):
    relay = make_relay(studio, settled=True)
    browser = sign_in(relay.member.user)
    assert "带回答复" in page(browser, relay.get_absolute_url())

    url = f"{relay.get_absolute_url()}carry_back/"
    browser.post(url, RECEIPT | {"held_on": clock.today()})

    receipt = Broadcast.objects.get()
    assert receipt.by_ways == "入户、广播"
    assert "带下去待确认" in page(sign_in(convener), "/desk/")
    sign_in(convener).post(f"{receipt.get_absolute_url()}confirm/")
    assert Broadcast.objects.confirmed().get() == receipt


def test_a_receipt_is_recorded_sent_back_and_mended(studio, wang, office, sign_in):
    browser = sign_in(wang.user)
    sent = RECEIPT | {
        "studio": studio.pk, "kind": "policy", "title": "医保政策", "held_on": clock.today()
    }  # fmt: skip
    browser.post("/broadcasts/new/", sent)
    url = Broadcast.objects.get().get_absolute_url()
    sign_in(office).post(f"{url}send_back/", {"remark": "人数不对"})

    assert "医保政策" in page(browser, f"{url}amend/")
    browser.post(f"{url}amend/", sent | {"reached": "35"})

    assert Broadcast.objects.get(status="recorded").reached == 35


def test_a_mended_receipt_may_get_another_proof(studio, sign_in):
    photo = SimpleUploadedFile("a.jpg", make_jpeg(), "image/jpeg")
    told = make_broadcast(studio, file=photo, returned=True)

    browser = sign_in(told.recorded_by)

    assert "已有佐证" in page(browser, f"{told.get_absolute_url()}amend/")
    file = browser.get(f"{told.get_absolute_url()}file/")
    assert b"".join(file.streaming_content) == make_jpeg()


def test_what_waits_stands_on_the_desk_of_the_office_and_of_the_member(studio, office, sign_in):
    states = ("verified", "handling", "settled")
    rows = [make_relay(studio), *(make_relay(studio, **{state: True}) for state in states)]

    desk = page(sign_in(office), "/desk/")

    assert all(title in desk for title in ("带话待核实", "带话待交办", "带话在办"))
    assert "有结果待带回" in page(sign_in(rows[-1].member.user), "/desk/")


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("tab=verification", 1), ("tab=dispatch", 1), ("tab=handling", 1), ("tab=return", 1),
        ("tab=ended", 2), ("tab=all", 6), ("tab=all&mode=site", 1), ("tab=all&result=done", 2),
        ("tab=all&q=路灯", 6), ("tab=all&q=没有", 0), ("tab=all&until=2020-01-01", 0),
    ],
)  # fmt: skip
def test_the_list_has_a_tab_for_every_word(studio, office, sign_in, query, count):
    for state in ("", "verified", "declined", "settled", "closed"):
        make_relay(studio, **{state: True} if state else {})
    make_relay(studio, handling=True, mode=DispatchMode.SITE)

    listing = sign_in(office).get(f"/relays/?{query}").context["listing"]

    assert len(listing.rows) == count


def test_the_lists_are_to_be_had_as_excel(studio, office, sign_in):
    make_relay(studio, closed=True)
    make_broadcast(studio, confirmed=True)

    for url, word in (("/relays/?tab=all", "已落实"), ("/broadcasts/?tab=all", "入户、微信群")):
        with ZipFile(BytesIO(sign_in(office).get(f"{url}&format=xlsx").content)) as sheet:
            assert word in sheet.read("xl/worksheets/sheet1.xml").decode()


def test_the_figures_open_their_records(studio, office, sign_in):
    make_relay(studio, closed=True)
    make_broadcast(studio, confirmed=True)
    year = clock.today().year

    answer = sign_in(office).get("/relays/figures/")

    up = {one["label"]: one for one in answer.context["up"]}
    assert (up["带上来件数"]["number"], up["已落实"]["number"]) == (1, 1)
    listing = sign_in(office).get(up["已落实"]["url"]).context["listing"]
    assert len(listing.rows) == 1
    assert {one["label"]: one["number"] for one in answer.context["down"]}["覆盖人次"] == 40
    excel = sign_in(office).get(f"/relays/figures/?year={year}&format=xlsx")
    assert excel.headers["Content-Type"].endswith("sheet")


@pytest.mark.parametrize("year", ["2025", "abc", "99999", "٣٣٣٣", "-1", ""])
def test_any_other_year_is_empty_or_this_one(studio, office, sign_in, year):
    make_relay(studio)

    answer = sign_in(office).get("/relays/figures/", {"year": year})

    assert answer.context["year"] == (2025 if year == "2025" else clock.today().year)


def test_a_convener_sees_the_figures_of_their_own_studio_only(studio, convener, sign_in):
    make_relay(studio)
    make_relay(open_studio("西关社区委员工作室"))

    text = page(sign_in(convener), "/relays/figures/")

    assert studio.name in text
    assert "西关社区委员工作室" not in text


def test_the_figures_are_not_for_members(wang, sign_in):
    assert sign_in(wang.user).get("/relays/figures/").status_code == 403


def test_slip_and_receipt_are_to_be_had_as_word(studio, office, sign_in):
    relay = make_relay(studio, closed=True)

    for thing in (relay, relay.broadcasts.get()):
        answer = sign_in(office).get(f"{thing.get_absolute_url()}paper.docx")
        assert answer.headers["Content-Type"].endswith("document")


def test_empty_rooms_say_what_belongs_there(office, sign_in):
    for url, words in (
        ("/relays/", "这里没有带话"),
        ("/relays/?q=无", "没有符合条件的带话"),
        ("/broadcasts/", "这里没有带下去的记录"),
        ("/broadcasts/?q=无", "没有符合条件的记录"),
        ("/relays/figures/", "这一年没有带话"),
    ):
        assert words in page(sign_in(office), url)
