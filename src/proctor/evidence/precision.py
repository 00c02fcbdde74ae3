"""Solutions that answer in single precision, made of those that answer in double."""

import ast

_HEAD = """

def _proctor_in_single(function):
    import functools
    import numpy as np

    def single(value):
        if isinstance(value, np.ndarray) and value.dtype == np.float64:
            return value.astype(np.float32)
        if isinstance(value, np.float64):
            return np.float32(value)
        if type(value) in (tuple, list):
            return type(value)(map(single, value))
        return {key: single(one) for key, one in value.items()} if type(value) is dict else value

    @functools.wraps(function)
    def rounded(*given, **named):
        return single(function(*given, **named))

    return rounded

"""


def in_single(source: str) -> str:
    """A solution cell whose functions hand back float32 where ``source`` has them hand back NumPy's float64."""
    functions = [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]
    return source + _HEAD + "\n".join(f"{name} = _proctor_in_single({name})" for name in functions)
