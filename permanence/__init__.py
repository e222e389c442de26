"""Permanence: how a local authority finds, agrees and makes a permanent home for a child in its care."""
