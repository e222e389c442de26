"""C1: the whole pathway with the 3-month double action, in the words of the guide. Maya Thornbury, born 4 May 2018.

Told twice: by operations (`test_c1_the_whole_pathway.py`) and through the pages (`tests/browser/test_the_walk.py`).
Not told here: what hangs on ending a placement as planned (step 10) and the SSDA903 rows (step 12).
"""

from datetime import datetime

from permanence.kernel.london import LONDON
from tests.journeys import c1_family, c1_plan
from tests.journeys.story import Told

LOOKED_AFTER_FROM = datetime(2026, 7, 27, 9, tzinfo=LONDON)
STEPS: tuple[Told, ...] = tuple(
    told for module in (c1_plan, c1_family) for name, told in vars(module).items() if name.startswith("step_")
)
