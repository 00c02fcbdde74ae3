"""Proctor: releases, grades and reviews the course's notebooks."""

import sys

# jsonschema, under nbformat, imports a parser of web addresses that compiles its grammar for a second or more, and does
# without where it is missing; nothing here checks web addresses
sys.modules.setdefault("rfc3987_syntax", None)
