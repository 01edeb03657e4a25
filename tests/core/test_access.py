import pytest
from django.contrib.auth.models import AnonymousUser

from core.access import NotYours, can, may_now, permission_name, require, steps_for
from core.models import Wording
from core.wording import say
from tests.core.world import Matter, S


@pytest.fixture
def matter(author):
    return Matter(title="桥", status=S.SENT, edited_by=author.username)


def test_a_permission_is_spelt_like_its_action(matter):
    assert permission_name("submit", Matter) == "core.submit_matter"
    assert permission_name("submit", matter) == "core.submit_matter"


def test_a_stranger_may_not_and_the_author_may(matter, author, stranger):
    assert not can(stranger, "submit", matter)
    assert can(author, "submit", matter)


def test_nobody_acts_anonymously(matter):
    assert not can(AnonymousUser(), "conclude", matter)
    assert steps_for(matter, AnonymousUser()) == []


def test_a_step_that_names_no_predicate_is_nobodys(matter, author):
    assert not can(author, "remark", matter)


def test_a_predicate_may_be_asked_about_the_whole_kind(stranger):
    assert not can(stranger, "submit", Matter)


def test_may_now_asks_for_the_moment_as_well(matter, author, stranger):
    assert not may_now(author, "submit", matter)
    assert may_now(stranger, "conclude", matter)


def test_a_refusal_says_whose_step_it_is(matter, author):
    with pytest.raises(NotYours, match="“办结”由提案委办理，您不能代办。"):
        require(author, "conclude", matter)


def test_a_refusal_without_a_table_still_says_whom_to_ask(author):
    with pytest.raises(NotYours, match="管理员"):
        require(author, "edit", Wording())


def test_require_lets_the_right_person_through(matter, stranger):
    require(stranger, "conclude", matter)


def test_only_steps_that_work_are_shown(matter, author, stranger):
    assert [step.verb for step in steps_for(matter, stranger)] == ["conclude"]
    assert steps_for(matter, author) == []  # `expire` is theirs, but the portal takes it by itself


def test_steps_and_refusals_carry_the_countys_words(matter, author, stranger):
    Wording.objects.create(scope="qingxi", code="verb.core.conclude_matter", text="销号")

    assert [step.label for step in steps_for(matter, stranger)] == ["销号"]
    with pytest.raises(NotYours, match="“销号”由提案委办理"):
        require(author, "conclude", matter)


def test_the_buttons_of_a_hundred_rows_cost_no_query(
    stranger, author, django_assert_max_num_queries
):
    rows = [Matter(status=S.SENT, edited_by=author.username) for _ in range(100)]
    say("qingxi", "warm", "up")

    with django_assert_max_num_queries(0):
        assert all(steps_for(row, stranger) for row in rows)
