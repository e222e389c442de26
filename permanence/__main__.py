"""Lets `python -m permanence` do what the permanence command does."""

import sys

from permanence.cli import main

sys.exit(main())
