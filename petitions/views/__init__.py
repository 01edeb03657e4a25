"""Pages of reports, proposals, assignments and of the public tracking."""
