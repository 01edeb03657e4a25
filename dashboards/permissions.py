"""Who may open the leaders' board."""

import rules

from accounts.enums import Role
from accounts.predicates import holds

rules.add_perm("dashboards.see_board", holds(Role.OFFICE, Role.SIGNER, Role.LEADER))
