"""What is asked about studios, members, standards and plans."""
