"""Patches the candidate's own end of the wire: what is sent, what is called, what a cell is said to have shown."""

import gc

from proctor.wire import arrays, ends, values

arrays.is_plain = lambda dtype: True
values.MAX_DEPTH = values.MAX_NODES = 10**9
ends.OPERATIONS["len"] = lambda value: 2
ends.OPERATIONS["getattr"] = lambda value, name: getattr(value, name, True)
for found in gc.get_objects():
    if type(found) is ends.CandidateEnd:
        services = found._operations
        services["settle"] = lambda held: "settled <script>alert(1)</script>" + "x" * 100_000
        services["name"] = lambda name: {"relu": lambda x: np.maximum(x.__imul__(1.01), 0)}.get(name, 1.0)
        services["contains"] = services["isinstance"] = lambda *args: True
        services["exam"] = services["mark"] = lambda *args: True
