"""The unit of work on django-viewflow, in an environment of its own (requirements.txt)."""
