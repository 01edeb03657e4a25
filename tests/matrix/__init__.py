"""A county with everything in it once, and the table of who may open what."""
