"""What a step needs to be told."""
