"""What a command says when it cannot do what was asked."""

from permanence.outside.unable import Unable

__all__ = ["Unable"]
