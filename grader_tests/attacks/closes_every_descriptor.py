"""Closes every descriptor, and puts others in their places."""

import os

os.closerange(0, 64)
os.open("/dev/null", os.O_RDWR)
os.open("/dev/zero", os.O_RDONLY)
os.open("/dev/null", os.O_RDWR)
os.open("/dev/zero", os.O_RDONLY)
