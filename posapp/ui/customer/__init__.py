"""The customer column: who is being served, what is open, and how they come to be known."""
