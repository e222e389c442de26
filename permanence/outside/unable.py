"""The one expected failure of what lies outside the record."""


class Unable(Exception):  # noqa: N818  # the word that the sentence completes: unable to ...
    """Something outside cannot be had or done; its text is a whole sentence that says what is wrong and how to mend it."""
