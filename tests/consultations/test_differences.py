"""What changes in a mechanism is told so that a clerk can check it."""

import pytest

from consultations.actions import differences
from consultations.actions.mechanisms import completed

PLAIN = {
    "name": "四单",
    "steps": [
        {"label": "点单", "stages": ["COLLECT", "TRIAGE"]},
        {"label": "买单", "stages": ["DECIDE", "CLAIM"], "decider": "township"},
    ],
}
NOTICE = {"verb": "topic.conclude", "kind": "notice", "days": 7}
VOTE = {"verb": "topic.conclude", "kind": "vote", "label": "表决", "majority": "2/3"}


def changed(**step) -> dict:
    """The same with another second step."""
    return {**PLAIN, "steps": [PLAIN["steps"][0], {**PLAIN["steps"][1], **step}]}


@pytest.mark.parametrize(
    ("after", "said"),
    [
        (PLAIN, ""),
        ({**PLAIN, "name": "接单法"}, "名称：四单→接单法"),
        ({**PLAIN, "sources": ["relay"]}, "来源：无→委员带话"),
        ({**PLAIN, "words": {"stage.CLOSE": "销单"}}, "用语 stage.CLOSE：无→销单"),
        (changed(decider="board"), "买单的审定主体：镇（街道）党委→主席会议"),
        (changed(limit=5), "买单的期限：无→5个工作日"),
        (changed(limit=5, limit_kind="natural"), "买单的期限：无→5天"),
        (changed(gates=[NOTICE, VOTE]), "买单的前置条件：无→公示（7日）、表决（同意2/3）"),
        (
            changed(refuse_to="again", refusals=2),
            "买单的退回去向：无→重新协商，买单的退回次数：无→2",
        ),
        ({**PLAIN, "steps": PLAIN["steps"][:1]}, "步骤：点单、买单→点单"),
        (
            {**PLAIN, "seasons": [{"label": "评题", "first_month": 12, "last_month": 12}]},
            "年度节奏：无→评题12至12月",
        ),
    ],
)
def test_what_differs_is_said(after, said):
    assert differences.said(completed(PLAIN), completed(after)) == said
