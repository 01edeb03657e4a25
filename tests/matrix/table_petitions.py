"""Who may open what: reports, proposals and assignments. Handbook 1.2, 4, 5."""

from tests.matrix.doors import button, form, page, street

# A report: its author; those who judge, sign and lead once it is handed in; the convener of its
# studio once it is accepted.
HANDED_IN = "member office signer leader"
TAKEN_IN = f"{HANDED_IN} convener"
FILED = "member member2 office proposals signer leader"
# What was agreed at a studio and dispatched: its line, its leader the member, and the two units.
HANDLED = "member convener liaison township committee office proposals signer leader unit unit2"
INSIDE = (
    "member member2 convener liaison convener2 township committee office proposals signer leader"
)
ACCEPTED_ISSUE = "member convener liaison township committee office proposals signer leader"


def report(state):
    return lambda w: [w.report[state].pk]


def proposal(state):
    return lambda w: [w.proposal[state].pk]


def assignment(state):
    return lambda w: [w.assignment[state].pk]


def matter(kind, find):
    return lambda w: [kind, find(w).pk]


REPORTS = {
    "petitions:report_list": [page()],
    "petitions:write_report": [form("member member2")],
    "petitions:report": [
        page("member", report("draft")),
        page(HANDED_IN, report("submitted")),
        page(TAKEN_IN, report("issued")),
    ],
    "petitions:revise_report": [form("member", report("draft"), "member")],
    "petitions:submit_report": [form("member", report("draft"), "member")],
    "petitions:withdraw_report": [form("member", report("submitted"), HANDED_IN)],
    "petitions:send_back_report": [form("office", report("submitted"), HANDED_IN)],
    "petitions:accept_report": [form("office", report("submitted"), HANDED_IN)],
    "petitions:decline_report": [form("office", report("submitted"), HANDED_IN)],
    "petitions:edit_report": [form("office", report("accepted"), TAKEN_IN)],
    "petitions:sign_report": [form("signer", report("accepted"), TAKEN_IN)],
    "petitions:issue_report": [form("office", report("signed"), TAKEN_IN)],
    "petitions:record_adoption_report": [form("office", report("issued"), TAKEN_IN)],
    "petitions:record_instruction_report": [form("office", report("issued"), TAKEN_IN)],
    "petitions:print_report": [page("office signer leader", report("issued"), sees=TAKEN_IN)],
}
PROPOSALS = {
    "petitions:proposal_list": [page()],
    "petitions:write_proposal": [form("member member2")],
    "petitions:proposal": [
        page("member", proposal("draft")),
        page(FILED, proposal("submitted")),
    ],
    "petitions:revise_proposal": [form("member", proposal("draft"), "member")],
    "petitions:submit_proposal": [form("member", proposal("draft"), "member")],
    "petitions:send_back_proposal": [form("proposals", proposal("submitted"), FILED)],
    "petitions:file_proposal": [form("proposals", proposal("submitted"), FILED)],
    "petitions:not_file_proposal": [form("proposals", proposal("submitted"), FILED)],
}
ASSIGNMENTS = {
    "petitions:assignment_list": [page()],
    "petitions:dispatch": [
        form("office", matter("issue", lambda w: w.issue["accepted"]), ACCEPTED_ISSUE),
        form("office", matter("item", lambda w: w.item), INSIDE),
        form("office", matter("report", lambda w: w.report["issued"]), TAKEN_IN),
        form("office proposals", matter("proposal", lambda w: w.proposal["filed"]), FILED),
        form("office", matter("instruction", lambda w: w.instruction), "office signer leader"),
    ],
    "petitions:assignment": [
        page(HANDLED, assignment("dispatched")),
        page("member office proposals signer leader unit unit2", assignment("of_proposal")),
        page("office signer leader unit unit2", assignment("of_instruction")),
    ],
    "petitions:acknowledge_assignment": [form("unit", assignment("dispatched"), HANDLED)],
    "petitions:request_return_assignment": [form("unit", assignment("dispatched"), HANDLED)],
    "petitions:grant_return_assignment": [form("office", assignment("return_requested"), HANDLED)],
    "petitions:refuse_return_assignment": [form("office", assignment("return_requested"), HANDLED)],
    "petitions:report_progress_assignment": [form("unit", assignment("acknowledged"), HANDLED)],
    "petitions:give_opinion_assignment": [form("unit2", assignment("acknowledged"), HANDLED)],
    "petitions:request_extension_assignment": [form("unit", assignment("acknowledged"), HANDLED)],
    "petitions:decide_extension_assignment": [form("office", assignment("asking"), HANDLED)],
    "petitions:press_assignment": [form("office", assignment("dispatched"), HANDLED)],
    "petitions:supervise_assignment": [form("office signer", assignment("late"), HANDLED)],
    "petitions:reply_assignment": [form("unit", assignment("acknowledged"), HANDLED)],
    "petitions:reject_reply_assignment": [form("office", assignment("replied"), HANDLED)],
    "petitions:accept_reply_assignment": [
        form("office", assignment("replied"), HANDLED),
        form(
            "office proposals",
            assignment("of_proposal"),
            "member office proposals signer leader unit unit2",
        ),
    ],
    "petitions:keep_promise_assignment": [form("office", assignment("tracking"), HANDLED)],
    "petitions:withdraw_assignment": [form("office", assignment("dispatched"), HANDLED)],
}
# Whoever has typed no code is sent to where it is typed.
TRACKING = {
    "petitions:track": [street(reads=False)],
    "petitions:track_matter": [street(lands="/track/")],
    "petitions:rate": [button(page().may, public=True, lands="/track/")],
    "petitions:withdraw_matter": [street(lands="/track/", reads=False)],
    "petitions:leave_tracking": [button(page().may, public=True, lands="/track/")],
}
ROWS = REPORTS | PROPOSALS | ASSIGNMENTS | TRACKING
