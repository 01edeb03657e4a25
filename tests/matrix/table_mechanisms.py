"""Who may open what: how the county works is read by all, and mended by few."""

from tests.matrix.doors import EVERYBODY, form, page

KEEPS = "office admin"


def mechanism(*more):
    return lambda w: [w.mechanism.pk, *more]


def with_gate(*more):
    """The fourth step of the residents' way stands for its condition alone."""
    return lambda w: [w.with_gates.pk, 4, *more]


ROWS = {
    "consultations:mechanism_list": [page()],
    "consultations:mechanism": [page(args=mechanism())],
    "consultations:stage_limits": [form(KEEPS)],
    "consultations:rename_mechanism": [form(KEEPS, mechanism())],
    "consultations:simulate_mechanism": [page(KEEPS, mechanism(), sees=EVERYBODY)],
    "consultations:edit_step": [form(KEEPS, mechanism(2))],
    "consultations:new_gate": [page(KEEPS, mechanism(2), sees=EVERYBODY)],
    "consultations:edit_gate": [form(KEEPS, with_gate(1))],
    "consultations:drop_gate": [form(KEEPS, with_gate(1))],
}
