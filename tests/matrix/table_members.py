"""Who may open what of the members' files: the office keeps them, a member keeps the telephone."""

from tests.matrix.doors import form


def member(w):
    return [w.member.pk]


ROWS = {
    "studios:enter_member": [form("office")],
    "studios:renew_members": [form("office")],
    "studios:edit_member": [form("office", member)],
    "studios:phone_member": [form("member office", member)],
    "studios:leave_member": [form("office", member)],
    "studios:transfer_member": [form("office", member)],
    "studios:archive_member": [form("office", member)],
    "studios:restore_member": [form("office", lambda w: [w.gone.pk])],
    "studios:end_leave": [form("office", lambda w: [w.leave.pk])],
}
