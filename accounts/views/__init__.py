"""Pages of accounts: signing in, people, the calendar."""
