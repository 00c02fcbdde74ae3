"""What one side may ask the other to do with an object: Python's own operations, by name."""

import copy
import importlib
import operator

BINARY = (
    *("add", "sub", "mul", "matmul", "truediv", "floordiv", "mod", "pow"),
    *("lshift", "rshift", "and", "or", "xor"),
)
"""Names of operators that have a reflected and an in-place form."""
UNARY = ("neg", "pos", "abs", "invert")


def _binary(name: str):
    return getattr(operator, name + "_" if name in ("and", "or") else name)


OPERATIONS = {
    "call": lambda function, *arguments, **keywords: function(*arguments, **keywords),
    "getattr": getattr,
    "setattr": setattr,
    "delattr": delattr,
    "getitem": operator.getitem,
    "setitem": operator.setitem,
    "delitem": operator.delitem,
    "len": len,
    "iter": iter,
    "reversed": reversed,
    "next": next,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "enter": lambda manager: type(manager).__enter__(manager),
    "exit": lambda manager: type(manager).__exit__(manager, None, None, None),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "round": round,
    "import": importlib.import_module,
    **{name: _binary(name) for name in BINARY},
    **{"i" + name: getattr(operator, "i" + name) for name in BINARY},
    **{name: getattr(operator, name) for name in UNARY},
}
"""Operations on objects of the student's process, as that process performs them."""
