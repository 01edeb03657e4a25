"""What `make drills` does: long fault drills with real processes."""
