"""What the portal does about what is expected: it reminds, and takes no other step."""
