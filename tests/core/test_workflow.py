import pytest

from core.workflow import NotAllowedNow, Step, Workflow
from tests.core.world import Matter, S

FLOW = Matter.workflow


def test_a_step_leads_to_its_target():
    assert FLOW.target("submit", S.DRAFT) == S.SENT


def test_a_step_without_target_leaves_the_state_as_it_is():
    assert FLOW.target("remark", S.SENT) == S.SENT


def test_a_refusal_names_the_present_state_and_whence_and_by_whom_it_could_be_done():
    with pytest.raises(NotAllowedNow) as refusal:
        FLOW.target("conclude", S.DRAFT)

    assert refusal.value.sentence == (
        "当前为“草稿”，不能办结。只有在“已提交”时，才能由提案委办结。"
    )
    assert str(refusal.value) == refusal.value.sentence


def test_a_refusal_names_sources_in_the_order_of_the_states():
    with pytest.raises(NotAllowedNow, match="只有在“草稿”“已提交”时"):
        FLOW.target("remark", S.DONE)


def test_a_step_from_nowhere_is_refused_without_naming_states():
    flow = Workflow(never=("永不", set(), "x", "无人"))

    with pytest.raises(NotAllowedNow, match=r"^当前为“y”，不能永不。$"):
        flow.target("never", "y")


def test_an_unknown_verb_is_a_mistake_of_ours_and_no_refusal():
    with pytest.raises(KeyError):
        FLOW.target("fly", S.DRAFT)


def test_possible_steps_come_in_the_order_of_the_table():
    assert [step.verb for step in FLOW.possible(S.SENT)] == ["conclude", "remark", "expire"]
    assert FLOW.possible(S.DONE) == []


def test_a_state_is_final_when_no_step_leads_out_of_it():
    assert [state for state in S if FLOW.is_final(state)] == [S.DONE]


def test_every_arrow_can_be_drawn():
    arrows = {(source, step.verb, target) for source, step, target in FLOW.edges()}

    assert arrows == {
        ("draft", "submit", "sent"),
        ("sent", "conclude", "done"),
        ("draft", "remark", "draft"),
        ("sent", "remark", "sent"),
        ("sent", "expire", "done"),
    }


def test_a_step_knows_its_words():
    assert FLOW.steps["submit"] == Step("submit", "提交", frozenset({"draft"}), "sent", "作者")
