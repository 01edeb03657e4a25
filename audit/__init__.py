"""What happened: the flow record (流转记录)."""
