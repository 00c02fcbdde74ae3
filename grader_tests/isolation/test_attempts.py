"""What a locked-in process cannot do, and what it still can, on every kind of host."""

import os

import attempts
import honest_code
import pytest


@pytest.mark.parametrize("name", attempts.ATTEMPTS)
def test_no_attempt_succeeds(gathered, name):
    """Each attempt ends in one of the ways that its definition names."""
    accepted = attempts.ATTEMPTS[name][1]
    assert gathered["ends"][name] in accepted


@pytest.mark.parametrize("name", honest_code.HONEST)
def test_honest_code_works(gathered, name):
    """What notebooks do with files, threads, time, arrays and figures works behind every layer."""
    assert True is gathered["honest"][name]


def test_nothing_outside_has_changed(gathered):
    """After all attempts the file outside is what it was, and no file or folder was left."""
    assert "the answer" == gathered["secret"]
    assert (0o666, True) == gathered["mode and time"]
    assert os.stat(os.__file__).st_mode & 0o777 == gathered["library mode"] != 0
    assert ["secret", "socket"] == gathered["left"]
