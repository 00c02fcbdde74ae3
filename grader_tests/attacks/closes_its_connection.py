"""Closes its connection and goes on running."""

import os
import time

os.close(3)
time.sleep(1000)
