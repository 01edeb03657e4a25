"""Who may open what: issues, topics and activities. Handbook 1.2."""

from tests.matrix.doors import form, page, street

RUNS = "convener liaison"
# Nobody outside the studio's own line knows of an issue; members see it once it is accepted.
NEW = "convener liaison township committee office proposals signer leader"
TAKEN = f"member {NEW}"
# Those who work with studios read the county's topics and activities; a township reads its own.
INSIDE = (
    "member member2 convener liaison convener2 township committee office proposals signer leader"
)


def issue(state):
    return lambda w: [w.issue[state].pk]


def topic(state):
    return lambda w: [w.topic[state].pk]


def activity(state):
    return lambda w: [w.activity[state].pk]


def attachment(w):
    return [w.issue["accepted"].pk, w.attachment.pk]


ROWS = {
    "consultations:door": [street(lambda w: [w.studio.code], reads=False)],
    "consultations:raised": [street(lambda w: [w.studio.code])],
    "consultations:issue_list": [page()],
    "consultations:issue_new": [form("member member2 convener liaison convener2")],
    "consultations:issue": [
        page(NEW, issue("registered")),
        page(TAKEN, issue("accepted")),
        page(TAKEN, issue("claimed")),
        page(TAKEN, issue("joined")),
        page("office", issue("locked")),
    ],
    "consultations:attachment": [page(TAKEN, attachment)],
    "consultations:accept_issue": [form(RUNS, issue("registered"), NEW)],
    "consultations:answer_issue": [
        form(RUNS, issue("registered"), NEW),
        form(f"{RUNS} member", issue("claimed"), TAKEN),
    ],
    "consultations:refer_issue": [form(RUNS, issue("registered"), NEW)],
    "consultations:decline_issue": [form(RUNS, issue("registered"), NEW)],
    "consultations:claim_issue": [form("member", issue("accepted"), TAKEN)],
    "consultations:assign_issue": [form(RUNS, issue("accepted"), TAKEN)],
    "consultations:release_issue": [form("member", issue("claimed"), TAKEN)],
    "consultations:join_issue": [form(RUNS, issue("accepted"), TAKEN)],
    "consultations:leave_issue": [form(RUNS, issue("joined"), TAKEN)],
    "consultations:close_issue": [form(RUNS, issue("answered"), TAKEN)],
    "consultations:lock_issue": [form(f"{RUNS} office", issue("accepted"), TAKEN)],
    "consultations:unlock_issue": [form("office", issue("locked"), "office")],
    "consultations:reveal_contact_issue": [
        form(f"{RUNS} member", issue("claimed"), TAKEN),
        form(RUNS, issue("registered"), NEW),
    ],
    "consultations:topic_list": [page()],
    "consultations:topic_new": [
        form("member member2 convener liaison convener2 township township2 committee office")
    ],
    "consultations:topic": [page(INSIDE, topic("proposed"))],
    "consultations:revise_topic": [form(f"{RUNS} member", topic("proposed"), INSIDE)],
    "consultations:designate_topic": [form("township", topic("proposed"), INSIDE)],
    "consultations:shelve_topic": [form("township", topic("proposed"), INSIDE)],
    "consultations:decline_topic": [form("township", topic("proposed"), INSIDE)],
    "consultations:claim_topic": [form("member", topic("designated"), INSIDE)],
    "consultations:close_topic": [form(RUNS, topic("completed"), INSIDE)],
    "consultations:activity_list": [page()],
    "consultations:activity_new": [form(f"{RUNS} convener2")],
    "consultations:activity": [page(INSIDE, activity("confirmed"))],
    # Not the recorder, who is the convener here.
    "consultations:confirm_activity": [form("liaison member", activity("recorded"), INSIDE)],
    "consultations:send_back_activity": [form("liaison member", activity("recorded"), INSIDE)],
    "consultations:amend_activity": [form("convener", activity("returned"), INSIDE)],
    "consultations:settle_item": [
        form(RUNS, lambda w: [w.own_item.activity_id, w.own_item.no], INSIDE)
    ],
}
