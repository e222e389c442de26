"""What is kept: tables, constraints, and who may see which rows."""
