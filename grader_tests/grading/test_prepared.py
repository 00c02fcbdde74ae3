"""Figures made before the fork are those that a cell would have made."""

import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.figure import Figure

from proctor.grading import candidate, prepared
from proctor.grading.figures import figure_pixels

CELLS = """
fig, ax = plt.subplots(); ax.plot([0, 1, 3], [2, 1, 2], label="line"); ax.legend()
fig, ax = plt.subplots(figsize=(6, 4)); ax.plot(np.linspace(-2, 2, 30)); ax.set(xlabel="x", ylabel="$y$", title="t")
fig, ax = plt.subplots(figsize=[3, 2.5]); ax.scatter([1, 2], [3, 1])
plt.plot([1, 2, 5]); plt.grid(True); plt.xlabel("x")
plt.figure(figsize=(5, 3)); plt.bar(["a", "b", "c"], [3, 1, 2])
plt.figure(figsize=(5, 3)); plt.hist(np.arange(50) % 7)
fig = plt.figure(); ax = fig.add_subplot(111); ax.semilogx([1, 10, 1000], [1, 2, 3])
fig = plt.figure(); ax = fig.add_subplot(1, 1, 1, facecolor="0.9"); ax.loglog([1, 10, 1000], [1, 2, 3])
fig = plt.figure(); ax = fig.add_axes((0.2, 0.2, 0.5, 0.5)); ax.plot([1, 2])
fig = plt.figure(); fig.add_subplot(121).plot([1, 2]); fig.add_subplot(122).plot([2, 1])
fig = plt.figure(); fig.add_subplot().plot([1, 2]); fig.add_subplot(122).plot([2, 1])
fig, axes = plt.subplots(2, 2, sharex=True); axes[0, 1].plot([1, 2])
fig, ax = plt.subplots(layout="constrained"); ax.plot([1, 2]); ax.set_ylabel("a label")
fig, ax = plt.subplots(); ax.plot([1, 2]); ax.set_ylabel("a label"); fig.tight_layout()
fig, ax = plt.subplots(subplot_kw={"projection": "polar"}); ax.plot([1, 2])
fig, ax = plt.subplots(); ax.imshow(np.arange(12).reshape(3, 4)); fig.colorbar(ax.images[0])
fig, ax = plt.subplots(); ax.plot([1, 2]); ax.twinx().plot([5, 4], "r")
fig, ax = plt.subplots(); ax.set_xticks(np.arange(25)); ax.tick_params(rotation=45, labelsize=6, colors="red")
fig, ax = plt.subplots(); ax.plot([1, 2]); ax.minorticks_on(); ax.grid(which="both", alpha=0.3)
fig, ax = plt.subplots(); ax.plot([1, 2]); ax.clear(); ax.plot([2, 1]); ax.invert_yaxis(); ax.set_aspect("equal")
fig, ax = plt.subplots(); ax.plot([1, 2]); ax.remove(); fig.add_subplot().plot([3, 1])
fig, ax = plt.subplots(frameon=False, dpi=60); ax.plot([1, 2]); ax.spines[["top", "right"]].set_visible(False)
plt.subplot(111).plot([1, 2]); plt.subplot(111).plot([2, 1])
plt.rcParams["axes.grid"] = True; fig, ax = plt.subplots(); ax.plot([1, 2])
plt.style.use("ggplot"); plt.plot([1, 2])
fig = plt.figure(); plt.rcParams["xtick.direction"] = "in"; fig.add_subplot().plot([1, 2])
fig = plt.figure(num="named"); plt.axes().plot([1, 2]); plt.title(f"{fig.number} {fig} {fig.axes}")
""".strip().splitlines()


@pytest.fixture(autouse=True)
def ready():
    """Figures made ready, and none left for the next test."""
    prepared._ready.clear()
    prepared.prepare()
    yield prepared._ready
    prepared._ready.clear()


def _drawn(cell: str, figures: list[Figure]) -> tuple[np.ndarray, int]:
    """What a cell draws when these figures are ready, and how many are left."""
    matplotlib.use(f"module://{candidate.inline_backend.__name__}")
    prepared._ready[:] = figures
    with matplotlib.rc_context():
        exec(cell, {"plt": plt, "np": np})
        pixels = figure_pixels(plt.gcf())
    plt.close("all")
    return pixels, len(prepared._ready)


@pytest.mark.parametrize("cell", CELLS)
def test_a_prepared_figure_is_drawn_alike(cell, ready):
    """Pixel by pixel, whatever a cell asks for and however it changes the defaults."""
    with_prepared, left = _drawn(cell, ready[:2])
    without, _ = _drawn(cell, [])

    assert np.array_equal(with_prepared, without)
    options = ("layout=", "dpi=", 'rcParams["axes', "style.use")
    assert left == (2 if any(option in cell for option in options) else 1)


def test_a_prepared_figure_is_an_ordinary_one():
    """Of the class, size and number that pyplot gives, with nothing left of its preparation once it is used."""
    matplotlib.use(f"module://{candidate.inline_backend.__name__}")
    fig, ax = plt.subplots(figsize=(3, 2))

    assert type(fig) is Figure and fig is plt.figure(1) and fig.axes == [ax]
    assert [3, 2] == list(fig.get_size_inches())
    assert "add_subplot" not in vars(fig)
    assert not ax.lines and ax.get_xlim() == (0, 1)
    plt.close(fig)


def test_more_figures_than_are_ready():
    """Whoever asks for more gets more."""
    matplotlib.use(f"module://{candidate.inline_backend.__name__}")
    made = {id(plt.subplots()[1]) for _ in range(15)}
    plt.close("all")

    assert len(made) == 15
