"""The tools that set the portal up and keep it running."""
