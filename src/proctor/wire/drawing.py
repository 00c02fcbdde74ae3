"""Whether a random generator came to its state by being drawn from, as it must have in honest work.

A generator in a chosen state would give a test the inputs that suit a wrong solution: all zeros, say.
"""

import numpy as np

MAX_DRAWS = 1 << 40
"""Between two states of a PCG64: more than anyone draws."""
MAX_REPEATED = 1 << 22
"""For generators whose draws have to be repeated to see where they lead."""

# LCG multipliers of numpy/random/src/pcg64/pcg64.h
_MULTIPLIERS = {"PCG64": 0x2360ED051FC65DA44385DF649FCCF645, "PCG64DXSM": 0xDA942042E4DD58B5}
_MASK = (1 << 128) - 1
_MT_WORDS = 624
_SPARE = ("has_uint32", "uinteger")


def leads_to(old: dict, new: dict) -> bool:
    """Whether drawing leads from one ``bit_generator.state`` to another of the same kind.

    The spare 32 bits that a generator may hold back are not looked at.
    """
    kind = old["bit_generator"]
    if kind in _MULTIPLIERS:
        return old["state"]["inc"] == new["state"]["inc"] and 0 <= _pcg_draws(kind, old, new) <= MAX_DRAWS
    bits = getattr(np.random, kind)(0)
    bits.state = old
    if kind == "MT19937":
        return _mt_leads_to(bits, new)
    draws = _counted(new) - _counted(old)
    if not 0 <= draws <= MAX_REPEATED:
        return False
    bits.random_raw(draws, output=False)
    return _without_spare(bits.state) == _without_spare(new)


def _pcg_draws(kind: str, old: dict, new: dict) -> int:
    """Steps from one state of the LCG to another, bit by bit; -1 if none lead there.

    Source: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms for Random Number
    Generation", 2014, section 4.3.1 (jump-ahead), the other way round.
    """
    at, goal = old["state"]["state"], new["state"]["state"]
    multiplier, plus = _MULTIPLIERS[kind], old["state"]["inc"]
    draws = 0
    for bit in range(128):
        if (at ^ goal) >> bit & 1:
            at = (at * multiplier + plus) & _MASK
            draws |= 1 << bit
        plus = (multiplier + 1) * plus & _MASK
        multiplier = multiplier * multiplier & _MASK
    return draws if at == goal else -1


def _counted(state: dict) -> int:
    """How often a generator that counts was drawn from, up to a constant."""
    if state["bit_generator"] == "SFC64":
        return int(state["state"]["state"][3])
    blocks = sum(int(word) << 64 * place for place, word in enumerate(state["state"]["counter"]))
    return 4 * blocks + state["buffer_pos"]


def _mt_leads_to(bits: np.random.MT19937, new: dict) -> bool:
    key, position = new["state"]["key"], new["state"]["pos"]
    at = bits.state["state"]
    for _ in range(MAX_REPEATED // _MT_WORDS):
        if np.array_equal(at["key"], key):
            return at["pos"] <= position
        bits.random_raw(_MT_WORDS - at["pos"] + 1, output=False)
        at = bits.state["state"]
    return False


def _without_spare(state: dict) -> str:
    return repr({name: value for name, value in state.items() if name not in _SPARE})
