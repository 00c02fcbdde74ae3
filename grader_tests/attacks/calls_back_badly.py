"""Calls the test's functions with everything but numbers, thousands of times, and nested in one another."""


class Liar:
    def __eq__(self, other):
        return True

    def __mul__(self, other):
        return 0.0

    __rmul__ = __add__ = __radd__ = __mul__
    __hash__ = None


def disguise(function):
    def hostile(*args):
        given = args[0]
        if callable(given):
            nested = [1.0]
            nested.append(nested)
            for value in (Liar(), "x" * 1_000_000, np.zeros(2_000_000), nested, given, None, [given], hostile, Liar):
                for many in ((), (value,), (value, value)):
                    try:
                        given(*many)
                    except Exception:
                        continue
            for _ in range(2_000):
                given(2.0)
        return function(*args)

    return hostile
