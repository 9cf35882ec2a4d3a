"""Taking payment, beside the cart."""
