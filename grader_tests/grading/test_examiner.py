"""A submission is examined cell by cell, and no cell costs more than itself."""

import base64
import io
import time

import numpy as np
import pytest
from PIL import Image

from proctor.grading.job import Limits

RELU = ("student", "import numpy as np\ndef relu(x):\n    return np.maximum(x, 0)")
IMPORTS = ("locked", "import numpy as np\nimport matplotlib.pyplot as plt\ndef close(a, b): return np.allclose(a, b)")
CHECK = ("test", "assert close(relu(np.array([-1.0, 2.0])), [0, 2]), 'values'")


def by_name(result):
    return {run.name: run for run in result.cells}


def marks(result):
    """Names of the test cells that passed."""
    return [run.name for run in result.cells if run.name.startswith("test") and not run.failed]


def message(run):
    return run.outputs[0]["evalue"]


def all_text(run):
    return repr(run.outputs)


def _pixels(output):
    """An output's image as an array (height, width, channels)."""
    return np.asarray(Image.open(io.BytesIO(base64.b64decode(output["data"]["image/png"]))))


def test_an_honest_submission_passes(grade):
    """Right work passes, wrong work fails with the author's message and nothing else."""
    result = grade(
        RELU,
        IMPORTS,
        CHECK,
        ("test", "assert relu(np.ones(1))[0] == 2, 'not the identity above 0. Reread section 1.'"),
    )

    assert ["test-1"] == marks(result)
    assert "not the identity above 0. Reread section 1." == message(result.cells[-1])
    assert () == result.incidents


def test_the_last_number_is_partial_credit(grade):
    """A test cell's last expression counts where it is a number."""
    result = grade(("test", "1.5"), ("test", "True"), ("test", "'x'"), ("test", "x = 1"), ("test", "float('nan')"))

    assert [1.5, None, None, None, None] == [run.number for run in result.cells]


def test_cells_run_like_a_notebooks(grade):
    """Errors do not stop the notebook, and streams, results and errors come in order."""
    result = grade(
        ("student", "import sys\nprint('a')\nprint('b', file=sys.stderr)\n1 + 1"),
        ("student", "1 / 0"),
        ("student", "%matplotlib inline\nimport asyncio\nawait asyncio.sleep(0)\n3;"),
    )
    first, second, third = result.cells

    assert ["stdout", "stderr"] == [output["name"] for output in first.outputs[:2]]
    assert {"text/plain": "2"} == first.outputs[2]["data"]
    assert second.failed
    assert "  Cell student-2, line 1" in second.outputs[0]["traceback"]
    assert () == third.outputs
    assert not third.failed


def test_figures_are_shown(grade):
    """An open figure is shown at the end of its cell."""
    result = grade(
        ("student", "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.gcf().set_facecolor('red')"),
        ("student", "len(plt.get_fignums())"),
    )
    pixels = _pixels(result.cells[0].outputs[-1])

    assert [255, 0, 0] == pixels[0, 0, :3].tolist()
    assert "0" == result.cells[1].outputs[0]["data"]["text/plain"]


def test_an_image_file_is_shown(grade):
    """What a cell displays as PNG is shown as one that was encoded here."""
    result = grade(("student", "from PIL import Image\nImage.new('RGB', (3, 2), 'blue')"))

    assert (2, 3) == _pixels(result.cells[0].outputs[0]).shape[:2]


def test_a_test_uses_figures_in_plain_matplotlib(grade):
    """A test draws on axes of the student's process and reads plain values back."""
    result = grade(
        RELU,
        IMPORTS,
        ("student", "def draw(ax, xs):\n    ax.plot(xs, relu(xs), label='r')\n    ax.set_xlabel('x')"),
        (
            "test",
            """
fig, ax = plt.subplots()
xs = np.linspace(-2, 2, 5)
draw(ax, xs)
assert 1 == len(ax.lines)
assert close(np.asarray(ax.lines[0].get_xydata(), float)[:, 1], [0, 0, 0, 1, 2])
assert ["r"] == [line.get_label() for line in ax.get_lines()]
assert "x" == ax.get_xlabel()
assert ax.figure is fig
plt.close(fig)
""",
        ),
    )

    assert ["test-1"] == marks(result)


def test_a_test_reads_bars_as_matplotlib_keeps_them(grade):
    """A container of bars is a tuple with a label: both can be read."""
    result = grade(
        ("student", "def draw(ax): ax.bar(['a', 'b'], [1.0, 2.0], label='bars')"),
        IMPORTS,
        (
            "test",
            """
fig, ax = plt.subplots()
draw(ax)
(bars,) = ax.containers
assert "bars" == bars.get_label()
assert [1.0, 2.0] == [bar.get_height() for bar in bars]
assert 2 == len(bars)
""",
        ),
    )

    assert ["test-1"] == marks(result)


def test_names_mean_the_instructors_first(grade):
    """Patching NumPy, a helper or a builtin changes the student's own world only."""
    result = grade(
        IMPORTS,
        ("student", "import builtins, numpy as np\nnp.allclose = close = lambda *a: True\nbuiltins.abs = lambda x: 0"),
        ("student", "def relu(x): return x"),
        CHECK,
        ("test", "assert abs(-1) == 1"),
        ("student", "import proctor.wire.encode as v\nv.Encoder.node = lambda *a: ['T']"),
        ("test", "assert not close(1, 2)"),
    )

    assert ["test-2", "test-3"] == marks(result)


def test_names_are_found_wherever_python_looks(grade):
    """Functions, comprehensions and classes of a test find the student's names too."""
    result = grade(
        ("student", "def f(x): return x + 1\nlimit = 3"),
        (
            "test",
            """
def inside(): return f(limit)
class Box:
    value = f(1)
assert 4 == inside()
assert [1, 2] == [f(i) for i in range(2)]
assert 2 == Box.value
assert 5 == (lambda: f(4))()
""",
        ),
    )

    assert ["test-1"] == marks(result)


def test_a_function_may_be_named_as_python_names_a_command(grade):
    """``quit``, ``license`` and the like are the student's where the student defines them."""
    result = grade(("student", "def license(): return 3"), ("test", "assert license() == 3"))

    assert ["test-1"] == marks(result)


def test_a_test_may_take_a_function_away(grade):
    """`del` of a student's function is seen by their other functions, until it is assigned back or the test ends."""
    result = grade(
        ("student", "def square(x):\n    return x * x\ndef total(n):\n    return sum(map(square, range(n)))"),
        (
            "test",
            "kept = square\ndel square\n"
            "try:\n    total(3)\nexcept NameError:\n    pass\nelse:\n    assert False, 'does not call square'\n"
            "try:\n    square\nexcept NameError:\n    square = kept\nassert total(3) == 5 == square(2) + 1",
        ),
        ("test", "del square\ntotal(3)"),
        ("test", "assert total(3) == 5"),
        ("test", "del nothing_of_this_name"),
    )

    assert ["test-1", "test-3"] == marks(result)
    assert [(), "NameError"] == [result.cells[1].outputs, result.cells[2].outputs[0]["ename"]]


def test_what_a_test_assigns_does_not_reach_the_student(grade):
    """A student who guesses the name of an expected value does not find it there, deleted before or not."""
    result = grade(
        ("student", "want = None\ndef solve():\n    return want"),
        ("test", "want = 42\nassert solve() == want"),
        ("test", "del want\nwant = 42\nassert solve() == want"),
    )

    assert [] == marks(result)


def test_what_a_test_defines_is_gone_after_it(grade):
    """The next test sees neither its names nor its changes to names."""
    result = grade(IMPORTS, ("test", "helper = 1\nclose = None"), ("test", "assert close(1, 1)"), ("test", "helper"))

    assert ["test-1", "test-2"] == marks(result)


def test_locked_cells_may_use_magics(grade):
    """A locked cell's magics do in the notebook what they do, and stop nothing in the examiner."""
    result = grade(
        ("locked", "%matplotlib inline\nimport numpy as np\nthree = 3"),
        ("locked", "%%time\nfour = 4"),
        ("test", "assert np.add(three, four) == 7"),
    )

    assert ["test-1"] == marks(result)


def test_a_locked_cell_shows_what_it_showed_in_the_notebook(grade):
    """It runs twice, and is shown once."""
    result = grade(RELU, ("locked", "assert relu(-1) == 0\nprint('looks right')"))

    assert ["looks right\n"] == [output["text"] for output in result.cells[1].outputs]


def test_data_files_lie_beside_the_notebook(grade):
    """The unit's files are there when the first cell runs."""
    result = grade(("student", "print(open('data/x.txt').read())"), files={"data/x.txt": b"seven"})

    assert "seven\n" == result.cells[0].outputs[0]["text"]


def test_runs_are_deterministic(grade):
    """Global generators start alike every time."""
    cell = ("student", "import random\nimport numpy as np\nrandom.random(), np.random.rand()")

    assert grade(cell).cells[0].outputs == grade(cell).cells[0].outputs


SECRET = "31415"


@pytest.mark.parametrize(
    "test",
    [
        f"assert f({SECRET}) == 27182, 'Reread section 1.'",
        f"assert f({SECRET}) == 27182",
        f"np.testing.assert_equal(f({SECRET}), 27182)",
        f"np.testing.assert_allclose(f({SECRET}), 27182, err_msg='Reread section 1.')",
        f"shout({SECRET})",
        f"lie({SECRET})",
        f"f({SECRET})['27182']",
        f"f({SECRET}) + '27182'",
        f"x{SECRET}27182",
        f"assert f.{'a' * 3} == {SECRET} + 27182",
        f"thing({SECRET}) == 27182",
        f"f({SECRET}).say(27182)",
        f"echo({SECRET})",
        f"syntax error {SECRET} 27182",
        f"raise ValueError('{SECRET} 27182')",
    ],
)
def test_no_output_tells_inputs_or_expected_values(grade, test):
    """Whatever fails, a student reads neither the test's source nor the values in it."""
    result = grade(
        (
            "student",
            """
import numpy as np
def f(x): return 1
def shout(x): raise ValueError(f"the input was {x}")
def lie(x): raise type(f"Error{x}", (Exception,), {})(x)
def thing(x):
    class Thing:
        def __repr__(self): return str(x)
    return Thing()
def echo(x):
    print(x)
    exec(compile("\\n" * 2 + f"raise ValueError", f"<cell {x}>", "exec"))
""",
        ),
        ("locked", "import numpy as np"),
        ("test", test),
    )
    run = result.cells[-1]

    assert run.failed
    assert SECRET not in all_text(run)
    assert "27182" not in all_text(run)
    assert run.staff


def test_an_exception_of_the_student_shows_their_own_lines(grade):
    """Type, cell, line number and line; the message, which may hold hidden inputs, is for staff."""
    result = grade(("student", "def f(x):\n    y = x\n    return y / 0"), ("test", "f(12345)"))
    run = result.cells[-1]

    assert "ZeroDivisionError" == run.outputs[0]["ename"]
    assert "raised in your code: cell student-1, line 3, in f: return y / 0" == message(run)
    assert "division by zero" in run.staff


def test_no_process_knows_a_tests_input_while_another_may_show_it(grade, tmp_path):
    """A lock on a file, taken when a test calls, is not seen by the notebook's later cells."""
    shared = tmp_path / "shared"  # of this test alone: others run at the same time
    shared.touch()
    tell = f"""
import fcntl, time
def lock():
    global file
    file = open({str(shared)!r})
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
def f():
    lock()
    time.sleep(0.7)
"""
    listen = """
seen = False
for _ in range(5):
    time.sleep(0.1)
    try:
        lock()
        file.close()
    except BlockingIOError:
        seen = True
seen
"""
    shown = grade(("student", tell), ("test", "f()"), ("student", listen)).cells[-1]

    assert "False" == shown.outputs[0]["data"]["text/plain"]


def test_a_failure_cannot_spell_out_what_a_check_passed(grade):
    """Of the lines that a student's code says it failed at, one is shown."""
    spelling = """def f(text):
    step = lambda: 1 / 0
    for letter in reversed(text):
        names = {}
        exec(compile("def go(f):\\n" + "\\n" * (ord(letter) - 90) + " f()", "<cell student-1>", "exec"), names)
        step = (lambda go, inner: lambda: go(inner))(names["go"], step)
    step()
""" + "\n".join(f"# {chr(90 + number)}" for number in range(40))
    run = grade(("student", spelling), ("test", "f('secret')")).cells[-1]

    assert ["ZeroDivisionError: raised in your code: cell student-1, line 2, in f: step = lambda: 1 / 0"] == (
        run.outputs[0]["traceback"]
    )
    assert "line 27 in go" in run.staff  # s


def test_a_forgotten_return_is_named(grade):
    """A check that cannot work with a value says of what type it was."""
    result = grade(("student", "def f(x): x + 1"), ("test", "assert f(1) + 1 == 3"))

    assert "NoneType" in message(result.cells[-1])


def test_a_missing_function_is_named_where_students_can_read_it(grade):
    """A name that the visible cells use is told; a hidden one is not."""
    result = grade(("locked", "relu(1)"), ("test", "relu(1)"), ("test", "hidden_helper(1)"))

    assert "your notebook does not define relu" == message(result.cells[1])
    assert "hidden_helper" not in all_text(result.cells[2])


def test_a_test_finds_no_figure_that_one_before_left(grade):
    """Figures that the student's code opens while it is tested are closed before the next test."""
    count = ("student", "def count():\n    plt.figure()\n    return len(plt.get_fignums())")
    tests = ("test", "assert count() == 1 and count() == 2")
    result = grade(("student", "import matplotlib.pyplot as plt"), count, tests, tests)

    assert [False, False] == [cell.failed for cell in result.cells[2:]]


def test_what_is_printed_during_a_test_is_for_staff(grade):
    """Neither the test's nor the student's prints reach the student."""
    result = grade(("student", "def f(x): print('got', x)"), ("test", "f(3)\nprint('from the test')"))
    run = result.cells[-1]

    assert () == run.outputs
    assert "got 3" in run.staff
    assert "from the test" in run.staff


def test_warnings_cost_nothing(grade):
    """Neither the student's warnings nor the test's own fail a test."""
    result = grade(
        ("student", "import warnings\ndef f():\n    warnings.warn('hm')\n    return 1"),
        ("test", "import numpy as np\nassert f() == 1\nnp.float64(1) / 0"),
    )

    assert not result.cells[-1].failed


ENDINGS = {
    "a loop without end": ("while True: pass", "timeout"),
    "a loop that catches everything": (
        "while True:\n        try:\n            while True: pass\n        except BaseException: pass",
        "timeout",
    ),
    "the end of the process": ("import os; os._exit(0)", "exit"),
    "a crash": ("import ctypes; ctypes.string_at(0)", "crash"),
    "a closed socket": ("import os; os.closerange(3, 100)", "exit"),
    "noise on the socket": (
        "import os\n    for n in range(3, 60):\n        try: os.write(n, b'x' * 99)\n        except OSError: pass",
        "protocol",
    ),
}


@pytest.mark.parametrize(("code", "kind"), ENDINGS.values(), ids=ENDINGS)
def test_a_fault_in_a_test_costs_that_test(grade, code, kind):
    """The candidate is started again, and what the notebook made before is there again."""
    limits = Limits(cell_seconds=1.0, total_seconds=20.0)
    result = grade(
        RELU, IMPORTS, ("student", f"def bad():\n    {code}"), CHECK, ("test", "bad()"), CHECK, limits=limits
    )

    assert ["test-1", "test-3"] == marks(result)
    assert [("test-2", kind)] == [(incident.cell, incident.kind) for incident in result.incidents]


def test_a_test_cannot_pass_by_catching_the_loss(grade):
    """A check that some exception is raised is not met by ending the process."""
    result = grade(
        ("student", "def f():\n    import os; os._exit(0)"),
        ("test", "try:\n    f()\nexcept Exception:\n    pass\nelse:\n    assert False"),
        ("test", "try:\n    f()\nexcept:\n    pass"),
    )

    assert [] == marks(result)


@pytest.mark.parametrize("code", ["while True: pass", "import os; os._exit(1)"])
def test_a_fault_in_a_cell_costs_that_cell(grade, code):
    """The cells before are run again without it, and not shown again."""
    limits = Limits(cell_seconds=1.0, total_seconds=20.0)
    result = grade(
        ("student", "print('once')\nn = 1"),
        ("student", code),
        ("student", "n + 1"),
        RELU,
        IMPORTS,
        CHECK,
        limits=limits,
    )
    first, second, third = result.cells[:3]

    assert ["once\n"] == [output["text"] for output in first.outputs]
    assert second.failed
    assert {"text/plain": "2"} == third.outputs[0]["data"]
    assert ["test-1"] == marks(result)


def test_a_locked_cell_keeps_its_names_though_the_student_ends_it(grade):
    """A visible check that never ends takes no helper from the tests."""
    limits = Limits(cell_seconds=1.0, total_seconds=20.0)
    result = grade(
        ("student", "def f():\n    while True: pass"),
        ("locked", "def helper(): return 3\nf()"),
        ("test", "assert helper() == 3"),
        limits=limits,
    )

    assert ["test-1"] == marks(result)
    assert ["timeout"] == [incident.kind for incident in result.incidents]


def test_a_test_that_never_ends_by_itself_costs_itself(grade):
    """Time is also kept over the examiner's own code, and the candidate lives on."""
    limits = Limits(cell_seconds=0.5, total_seconds=20.0)
    result = grade(RELU, IMPORTS, ("test", "while True:\n    try: relu\n    except: pass"), CHECK, limits=limits)

    assert ["test-2"] == marks(result)


def test_the_whole_submission_has_its_time(grade):
    """When it is used up the remaining cells are not run, which one incident tells."""
    limits = Limits(cell_seconds=1.0, total_seconds=1.5)
    loop = ("student", "while True: pass")
    result = grade(loop, loop, loop, ("test", "1"), limits=limits)

    assert all(run.failed for run in result.cells)
    assert ["student-1", "student-2", "student-3"] == [incident.cell for incident in result.incidents]


def test_a_flood_of_output_is_cut(grade):
    """What goes beyond the limit is left out with a line that says so, and staff are told."""
    limits = Limits(output_kib=4)
    result = grade(("student", "for _ in range(10000): print('x' * 100)"), limits=limits)
    run = result.cells[0]

    assert not run.failed
    assert "output is cut here" in run.outputs[-1]["text"]
    assert ["output"] == [incident.kind for incident in result.incidents]


def test_running_out_of_memory_is_told(grade):
    """A MemoryError is the cell's failure and an incident."""
    result = grade(("student", "raise MemoryError"), ("student", "def f(): raise MemoryError"), ("test", "f()"))

    assert [("student-1", "memory"), ("test-1", "memory")] == [(i.cell, i.kind) for i in result.incidents]


FALSE_ANSWERS = [
    "1",
    "(False, [1], False, '', [])",
    "(False, [{'output_type': 'x'}], False, '', [])",
    "(False, [{'output_type': 'stream', 'name': 'stdout', 'text': 1}], False, '', [])",
    "(False, [{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 10**6}], False, '', [])",
    "(False, [{'output_type': 'display_data', 'data': {}, 'pixels': np.zeros((2, 2))}], False, '', [])",
    "(False, [{'output_type': 'display_data', 'data': {}, 'pixels': np.zeros((3000, 3000, 4), 'u1')}], False, '', [])",
    "(False, [{'output_type': 'stream', 'name': 'stdout', 'text': ''}] * 600, False, '', [])",
]


@pytest.mark.parametrize("answer", FALSE_ANSWERS)
def test_a_false_account_of_a_cell_costs_the_cell(grade, answer):
    """A candidate whose own code was replaced is believed nothing that is not of the right form."""
    result = grade(
        RELU,
        IMPORTS,
        (
            "student",
            "import gc\nimport numpy as np\n"
            "end = next(each for each in gc.get_objects() if type(each).__name__ == 'CandidateEnd')\n"
            f"end._operations['run'] = lambda *a: {answer}",
        ),
        ("student", "1"),
        CHECK,
        limits=Limits(cell_seconds=20.0, total_seconds=100.0),  # a busy machine must not make it a matter of time
    )

    assert "protocol" in [incident.kind for incident in result.incidents]
    assert result.cells[3].failed


TRIED = {
    "import socket\nsocket.create_connection(('127.0.0.1', 9), 0.1)": "tried to reach the network",
    "import subprocess\nsubprocess.run(['true'])": "tried to start a process",
    "import os\nos.kill(os.getppid(), 0)": "tried to signal a process",
    "open('/proc/1/environ')": "tried to read what is not its own",
}


@pytest.mark.parametrize(("code", "said"), TRIED.items())
def test_what_a_cell_tries_is_told_though_it_hides_the_error(grade, code, said):
    """A call that is denied is noted for staff also where the cell catches what came of it, or a test called it."""
    hidden = "def f():\n    try:\n" + "".join(f"        {line}\n" for line in code.splitlines()) + "    except: pass\n"
    result = grade(("student", hidden + "f()"), ("test", "f()"))

    assert [("student-1", "blocked", said), ("test-1", "blocked", said)] == [
        (incident.cell, incident.kind, incident.detail) for incident in result.incidents
    ]


def test_honest_cells_try_nothing(grade):
    """Figures, asyncio, magics and files of one's own are no attempt at anything."""
    result = grade(
        ("student", "%matplotlib inline\nimport asyncio\nimport matplotlib.pyplot as plt\nplt.plot([1, 2])"),
        ("student", "await asyncio.sleep(0)\nopen('own.txt', 'w').write('1')\nopen('own.txt').read()"),
        ("student", "%timeit -n1 -r1 1 + 1\n%time 1 + 1\nimport tempfile\ntempfile.TemporaryFile().close()"),
    )

    assert () == result.incidents


def test_only_known_attempts_are_told(grade):
    """A process that says that it tried something else is not listened to."""
    lie = (
        "import gc\n"
        "end = next(each for each in gc.get_objects() if type(each).__name__ == 'CandidateEnd')\n"
        "end._operations['run'] = lambda *a: (False, [], False, '', ['<script>', 'start a process', 1])"
    )
    result = grade(("student", lie), ("student", "1"))

    assert ["tried to start a process"] == [incident.detail for incident in result.incidents]


def test_a_candidate_that_answers_everything_with_the_answer_gains_nothing(grade):
    """An object that claims to equal, contain and be everything is no plain value."""
    result = grade(
        (
            "student",
            "class Any:\n"
            + "".join(
                f"    def __{name}__(self, *a): return True\n"
                for name in ("eq", "ne", "lt", "gt", "bool", "contains", "float", "len")
            )
            + "    def __getattr__(self, name): return self\n    __hash__ = object.__hash__\n"
            "def f(x): return Any()",
        ),
        ("locked", "import numpy as np"),
        *(
            ("test", f"assert {check}")
            for check in ("f(1) == 2", "f(1)", "np.allclose(f(1), 2)", "f(1).x == 2", "abs(f(1)) < 3", "2 in [f(1)]")
        ),
    )

    assert [] == marks(result)


def test_a_students_redefinition_holds_from_its_cell_on(grade):
    """A test calls the function as it is defined at that point of the notebook."""
    result = grade(
        ("student", "def f(): return 1"),
        ("test", "assert f() == 1"),
        ("student", "def f(): return 2"),
        ("test", "assert f() == 2"),
    )

    assert ["test-1", "test-2"] == marks(result)


def test_what_tests_passed_in_is_not_shown_by_a_later_cell(grade):
    """Code that keeps a test's input and prints it in a later cell prints nothing of it for the student."""
    result = grade(
        ("student", "kept = []\ndef f(x):\n    kept.append(x)\n    return x"),
        ("test", "assert f(4711.25) == 4711.25"),
        ("student", "print(kept)\nkept"),
    )
    assert ["test-1"] == marks(result)
    assert "4711" not in str(result.cells[2].outputs)
    assert "[]" in str(result.cells[2].outputs)


def test_a_cell_that_holds_all_memory_costs_that_cell(grade):
    """What a cell took and still holds when it runs out of memory is given back before the next cell runs."""
    result = grade(
        ("student", "held = [1]\nraise MemoryError"),
        ("student", "x = 5"),
        ("test", "assert x == 5"),
        ("test", "held"),
    )

    assert [True, False, False, True] == [cell.failed for cell in result.cells]


def test_time_that_ends_while_a_candidate_starts_ends_the_cells_alone(grade):
    """A submission whose time is over just as it needs another process still gets its result."""
    limits = Limits(cell_seconds=2.0, total_seconds=0.5)

    result = grade(RELU, ("test", "relu"), limits=limits, entry=lambda sock: time.sleep(5))

    assert [True, True] == [cell.failed for cell in result.cells]
    assert ["timeout"] == [incident.kind for incident in result.incidents]


def test_what_all_cells_show_together_is_bounded(grade):
    """Many cells cannot show more than a page can hold, and staff are told."""
    result = grade(*[("student", "print('x' * 250_000)")] * 30)

    shown = sum(len(output["text"]) for cell in result.cells for output in cell.outputs)
    assert 3_000_000 < shown < 5_000_000
    assert {"output"} == {incident.kind for incident in result.incidents}


def test_a_candidate_that_cannot_run_a_cell_costs_that_cell(grade):
    """Machinery of the candidate's that a student broke, so that it answers by an exception, is a lost candidate."""
    result = grade(
        ("student", "x = 5"),
        ("student", "type(get_ipython().recorder).take = lambda self: 1 / 0"),
        ("test", "assert x == 5"),
    )

    assert [False, True, False] == [cell.failed for cell in result.cells]
    assert {"protocol"} == {incident.kind for incident in result.incidents}
