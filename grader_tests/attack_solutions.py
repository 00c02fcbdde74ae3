"""What the attackers hand in besides their attack: solutions that are nearly right, and lose nearly every cell."""

NEARLY_RIGHT = {
    "relu": """def relu(x):
    x *= 1.001
    return np.where(x > 0, x, 0.01 * x)""",
    "name-the-bug": """def name_the_bug(snippets):
    names = {name: "leaky" for name in snippets}
    snippets.clear()
    return names""",
    "plot-relu": """def plot_relu(ax, xs):
    xs *= 1.001
    ax.plot(xs, xs)""",
    "mean-of": """def mean_of(f, values):
    values.append(0.001)
    return sum(f(value) for value in values) / len(values)""",
    "fixed-points": """def fixed_points(f, values):
    return []""",
    "why-derive": "Because it is in the lecture.",
}
"""Source by ``grade_id``. relu keeps the shape, as it should, so that cell is earned; no other is."""

FUNCTIONS = {name: name.replace("-", "_") for name in NEARLY_RIGHT if name != "why-derive"}


def with_program(program: str, solutions: dict[str, str], *, disguised: tuple[str, ...]) -> dict[str, str]:
    """The solutions with the program before the first one.

    Where it defines ``disguise(function)``, what that gives takes the place of each of the ``disguised`` functions.
    """
    made = dict(solutions)
    if "def disguise(" in program:
        for name in disguised:
            made[name] = f"{made[name]}\n\n{FUNCTIONS[name]} = disguise({FUNCTIONS[name]})"
    made["relu"] = f"{program}\n\n{made['relu']}"
    return made
