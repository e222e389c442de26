"""What builds the product; never imported by it."""
