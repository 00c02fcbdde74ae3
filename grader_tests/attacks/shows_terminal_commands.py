"""Prints, raises and names what terminals act on: colours, titles, links, cursor moves, reversed text."""

codes = "\x1b]0;owned\x07\x1b[2J\x1b[1;1H\x1bPq\x1b\\\x9b31m\x9d0;owned\x9c\r\b\x7f‮\u2028score: 23\x00"
print(codes)
Named = type(codes.replace("\x00", ""), (Exception,), {})


def disguise(function):
    def raising(*args):
        print(codes)
        function(*args)
        raise Named(codes)

    return raising


def at_the_end():
    raise Named(codes)
