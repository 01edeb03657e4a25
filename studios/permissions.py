"""Who keeps the directory of studios and members."""

import rules

from accounts.enums import Role
from accounts.predicates import is_office


@rules.predicate
def runs_studio(user, studio=None):
    """Convener or liaison officer of this studio."""
    if studio is None:
        return False
    return any(
        studio.pk in user.scopes(role, "studios.Studio") for role in (Role.CONVENER, Role.LIAISON)
    )


@rules.predicate
def is_this_member(user, member=None):
    return member is not None and member.user_id == user.pk


for verb in ("open", "rectify", "suspend", "revoke"):
    rules.add_perm(f"studios.{verb}_studio", is_office)

rules.add_perm("studios.edit_studio", is_office)
rules.add_perm("studios.appoint_studio", is_office)
rules.add_perm("studios.affiliate_studio", is_office)
rules.add_perm("studios.add_member", is_office)
# A member's own telephone is for the office and for the member.
rules.add_perm("studios.phone_member", is_office | is_this_member)
