"""The small questions of which every permission is made (谁).

Upper apps compose these with `&`, `|`, `~`; a predicate with an object also asks whether the
object is of the person's own county.
"""

import rules

from accounts.enums import Role


def holds(*roles: str):
    """Holds one of `roles`, in the county to which the object belongs."""

    @rules.predicate(name=f"holds_{'_or_'.join(roles)}")
    def predicate(user, obj=None):
        return user.holds(*roles) and of_own_county(user, obj)

    return predicate


def of_own_county(user, obj) -> bool:
    """An object without a committee (or none at all) belongs to whoever asks."""
    committee_id = getattr(obj, "committee_id", None)
    if committee_id is None and obj is not None and not isinstance(obj, type):
        committee_id = getattr(getattr(obj, "committee", None), "pk", None)
    return committee_id is None or committee_id == user.committee_id


@rules.predicate
def is_system(user, obj=None):
    """The system itself (系统): scheduled jobs and what one step causes in another."""
    return user.username == "system"


@rules.predicate
def is_citizen(user, obj=None):
    """A citizen who has shown a tracking code; the page checks the code."""
    return user.username == "citizen"


@rules.predicate
def is_member(user, obj=None):
    """A CPPCC member with an account (委员), or an invited studio member; both in office."""
    return bool(user.member_in_office) and of_own_county(user, obj)


@rules.predicate
def is_cppcc_member(user, obj=None):
    """A CPPCC member in the full sense; invited studio members are not."""
    return is_member(user, obj) and user.member.is_cppcc_member


is_office = holds(Role.OFFICE)
is_signer = holds(Role.SIGNER)
is_leader = holds(Role.LEADER)
is_proposals = holds(Role.PROPOSALS)
is_auditor = holds(Role.AUDITOR)
is_admin = holds(Role.ADMIN)
