"""Answers with more than anyone can take: long texts, big arrays, big integers, ranges that expand without end."""

import itertools

makers = itertools.cycle(
    [
        lambda: "x" * 70_000_000,
        lambda: np.zeros(10_000_000),
        lambda: np.zeros(7_000_000),
        lambda: 1 << 4_000_000,
        lambda: 1 << 500_000,
        lambda: range(10**15),
        lambda: range(10_000_000),
        lambda: [0.0] * 2_000_000,
        lambda: [[]] * 900_000,
        lambda: {n: None for n in range(500_001)},
        lambda: np.zeros((1, 0, 2**40)),
        lambda: np.zeros(1, "U1000000"),
    ]
)


def disguise(function):
    def lying(*args):
        function(*args)
        return next(makers)()

    return lying
