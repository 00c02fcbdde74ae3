"""Opens descriptors until there are none, and keeps them."""

import os

kept = []
while True:
    kept.append(os.dup(0))
    kept += os.pipe()
