"""After the sale: the receipt on screen, on paper, as a file and sent."""
