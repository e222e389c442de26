"""The one expected failure of what lies outside the record."""


class Unable(Exception):
    """Something outside cannot be had or done; its text says in whole sentences what is wrong and how to mend it."""
