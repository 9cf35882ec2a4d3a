"""One small change to the code at a time: does any test notice? `python -m tests.mutants`."""
