"""CPPCC committees, users, grants of roles, undertaking units (机构与账户)."""
