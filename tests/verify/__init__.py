"""The journal's verifier, against real books that are tampered with."""
