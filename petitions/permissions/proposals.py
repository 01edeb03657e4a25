"""Who writes and who files a proposal (提案)."""

import rules

from accounts.predicates import is_cppcc_member, is_office, is_proposals, is_system
from petitions.permissions.reports import is_author, is_author_in_office

# Nobody examines a proposal of their own.
may_examine = is_proposals & ~is_author

VERBS = {
    # Invited studio members write reports, never proposals.
    "write": is_cppcc_member,
    "revise": is_author_in_office,
    "submit": is_author_in_office,
    "send_back": may_examine,
    "file": may_examine,
    "not_file": may_examine,
    "dispatch": is_proposals | is_office,
    "answer": is_system,
    "reopen": is_system,
}

for verb, predicate in VERBS.items():
    rules.add_perm(f"petitions.{verb}_proposal", predicate)
