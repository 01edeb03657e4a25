"""What the page of a studio shows of this app: who receives next, what has been settled."""
