"""Puts generators that it is passed, and all that it finds, into a state in which they draw nothing but zeros."""

import gc


def stop(rng):
    state = rng.bit_generator.state
    state["state"] = {"state": 0, "inc": 0}
    rng.bit_generator.state = state


def disguise(function):
    def rigged(*args):
        for given in (*args, *gc.get_objects()):
            if isinstance(given, np.random.Generator):
                stop(given)
        return function(*args)

    return rigged


fixed = np.random.default_rng(1)
stop(fixed)
fixed.normal(size=3)
