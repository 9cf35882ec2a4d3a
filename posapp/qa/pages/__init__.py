"""What a person can do on each part of the screen, in sentences; by object names alone."""
