"""Who may open what: lists of members from Excel, accounts in bulk."""

from tests.matrix.doors import button, form, page


def roll(w):
    return [w.roll.pk]


ROWS = {
    "studios:bring_roll": [form("office")],
    "studios:roll_template": [page("office")],
    # A list is seen by whoever brought it, and by nobody else.
    "studios:roll": [page("office", roll)],
    "studios:roll_faults": [page("office", roll)],
    "studios:decide_roll": [button("office", roll, sees="")],
    "studios:enter_roll": [button("office", roll, sees="")],
    "studios:member_accounts": [form("admin")],
    "studios:account_slips": [page("admin")],
}
