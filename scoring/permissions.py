"""Points are read by the member they belong to (只看本人，不排名); how far a studio is with what is
expected, by those who run it or answer for it; what may follow from a year, by the office alone."""

import rules

from accounts.enums import Role
from accounts.predicates import holds, is_member, is_office

# An invited member finds the page too: it says that invited members earn no points.
rules.add_perm("scoring.view_scoreentry", is_member)

watches = holds(
    Role.OFFICE,
    Role.LEADER,
    Role.COMMITTEE_STAFF,
    Role.TOWNSHIP,
    Role.CONVENER,
    Role.LIAISON,
)
rules.add_perm("scoring.view_quota", watches)
rules.add_perm("scoring.view_consequence", is_office)
