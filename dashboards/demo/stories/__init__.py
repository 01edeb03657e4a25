"""What happens in the demo county, one story per kind of matter."""
