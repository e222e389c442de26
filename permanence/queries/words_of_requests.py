"""The tag of each word that a request's state can have (pages, section 4)."""

TAGS = {
    "Waiting for you": "govuk-tag--red",
    "Sent": "",
    "Completed": "govuk-tag--green",
    "Declined": "govuk-tag--orange",
}


def tag_of(words: str) -> str:
    """Return the class of the tag; whatever is not sent or no longer counts is grey.

    >>> tag_of("Completed"), tag_of("After request 1")
    ('govuk-tag--green', 'govuk-tag--grey')
    """
    return TAGS.get(words, "govuk-tag--grey")
