"""What happens when a step is taken: one function per verb, one module per noun."""
