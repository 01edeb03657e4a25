"""Who and where: areas, studios, members (委员工作室)."""
