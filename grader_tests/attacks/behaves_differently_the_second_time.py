"""Works the first time; when its cell is run again, because a later one was lost, it does something else."""

import os
import time

if time.monotonic() % 1 > 0.5:
    relu_again = lambda x: 1 / 0
else:
    os._exit(3)
