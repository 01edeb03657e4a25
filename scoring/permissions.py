"""Points are read by the member they belong to (只看本人，不排名)."""

import rules

from accounts.predicates import is_member

# An invited member finds the page too: it says that invited members earn no points.
rules.add_perm("scoring.view_scoreentry", is_member)
