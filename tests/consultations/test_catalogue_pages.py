"""The pages of the year's catalogue."""

import pytest
from django.urls import reverse

from consultations.actions import catalogue
from consultations.enums import ReasonKind, Verdict
from consultations.models import CatalogueEntry
from tests.builders.catalogue import make_entry
from tests.builders.consultations import make_reason
from tests.builders.directory import make_area, make_special_committee
from tests.builders.excel import rows_of
from tests.builders.mechanisms import make_shipped
from tests.builders.people import make_user

pytestmark = pytest.mark.django_db
LIST = "/topics/catalogue/"


def text(answer):
    return answer.content.decode()


@pytest.fixture
def guide(studio):
    body = make_special_committee(studio.committee)
    person = make_user("钱主任", committee_staff=body)
    person.body = body
    return person


def test_a_committee_sets_a_topic_in_its_own_name(studio, sign_in, guide):
    other = make_special_committee(studio.committee)
    browser, url = sign_in(guide), reverse("consultations:entry_new")
    shown = browser.get(url).context["form"].fields["special_committee"].queryset
    assert list(shown) == [guide.body]
    year = browser.get(url).context["form"].fields["year"].choices[0][0]
    sent = {"year": year, "title": "关于停车", "background": "车位少。"}

    refused = browser.post(url, sent | {"special_committee": other.pk})
    assert refused.status_code == 200
    answer = browser.post(url, sent | {"special_committee": guide.body.pk}, follow=True)

    assert "在列" in text(answer)
    assert CatalogueEntry.objects.get().special_committee == guide.body


def test_the_list_has_the_rhythm_of_the_year_and_an_excel_file(studio, sign_in, office):
    make_shipped(studio.committee, "shiquan", "santi")
    entry = make_entry(office)
    browser = sign_in(office)

    page = browser.get(LIST)

    assert [part.label for part in page.context["rhythm"]][:2] == ["政协出题", "镇党委点题"]
    assert 'aria-label="年度节奏"' in text(page)
    assert entry.title not in text(browser.get(f"{LIST}?year={entry.year - 1}"))
    _, row = rows_of(browser.get(f"{LIST}?format=xlsx"))
    assert row[:3] == [entry.title, "政协办公室", "在列"]


def test_without_seasons_there_is_no_strip(studio, sign_in, office):
    assert "年度节奏" not in text(sign_in(office).get(LIST))


def test_a_township_first_sees_what_waits_for_its_word(studio, sign_in, party):
    waiting, answered = make_entry(), make_entry(title="关于供热")
    catalogue.choose(answered, by=party, studio=studio)
    browser = sign_in(party)

    assert waiting.title in text(browser.get(LIST))
    assert answered.title not in text(browser.get(LIST))
    assert answered.title in text(browser.get(f"{LIST}?tab=open"))
    assert "课题待点题" in text(browser.get("/desk/"))


@pytest.mark.parametrize(
    ("verb", "verdict"),
    [("choose", Verdict.CHOSEN), ("shelve", Verdict.SHELVED), ("decline", Verdict.DECLINED)],
)
def test_a_township_answers_on_a_page_of_that_name(studio, sign_in, party, verb, verdict):
    entry, browser = make_entry(), sign_in(party)
    kinds = {"shelve": ReasonKind.TOPIC_SHELVED, "decline": ReasonKind.TOPIC_DECLINED}
    sent = {"area": studio.area_id, "studio": studio.pk, "review_on": "2099-01-04"}
    sent["reason"] = make_reason(kinds[verb]).pk if verb in kinds else ""
    url = f"{entry.get_absolute_url()}{verb}/"
    assert f"<h1>{verdict.label}</h1>" in text(browser.get(url))

    answer = browser.post(url, sent, follow=True)

    assert verdict.label in text(answer)
    assert entry.answers.get().verdict == verdict
    again = browser.get(url)
    assert again.status_code == (200 if verdict == Verdict.SHELVED else 409)


def test_a_township_without_a_studio_is_told_nothing_to_choose(studio, sign_in):
    lonely = make_user(township=make_area("偏远镇"))
    entry = make_entry()

    answer = sign_in(lonely).post(f"{entry.get_absolute_url()}choose/", {"studio": studio.pk})

    assert answer.status_code == 200
    assert not entry.answers.exists()


def test_the_button_to_change_goes_with_the_right_to(studio, sign_in, party, guide):
    entry = make_entry(guide, special_committee=guide.body)
    browser, url = sign_in(guide), entry.get_absolute_url()
    assert "修改课题" in text(browser.get(url))
    catalogue.choose(entry, by=party, studio=studio)

    assert "修改课题" not in text(browser.get(url))
    assert browser.get(f"{url}change/").status_code == 409


def test_an_entry_is_changed_withdrawn_and_put_back(studio, sign_in, guide):
    entry = make_entry(guide, special_committee=guide.body)
    browser, url = sign_in(guide), entry.get_absolute_url()
    sent = {"title": "关于车位", "background": "少。", "version": 1}
    assert "关于车位" in text(browser.post(f"{url}change/", sent, follow=True))
    stale = browser.post(f"{url}change/", sent | {"title": "关于别的"})
    assert stale.status_code == 409

    browser.post(f"{url}withdraw/", {"remark": "上级已部署"})
    assert "关于车位" in text(browser.get(f"{LIST}?tab=withdrawn"))
    browser.post(f"{url}reopen/")

    assert "关于车位" in text(browser.get(f"{LIST}?tab=open"))
