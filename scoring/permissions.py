"""Points are read by the member they belong to (只看本人，不排名)."""

import rules

from accounts.predicates import is_cppcc_member

rules.add_perm("scoring.view_scoreentry", is_cppcc_member)
