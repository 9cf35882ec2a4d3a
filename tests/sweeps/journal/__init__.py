"""What the sweeps of the journal share: a register to be killed, and what it must keep."""
