"""The invented authority that shows the product."""

from permanence.demo.making import make_demo

__all__ = ["make_demo"]
