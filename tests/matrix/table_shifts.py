"""Who may open what: shifts, places in them, requests to change. Handbook 3.5.1."""

from tests.matrix.doors import button, form, page

RUNS = "convener liaison"


def shift(state):
    return lambda w: [w.shift[state].pk]


def seat(state):
    return lambda w: [w.seat[state].pk]


def swap(state):
    return lambda w: [w.swap[state].pk]


ROWS = {
    "consultations:my_duty": [page("member member2")],
    "consultations:shift_list": [page()],
    "consultations:shift": [page(args=shift("to_come")), page(args=shift("served"))],
    "consultations:confirm_shift": [form(RUNS, shift("planned"))],
    "consultations:correct_shift": [form(RUNS, shift("served"))],
    "consultations:cancel_shift": [form(RUNS, shift("planned"))],
    "consultations:ask_swap_seat": [form("member", seat("expected"))],
    "consultations:excuse_seat": [form(RUNS, seat("expected"))],
    "consultations:expect_seat": [form(RUNS, seat("excused"))],
    "consultations:substitute_seat": [form(RUNS, seat("expected")), form(RUNS, seat("excused"))],
    # Only the two concerned know of a request.
    "consultations:accept_swap": [button("member", swap("asked"), sees="")],
    "consultations:decline_swap": [button("member", swap("asked"), sees="")],
    "consultations:withdraw_swap": [button("member", swap("mine"), sees="")],
}
