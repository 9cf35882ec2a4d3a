"""What a fresh computer needs before posapp can run there; the standard library alone."""
