"""What each page shows, one function and one frozen dataclass a page."""
