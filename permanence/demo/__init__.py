"""The invented authority that shows the product."""
