"""Pages: the shape of a form, who asks, what time it is; then one call of a query or an operation."""
