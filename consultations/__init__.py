"""Issues, topics, meetings, minutes, consensus items (群众诉求与协商)."""
