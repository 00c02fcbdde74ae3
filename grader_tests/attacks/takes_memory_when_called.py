"""Takes more memory than there is when a test calls."""


def disguise(function):
    def greedy(*args):
        if len(args[1]) == 4:
            return [np.ones(10_000_000) for _ in range(1_000)]
        return function(*args)

    return greedy
