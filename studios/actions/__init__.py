"""What is done to the directory: studios, people, standards, plans; one function per verb."""
