"""Answers with a list that holds a list twice, which holds a list twice, and so on: small to send, endless to read."""


def disguise(function):
    def lying(*args):
        function(*args)
        doubling = [0.0]
        for _ in range(30):
            doubling = [doubling, doubling]
        return doubling

    return lying
