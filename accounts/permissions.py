"""Who keeps the accounts and the calendar (系统管理员). They see no matters of the county."""

import rules

from accounts.predicates import is_admin, is_auditor, is_office


@rules.predicate
def is_self(user, person=None):
    return person is not None and user.pk == person.pk


# Nobody closes their own account, gives themselves a password or an office.
may_keep = is_admin & ~is_self

rules.add_perm("accounts.view_user", is_admin)
rules.add_perm("accounts.add_user", is_admin)
rules.add_perm("accounts.disable_user", may_keep)
rules.add_perm("accounts.enable_user", may_keep)
rules.add_perm("accounts.reset_user", may_keep)
rules.add_perm("accounts.grant_user", may_keep)
rules.add_perm("accounts.end_user", may_keep)
# The office reads by which days its limits are counted; only the administrator changes them.
rules.add_perm("core.view_calendarday", is_admin | is_office)
rules.add_perm("core.correct_calendarday", is_admin)
# The flow record is read by the auditor alone, who sees no matters (三员分立).
rules.add_perm("audit.read_entry", is_auditor)
rules.add_perm("notices.see_undelivered", is_office)
