"""What happens when a step is taken."""
