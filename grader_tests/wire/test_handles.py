"""A handle does what its object does, and decides nothing by the object's word."""

import copy
import itertools
import operator

import numpy as np
import pytest

from proctor.wire.errors import CannotCross, HandleError, ProtocolError
from proctor.wire.faults import StudentError, fault_of

VALUE = """
class Value:
    def __init__(self, data):
        self.data, self.items = data, {}
    def __add__(self, other):
        return Value(self.data + getattr(other, "data", other))
    __radd__ = __add__
    def __rmatmul__(self, other):
        return Value("matmul")
    def __pow__(self, n):
        return Value(self.data ** n)
    def __neg__(self):
        return Value(-self.data)
    def __iadd__(self, other):
        self.data += other
        return self
    def __len__(self):
        return 3
    def __getitem__(self, key):
        return self.items[key]
    def __setitem__(self, key, item):
        self.items[key] = item
    def __iter__(self):
        return iter(self.items)
    def __contains__(self, item):
        return True
    def __sub__(self, other):
        return 0.0
    __rsub__ = __isub__ = __truediv__ = __sub__
    def __eq__(self, other):
        return True
    def __bool__(self):
        return True
    def __float__(self):
        return 1.0
    def __repr__(self):
        return "the answer is 42"
    def __enter__(self):
        self.data = "entered"
        return self
    def __exit__(self, *what):
        self.data = "left"
        return True
    __hash__ = None

same = Value(7)
def get_same():
    return same
def count():
    print("counting")
    yield from range(10**9)
class Near(Value):
    def near(self, *args):
        return self
    def zero(self, *args, **kwargs):
        return 0.0
    __sub__ = __rsub__ = __isub__ = __mul__ = __pow__ = __neg__ = near
    __abs__ = __round__ = __getitem__ = sum = mean = max = any = zero
    def __iter__(self):
        return iter([0.0])
class Loud(ValueError):
    pass
class Odd(Exception):
    pass
def fail(kind):
    if kind == "loud":
        raise Loud("a message")
    if kind == "odd":
        raise Odd("a message")
    if kind == "exit":
        raise SystemExit(3)
    if kind == "key":
        return {}["missing"]
    if kind == "stop":
        raise StopIteration
    raise NotImplementedError()
"""


@pytest.fixture
def notebook(student):
    return student(VALUE)


def test_attributes_items_and_operators_reach_the_object(notebook):
    """What Python does with the object, a handle asks for."""
    value = notebook.Value(3)
    value["a"] = [1]
    value.extra = 5

    assert 7 == (value + 4).data
    assert 7 == (4 + value).data
    assert 6 == (value + value).data
    assert 9 == (value**2).data
    assert -3 == (-value).data
    assert "matmul" == ([2] @ value).data
    assert [1] == value["a"]
    assert 5 == value.extra
    assert 3 == len(value)


def test_an_operator_in_place_keeps_the_object(notebook):
    """``+=`` changes the object that the handle stands for."""
    value = notebook.Value(3)
    kept = value

    value += 4

    assert kept is value
    assert 7 == kept.data


def test_one_object_has_one_handle(notebook):
    """``is`` works on handles, and they can be keys."""
    first, second = notebook.get_same(), notebook.get_same()

    assert first is second
    assert {first: 1}[second] == 1


def test_isinstance_asks_the_student(notebook):
    """A class of the student's tells its instances from others'."""
    assert isinstance(notebook.Value(1), notebook.Value)
    assert not isinstance(3, notebook.Value)
    assert issubclass(notebook.Value, notebook.Value)


def test_callables_are_told_from_others(notebook):
    """``callable`` of a handle is true of functions and classes alone."""
    assert callable(notebook.Value)
    assert not callable(notebook.Value(1))


def test_generators_are_lazy(notebook):
    """Only what is asked for is made, so a generator without end can be tested."""
    assert [0, 1, 2] == list(itertools.islice(notebook.count(), 3))


def test_a_copy_is_another_object(notebook):
    """``copy`` and ``deepcopy`` copy in the student's process."""
    value = notebook.Value(1)
    other = copy.deepcopy(value)
    other.data = 2

    assert 1 == value.data
    assert other is not value


def test_a_context_manager_is_entered_and_left_but_swallows_nothing(notebook):
    """A student's ``__exit__`` that returns True does not turn a failed check into a passed one."""
    value = notebook.Value(1)
    with pytest.raises(AssertionError), value as entered:
        assert "entered" == entered.data
        raise AssertionError

    assert "left" == value.data


@pytest.mark.parametrize(
    "decide",
    [
        *(lambda v: v == 3, lambda v: v != 3, lambda v: v < 3, lambda v: 3 >= v, lambda v: v == v),
        *(bool, float, int, complex, np.asarray, operator.index, lambda v: 3 in [v], lambda v: [v].index(3)),
        lambda v: np.allclose(v, 3),
        *(lambda v: v - 3, lambda v: 3 - v, lambda v: v / 3, lambda v: [3] - v, lambda v: v - v),
    ],
)
def test_no_mark_is_decided_by_the_objects_word(notebook, decide):
    """An object that equals everything, is true and converts to the answer gains nothing."""
    with pytest.raises(HandleError, match="plain values"):
        decide(notebook.Value(3))


@pytest.mark.parametrize(
    "measure",
    [
        *(abs, round, lambda v: abs(-v), lambda v: v[0], list, next, sum, np.sum, np.mean, np.max, np.any, np.round),
        *(lambda v: (v**2).mean(), lambda v: (v * 2).max(), lambda v: abs(v * v), lambda v: abs(v - v)),
    ],
)
@pytest.mark.parametrize("subtract", [lambda v: v - 3, lambda v: 3 - v, lambda v: operator.isub(v, 3)])
def test_no_distance_is_told_by_an_object(notebook, subtract, measure):
    """An object that was told the expected value has no say in how far off it is."""
    with pytest.raises((HandleError, TypeError, StudentError)):
        measure(subtract(notebook.Near(3)))


def test_an_object_that_was_told_nothing_measures_itself(notebook):
    """``abs`` of a student's vector is a number, and so is an attribute of what a subtraction gives."""
    near = notebook.Near(3)

    assert 0.0 == abs(near) == near.mean() == near[0] == abs(near * 2) == abs(near - near)
    assert [0.0] == list(near)
    assert 3 == (near - 1).data == (1 - near).near().data


def test_membership_is_decided_here(notebook):
    """An object that claims to hold everything holds what it gives when it is gone through."""
    value = notebook.Value(3)
    value["a"] = 1

    assert "a" in value
    assert "b" not in value


def test_a_loop_is_not_ended_by_the_function_that_it_calls(notebook):
    """StopIteration out of a student's function is an error, not the end of the caller's loop."""
    with pytest.raises(RuntimeError) as caught:
        all(map(notebook.fail, ["stop"]))

    assert "StopIteration" == fault_of(caught.value).name


def test_nothing_of_the_student_shows_in_a_handles_text(notebook):
    """``repr``, ``str`` and formatting are made here."""
    value = notebook.Value(1)

    for text in (repr(value), str(value), f"{value}"):
        assert "42" not in text


@pytest.mark.parametrize(
    ("kind", "expected", "message"),
    [
        ("loud", ValueError, "a message"),
        ("odd", StudentError, "a message"),
        ("exit", StudentError, "3"),
        ("key", KeyError, "missing"),
        ("else", NotImplementedError, ""),
    ],
)
def test_exceptions_arrive_as_builtins(notebook, kind, expected, message):
    """The nearest builtin Exception is raised, with the message and the student's own lines."""
    with pytest.raises(expected) as caught:
        notebook.fail(kind)

    assert expected is type(caught.value)
    fault = fault_of(caught.value)
    assert message == fault.message
    assert ("<cell student>", "fail") == (fault.lines[-1][0], fault.lines[-1][2])


def test_arguments_are_restored(student):
    """What the student's function does to its arguments is done to the originals, also when it raises."""
    notebook = student("""
def change(array, items, table, members, rng):
    array *= 2
    items.append(items)
    table["new"] = array
    members.discard(1)
    rng.normal()
    raise ValueError
""")
    array, items, table, members, rng = np.ones(3), [1], {}, {1, 2}, np.random.default_rng(0)
    view = array[1:]

    with pytest.raises(ValueError):
        notebook.change(array, items, table, members, rng)

    assert [2.0, 2.0, 2.0] == array.tolist()
    assert [2.0, 2.0] == view.tolist()
    assert items[1] is items
    assert table["new"] is array
    assert {2} == members
    expected = np.random.default_rng(0)
    expected.normal()
    assert expected.normal() == rng.normal()


def test_a_result_that_is_an_argument_is_that_object(student):
    """A function that returns its input, or holds it, returns the very object."""
    notebook = student("def give(x): return x, [x]")
    array = np.ones(2)

    first, (second,) = notebook.give(array)

    assert first is array
    assert second is array


def test_a_read_only_array_stays_read_only(student):
    """Writing into it raises there as it would here."""
    notebook = student("def write(x): x[0] = 1")
    array = np.zeros(2)
    array.flags.writeable = False

    with pytest.raises(ValueError, match="read-only"):
        notebook.write(array)


def test_calls_go_both_ways_and_nest(student):
    """A student's function calls the test's, which calls the student's."""
    notebook = student("""
def apply(f, x): return f(x) + 1
def double(x): return 2 * x
""")

    assert 21 == notebook.apply(lambda x: notebook.double(x) + 2 * x, 5)


def test_a_callback_may_change_and_return_its_argument(student):
    """Copy-restore works the other way as well."""
    notebook = student("""
def run(step):
    w = [1.0]
    out = step(w)
    return out is w, w
""")

    def step(w):
        w.append(2.0)
        return w

    assert (True, [1.0, 2.0]) == notebook.run(step)


def test_a_tests_own_exception_comes_back_as_itself(student):
    """What a callback raised, and the student did not catch, is the very exception; they see no message of it."""
    notebook = student("""
seen = []
def run(f):
    try:
        f()
    except Exception as error:
        seen.append((type(error).__name__, str(error)))
        raise
""")

    class Stop(ValueError):
        pass

    stop = Stop("hidden input")

    def raises():
        raise stop

    with pytest.raises(Stop) as caught:
        notebook.run(raises)

    assert stop is caught.value
    assert [("ValueError", "")] == notebook.seen


def test_endless_back_and_forth_ends(student):
    """Mutual recursion across the wire is a RecursionError on both sides, not a crash."""
    notebook = student("def ping(f): return f()")

    def pong():
        return notebook.ping(pong)

    with pytest.raises(RecursionError):
        pong()


def test_only_functions_are_handed_over(student):
    """Other objects of the examiner's are refused, in words for the author."""
    notebook = student("def f(x): pass")

    with pytest.raises(CannotCross, match="cannot be handed to the student's code"):
        notebook.f(object())


def test_too_large_an_argument_is_refused_and_the_conversation_goes_on(student):
    """The limit on messages costs that call only."""
    notebook = student("def f(x): return 1")

    with pytest.raises(CannotCross, match="MiB"):
        notebook.f(np.zeros(9 << 20, np.uint8))
    assert 1 == notebook.f(0)


def test_too_large_a_result_is_an_error_of_that_call(student):
    """So it is with a result."""
    notebook = student("import numpy as np\ndef f(n): return np.zeros(n, np.uint8)")

    with pytest.raises(TypeError, match="MiB"):
        notebook.f(9 << 20)
    assert 3 == len(notebook.f(3))


def test_a_revoked_function_is_an_error_of_the_student(student):
    """A function that a test passed cannot be kept for later."""
    notebook = student("def keep(f):\n    global kept\n    kept = f\ndef use(): return kept()")
    mark = notebook.end.mark()
    notebook.keep(lambda: 1)
    notebook.end.forget(mark)

    with pytest.raises(RuntimeError, match="until that test ends"):
        notebook.use()


def test_objects_nobody_holds_are_forgotten(student):
    """The student's process keeps no object for a handle that is gone, and a kept one works on."""
    notebook = student("""
import weakref
class Thing: pass
def make():
    global made
    thing = Thing()
    made = weakref.ref(thing)
    return thing
def is_there(): return made() is not None
def name(t): return type(t).__name__
""")
    kept = notebook.make()
    is_there, name, make = notebook.is_there, notebook.name, notebook.make
    make()
    assert is_there()
    assert notebook.end.forget(notebook.end.mark())

    notebook.end.request("keep", notebook.end.peer.references.alive())

    assert not notebook.end.forget(notebook.end.mark())

    assert not is_there()
    assert "Thing" == name(kept)


FORGERIES = {
    "an answer nobody asked for": 'end.channel.send(["=", 99, [], 1], [])',
    "an early answer": 'end.channel.send(["=", 1000, [], 1], [])',
    "a question that is no call": 'end.channel.send(["?", 1, "getattr", [["o", 1], "x"], []], [])',
    "a call of what was not handed over": 'end.channel.send(["?", 1, "call", [["o", 1]], []], [])',
    "a call by name": 'end.channel.send(["?", 1, "call", [["n", "bytes"], 1000000000000], []], [])',
    "a change of what was not passed": 'end.channel.send(["=", NUMBER, [[0, ["L"]]], 1], [])',
    "no message": "end.channel.send([], [])",
    "an unknown kind": 'end.channel.send(["x", 1, [], 1], [])',
    "a false exception": 'end.channel.send(["!", NUMBER, [], ["T", 1, 2]], [])',
    "noise": 'end.channel.socket.sendall(b"x" * 100)',
}


@pytest.mark.parametrize("forgery", FORGERIES.values(), ids=FORGERIES)
def test_a_forged_message_ends_the_conversation(student, forgery):
    """A process that sends what no honest one sends is refused, and no answer of its is taken for another's."""
    notebook = student(f"def f():\n    NUMBER = 2\n    {forgery}\n    return 5")
    function = notebook.f

    with pytest.raises(ProtocolError) as caught:
        assert 5 == function()
        function()

    assert notebook.end.peer.broken is caught.value


def test_a_handle_of_another_process_is_refused(student):
    """A handle means something only to the process it came from."""
    first, second = student("class A: pass"), student("def f(x): pass")

    with pytest.raises(CannotCross, match="earlier run"):
        second.f(first.A())


def test_threads_of_the_student_may_call_back(student):
    """Two threads that call the test's function get each its own answer."""
    notebook = student("""
from concurrent.futures import ThreadPoolExecutor
def run(f):
    with ThreadPoolExecutor(4) as pool:
        return list(pool.map(f, range(20)))
""")

    assert [2 * n for n in range(20)] == notebook.run(lambda n: 2 * n)
