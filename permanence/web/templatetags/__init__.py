"""Words and small marks for templates."""
