from datetime import date

import pytest

from core.editing import StaleEdit, save_edit
from core.models import Wording
from tests.core.world import Matter

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter():
    return Matter.objects.create(title="修桥", body="桥坏了。")


def test_an_edit_raises_the_version_and_says_who_and_when(matter, frozen):
    frozen("2026-03-02")

    save_edit(matter, 1, by="editor", body="桥已坏。")

    stored = Matter.objects.get()
    assert (stored.body, stored.version, stored.edited_by) == ("桥已坏。", 2, "editor")
    assert stored.edited_at.date() == date(2026, 3, 2)
    assert (matter.body, matter.version, matter.edited_by) == ("桥已坏。", 2, "editor")


def test_crossing_edits_are_never_lost_silently(matter):
    mine = Matter.objects.get()
    save_edit(matter, 1, by="first", title="修桥", body="他人的文字")

    with pytest.raises(StaleEdit) as stale:
        save_edit(mine, 1, by="second", title="修桥", body="我的文字")

    assert stale.value.differences == [("正文", "我的文字", "他人的文字")]
    assert stale.value.mine["body"] == "我的文字"
    assert stale.value.http_status == 409
    assert Matter.objects.get().body == "他人的文字"


def test_who_read_the_new_version_may_save_again(matter):
    save_edit(matter, 1, body="一")
    save_edit(matter, matter.version, body="二")

    assert Matter.objects.get().version == 3


def test_only_models_with_a_version_can_be_edited_so():
    row = Wording.objects.create(scope="s", code="c", text="t")

    with pytest.raises(Exception, match="version"):
        save_edit(row, 1, text="u")
