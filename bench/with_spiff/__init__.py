"""The unit of work on SpiffWorkflow, in an environment of its own (requirements.txt)."""
