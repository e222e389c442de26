"""The acts of practice, one function each: lock, refuse, write, audit, tell."""
