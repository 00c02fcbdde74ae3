"""Ends the interpreter at once, without a word to anyone."""

import os

os._exit(0)
