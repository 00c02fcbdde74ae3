"""Takes memory until there is none, in Python and in NumPy, holding on to it through MemoryError."""

kept = []
for size in (64_000_000, 1_000_000, 1_000):
    try:
        while True:
            kept.append(np.ones(size))
    except MemoryError:
        continue
while True:
    kept.append([kept] * 100_000)
