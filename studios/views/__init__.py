"""Pages of the directory: for the public, for everybody inside, for the office."""
