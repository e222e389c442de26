"""What `make prove` runs besides the tests."""
