"""What people type about issues, topics and activities, made into the county's values."""
