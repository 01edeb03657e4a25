"""Who may open what: the duty desk and the papers of duty. Handbook 3.5.1."""

from tests.matrix.doors import EVERYBODY, button, form, page
from tests.matrix.table_consultations import NEW

DESK = "member convener liaison"


def desk(w):
    return [w.desk.pk]


def left(w):
    return [w.left.pk]


def paper(name, ending):
    return lambda w: [w.studio.code, 2026, 2, name, ending]


ROWS = {
    "consultations:duty_desk_today": [page()],
    "consultations:duty_guide": [page()],
    "consultations:duty_desk": [page(DESK, desk, sees=EVERYBODY)],
    "consultations:register_shift": [form(DESK, desk)],
    "consultations:log_shift": [form(DESK, desk)],
    "consultations:hand_over_shift": [form(DESK, left)],
    # Not the convener, who wrote the note.
    "consultations:see_hand_over": [button("member liaison", lambda w: [w.desk.pk, w.note.pk])],
    "consultations:duty_paper": [
        page(args=paper("roster", "docx")),
        page(args=paper("roster", "xlsx")),
        page(NEW, paper("register", "docx")),
        page(NEW, paper("register", "xlsx")),
        page(NEW, paper("log", "docx")),
        page(NEW, paper("log", "xlsx")),
    ],
}
