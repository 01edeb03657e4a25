"""Who keeps the directory of studios and members."""

import rules

from accounts.enums import Role
from accounts.predicates import is_office, is_system
from studios.enums import Checker
from studios.models.area import above


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


@rules.predicate
def convenes_for(user, member=None):
    """Convenes a studio to which this member belongs now (所在工作室召集人)."""
    studios = user.scopes(Role.CONVENER, "studios.Studio")
    if member is None or not studios:
        return False
    return member.affiliations.filter(studio__in=studios, ends_on=None).exists()


for verb in ("rectify", "suspend", "revoke"):
    rules.add_perm(f"studios.{verb}_studio", is_office)
# A county's file brings studios that have had their plate for years.
rules.add_perm("studios.open_studio", is_office | is_system)


@rules.predicate
def is_township_of(user, thing=None):
    """The township Party office of the place where the studio stands (镇党委)."""
    studio = getattr(thing, "studio", thing)
    return studio is not None and not user.scopes(Role.TOWNSHIP, "studios.Area").isdisjoint(
        above(studio.area_id)
    )


@rules.predicate
def runs_its_studio(user, thing=None):
    """Convener or liaison officer of the studio that a check or a paper is about."""
    return thing is not None and runs_studio(user, thing.studio)


@rules.predicate
def convenes_its_studio(user, thing=None):
    return thing is not None and thing.studio_id in user.scopes(Role.CONVENER, "studios.Studio")


@rules.predicate
def is_merged(user, thing=None):
    """Group and studio are one (组室合一)."""
    return thing is not None and thing.studio.merged_with_group


@rules.predicate
def checks_it(user, check=None):
    """The township, or the special committee in charge, as the standard says."""
    if check is None:
        return False
    if check.standard.checker == Checker.TOWNSHIP:
        return is_township_of(user, check)
    return check.studio.special_committee_id in user.scopes(
        Role.COMMITTEE_STAFF, "studios.SpecialCommittee"
    )


@rules.predicate
def has_submitted(user, check=None):
    return check is not None and check.submitted_by_id == user.pk


for verb in ("edit", "leave", "transfer", "archive", "restore", "renew"):
    rules.add_perm(f"studios.{verb}_member", is_office)
# Nobody checks what they submitted themselves.
may_check = checks_it & ~has_submitted
rules.add_perm("studios.call_standard", is_office)
rules.add_perm("studios.start_standardcheck", runs_its_studio)
rules.add_perm("studios.mark_standardcheck", runs_its_studio)
rules.add_perm("studios.submit_standardcheck", runs_its_studio)
rules.add_perm("studios.send_back_standardcheck", may_check)
rules.add_perm("studios.conclude_standardcheck", may_check)
rules.add_perm("studios.edit_paper", runs_its_studio)
rules.add_perm("studios.submit_paper", runs_its_studio & ~is_merged)
rules.add_perm("studios.file_paper", convenes_its_studio & is_merged)
rules.add_perm("studios.endorse_paper", is_township_of)
rules.add_perm("studios.send_back_paper", is_township_of)
rules.add_perm("studios.found_studio", is_office)
rules.add_perm("studios.link_studio", is_office | is_system)
rules.add_perm("studios.merge_studio", is_office)
rules.add_perm("studios.post_hours_studio", is_office | runs_studio)
# All that is known of a studio is seen by the office and by those who run it.
rules.add_perm("studios.keep_studio", is_office | runs_studio)
rules.add_perm("studios.write_studio", runs_studio)
rules.add_perm("studios.bring_roll", is_office)
rules.add_perm("studios.edit_studio", is_office)
rules.add_perm("studios.appoint_studio", is_office)
rules.add_perm("studios.affiliate_studio", is_office)
rules.add_perm("studios.add_member", is_office)
# What a member has declared is for the member, the office and whoever convenes their studios.
rules.add_perm("studios.declare_member", is_office | is_this_member)
rules.add_perm("studios.see_interests_member", is_office | is_this_member | convenes_for)
# A member's own telephone is for the office and for the member.
rules.add_perm("studios.phone_member", is_office | is_this_member)
