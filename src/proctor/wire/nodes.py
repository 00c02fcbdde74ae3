"""Values in plain form: what crosses by value, by name and by reference, and how far.

A *node* is what stands for one value in a frame's header. None, bool, int, float and short text stand for
themselves; every other value is an array whose first element is a tag: see ``encode`` and ``decode``. Bulk lies in the
frame's block, in the order in which the nodes are read, so that no node can point outside it or at another's.

Containers, arrays and generators that can change are counted as they are met, on both sides alike. A second
meeting is written as that count, so two names for one list stay two names for one list, and the other side
can later say which of them it changed. Each meeting counts for all that there is to read in it: a list that holds
one list twice, which holds one list twice, and so on, is short to write and would take for ever to go through.
"""

MAX_DEPTH = 64
MAX_NODES = 1_000_000
MAX_INTEGER_BYTES = 1 << 16
ENDLESS = MAX_NODES + 1
"""Parts of a container that is not yet written or read to its end: it would hold itself."""


def parts_of(known) -> int:
    """How much there is to read in a mutable argument of the question; what it holds counts by itself."""
    return len(known) if isinstance(known, list | dict | set) else 0
