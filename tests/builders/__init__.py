"""Plain builders, one module per app; their flags are sentences."""
