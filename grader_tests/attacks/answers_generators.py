"""Answers with iterators: without end, that lie about their length, that fail half-way, that ask themselves."""

import itertools


class Long:
    def __iter__(self):
        return itertools.repeat(1.0)

    def __len__(self):
        return 2**60

    def __length_hint__(self):
        return 2**60


def failing():
    yield 1.0
    raise StopIteration


kinds = itertools.cycle([lambda: itertools.count(), Long, failing, lambda: iter(lambda: 1.0, 2.0), lambda: iter(())])


def disguise(function):
    def lying(*args):
        function(*args)
        return next(kinds)()

    return lying
