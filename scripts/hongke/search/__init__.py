"""The search index: what the pages hold, cut into small files that a browser fetches as it needs them."""

import os

# numpy starts as many threads as there are processors for linear algebra, of which there is none here; they wait by turning
# round, a tenth of a second of each.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
