"""Who may open what: like matters, refusals looked at again, and what may be secret."""

from tests.matrix.doors import button, form, page, street
from tests.matrix.table_consultations import NEW, RUNS, TAKEN, issue

ROWS = {
    "consultations:merge_issue": [
        form(RUNS, issue("registered"), NEW),
        form(RUNS, issue("accepted"), TAKEN),
    ],
    "consultations:part_issue": [form(RUNS, issue("merged"), TAKEN)],
    "consultations:split_issue": [form(RUNS, issue("accepted"), TAKEN)],
    "consultations:overturn_issue": [form("township", issue("reviewing"), TAKEN)],
    "consultations:uphold_issue": [form("township", issue("reviewing"), TAKEN)],
    "consultations:take_off_line_issue": [form("office", issue("locked"), "office")],
    "consultations:issue_slip": [page("office", issue("locked"))],
    "petitions:appeal_matter": [street(lands="/track/", reads=False)],
    "petitions:track_part": [button(page().may, public=True, lands="/track/")],
}
