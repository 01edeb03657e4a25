"""The pages of issues, topics and activities: fetch what may be seen, take one step, go back."""
