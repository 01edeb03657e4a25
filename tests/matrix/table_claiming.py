"""Who may open what: who takes a matter over, who asks how it went, what members declare."""

from tests.matrix.doors import EVERYBODY, form, page
from tests.matrix.table_consultations import INSIDE, RUNS, TAKEN, issue, topic


def member(w):
    return [w.member.pk]


ROWS = {
    "consultations:hand_over_issue": [form(f"{RUNS} member", issue("claimed"), TAKEN)],
    "consultations:follow_up_issue": [form(f"{RUNS} member", issue("answered"), TAKEN)],
    "consultations:follow_up_topic": [form(f"{RUNS} member", topic("dispatched"), INSIDE)],
    "consultations:handle_again_issue": [form(RUNS, lambda w: [w.unsolved.pk], TAKEN)],
    # The conveners of the member's own studios read it, and declare nothing.
    "studios:member_interests": [page("member office convener", member, sees=EVERYBODY)],
    "studios:declare_interest": [form("member office", member)],
    "studios:end_interest": [form("member office", lambda w: [w.interest.pk])],
}
