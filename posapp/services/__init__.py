"""One function per thing a person does. Plain, blocking, thread-safe; importing is free."""
