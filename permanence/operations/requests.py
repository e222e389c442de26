"""Requests on a workstep: each act stands in a file of its own, gathered here (R83 to R85, R173)."""

from permanence.operations.answering import complete_request, decline_request, withdraw_request
from permanence.operations.composites import send_request_and_add
from permanence.operations.sending import send_request

__all__ = ["complete_request", "decline_request", "send_request", "send_request_and_add", "withdraw_request"]
