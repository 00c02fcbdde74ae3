"""Computes in C, where no signal handler of Python's ever runs."""


def disguise(function):
    def endless(*args):
        if len(args[1]) == 4:
            sum(range(10**13))
        return function(*args)

    return endless
