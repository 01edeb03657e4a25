"""Who may open what: the year's catalogue, and the steps on a topic up to its marks."""

from tests.matrix.doors import form, page
from tests.matrix.table_consultations import INSIDE, RUNS, topic

SETS = "committee office"
TOWNSHIPS = "township township2"


def entry(state):
    return lambda w: [w.entry[state].pk]


ROWS = {
    "consultations:entry_list": [page()],
    "consultations:entry": [page(args=entry("open"))],
    "consultations:entry_new": [form(SETS)],
    "consultations:change_entry": [form(SETS, entry("open"))],
    "consultations:withdraw_entry": [form(SETS, entry("open"))],
    "consultations:reopen_entry": [form(SETS, entry("withdrawn"))],
    "consultations:choose_entry": [form(TOWNSHIPS, entry("open"))],
    "consultations:shelve_entry": [form(TOWNSHIPS, entry("open"))],
    "consultations:decline_entry": [form(TOWNSHIPS, entry("open"))],
    "consultations:topic_add": [form(TOWNSHIPS)],
    "consultations:topic_marks": [page(f"office leader {TOWNSHIPS}")],
    "consultations:topic_paper": [page(INSIDE, lambda w: [w.topic["answered"].pk, "answer"])],
    "consultations:send_back_topic": [form("township", topic("proposed"), INSIDE)],
    "consultations:resubmit_topic": [form(f"{RUNS} member", topic("returned"), INSIDE)],
    "consultations:merge_topic": [form(f"{RUNS} township", topic("proposed"), INSIDE)],
    "consultations:split_topic": [form(RUNS, topic("proposed"), INSIDE)],
    "consultations:appoint_topic": [form(RUNS, topic("designated"), INSIDE)],
    "consultations:release_topic": [form("member", topic("claimed"), INSIDE)],
    "consultations:hand_in_topic": [form(RUNS, topic("concluded"), INSIDE)],
    "consultations:mark_topic": [form("leader township", topic("answered"), INSIDE)],
}
