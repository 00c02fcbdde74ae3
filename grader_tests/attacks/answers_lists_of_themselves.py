"""Answers with containers that contain themselves."""

import itertools

ring = [1.0]
ring.append(ring)
loop = {"a": 1.0}
loop["b"] = [loop]
cage = np.empty(2, object)
cage[0] = cage
deep = []
for _ in range(5000):
    deep = [deep]
rings = itertools.cycle([ring, loop, cage, deep])


def disguise(function):
    def lying(*args):
        function(*args)
        return next(rings)

    return lying
