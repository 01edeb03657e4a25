"""Who writes, edits, signs and issues a report on public opinion (社情民意)."""

import rules

from accounts.predicates import is_leader, is_member, is_office, is_signer


@rules.predicate
def is_author(user, report):
    return report is not None and report.author.user_id == user.pk


# Who has left keeps what they wrote, and writes no more of it.
is_author_in_office = is_member & is_author
# An editor never judges a report of their own, a signer never signs one.
may_judge = is_office & ~is_author
may_sign = is_signer & ~is_author

VERBS = {
    "write": is_member,
    "revise": is_author_in_office,
    "submit": is_author_in_office,
    "withdraw": is_author_in_office,
    "send_back": may_judge,
    "accept": may_judge,
    "decline": may_judge,
    "edit": may_judge,
    "sign": may_sign,
    "issue": is_office,
    "record_adoption": is_office,
    "record_instruction": is_office,
}

for verb, predicate in VERBS.items():
    rules.add_perm(f"petitions.{verb}_opinionreport", predicate)

rules.add_perm("petitions.print_opinionreport", is_office | is_signer | is_leader)

# The words of an instruction are for the office, signers and leaders (批示限知).
rules.add_perm("petitions.view_instruction", is_office | is_signer | is_leader)
