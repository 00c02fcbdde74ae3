"""A random generator comes back as one that was drawn from, or not at all."""

import numpy as np
import pytest

from proctor.wire.drawing import leads_to
from proctor.wire.errors import CannotCross

KINDS = ("PCG64", "PCG64DXSM", "MT19937", "Philox", "SFC64")
DRAWS = (
    lambda rng: None,
    lambda rng: rng.random(),
    lambda rng: rng.integers(0, 5, size=3),
    lambda rng: rng.random(dtype=np.float32),
    lambda rng: rng.permutation(10),
    lambda rng: rng.normal(size=100_000),
)
MULTIPLIER = 0x2360ED051FC65DA44385DF649FCCF645


def generator(kind: str, seed: int = 5) -> np.random.Generator:
    return np.random.Generator(getattr(np.random, kind)(seed))


@pytest.mark.parametrize("kind", KINDS)
def test_drawing_leads_on_and_never_back(kind):
    """Each state is reached from every earlier one, whatever was drawn, and from no later one."""
    rng = generator(kind)
    states = []
    for draw in DRAWS:
        draw(rng)
        states.append(rng.bit_generator.state)

    assert all(leads_to(early, late) for i, early in enumerate(states) for late in states[i:])
    assert not leads_to(states[-1], states[0])


@pytest.mark.parametrize("kind", KINDS)
def test_no_drawing_leads_to_another_seed(kind):
    """Another seed's state, and one with a word changed, are no states to draw one's way to."""
    assert not leads_to(generator(kind).bit_generator.state, generator(kind, 6).bit_generator.state)


def test_a_generator_that_always_draws_the_same_is_refused():
    """A PCG64 whose step leads to where it is."""
    old = generator("PCG64").bit_generator.state
    state = (1 << 128) - 1
    stuck = {**old, "state": {"state": state, "inc": state * (1 - MULTIPLIER) % (1 << 128)}}

    assert not leads_to(old, stuck)


def test_a_test_draws_on_from_where_the_student_stopped(student):
    """Drawing is restored; setting the state is refused, and the test's generator stays as it was."""
    notebook = student(
        "def draw(rng): rng.random(3)\n"
        "def set(rng):\n"
        "    state = rng.bit_generator.state\n"
        "    state['state'] = {'state': 0, 'inc': 0}\n"
        "    rng.bit_generator.state = state\n"
    )
    rng, same = generator("PCG64"), generator("PCG64")
    notebook.draw(rng)
    same.random(3)
    with pytest.raises(CannotCross, match="random generator"):
        notebook.set(rng)

    assert same.random() == rng.random()
