"""Papers: what is printed, as PDF, as Word or from the page, all from the same blocks (kernel/papers.py)."""
