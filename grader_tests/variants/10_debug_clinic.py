# ruff: noqa: F821
"""Right and wrong solutions for the unit 10-debug-clinic; names such as ``np`` come from its notebook."""

from proctor.variants import right, wrong

# --- loss_at_init ---------------------------------------------------------------------------------


@right("loss-at-init")
def minus_log_of_a_share(n_classes):
    """takes minus the logarithm of one class's probability"""
    return -np.log(1 / n_classes)


@right("loss-at-init")
def zero_logits(n_classes):
    """runs softmax on logits that are all 0"""
    z = np.zeros(n_classes, dtype=np.float32)
    p = np.exp(z) / np.exp(z).sum(dtype=float)
    return -np.log(p[0])


@right("loss-at-init")
def log_sum_exp(n_classes):
    """takes the logarithm of a sum of ones, as an array of shape ()"""
    return np.array(np.log(np.exp(np.zeros(int(n_classes))).sum()))


@right("loss-at-init")
def other_base_converted(n_classes):
    """takes bits, and turns them into nats"""
    return math.log2(n_classes) * math.log(2)


@wrong("loss-at-init", fails="loss-at-init-values")
def in_bits(n_classes):
    """the logarithm has base 2"""
    return np.log2(n_classes)


@wrong("loss-at-init", fails="loss-at-init-values")
def in_tens(n_classes):
    """the logarithm has base 10"""
    return np.log10(n_classes)


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def negative(n_classes):
    """the minus sign is forgotten"""
    return np.log(1 / n_classes)


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def probability_itself(n_classes):
    """the probability is given instead of the loss"""
    return 1 / n_classes


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def shared_out_again(n_classes):
    """the sum over the classes is averaged over the classes"""
    return np.log(n_classes) / n_classes


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def one_class_fewer(n_classes):
    """the true class is not counted"""
    return np.log(n_classes - 1) if n_classes > 1 else 0.0


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def always_binary(n_classes):
    """two classes are taken for granted"""
    return np.log(2)


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def always_ten(n_classes):
    """ten classes are taken for granted"""
    return 2.302585


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def binary_for_each_class(n_classes):
    """a sigmoid for each class is assumed, and their losses are added up"""
    return n_classes * np.log(2)


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def wrong_answers_too(n_classes):
    """the other classes are counted as wrong answers on top"""
    p = 1 / n_classes
    return -np.log(p) - (n_classes - 1) * np.log(1 - p)


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def squared_error(n_classes):
    """the squared error of equal probabilities is given"""
    p = 1 / n_classes
    return (1 - p) ** 2 + (n_classes - 1) * p**2


@wrong("loss-at-init", fails=("loss-at-init-values", "loss-at-init-laws"))
def guarded_logarithm(n_classes):
    """a small constant is added inside the logarithm"""
    return -np.log(1 / n_classes + 1e-3)


@wrong("loss-at-init", fails="loss-at-init-laws", also="loss-at-init-values")
def one_for_each_class(n_classes):
    """a loss for each class is returned"""
    return np.full(1, np.log(n_classes))


# --- weight_report --------------------------------------------------------------------------------


@right("weight-report")
def by_sums_of_squares(params, grads, lr):
    """adds up squares in float64, with NumPy numbers as results"""
    report = {}
    for name in sorted(params):
        w, g = params[name].astype(float), grads[name].astype(float)
        w_norm, g_norm = np.sqrt((w**2).sum()), np.sqrt((g**2).sum())
        with np.errstate(all="ignore"):
            ratio = np.float64(lr) * g_norm / w_norm
        report[name] = {
            "norm": w_norm,
            "zero_fraction": np.count_nonzero(w == 0) / w.size,
            "update_ratio": 0.0 if np.isnan(ratio) else ratio,
        }
    return report


@right("weight-report")
def norms_of_the_step(params, grads, lr):
    """takes the norm of the step itself, flattened, in the dtype of the weights"""
    report = {}
    for name, w in params.items():
        flat, step = w.ravel(), (lr * grads[name]).ravel()
        w_norm, s_norm = np.linalg.norm(flat), np.linalg.norm(step)
        report[name] = dict(norm=w_norm, zero_fraction=(flat == 0).mean())
        if w_norm == 0:
            report[name]["update_ratio"] = np.inf if s_norm else 0
        else:
            report[name]["update_ratio"] = s_norm / w_norm
    return report


@right("weight-report")
def in_plain_python(params, grads, lr):
    """loops over the numbers in plain Python, and reports more than asked"""
    report = {}
    for name in params:
        values = [float(v) for v in params[name].ravel()]
        slopes = [float(v) for v in grads[name].ravel()]
        norm, step = math.hypot(*values), lr * math.hypot(*slopes)
        try:
            ratio = step / norm
        except ZeroDivisionError:
            ratio = float("inf") if step else 0.0
        report[name] = {
            "norm": norm,
            "zero_fraction": values.count(0.0) / len(values),
            "update_ratio": ratio,
            "size": len(values),
        }
    return report


@right("weight-report")
def dots(params, grads, lr):
    """takes roots of dot products, and counts what is not zero"""

    def norm(a):
        return np.sqrt(np.vdot(a, a))

    return {
        name: {
            "update_ratio": lr * norm(grads[name]) / norm(w) if w.any() else (np.inf if grads[name].any() else 0.0),
            "zero_fraction": 1 - np.count_nonzero(w) / w.size,
            "norm": norm(w),
        }
        for name, w in params.items()
    }


@wrong("weight-report", fails=("weight-report-norms", "weight-report-ratios"))
def largest_singular_value(params, grads, lr):
    """the largest stretch of a matrix is taken for its norm"""

    def norm(a):
        return np.linalg.norm(a, 2) if a.ndim == 2 else np.linalg.norm(a)

    report = {}
    for name, w in params.items():
        size, step = norm(w), lr * norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails=("weight-report-norms", "weight-report-ratios"))
def root_forgotten(params, grads, lr):
    """the root of the sum of squares is not taken"""
    report = {}
    for name, w in params.items():
        size, step = np.sum(w**2), lr * np.sum(grads[name] ** 2)
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-norms")
def root_mean_square(params, grads, lr):
    """the mean of the squares is taken in place of their sum"""
    report = {}
    for name, w in params.items():
        size, step = np.sqrt(np.mean(w**2)), lr * np.sqrt(np.mean(grads[name] ** 2))
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails=("weight-report-norms", "weight-report-ratios"))
def sum_of_sizes(params, grads, lr):
    """absolute values are added up in place of squares"""
    report = {}
    for name, w in params.items():
        size, step = np.abs(w).sum(), lr * np.abs(grads[name]).sum()
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-zeros")
def nearly_zero(params, grads, lr):
    """weights close to 0 are counted as 0"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(np.isclose(w, 0)), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-zeros")
def number_of_zeros(params, grads, lr):
    """zeros are counted, and not divided by the number of weights"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.sum(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-zeros")
def share_of_the_rest(params, grads, lr):
    """the share of weights that are not 0 is given"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w != 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-zeros")
def divided_by_rows(params, grads, lr):
    """zeros are divided by the number of rows"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.sum(w == 0) / len(w), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-zeros")
def zeros_of_the_gradient(params, grads, lr):
    """zeros are looked for in the gradient"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(grads[name] == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-ratios")
def rate_forgotten(params, grads, lr):
    """the learning rate is left out of the step"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails=("weight-report-ratios", "weight-report-all-zero"))
def ratio_upside_down(params, grads, lr):
    """the weights are divided by the step"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = size / step if step else (np.inf if size else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-ratios")
def relative_to_the_new_weights(params, grads, lr):
    """the step is compared with the weights after it"""
    report = {}
    for name, w in params.items():
        step = lr * grads[name]
        size, after = np.linalg.norm(w), np.linalg.norm(w - step)
        ratio = np.linalg.norm(step) / after if size else (np.inf if step.any() else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-ratios")
def mean_of_the_ratios(params, grads, lr):
    """the ratio is formed entry by entry and averaged"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), np.abs(lr * grads[name])
        ratio = np.mean(step[w != 0] / np.abs(w[w != 0])) if size else (np.inf if step.any() else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails=("weight-report-ratios", "weight-report-all-zero"))
def small_constant_below(params, grads, lr):
    """a small constant keeps the denominator from being 0"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": step / (size + 1e-8)}
    return report


@wrong("weight-report", fails="weight-report-all-zero")
def no_guard(params, grads, lr):
    """0/0 is left as NaN"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": step / size}
    return report


@wrong("weight-report", fails="weight-report-all-zero")
def zero_for_every_zero_norm(params, grads, lr):
    """weights that are all 0 count as unmoved, whatever their gradient"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        report[name] = {
            "norm": size,
            "zero_fraction": np.mean(w == 0),
            "update_ratio": step / size if size else 0.0,
        }
    return report


@wrong("weight-report", fails="weight-report-all-zero")
def infinite_for_every_zero_norm(params, grads, lr):
    """weights that are all 0 count as moved, whatever their gradient"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        report[name] = {
            "norm": size,
            "zero_fraction": np.mean(w == 0),
            "update_ratio": step / size if size else np.inf,
        }
    return report


@wrong("weight-report", fails="weight-report-ratios", also="weight-report-all-zero")
def zipped(params, grads, lr):
    """gradients are paired with weights by their place in the dicts"""
    report = {}
    for (name, w), g in zip(params.items(), grads.values(), strict=True):
        size, step = np.linalg.norm(w), lr * np.linalg.norm(g)
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-ratios", also="weight-report-all-zero")
def tiny_norms_are_zero(params, grads, lr):
    """a norm below a tiny threshold counts as 0"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size > 1e-12 else (np.inf if step > 1e-12 else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-purity")
def step_taken(params, grads, lr):
    """the step is taken as well, in place"""
    report = {}
    for name, w in params.items():
        size, step = np.linalg.norm(w), lr * np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
        w -= (lr * grads[name]).astype(w.dtype)
    return report


@wrong("weight-report", fails="weight-report-purity")
def gradient_scaled_in_place(params, grads, lr):
    """the gradient is multiplied by the learning rate in place"""
    report = {}
    for name, w in params.items():
        grads[name] *= lr
        size, step = np.linalg.norm(w), np.linalg.norm(grads[name])
        ratio = step / size if size else (np.inf if step else 0.0)
        report[name] = {"norm": size, "zero_fraction": np.mean(w == 0), "update_ratio": ratio}
    return report


@wrong("weight-report", fails="weight-report-purity")
def zeros_replaced(params, grads, lr):
    """zeros are counted and then replaced in the caller's array, lest something be divided by them"""
    report = {}
    for name, W in params.items():
        size, pull = np.linalg.norm(W), np.linalg.norm(grads[name])
        zeros = np.mean(W == 0)
        W[W == 0] = 1e-12
        ratio = lr * pull / size if size else (math.inf if pull else 0.0)
        report[name] = {"norm": size, "zero_fraction": zeros, "update_ratio": ratio}
    return report


# --- dead_relu_fraction ---------------------------------------------------------------------------


@right("dead-relu-fraction")
def largest_is_zero(activations):
    """asks whether the largest activation of a column is 0"""
    return np.mean(activations.max(axis=0) == 0)


@right("dead-relu-fraction")
def column_by_column(activations):
    """loops over the columns in plain Python"""
    dead = 0
    for column in activations.T.tolist():
        dead += not any(v > 0 for v in column)
    return dead / activations.shape[1]


@right("dead-relu-fraction")
def column_sums(activations):
    """adds up columns, which cannot cancel"""
    return np.array(np.count_nonzero(activations.sum(axis=0) == 0) / activations.shape[1])


@right("dead-relu-fraction")
def all_zero(activations):
    """asks whether all of a column is 0, in float32"""
    return np.float32((activations == 0).all(axis=0).mean())


@right("dead-relu-fraction")
def one_minus_alive(activations):
    """takes the share of active units from 1"""
    return 1 - len(np.unique(np.nonzero(activations)[1])) / activations.shape[1]


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics"),
    also="dead-relu-fraction-edges",
)
def rows_for_columns(activations):
    """rows are taken for units"""
    return np.mean(np.all(activations == 0, axis=1))


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics"),
    also="dead-relu-fraction-edges",
)
def share_of_zeros(activations):
    """zeros are counted, not units"""
    return np.mean(activations == 0)


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-edges", "dead-relu-fraction-numerics"),
)
def number_of_units(activations):
    """dead units are counted, and not divided by their number"""
    return np.sum(np.all(activations == 0, axis=0))


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-edges", "dead-relu-fraction-numerics"),
)
def divided_by_examples(activations):
    """dead units are divided by the number of examples"""
    return np.sum(np.all(activations == 0, axis=0)) / len(activations)


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-edges", "dead-relu-fraction-numerics"),
)
def alive_units(activations):
    """the share of units that are alive is given"""
    return np.mean(np.any(activations > 0, axis=0))


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics"),
    also="dead-relu-fraction-edges",
)
def never_always_active(activations):
    """a unit that is 0 on some example counts as dead"""
    return np.mean(~np.all(activations > 0, axis=0))


@wrong("dead-relu-fraction", fails="dead-relu-fraction-values", also="dead-relu-fraction-numerics")
def mostly_silent(activations):
    """a unit that is 0 on nine of ten examples counts as dead"""
    return np.mean(np.mean(activations == 0, axis=0) > 0.9)


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics"),
    also="dead-relu-fraction-edges",
)
def median_is_zero(activations):
    """a unit that is 0 on half of the examples counts as dead"""
    return np.mean(np.median(activations, axis=0) == 0)


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics"),
    also="dead-relu-fraction-edges",
)
def first_example_only(activations):
    """only the first example is looked at"""
    return np.mean(activations[0] == 0)


@wrong("dead-relu-fraction", fails="dead-relu-fraction-numerics")
def nearly_dead(activations):
    """activations close to 0 count as 0"""
    return np.mean(np.all(np.isclose(activations, 0), axis=0))


@wrong("dead-relu-fraction", fails="dead-relu-fraction-numerics")
def small_threshold(activations):
    """a mean activation below a small threshold counts as dead"""
    return np.mean(activations.mean(axis=0) < 1e-6)


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics", "dead-relu-fraction-edges"),
)
def in_percent_of_units(activations):
    """the share is given in percent"""
    return 100 * np.mean(np.sum(activations, axis=0) == 0)


@wrong(
    "dead-relu-fraction",
    fails=("dead-relu-fraction-values", "dead-relu-fraction-numerics", "dead-relu-fraction-edges"),
)
def rounded_down(activations):
    """the fraction is turned into a whole number"""
    return int(np.mean(np.all(activations == 0, axis=0)))


@wrong("dead-relu-fraction", fails="dead-relu-fraction-edges")
def no_spread(activations):
    """a unit with one value for all examples counts as dead"""
    return np.mean(np.all(activations == activations[0], axis=0))


@wrong("dead-relu-fraction", fails="dead-relu-fraction-purity")
def overwritten(activations):
    """the activations are turned into ones and zeros in place"""
    activations[activations > 0] = 1
    return np.mean(activations.sum(axis=0) == 0)


@wrong("dead-relu-fraction", fails="dead-relu-fraction-numerics")
def below_machine_epsilon(activations):
    """what is smaller than the spacing of floats near 1 is taken for 0"""
    return np.mean((activations < np.finfo(float).eps).all(axis=0))


# --- plot_dashboard -------------------------------------------------------------------------------


@right("plot-dashboard")
def semilogy(axes, history):
    """draws with semilogy, the losses too"""
    for key in ("train_loss", "val_loss"):
        axes[0].semilogy(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"W{i}")
    for ax, what in zip(axes, ("loss", "gradient norm", "update ratio"), strict=False):
        ax.set(xlabel="epoch", ylabel=what)


@right("plot-dashboard")
def all_layers_at_once(axes, history):
    """hands the whole array to plot, and labels the lines afterwards"""
    T, _L = history["grad_norm"].shape
    axes[0].plot(range(T), history["train_loss"].tolist(), label="training")
    axes[0].plot(range(T), history["val_loss"].tolist(), label="validation (val)")
    for ax, key in ((axes[1], "grad_norm"), (axes[2], "update_ratio")):
        for i, line in enumerate(ax.plot(np.arange(T), history[key])):
            line.set_label(f"Layer {i + 1}")
        ax.set_yscale("log")
        ax.axhline(1e-3, color="grey")
    for ax, what in zip(axes, ("loss", "gradient norm", "update ratio"), strict=False):
        ax.set_ylabel(what)
        ax.set_xlabel("epoch t")
        ax.legend()


@right("plot-dashboard")
def last_layer_first(axes, history):
    """draws the last layer first, in float32, with markers, and more lines than asked"""
    T = len(history["train_loss"])
    axes[0].plot(np.arange(T), history["val_loss"].astype(np.float32), "o--", label="Val loss")
    axes[0].plot(np.arange(T), history["train_loss"].astype(np.float32), "s-", label="Train loss")
    axes[0].axhline(np.log(history["n_classes"]), linestyle=":", label="log C")
    for i in reversed(range(history["grad_norm"].shape[1])):
        axes[1].plot(
            np.arange(T),
            history["grad_norm"][:, i].astype(np.float32),
            "o",
            label=f"gradient of layer {i + 1}",
        )
        axes[2].plot(np.arange(T), history["update_ratio"][:, i].astype(np.float32), "-", label=f"ratio, layer {i + 1}")
    for ax in axes[1:3]:
        ax.set_yscale("log")
        ax.grid(True)
    for ax in axes:
        ax.set_xlabel("epochs since the start")
        ax.set_ylabel("value")


@right("plot-dashboard")
def one_point_at_a_time(axes, history):
    """collects the points in lists, epoch by epoch"""
    losses, grads, ratios = axes
    epochs, train, val = [], [], []
    for t in range(len(history["train_loss"])):
        epochs.append(t)
        train.append(float(history["train_loss"][t]))
        val.append(float(history["val_loss"][t]))
    losses.plot(epochs, train, label="train loss")
    losses.plot(epochs, val, label="val loss")
    for ax, key in ((grads, "grad_norm"), (ratios, "update_ratio")):
        ax.set_yscale("log")
        for i in range(history[key].shape[1]):
            ax.plot(epochs, [float(row[i]) for row in history[key]], label=str(i + 1))
    for ax, what in ((losses, "nats"), (grads, "norm"), (ratios, "ratio")):
        ax.set_xlabel("epoch")
        ax.set_ylabel(what)


@wrong("plot-dashboard", fails=("plot-dashboard-layers", "plot-dashboard-scales", "plot-dashboard-labels"))
def logarithms_drawn(axes, history):
    """logarithms are drawn on a linear axis"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.plot(np.log10(column), label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-scales")
def linear_axes(axes, history):
    """the scales are left linear"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.plot(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-scales")
def only_one_logarithmic(axes, history):
    """the logarithmic scale is given to the wrong axes"""
    for key in ("train_loss", "val_loss"):
        axes[0].semilogy(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.plot(column, label=f"layer {i}")
    axes[1].set_yscale("log")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-scales")
def both_directions_logarithmic(axes, history):
    """the epochs get a logarithmic scale as well"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.loglog(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-layers", "plot-dashboard-labels"))
def axes_swapped(axes, history):
    """gradient norms and update ratios change places"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("update_ratio", "grad_norm"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-layers", "plot-dashboard-labels"))
def epochs_for_layers(axes, history):
    """a line is drawn for each epoch, over the layers"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, row in enumerate(history[key], start=1):
            ax.semilogy(row, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-layers", "plot-dashboard-labels"))
def first_layer_only(axes, history):
    """only the first layer is drawn"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        ax.semilogy(history[key][:, 0], label="layer 1")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-layers", "plot-dashboard-labels"))
def mean_over_layers(axes, history):
    """the layers are averaged into one curve"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        ax.semilogy(history[key].mean(axis=1), label="layers")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-losses", "plot-dashboard-layers"))
def counted_from_one(axes, history):
    """epochs are counted from 1"""
    epochs = np.arange(1, len(history["train_loss"]) + 1)
    for key in ("train_loss", "val_loss"):
        axes[0].plot(epochs, history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(epochs, column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-losses", "plot-dashboard-labels"))
def training_loss_only(axes, history):
    """the validation loss is left out"""
    axes[0].plot(history["train_loss"], label="train")
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-losses", "plot-dashboard-labels"))
def accuracies_for_losses(axes, history):
    """accuracies are drawn where the losses belong"""
    for key in ("train_accuracy", "val_accuracy"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-labels")
def labels_swapped(axes, history):
    """the labels of the two losses change places"""
    axes[0].plot(history["train_loss"], label="val")
    axes[0].plot(history["val_loss"], label="train")
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-labels")
def layers_from_zero(axes, history):
    """layers are counted from 0"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-labels")
def layers_without_labels(axes, history):
    """the lines of the layers get no label"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    axes[1].semilogy(history["grad_norm"])
    axes[2].semilogy(history["update_ratio"])
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-labels")
def epochs_without_label(axes, history):
    """the horizontal direction has no label"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set_ylabel("value")


@wrong(
    "plot-dashboard",
    fails=(
        "plot-dashboard-losses",
        "plot-dashboard-layers",
        "plot-dashboard-scales",
        "plot-dashboard-labels",
    ),
    also="plot-dashboard-purity",
)
def own_figure(axes, history):
    """a new figure is opened in place of the given axes"""
    _fig, axes = plt.subplots(1, 3)
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails=("plot-dashboard-layers", "plot-dashboard-labels", "plot-dashboard-purity"))
def relative_to_the_first(axes, history):
    """gradient norms are divided by the first of them, in place"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history[key], label=key)
    history["grad_norm"] /= history["grad_norm"][0].copy() * 2
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(np.array(column), label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


@wrong("plot-dashboard", fails="plot-dashboard-purity")
def entries_taken_out(axes, history):
    """what was drawn is taken out of the history"""
    for key in ("train_loss", "val_loss"):
        axes[0].plot(history.pop(key), label=key)
    for ax, key in zip(axes[1:], ("grad_norm", "update_ratio"), strict=False):
        for i, column in enumerate(history[key].T, start=1):
            ax.semilogy(column, label=f"layer {i}")
    for ax in axes:
        ax.set(xlabel="epoch", ylabel="value")


# --- diagnose -------------------------------------------------------------------------------------


@right("diagnose")
def in_the_order_of_the_table(history):
    """goes down the table, with thresholds close to the left column"""
    loss, C = history["train_loss"], history["n_classes"]
    if np.mean(np.diff(loss) > 0) >= 0.25:
        return "learning rate too high"
    if np.max(history["update_ratio"]) < 1e-5:
        return "learning rate too low"
    half = len(loss) // 2
    if np.all(history["train_accuracy"][half:] == 1) and np.any(
        history["weight_norm"][-1] > history["weight_norm"][half]
    ):
        return "separable data diverging"
    gap = history["train_accuracy"][-1] - history["val_accuracy"][-1]
    if gap >= 0.3 and abs(history["val_accuracy"][-1] - 1 / C) < 0.15:
        return "shuffled labels"
    if history["input_std"].max() / history["input_std"].min() >= 100:
        return "unnormalized input"
    if np.all(history["grad_norm"][:, 0] / history["grad_norm"][:, -1] < 0.01):
        return "vanishing gradient"
    return "leak"


@right("diagnose")
def close_to_the_other_column(history):
    """goes up the table, with thresholds close to the right column"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.11:
        return FAULTS[6]
    if np.any(history["grad_norm"][:, 0] < 0.09 * history["grad_norm"][:, -1]):
        return FAULTS[5]
    if history["input_std"].max() > 2.1 * history["input_std"].min():
        return FAULTS[4]
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.16:
        return FAULTS[3]
    if history["train_accuracy"].max() == 1:
        return FAULTS[2]
    if history["update_ratio"].max() < 9e-4:
        return FAULTS[1]
    return FAULTS[0]


@right("diagnose")
def every_sign_scored(history):
    """measures how far each sign lies beyond its threshold, and takes the strongest"""
    g = history["grad_norm"]
    signs = {
        "learning rate too high": np.mean(np.diff(history["train_loss"]) > 0) / 0.1,
        "learning rate too low": 1e-4 / history["update_ratio"].max(),
        "separable data diverging": 5.0 * (history["train_accuracy"][-1] > 0.9999),
        "shuffled labels": (history["train_accuracy"][-1] - history["val_accuracy"][-1]) / 0.2,
        "unnormalized input": history["input_std"].max() / history["input_std"].min() / 15,
        "vanishing gradient": 0.03 / np.median(g[:, 0] / g[:, -1]),
        "leak": (history["val_accuracy"][-1] - history["fresh_accuracy"][-1]) / 0.2,
    }
    fitting = [name for name, sign in signs.items() if sign > 1]
    return fitting[0]


@right("diagnose")
def any_rise_at_all(history):
    """takes one rise of the loss as enough, and looks at averages over the last epochs"""
    late = {key: np.mean(history[key][-10:]) for key in ("train_accuracy", "val_accuracy", "fresh_accuracy")}
    if any(b > a for a, b in zip(history["train_loss"][:-1], history["train_loss"][1:], strict=False)):
        return "learning rate too high"
    if late["train_accuracy"] == 1:
        return "separable data diverging"
    if late["val_accuracy"] > late["fresh_accuracy"] + 0.25:
        return "leak"
    if max(history["input_std"]) > 50 * min(history["input_std"]):
        return "unnormalized input"
    if history["grad_norm"][0, -1] > 30 * history["grad_norm"][0, 0]:
        return "vanishing gradient"
    if late["train_accuracy"] > late["val_accuracy"] + 0.2:
        return "shuffled labels"
    return "learning rate too low"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def always_the_same(history):
    """every patient gets the same diagnosis"""
    return "learning rate too high"


@wrong("diagnose", fails="diagnose-held-out")
def table_of_answers(history):
    """the shipped traces are recognised by their length and first loss"""
    for fault in FAULTS:
        for known in TRACES[fault]:
            if len(known["train_loss"]) == len(history["train_loss"]):
                if abs(known["train_loss"][0] - history["train_loss"][0]) < 1e-4:
                    return fault
    return "leak"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def flat_loss_first(history):
    """every flat loss is put down to the learning rate"""
    if history["train_loss"][-1] > 0.9 * history["train_loss"][0]:
        return "learning rate too low"
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def leak_by_good_validation(history):
    """a leak is seen in a validation accuracy that is too good"""
    if history["val_accuracy"][-1] > 0.95:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def leak_in_the_training_set(history):
    """training is compared with validation, which has the same leak"""
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["val_accuracy"][-1] < 0.6:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails="diagnose-held-out", also="diagnose-given")
def chance_is_one_half(history):
    """two classes are taken for granted when validation is compared with chance"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if abs(history["val_accuracy"][-1] - 0.5) < 0.1:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def ratio_of_the_first_layer(history):
    """small update ratios are looked for in the first layer only"""
    if history["update_ratio"][:, 0].max() < 1e-4:
        return "learning rate too low"
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def gradient_ratio_upside_down(history):
    """the last layer's gradient is expected to be the small one"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, -1] < 0.03 * history["grad_norm"][0, 0]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def small_gradient_at_the_end(history):
    """a gradient that is small at the end is called vanishing"""
    if history["grad_norm"][-1].min() < 0.05:
        return "vanishing gradient"
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def largest_column_only(history):
    """the size of the largest input column is compared with the mean over all columns"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].mean():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def loss_has_to_end_higher(history):
    """too large steps are seen only where the last loss is twice the first"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if history["train_loss"][-1] > 2 * history["train_loss"][0]:
        return "learning rate too high"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def growing_weights_first(history):
    """every growth of the weights is put down to separable data"""
    if np.all(history["weight_norm"][-1] > 1.01 * history["weight_norm"][0]):
        return "separable data diverging"
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too high"
    return "shuffled labels"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given"))
def two_names_mixed_up(history):
    """too high and too low change places"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalized input"
    if history["grad_norm"][0, 0] < 0.03 * history["grad_norm"][0, -1]:
        return "vanishing gradient"
    if history["update_ratio"].max() < 1e-4:
        return "learning rate too high"
    if np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        return "learning rate too low"
    if history["train_accuracy"][-1] - history["val_accuracy"][-1] > 0.22:
        return "shuffled labels"
    return "separable data diverging"


@wrong("diagnose", fails=("diagnose-held-out", "diagnose-given", "diagnose-purity"))
def other_words(history):
    """the faults get names of one's own"""
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "Leakage"
    if history["input_std"].max() > 15 * history["input_std"].min():
        return "unnormalised inputs"
    return "separable data diverging"


@wrong("diagnose", fails="diagnose-purity")
def accuracies_changed_in_place(history):
    """the gap is formed in the array of the validation accuracy"""
    gradient = history["grad_norm"][0]
    gap = history["train_accuracy"][-1] - history["val_accuracy"][-1]
    history["val_accuracy"] -= history["fresh_accuracy"]
    if history["val_accuracy"][-1] > 0.2:
        fault = "leak"
    elif history["input_std"].max() > 15 * history["input_std"].min():
        fault = "unnormalized input"
    elif gradient[0] < 0.03 * gradient[-1]:
        fault = "vanishing gradient"
    elif history["update_ratio"].max() < 1e-4:
        fault = "learning rate too low"
    elif np.mean(np.diff(history["train_loss"]) > 0) > 0.1:
        fault = "learning rate too high"
    else:
        fault = "shuffled labels" if gap > 0.22 else "separable data diverging"
    if history["val_accuracy"][0] < -2:
        history["val_accuracy"] += history["fresh_accuracy"]
    return fault


@wrong("diagnose", fails="diagnose-held-out", also="diagnose-given")
def gradients_vanish_in_deep_networks(history):
    """the number of layers is taken for the sign of a vanishing gradient"""
    loss, share = history["train_loss"], history["train_accuracy"]
    if np.max(history["input_std"]) / np.min(history["input_std"]) > 50:
        return "unnormalized input"
    if np.max(history["update_ratio"]) < 1e-4:
        return "learning rate too low"
    if np.mean(np.diff(loss) > 0) > 0.1:
        return "learning rate too high"
    if history["grad_norm"].shape[1] > 5:
        return "vanishing gradient"
    if history["val_accuracy"][-1] - history["fresh_accuracy"][-1] > 0.2:
        return "leak"
    if share[-1] - history["val_accuracy"][-1] > 0.2:
        return "shuffled labels"
    return "separable data diverging"


# --- logistic_norms -------------------------------------------------------------------------------


@right("logistic-norms")
def signs_and_margins(X, y, steps, lr, lam=0.0):
    """works with labels of -1 and 1 and with margins"""
    s = 2.0 * y - 1
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        m = s * (X @ w)
        miss = np.exp(-np.logaddexp(0, m))
        w = (1 - lr * lam) * w + lr * np.mean((s * miss)[:, None] * X, axis=0)
        norms.append(float(np.sqrt(w @ w)))
    return norms


@right("logistic-norms")
def clipped_scores(X, y, steps, lr, lam=0.0):
    """clips the scores where the logistic function is flat"""
    X = np.asarray(X, dtype=float)
    w = np.zeros((X.shape[1], 1))
    path = np.zeros((steps, X.shape[1]))
    for t in range(steps):
        p = 1 / (1 + np.exp(-np.clip(X @ w, -500, 500)))
        w -= lr * (X.T @ (p - y[:, None]) / len(X) + lam * w)
        path[t] = w[:, 0]
    return np.linalg.norm(path, axis=1)


@right("logistic-norms")
def row_by_row(X, y, steps, lr, lam=0.0):
    """loops over rows, with the two forms of the logistic function"""
    n, d = X.shape
    w, norms = np.zeros(d), np.zeros(steps)
    for t in range(steps):
        g = lam * w
        for i in range(n):
            z = float(X[i] @ w)
            p = 1 / (1 + math.exp(-z)) if z >= 0 else (math.exp(z) / (1 + math.exp(z)) if z > -700 else 0.0)
            g = g + (p - y[i]) * X[i] / n
        w = w - lr * g
        norms[t] = math.sqrt(float(np.sum(w**2)))
    return norms


@right("logistic-norms")
def in_the_dtype_of_x(X, y, steps, lr, lam=0.0):
    """computes in the dtype of X"""
    w = np.zeros(X.shape[1], dtype=X.dtype)
    norms = np.zeros(steps, dtype=X.dtype)
    for t in range(steps):
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-(X @ w)))
        g = np.einsum("ij,i->j", X, p - y.astype(X.dtype)) / len(y) + lam * w
        w = (w - lr * g).astype(X.dtype)
        norms[t] = np.linalg.norm(w)
    return norms


@right("logistic-norms")
def single_precision_result(X, y, steps, lr, lam=0.0):
    """computes in double precision and answers in single"""
    w, norms = np.zeros(X.shape[1]), np.zeros(steps, dtype=np.float32)
    for t in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) + lam * w)
        norms[t] = np.linalg.norm(w)
    return norms


@wrong("logistic-norms", fails=("logistic-norms-values", "logistic-norms-penalty", "logistic-norms-numerics"))
def one_step_late(X, y, steps, lr, lam=0.0):
    """the first entry is the norm at the start, which is 0"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        norms.append(np.linalg.norm(w))
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) + lam * w)
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=("logistic-norms-values", "logistic-norms-penalty", "logistic-norms-numerics"),
    also="logistic-norms-laws",
)
def start_included(X, y, steps, lr, lam=0.0):
    """the start is part of the result, which has one entry too many"""
    w, norms = np.zeros(X.shape[1]), [0.0]
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) + lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=(
        "logistic-norms-values",
        "logistic-norms-penalty",
        "logistic-norms-numerics",
        "logistic-norms-laws",
    ),
)
def sum_over_rows(X, y, steps, lr, lam=0.0):
    """the gradient is summed over the rows, not averaged"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) + lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails=("logistic-norms-penalty", "logistic-norms-numerics"))
def penalty_doubled(X, y, steps, lr, lam=0.0):
    """the half of the penalty is forgotten"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) + 2 * lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails=("logistic-norms-penalty", "logistic-norms-numerics"), also="logistic-norms-laws")
def penalty_averaged(X, y, steps, lr, lam=0.0):
    """the penalty is divided by the number of rows too"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) + lam * w) / len(y)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails=("logistic-norms-penalty", "logistic-norms-numerics"), also="logistic-norms-laws")
def penalty_of_signs(X, y, steps, lr, lam=0.0):
    """the penalty pulls every weight by the same amount"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) + lam * np.sign(w))
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails=("logistic-norms-penalty", "logistic-norms-numerics", "logistic-norms-laws"))
def penalty_pushes(X, y, steps, lr, lam=0.0):
    """the penalty has the wrong sign, and pushes the weights away from 0"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) - lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails=("logistic-norms-penalty", "logistic-norms-numerics", "logistic-norms-laws"))
def penalty_ignored(X, y, steps, lr, lam=0.0):
    """the penalty is left out"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y))
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails=("logistic-norms-penalty", "logistic-norms-numerics"))
def shrunk_after_the_step(X, y, steps, lr, lam=0.0):
    """the weights are shrunk after the step, the new ones in place of the old"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y))
        w = w - lr * lam * w
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=("logistic-norms-values", "logistic-norms-penalty", "logistic-norms-numerics"),
    also="logistic-norms-laws",
)
def squared_norms(X, y, steps, lr, lam=0.0):
    """the root of the sum of squares is not taken"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ (p - y) / len(y) + lam * w)
        norms.append(w @ w)
    return np.array(norms)


@wrong("logistic-norms", fails="logistic-norms-numerics")
def exp_over_one_plus_exp(X, y, steps, lr, lam=0.0):
    """the logistic function overflows into infinity over infinity"""
    w, norms = np.zeros(X.shape[1]), []
    with np.errstate(all="ignore"):
        for _ in range(steps):
            e = np.exp(X @ w)
            w = w - lr * (X.T @ (e / (1 + e) - y) / len(y) + lam * w)
            norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=("logistic-norms-values", "logistic-norms-penalty", "logistic-norms-laws"),
    also="logistic-norms-numerics",
)
def decisions_for_probabilities(X, y, steps, lr, lam=0.0):
    """decisions of 0 and 1 are taken for probabilities"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = (X @ w > 0) * 1.0
        w = w - lr * (X.T @ (p - y) / len(y) + lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=("logistic-norms-values", "logistic-norms-penalty", "logistic-norms-numerics"),
    also="logistic-norms-laws",
)
def squared_error_gradient(X, y, steps, lr, lam=0.0):
    """the gradient of the squared error is taken"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w - lr * (X.T @ ((p - y) * p * (1 - p)) / len(y) + lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=(
        "logistic-norms-values",
        "logistic-norms-penalty",
        "logistic-norms-laws",
        "logistic-norms-numerics",
    ),
)
def uphill(X, y, steps, lr, lam=0.0):
    """the step goes up the loss"""
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        p = 0.5 * (1 + np.tanh(X @ w / 2))
        w = w + lr * (X.T @ (p - y) / len(y) + lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong(
    "logistic-norms",
    fails=("logistic-norms-values", "logistic-norms-penalty"),
    also=("logistic-norms-numerics", "logistic-norms-laws"),
)
def bias_added(X, y, steps, lr, lam=0.0):
    """a bias is trained along"""
    w, norms, b = np.zeros(X.shape[1]), [], 0.0
    for _ in range(steps):
        r = 0.5 * (1 + np.tanh((X @ w + b) / 2)) - y
        w, b = w - lr * (X.T @ r / len(y) + lam * w), b - lr * r.mean()
        norms.append(np.linalg.norm(w))
    return np.array(norms)


@wrong("logistic-norms", fails="logistic-norms-purity")
def labels_turned_in_place(X, y, steps, lr, lam=0.0):
    """the labels are turned into -1 and 1 in place"""
    y *= 2
    y -= 1
    w, norms = np.zeros(X.shape[1]), []
    for _ in range(steps):
        miss = 0.5 * (1 - np.tanh(y * (X @ w) / 2))
        w = w + lr * (X.T @ (y * miss) / len(y) - lam * w)
        norms.append(np.linalg.norm(w))
    return np.array(norms)


# --- metrics --------------------------------------------------------------------------------------


@right("metrics")
def counted_in_a_loop(y, score, threshold):
    """counts in plain Python"""
    tp = fp = fn = tn = 0
    for truth, s in zip(y.tolist(), score.tolist(), strict=False):
        if s >= threshold:
            tp, fp = (tp + 1, fp) if truth else (tp, fp + 1)
        else:
            fn, tn = (fn + 1, tn) if truth else (fn, tn + 1)
    precision = tp / (tp + fp) if tp + fp > 0 else 0
    recall = tp / (tp + fn) if tp + fn > 0 else 0
    f1 = 2 * precision * recall / (precision + recall) if precision + recall > 0 else 0
    return {"accuracy": (tp + tn) / len(y), "precision": precision, "recall": recall, "f1": f1}


@right("metrics")
def guarded_denominators(y, score, threshold):
    """puts 1 for a denominator of 0, with NumPy numbers as results"""
    said, truth = (score >= threshold).astype(int), y.astype(int)
    tp = np.sum(said * truth)
    return {
        "f1": 2 * tp / np.maximum(said.sum() + truth.sum(), 1),
        "recall": tp / np.maximum(truth.sum(), 1),
        "precision": tp / np.maximum(said.sum(), 1),
        "accuracy": np.mean(said == truth),
    }


@right("metrics")
def nan_replaced(y, score, threshold):
    """divides first and replaces NaN afterwards"""
    said = np.where(score < threshold, 0, 1)
    table = np.zeros((2, 2))
    np.add.at(table, (y, said), 1)
    with np.errstate(all="ignore"):
        precision = table[1, 1] / table[:, 1].sum()
        recall = table[1, 1] / table[1].sum()
        f1 = 2 / (1 / np.nan_to_num(precision) + 1 / np.nan_to_num(recall))
    values = np.nan_to_num([np.trace(table) / table.sum(), precision, recall, f1])
    return dict(zip(("accuracy", "precision", "recall", "f1"), values, strict=False))


@right("metrics")
def means_of_masks(y, score, threshold):
    """takes means over the selected examples, and reports the counts as well"""
    said, real = score >= threshold, y > 0
    precision = real[said].mean() if said.any() else 0.0
    recall = said[real].mean() if real.any() else 0.0
    f1 = 0.0 if precision == 0 or recall == 0 else 2 / (1 / precision + 1 / recall)
    return dict(accuracy=(said == real).mean(), precision=precision, recall=recall, f1=f1, alarms=int(said.sum()))


@wrong(
    "metrics", fails=("metrics-values", "metrics-threshold", "metrics-edges"), also=("metrics-laws", "metrics-purity")
)
def fixed_at_one_half(y, score, threshold):
    """the threshold is one half, whatever was given"""
    said = score >= 0.5
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails="metrics-threshold")
def strictly_above(y, score, threshold):
    """a score equal to the threshold is no alarm"""
    said = score > threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails=("metrics-values", "metrics-threshold", "metrics-edges"), also="metrics-laws")
def low_scores_are_alarms(y, score, threshold):
    """low scores count as alarms"""
    said = score <= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails=("metrics-values", "metrics-threshold"))
def precision_and_recall_swapped(y, score, threshold):
    """precision and recall change places"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "recall": tp / (tp + fp) if tp + fp else 0.0,
        "precision": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails=("metrics-values", "metrics-threshold"))
def plain_mean_of_both(y, score, threshold):
    """the plain mean of precision and recall is taken for F1"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    return {"accuracy": 1 - (fp + fn) / len(y), "precision": p, "recall": r, "f1": (p + r) / 2}


@wrong("metrics", fails=("metrics-values", "metrics-threshold"))
def geometric_mean_of_both(y, score, threshold):
    """the geometric mean of precision and recall is taken for F1"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    return {"accuracy": 1 - (fp + fn) / len(y), "precision": p, "recall": r, "f1": np.sqrt(p * r)}


@wrong("metrics", fails=("metrics-values", "metrics-threshold", "metrics-edges"))
def factor_two_forgotten(y, score, threshold):
    """the factor 2 of F1 is forgotten"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    p = tp / (tp + fp) if tp + fp else 0.0
    r = tp / (tp + fn) if tp + fn else 0.0
    f1 = p * r / (p + r) if p + r else 0.0
    return {"accuracy": 1 - (fp + fn) / len(y), "precision": p, "recall": r, "f1": f1}


@wrong("metrics", fails=("metrics-values", "metrics-threshold", "metrics-laws"), also="metrics-edges")
def specificity_for_recall(y, score, threshold):
    """the share of harmless cases let through is taken for recall"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    tn = len(y) - tp - fp - fn
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tn / (tn + fp) if tn + fp else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails=("metrics-values", "metrics-threshold", "metrics-laws"), also="metrics-edges")
def accuracy_without_true_negatives(y, score, threshold):
    """true negatives are not counted as right answers"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": tp / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails="metrics-edges")
def no_guards(y, score, threshold):
    """0/0 is left as NaN"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    with np.errstate(all="ignore"):
        p, r = tp / (tp + fp), tp / (tp + fn)
        return {"accuracy": 1 - (fp + fn) / len(y), "precision": p, "recall": r, "f1": 2 * p * r / (p + r)}


@wrong("metrics", fails="metrics-edges")
def perfect_without_alarms(y, score, threshold):
    """precision without alarms counts as perfect"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 1.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails="metrics-edges")
def perfect_without_positives(y, score, threshold):
    """recall without positives counts as perfect"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 1.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails="metrics-edges")
def unguarded_f1(y, score, threshold):
    """F1 is divided by the sum of precision and recall, which may be 0"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    p = float(tp / (tp + fp)) if tp + fp else 0.0
    r = float(tp / (tp + fn)) if tp + fn else 0.0
    return {"accuracy": 1 - (fp + fn) / len(y), "precision": p, "recall": r, "f1": 2 * p * r / (p + r)}


@wrong("metrics", fails=("metrics-values", "metrics-threshold", "metrics-edges"), also="metrics-laws")
def in_percent(y, score, threshold):
    """shares are given in percent"""
    said = score >= threshold
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 100 * (1 - (fp + fn) / len(y)),
        "precision": 100 * tp / (tp + fp) if tp + fp else 0.0,
        "recall": 100 * tp / (tp + fn) if tp + fn else 0.0,
        "f1": 200 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


@wrong("metrics", fails="metrics-purity")
def score_overwritten(y, score, threshold):
    """the decisions are written into the scores"""
    score[:] = score >= threshold
    said = score > 0.5
    tp, fp, fn = np.sum(said & (y == 1)), np.sum(said & (y == 0)), np.sum(~said & (y == 1))
    return {
        "accuracy": 1 - (fp + fn) / len(y),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
    }


# --- choose_metric --------------------------------------------------------------------------------


@right("choose-metric")
def chain_of_questions(case):
    """asks one question after the other"""
    if case in ("premiums", "frost"):
        return "log loss"
    if case == "analysts":
        return "precision at k"
    if case == "brake pads":
        return "expected cost"
    if case == "newborns":
        return "recall"
    if case == "lockout":
        return "precision"
    return "f1" if case == "rare birds" else "accuracy"


@right("choose-metric")
def by_place_in_metrics(case):
    """keeps places in METRICS"""
    places = {"letters": 0, "newborns": 2, "lockout": 1, "rare birds": 3, "analysts": 4, "brake pads": 5}
    return METRICS[places.get(case, 6)]


@right("choose-metric")
def cases_by_metric(case):
    """lists the cases of each metric"""
    lists = [
        ["letters"],
        ["lockout"],
        ["newborns"],
        ["rare birds"],
        ["analysts"],
        ["brake pads"],
        ["premiums", "frost"],
    ]
    return next(metric for metric, cases in zip(METRICS, lists, strict=False) if case in cases)


@right("choose-metric")
def by_words_of_the_description(case):
    """looks for telling words in the description"""
    words = {
        "equally often": "accuracy",
        "falls ill": "recall",
        "without appeal": "precision",
        "rare bird": "f1",
        "no time for": "precision at k",
        "euros, ": "expected cost",
        "premium": "log loss",
        "percentage": "log loss",
    }
    return np.str_(next(metric for word, metric in words.items() if word in CASES[case]))


@wrong("choose-metric", fails=("choose-metric-decisions", "choose-metric-scores"))
def accuracy_for_all(case):
    """accuracy is taken everywhere"""
    return "accuracy"


@wrong("choose-metric", fails=("choose-metric-decisions", "choose-metric-scores"))
def f1_for_all(case):
    """F1 is taken for a metric without assumptions"""
    return "f1"


@wrong("choose-metric", fails="choose-metric-decisions")
def two_errors_mixed_up(case):
    """the error that cannot be put right is taken for the other one"""
    answers = {"letters": "accuracy", "newborns": "precision", "lockout": "recall", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-decisions")
def alarms_annoy_parents(case):
    """false alarms are avoided, although they are cheap"""
    answers = {"letters": "accuracy", "newborns": "f1", "lockout": "precision", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-decisions")
def misses_count_always(case):
    """what gets through is feared, although it is caught"""
    answers = {"letters": "accuracy", "newborns": "recall", "lockout": "f1", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-decisions")
def rare_positives_by_accuracy(case):
    """the millions of photos left out are counted as success"""
    answers = {"letters": "accuracy", "newborns": "recall", "lockout": "precision", "rare birds": "accuracy"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-decisions")
def prices_ignored(case):
    """the dearer error is avoided, whatever the other one costs"""
    answers = {"letters": "accuracy", "newborns": "recall", "lockout": "precision", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "recall"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-decisions")
def balanced_by_f1(case):
    """F1 is taken although the classes are balanced"""
    answers = {"letters": "f1", "newborns": "recall", "lockout": "precision", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-scores")
def analysts_at_a_threshold(case):
    """a threshold is imagined where there is only a queue"""
    answers = {"letters": "accuracy", "newborns": "recall", "lockout": "precision", "rare birds": "f1"}
    answers |= {"analysts": "precision", "brake pads": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-scores")
def premiums_by_cost(case):
    """money in the description is taken for costs of errors"""
    answers = {"letters": "accuracy", "newborns": "recall", "lockout": "precision", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost", "premiums": "expected cost"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails="choose-metric-scores")
def frost_by_recall(case):
    """a missed night of frost is taken for the only error"""
    answers = {"letters": "accuracy", "newborns": "recall", "lockout": "precision", "rare birds": "f1"}
    answers |= {"analysts": "precision at k", "brake pads": "expected cost", "frost": "recall"}
    return answers.get(case, "log loss")


@wrong("choose-metric", fails=("choose-metric-decisions", "choose-metric-scores"))
def other_spelling(case):
    """metrics are spelt in capitals"""
    answers = {"letters": "Accuracy", "newborns": "Recall", "lockout": "Precision", "rare birds": "F1"}
    answers |= {"analysts": "Precision at k", "brake pads": "Expected cost"}
    return answers.get(case, "Log loss")
