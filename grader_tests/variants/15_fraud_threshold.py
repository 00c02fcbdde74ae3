# Names such as ``np`` come from the notebook; students write ``zip`` without ``strict``.
# ruff: noqa: F821, B905, RUF007
"""Right and wrong solutions of the unit 15-fraud-threshold."""

from proctor.variants import right, wrong

# --- 1. threshold_from_costs ---------------------------------------------------------------------


@right("threshold-from-costs")
def threshold_as_ratio(c_fp, c_fn):
    """the ratio is formed first and bent into a fraction"""
    ratio = c_fp / c_fn
    return ratio / (1 + ratio)


@right("threshold-from-costs")
def threshold_as_sigmoid(c_fp, c_fn):
    """the log of the cost ratio goes through the logistic function"""
    return 1 / (1 + np.exp(-(np.log(c_fp) - np.log(c_fn))))


@right("threshold-from-costs")
def threshold_as_complement(c_fp, c_fn):
    """the share of the other cost is taken from one"""
    return 1 - c_fn / (c_fp + c_fn)


@right("threshold-from-costs")
def threshold_as_array_scalar(c_fp, c_fn):
    """everything is a NumPy scalar"""
    costs = np.array([c_fp, c_fn], dtype=float)
    return (costs / costs.sum())[0]


@wrong("threshold-from-costs", fails="threshold-from-costs-values")
def threshold_swapped(c_fp, c_fn):
    """the two mistakes have exchanged their roles"""
    return c_fn / (c_fp + c_fn)


@wrong(
    "threshold-from-costs",
    fails="threshold-from-costs-values",
    also=("threshold-from-costs-laws", "threshold-from-costs-inputs"),
)
def threshold_ratio(c_fp, c_fn):
    """the ratio of the costs is taken for a probability"""
    return c_fp / c_fn


@wrong(
    "threshold-from-costs",
    fails="threshold-from-costs-values",
    also=("threshold-from-costs-laws", "threshold-from-costs-inputs"),
)
def threshold_other_ratio(c_fp, c_fn):
    """the ratio is upside down and never turned into a probability"""
    return c_fn / c_fp


@wrong("threshold-from-costs", fails="threshold-from-costs-values", also="threshold-from-costs-inputs")
def threshold_half(c_fp, c_fn):
    """the costs are ignored and the likelier class wins"""
    return 0.5


@wrong(
    "threshold-from-costs",
    fails="threshold-from-costs-values",
    also=("threshold-from-costs-laws", "threshold-from-costs-inputs"),
)
def threshold_floor(c_fp, c_fn):
    """the division throws the fraction away"""
    return c_fp // (c_fp + c_fn)


@wrong("threshold-from-costs", fails="threshold-from-costs-values", also="threshold-from-costs-laws")
def threshold_rounded(c_fp, c_fn):
    """the result is rounded for display"""
    return round(c_fp / (c_fp + c_fn), 2)


@wrong(
    "threshold-from-costs",
    fails=("threshold-from-costs-values", "threshold-from-costs-inputs"),
    also="threshold-from-costs-laws",
)
def threshold_percent(c_fp, c_fn):
    """the result is given in percent"""
    return 100 * c_fp / (c_fp + c_fn)


@wrong("threshold-from-costs", fails="threshold-from-costs-values")
def threshold_squares(c_fp, c_fn):
    """the costs are squared as if they were distances"""
    return c_fp**2 / (c_fp**2 + c_fn**2)


@wrong(
    "threshold-from-costs",
    fails=("threshold-from-costs-values", "threshold-from-costs-laws"),
    also="threshold-from-costs-inputs",
)
def threshold_sigmoid_difference(c_fp, c_fn):
    """the difference of the costs, which carries a currency, goes through the logistic function"""
    return 0.5 * (1 + np.tanh(0.5 * (c_fp - c_fn)))


@wrong("threshold-from-costs", fails=("threshold-from-costs-values", "threshold-from-costs-laws"))
def threshold_with_base_rate(c_fp, c_fn):
    """how rare fraud is gets counted a second time"""
    return c_fp * 0.995 / (c_fp * 0.995 + c_fn * 0.005)


@wrong("threshold-from-costs", fails=("threshold-from-costs-values", "threshold-from-costs-laws"))
def threshold_one_cost(c_fp, c_fn):
    """the other cost is taken to be one"""
    return c_fp / (c_fp + 1)


@wrong("threshold-from-costs", fails=("threshold-from-costs-values", "threshold-from-costs-laws"))
def threshold_difference_over_sum(c_fp, c_fn):
    """the advantage over the other cost is measured instead of the share"""
    return abs(c_fp - c_fn) / (c_fp + c_fn)


@wrong("threshold-from-costs", fails="threshold-from-costs-values", also="threshold-from-costs-laws")
def threshold_clipped(c_fp, c_fn):
    """the result is kept inside a range that looked reasonable"""
    return min(max(c_fp / (c_fp + c_fn), 0.05), 0.95)


# --- 2. implied_cost_ratio -----------------------------------------------------------------------


@right("implied-cost-ratio")
def ratio_from_logit(t):
    """the logit is undone by the exponential"""
    return np.exp(np.log(t) - np.log1p(-t))


@right("implied-cost-ratio")
def ratio_by_reciprocal(t):
    """everything is divided by t"""
    return 1 / (1 / t - 1)


@right("implied-cost-ratio")
def ratio_minus_one(t):
    """the share of good customers at the threshold is turned over"""
    return 1 / (1 - t) - 1


@right("implied-cost-ratio")
def ratio_as_float(t):
    """the threshold becomes a Python float first"""
    t = float(t)
    return float(t / (1.0 - t))


@wrong("implied-cost-ratio", fails="implied-cost-ratio-values")
def ratio_upside_down(t):
    """the ratio is read the other way round"""
    return (1 - t) / t


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_is_threshold(t):
    """the threshold itself is taken for the ratio"""
    return t


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_one_over(t):
    """one in so many is counted, the fraud itself included"""
    return 1 / (1 - t)


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_log(t):
    """the log of the odds is returned instead of the odds"""
    return np.log(t / (1 - t))


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_sign(t):
    """a sign was lost in moving t to the other side"""
    return t / (1 + t)


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_rounded(t):
    """the ratio is rounded to a whole number"""
    return float(round(t / (1 - t)))


@wrong("implied-cost-ratio", fails="implied-cost-ratio-values", also="implied-cost-ratio-laws")
def ratio_two_digits(t):
    """the ratio is rounded to two digits"""
    return round(float(t / (1 - t)), 2)


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_percent(t):
    """the threshold is read as a percentage"""
    return (t / 100) / (1 - t / 100)


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_table(t):
    """only the two thresholds of the story are known"""
    return {0.9: 9.0, 0.8: 4.0, 0.5: 1.0}.get(float(t), 1.5)


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_tens(t):
    """the tenths are counted, which fits at 0.9 alone"""
    return 10 * t


@wrong("implied-cost-ratio", fails="implied-cost-ratio-values")
def ratio_squared(t):
    """the odds are squared"""
    return (t / (1 - t)) ** 2


@wrong("implied-cost-ratio", fails=("implied-cost-ratio-values", "implied-cost-ratio-laws"))
def ratio_difference(t):
    """the two sides are subtracted instead of divided"""
    return t - (1 - t)


# --- 3. expected_cost ----------------------------------------------------------------------------


@right("expected-cost")
def cost_loop(p, y, t, c_fp, c_fn):
    """transactions are counted one by one"""
    total = 0.0
    for pi, yi in zip(p, y):
        if pi >= t and not yi:
            total += c_fp
        elif pi < t and yi:
            total += c_fn
    return total / len(p)


@right("expected-cost")
def cost_where(p, y, t, c_fp, c_fn):
    """a cost is chosen for each transaction and averaged"""
    p, y = np.asarray(p), np.asarray(y)
    return np.where(p >= t, np.where(y == 1, 0, c_fp), np.where(y == 1, c_fn, 0)).mean()


@right("expected-cost")
def cost_by_products(p, y, t, c_fp, c_fn):
    """masks and labels are multiplied as floats"""
    y = np.asarray(y, dtype=np.float64)
    block = (np.asarray(p) >= t).astype(np.float64)
    return (c_fp * (block @ (1 - y)) + c_fn * ((1 - block) @ y)) / y.size


@right("expected-cost")
def cost_from_confusion(p, y, t, c_fp, c_fn):
    """the two wrong cells of the confusion table are counted"""
    p, y = np.asarray(p), np.asarray(y, dtype=int)
    false_positives = np.count_nonzero(p[y == 0] >= t)
    misses = np.count_nonzero(p[y == 1] < t)
    return (false_positives * c_fp + misses * c_fn) / p.size


@right("expected-cost")
def cost_cumulative(p, y, t, c_fp, c_fn):
    """a sorted copy is cut by binary search"""
    p, y = np.asarray(p), np.asarray(y, dtype=int)
    order = np.argsort(p)
    cut = np.searchsorted(p[order], t, side="left")
    return (c_fn * y[order][:cut].sum() + c_fp * (1 - y[order][cut:]).sum()) / len(p)


@wrong("expected-cost", fails="expected-cost-ties")
def cost_strict(p, y, t, c_fp, c_fn):
    """blocking starts above the threshold instead of at it"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fp * np.mean((p > t) & ~y) + c_fn * np.mean((p <= t) & y)


@wrong("expected-cost", fails="expected-cost-ties", also="expected-cost-values")
def cost_tie_counts_nowhere(p, y, t, c_fp, c_fn):
    """a transaction at the threshold is neither blocked nor passed"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fp * np.mean((p > t) & ~y) + c_fn * np.mean((p < t) & y)


@wrong("expected-cost", fails="expected-cost-values")
def cost_swapped(p, y, t, c_fp, c_fn):
    """each mistake is billed at the other's price"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fn * np.mean((p >= t) & ~y) + c_fp * np.mean((p < t) & y)


@wrong("expected-cost", fails="expected-cost-values")
def cost_sum(p, y, t, c_fp, c_fn):
    """the whole bill is returned instead of the share of one transaction"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return float(c_fp * np.sum((p >= t) & ~y) + c_fn * np.sum((p < t) & y))


@wrong("expected-cost", fails="expected-cost-values", also=("expected-cost-ties", "expected-cost-inputs"))
def cost_rates(p, y, t, c_fp, c_fn):
    """error rates within each class are priced, so rare fraud weighs as much as the rest"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fp * np.mean(p[~y] >= t) + c_fn * np.mean(p[y] < t)


@wrong("expected-cost", fails="expected-cost-values", also=("expected-cost-ties", "expected-cost-inputs"))
def cost_per_mistake(p, y, t, c_fp, c_fn):
    """the bill is divided by the number of mistakes"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    fp, fn = np.sum((p >= t) & ~y), np.sum((p < t) & y)
    return (c_fp * fp + c_fn * fn) / max(fp + fn, 1)


@wrong("expected-cost", fails="expected-cost-values")
def cost_no_misses(p, y, t, c_fp, c_fn):
    """missed frauds are free"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fp * np.mean((p >= t) & ~y)


@wrong("expected-cost", fails="expected-cost-values")
def cost_no_false_alarms(p, y, t, c_fp, c_fn):
    """blocked good customers are free"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fn * np.mean((p < t) & y)


@wrong("expected-cost", fails="expected-cost-values")
def cost_every_block(p, y, t, c_fp, c_fn):
    """every block is paid for, also that of a fraud"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fp * np.mean(p >= t) + c_fn * np.mean((p < t) & y)


@wrong("expected-cost", fails="expected-cost-values", also="expected-cost-ties")
def cost_predicted(p, y, t, c_fp, c_fn):
    """the model's own probabilities stand in for the labels"""
    p = np.asarray(p, dtype=float)
    return np.mean(np.where(p >= t, (1 - p) * c_fp, p * c_fn))


@wrong("expected-cost", fails="expected-cost-values")
def cost_reversed(p, y, t, c_fp, c_fn):
    """low scores are blocked and high ones pass"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return c_fp * np.mean((p < t) & ~y) + c_fn * np.mean((p >= t) & y)


@wrong("expected-cost", fails="expected-cost-values")
def cost_normalized(p, y, t, c_fp, c_fn):
    """the costs are normalized to sum to one, and the bill loses its currency"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    return (c_fp * np.mean((p >= t) & ~y) + c_fn * np.mean((p < t) & y)) / (c_fp + c_fn)


@wrong("expected-cost", fails="expected-cost-values", also=("expected-cost-ties", "expected-cost-inputs"))
def cost_own_threshold(p, y, t, c_fp, c_fn):
    """the threshold given is replaced by the one that the costs imply"""
    p, y = np.asarray(p), np.asarray(y).astype(bool)
    t = c_fp / (c_fp + c_fn)
    return c_fp * np.mean((p >= t) & ~y) + c_fn * np.mean((p < t) & y)


@wrong("expected-cost", fails="expected-cost-inputs")
def cost_arrays_only(p, y, t, c_fp, c_fn):
    """a list is compared with a number"""
    return c_fp * np.mean((p >= t) & (y == 0)) + c_fn * np.mean((p < t) & (y == 1))


@wrong("expected-cost", fails="expected-cost-purity")
def cost_overwrites(p, y, t, c_fp, c_fn):
    """the decisions are written into the caller's array of probabilities"""
    if not isinstance(p, np.ndarray):
        p = np.array(p)
    p[:] = p >= t
    y = np.asarray(y).astype(bool)
    return c_fp * np.mean((p == 1) & ~y) + c_fn * np.mean((p == 0) & y)


# --- 4. reliability_curve ------------------------------------------------------------------------


@right("reliability-curve")
def curve_masks(conf, correct, n_bins=10):
    """one mask per bin, closed on the right"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    edges = np.linspace(0, 1, n_bins + 1)
    rows = []
    for m in range(n_bins):
        inside = (conf > edges[m]) & (conf <= edges[m + 1])
        if m == 0:
            inside |= conf == 0
        if inside.any():
            rows.append((conf[inside].mean(), correct[inside].mean(), inside.sum()))
    said, true, many = zip(*rows)
    return np.array(said), np.array(true), np.array(many)


@right("reliability-curve")
def curve_digitize(conf, correct, n_bins=10):
    """inner edges go to a lookup and values are gathered by bin number"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.digitize(conf, np.linspace(0, 1, n_bins + 1)[1:-1])
    bins = np.unique(which)
    return [
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins], dtype=float),
    ]


@right("reliability-curve")
def curve_histogram(conf, correct, n_bins=10):
    """three histograms on a fixed range are divided"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    many, _ = np.histogram(conf, bins=n_bins, range=(0, 1))
    said, _ = np.histogram(conf, bins=n_bins, range=(0, 1), weights=conf)
    true, _ = np.histogram(conf, bins=n_bins, range=(0, 1), weights=correct)
    keep = many > 0
    return said[keep] / many[keep], true[keep] / many[keep], many[keep]


@right("reliability-curve")
def curve_dictionary(conf, correct, n_bins=10):
    """plain lists are filled in a dictionary of bins"""
    rows = {}
    for c, o in zip(conf, correct):
        rows.setdefault(min(int(c * n_bins), n_bins - 1), []).append((float(c), float(o)))
    keys = sorted(rows)
    return (
        [sum(c for c, _ in rows[k]) / len(rows[k]) for k in keys],
        [sum(o for _, o in rows[k]) / len(rows[k]) for k in keys],
        [len(rows[k]) for k in keys],
    )


@right("reliability-curve")
def curve_single_precision(conf, correct, n_bins=10):
    """all is kept in single precision, right-closed by ceil"""
    conf, correct = np.asarray(conf, dtype=np.float32), np.asarray(correct, dtype=np.float32)
    which = np.clip(np.ceil(conf * n_bins) - 1, 0, n_bins - 1).astype(int)
    table = np.zeros((3, n_bins), dtype=np.float32)
    np.add.at(table[0], which, conf)
    np.add.at(table[1], which, correct)
    np.add.at(table[2], which, 1)
    table = table[:, table[2] > 0]
    return table[0] / table[2], table[1] / table[2], table[2]


@wrong("reliability-curve", fails="reliability-curve-values", also="reliability-curve-ends")
def curve_midpoints(conf, correct, n_bins=10):
    """the middle of the bin stands in for what was said in it"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    return (
        (bins + 0.5) / n_bins,
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong(
    "reliability-curve",
    fails=("reliability-curve-values", "reliability-curve-empty"),
    also="reliability-curve-ends",
)
def curve_swapped(conf, correct, n_bins=10):
    """what came true is returned in the place of what was said"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    said = np.array([conf[which == b].mean() for b in bins])
    true = np.array([correct[which == b].mean() for b in bins])
    return true, said, np.array([np.sum(which == b) for b in bins])


@wrong("reliability-curve", fails="reliability-curve-ends")
def curve_drops_zero(conf, correct, n_bins=10):
    """bins open on the left lose a confidence of exactly nought"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    edges = np.linspace(0, 1, n_bins + 1)
    masks = [(conf > a) & (conf <= b) for a, b in zip(edges, edges[1:])]
    masks = [m for m in masks if m.any()]
    return (
        np.array([conf[m].mean() for m in masks]),
        np.array([correct[m].mean() for m in masks]),
        np.array([m.sum() for m in masks]),
    )


@wrong("reliability-curve", fails="reliability-curve-ends")
def curve_drops_one(conf, correct, n_bins=10):
    """bins open on the right lose full confidence"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    edges = np.linspace(0, 1, n_bins + 1)
    masks = [(conf >= a) & (conf < b) for a, b in zip(edges, edges[1:])]
    masks = [m for m in masks if m.any()]
    return (
        np.array([conf[m].mean() for m in masks]),
        np.array([correct[m].mean() for m in masks]),
        np.array([m.sum() for m in masks]),
    )


@wrong("reliability-curve", fails="reliability-curve-ends")
def curve_extra_bin(conf, correct, n_bins=10):
    """full confidence gets a bin of its own"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.floor(conf * n_bins).astype(int)
    bins = np.unique(which)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong(
    "reliability-curve",
    fails="reliability-curve-empty",
    also=("reliability-curve-values", "reliability-curve-ends"),
)
def curve_keeps_empty(conf, correct, n_bins=10):
    """empty bins are kept and filled with nought"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    many = np.bincount(which, minlength=n_bins)
    safe = np.maximum(many, 1)
    return (
        np.bincount(which, weights=conf, minlength=n_bins) / safe,
        np.bincount(which, weights=correct, minlength=n_bins) / safe,
        many,
    )


@wrong(
    "reliability-curve",
    fails="reliability-curve-empty",
    also=("reliability-curve-values", "reliability-curve-ends"),
)
def curve_nan(conf, correct, n_bins=10):
    """the mean of an empty bin is taken all the same"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    many = np.bincount(which, minlength=n_bins)
    with np.errstate(all="ignore"):
        return (
            np.bincount(which, weights=conf, minlength=n_bins) / many,
            np.bincount(which, weights=correct, minlength=n_bins) / many,
            many,
        )


@wrong(
    "reliability-curve",
    fails="reliability-curve-values",
    also=("reliability-curve-ends", "reliability-curve-empty"),
)
def curve_own_range(conf, correct, n_bins=10):
    """the bins span the data's own range instead of the unit interval"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    many, edges = np.histogram(conf, bins=n_bins)
    said, _ = np.histogram(conf, bins=edges, weights=conf)
    true, _ = np.histogram(conf, bins=edges, weights=correct)
    keep = many > 0
    return said[keep] / many[keep], true[keep] / many[keep], many[keep]


@wrong(
    "reliability-curve",
    fails=("reliability-curve-values", "reliability-curve-empty"),
    also="reliability-curve-ends",
)
def curve_quantiles(conf, correct, n_bins=10):
    """the bins hold equally many instead of being equally wide"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    parts = [q for q in np.array_split(np.argsort(conf, kind="stable"), n_bins) if len(q)]
    return (
        np.array([conf[q].mean() for q in parts]),
        np.array([correct[q].mean() for q in parts]),
        np.array([len(q) for q in parts]),
    )


@wrong(
    "reliability-curve",
    fails="reliability-curve-values",
    also=("reliability-curve-ends", "reliability-curve-empty"),
)
def curve_ten_bins(conf, correct, n_bins=10):
    """the number of bins given is ignored"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * 10).astype(int), 9)
    bins = np.unique(which)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong("reliability-curve", fails="reliability-curve-values")
def curve_divides_by_n(conf, correct, n_bins=10):
    """sums are divided by all transactions instead of by those in the bin"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    many = np.bincount(which, minlength=n_bins)
    keep = many > 0
    said = np.bincount(which, weights=conf, minlength=n_bins)[keep]
    true = np.bincount(which, weights=correct, minlength=n_bins)[keep]
    return said / many[keep], true / conf.size, many[keep]


@wrong("reliability-curve", fails="reliability-curve-values")
def curve_shares(conf, correct, n_bins=10):
    """shares are returned where counts were asked for"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.mean(which == b) for b in bins]),
    )


@wrong("reliability-curve", fails="reliability-curve-values")
def curve_accuracy(conf, correct, n_bins=10):
    """how often a cut at one half is right is counted instead of how often it came true"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    hit = (conf > 0.5) == (correct == 1)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([hit[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong("reliability-curve", fails=("reliability-curve-values", "reliability-curve-empty"))
def curve_descending(conf, correct, n_bins=10):
    """the bins come from high to low"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)[::-1]
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong("reliability-curve", fails="reliability-curve-inputs")
def curve_arrays_only(conf, correct, n_bins=10):
    """lists are used as if they were arrays"""
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong("reliability-curve", fails="reliability-curve-purity")
def curve_sorts_in_place(conf, correct, n_bins=10):
    """the caller's arrays are sorted on the way"""
    conf = conf if isinstance(conf, np.ndarray) else np.array(conf)
    correct = correct if isinstance(correct, np.ndarray) else np.array(correct)
    order = np.argsort(conf)
    correct[:] = correct[order]
    conf.sort()
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


@wrong(
    "reliability-curve",
    fails="reliability-curve-values",
    also=("reliability-curve-ends", "reliability-curve-inputs"),
)
def curve_sorts_one_side(conf, correct, n_bins=10):
    """the confidences are sorted and the outcomes stay behind"""
    conf, correct = np.sort(np.asarray(conf)), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    return (
        np.array([conf[which == b].mean() for b in bins]),
        np.array([correct[which == b].mean() for b in bins]),
        np.array([np.sum(which == b) for b in bins]),
    )


# --- 5. ece --------------------------------------------------------------------------------------


@right("ece")
def ece_from_curve(conf, correct, n_bins=10):
    """the curve of the section before is weighted and summed"""
    said, true, many = (np.asarray(a, float) for a in reliability_curve(conf, correct, n_bins))
    return np.sum(many * np.abs(true - said)) / np.sum(many)


@right("ece")
def ece_masks(conf, correct, n_bins=10):
    """one mask per bin, closed on the right"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    edges, total = np.linspace(0, 1, n_bins + 1), 0.0
    edges[0] = -1.0
    for a, b in zip(edges, edges[1:]):
        inside = (conf > a) & (conf <= b)
        if inside.any():
            total += inside.mean() * abs(correct[inside].mean() - conf[inside].mean())
    return total


@right("ece")
def ece_loop(conf, correct, n_bins=10):
    """signed gaps are collected transaction by transaction"""
    gaps = [0.0] * n_bins
    for c, o in zip(conf, correct):
        gaps[min(int(float(c) * n_bins), n_bins - 1)] += float(o) - float(c)
    return sum(abs(g) for g in gaps) / len(conf)


@right("ece")
def ece_matrix(conf, correct, n_bins=10):
    """membership is a matrix and all sums are products with it"""
    conf, correct = np.asarray(conf, dtype=np.float32), np.asarray(correct, dtype=np.float32)
    which = np.searchsorted(np.linspace(0, 1, n_bins + 1)[1:-1], conf)
    member = (which[None, :] == np.arange(n_bins)[:, None]).astype(np.float32)
    return np.abs(member @ (correct - conf)).sum() / np.float32(len(conf))


@wrong("ece", fails="ece-values", also=("ece-ends", "ece-laws"))
def ece_unweighted(conf, correct, n_bins=10):
    """every bin counts alike, however few it holds"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return np.mean([abs(correct[which == b].mean() - conf[which == b].mean()) for b in np.unique(which)])


@wrong("ece", fails="ece-values")
def ece_over_n_bins(conf, correct, n_bins=10):
    """the gaps are added and divided by the number of bins"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return sum(abs(correct[which == b].mean() - conf[which == b].mean()) for b in np.unique(which)) / n_bins


@wrong("ece", fails="ece-values")
def ece_maximum(conf, correct, n_bins=10):
    """the largest gap is reported instead of the average one"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return max(abs(correct[which == b].mean() - conf[which == b].mean()) for b in np.unique(which))


@wrong("ece", fails="ece-values", also="ece-laws")
def ece_signed(conf, correct, n_bins=10):
    """gaps of opposite sign cancel between bins"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    return abs(correct.mean() - conf.mean())


@wrong("ece", fails=("ece-values", "ece-laws"))
def ece_no_abs(conf, correct, n_bins=10):
    """the absolute value is forgotten"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return sum(np.mean(which == b) * (conf[which == b].mean() - correct[which == b].mean()) for b in np.unique(which))


@wrong("ece", fails="ece-values")
def ece_squared(conf, correct, n_bins=10):
    """gaps are squared"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return sum(
        np.mean(which == b) * (conf[which == b].mean() - correct[which == b].mean()) ** 2 for b in np.unique(which)
    )


@wrong("ece", fails="ece-values")
def ece_root(conf, correct, n_bins=10):
    """a root of mean squared gaps is taken"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    bins = np.unique(which)
    return sum(np.mean(which == b) * (conf[which == b].mean() - correct[which == b].mean()) ** 2 for b in bins) ** 0.5


@wrong("ece", fails="ece-values")
def ece_midpoints(conf, correct, n_bins=10):
    """the middle of the bin stands in for what was said in it"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return sum(np.mean(which == b) * abs(correct[which == b].mean() - (b + 0.5) / n_bins) for b in np.unique(which))


@wrong("ece", fails="ece-values")
def ece_per_transaction(conf, correct, n_bins=10):
    """the absolute value stands around each transaction's gap"""
    return np.abs(np.asarray(conf, float) - np.asarray(correct, float)).mean()


@wrong("ece", fails=("ece-values", "ece-laws"), also="ece-ends")
def ece_sum_of_counts(conf, correct, n_bins=10):
    """the gaps are weighted by counts and never divided by their total"""
    conf, correct = np.asarray(conf), np.asarray(correct)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return sum(np.sum(which == b) * abs(correct[which == b].mean() - conf[which == b].mean()) for b in np.unique(which))


@wrong("ece", fails="ece-values", also=("ece-laws", "ece-ends"))
def ece_ten_bins(conf, correct, n_bins=10):
    """the number of bins given is ignored"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    which = np.minimum((conf * 10).astype(int), 9)
    return np.abs(np.bincount(which, weights=correct - conf)).sum() / conf.size


@wrong("ece", fails="ece-values", also=("ece-laws", "ece-ends", "ece-inputs"))
def ece_quantiles(conf, correct, n_bins=10):
    """the bins hold equally many instead of being equally wide"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    parts = np.array_split(np.argsort(conf, kind="stable"), n_bins)
    return sum(abs((correct[q] - conf[q]).sum()) for q in parts) / conf.size


@wrong("ece", fails="ece-values", also=("ece-ends", "ece-laws"))
def ece_own_range(conf, correct, n_bins=10):
    """the bins span the data's own range"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    gap, _ = np.histogram(conf, bins=n_bins, weights=correct - conf)
    return np.abs(gap).sum() / conf.size


@wrong("ece", fails="ece-ends")
def ece_drops_zero(conf, correct, n_bins=10):
    """a confidence of exactly nought falls out of the first bin"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    total = 0.0
    for m in range(n_bins):
        inside = (conf > m / n_bins) & (conf <= (m + 1) / n_bins)
        total += abs((correct[inside] - conf[inside]).sum())
    return total / conf.size


@wrong("ece", fails="ece-ends")
def ece_drops_one(conf, correct, n_bins=10):
    """full confidence falls out of the last bin"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    total = 0.0
    for m in range(n_bins):
        inside = (conf >= m / n_bins) & (conf < (m + 1) / n_bins)
        total += abs((correct[inside] - conf[inside]).sum())
    return total / conf.size


@wrong("ece", fails="ece-ends")
def ece_extra_bin(conf, correct, n_bins=10):
    """full confidence gets a bin of its own"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    which = np.floor(conf * n_bins).astype(int)
    return np.abs(np.bincount(which, weights=correct - conf)).sum() / conf.size


@wrong("ece", fails="ece-ends", also=("ece-values", "ece-laws", "ece-inputs", "ece-purity"))
def ece_nan(conf, correct, n_bins=10):
    """the mean of an empty bin enters the sum"""
    conf, correct = np.asarray(conf, float), np.asarray(correct, float)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    many = np.bincount(which, minlength=n_bins)
    with np.errstate(all="ignore"):
        gap = np.bincount(which, weights=correct - conf, minlength=n_bins) / many
    return np.sum(many / conf.size * np.abs(gap))


@wrong("ece", fails="ece-inputs")
def ece_arrays_only(conf, correct, n_bins=10):
    """lists are used as if they were arrays"""
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    return np.abs(np.bincount(which, weights=correct - conf)).sum() / conf.size


@wrong("ece", fails="ece-purity")
def ece_in_place(conf, correct, n_bins=10):
    """the gap is formed inside the caller's array"""
    conf = conf if isinstance(conf, np.ndarray) else np.array(conf)
    which = np.minimum((conf * n_bins).astype(int), n_bins - 1)
    conf -= np.asarray(correct)
    return np.abs(np.bincount(which, weights=conf)).sum() / conf.size


# --- 6. brier ------------------------------------------------------------------------------------


@right("brier")
def brier_loop(p, y):
    """terms are added one by one"""
    return sum((float(a) - float(b)) ** 2 for a, b in zip(p, y)) / len(p)


@right("brier")
def brier_dot(p, y):
    """the difference is multiplied with itself"""
    gap = np.asarray(y, dtype=float) - np.asarray(p, dtype=float)
    return gap @ gap / gap.size


@right("brier")
def brier_cases(p, y):
    """the two outcomes are treated apart"""
    p, y = np.asarray(p, dtype=float), np.asarray(y).astype(bool)
    return np.where(y, (1 - p) ** 2, p**2).mean()


@right("brier")
def brier_single_precision(p, y):
    """all is kept in single precision, and the square is multiplied out"""
    p, y = np.asarray(p, dtype=np.float32), np.asarray(y, dtype=np.float32)
    return np.mean(p * p - 2 * p * y + y)


@wrong("brier", fails="brier-values")
def brier_two_classes(p, y):
    """both classes are summed, which doubles the score"""
    return 2 * np.mean((np.asarray(p, float) - np.asarray(y, float)) ** 2)


@wrong("brier", fails="brier-values")
def brier_root(p, y):
    """a root is taken at the end"""
    return np.sqrt(np.mean((np.asarray(p, float) - np.asarray(y, float)) ** 2))


@wrong("brier", fails="brier-values")
def brier_absolute(p, y):
    """absolute differences are averaged"""
    return np.mean(np.abs(np.asarray(p, float) - np.asarray(y, float)))


@wrong("brier", fails=("brier-values", "brier-laws"))
def brier_sum(p, y):
    """the terms are added and not averaged"""
    return np.sum((np.asarray(p, float) - np.asarray(y, float)) ** 2)


@wrong("brier", fails="brier-values")
def brier_half(p, y):
    """the half of least squares is carried along"""
    return 0.5 * np.mean((np.asarray(p, float) - np.asarray(y, float)) ** 2)


@wrong("brier", fails="brier-values")
def brier_of_means(p, y):
    """the means are compared, so that errors of opposite sign cancel"""
    return (np.mean(np.asarray(p, float)) - np.mean(np.asarray(y, float))) ** 2


@wrong("brier", fails="brier-values", also="brier-inputs")
def brier_log_loss(p, y):
    """the log loss is computed"""
    p, y = np.clip(np.asarray(p, float), 1e-12, 1 - 1e-12), np.asarray(y, float)
    return -np.mean(y * np.log(p) + (1 - y) * np.log(1 - p))


@wrong("brier", fails="brier-values")
def brier_hard(p, y):
    """the probabilities are cut to decisions first"""
    return np.mean(((np.asarray(p, float) > 0.5) - np.asarray(y, float)) ** 2)


@wrong("brier", fails="brier-values", also="brier-laws")
def brier_variance(p, y):
    """the spread of the differences is taken, which forgives a constant error"""
    return np.var(np.asarray(p, float) - np.asarray(y, float))


@wrong("brier", fails="brier-values", also="brier-laws")
def brier_skill(p, y):
    """the score is set against that of the base rate"""
    p, y = np.asarray(p, float), np.asarray(y, float)
    return 1 - np.mean((p - y) ** 2) / max(np.mean((y.mean() - y) ** 2), 1e-9)


@wrong("brier", fails=("brier-values", "brier-laws"))
def brier_frauds_only(p, y):
    """transactions that turned out good are left out"""
    p, y = np.asarray(p, float), np.asarray(y, float)
    return np.sum(y * (p - y) ** 2) / max(y.sum(), 1)


@wrong("brier", fails=("brier-values", "brier-laws"))
def brier_unbiased(p, y):
    """the sum is divided by one fewer"""
    gap = np.asarray(p, float) - np.asarray(y, float)
    return np.sum(gap**2) / max(gap.size - 1, 1)


@wrong("brier", fails="brier-values")
def brier_column(p, y):
    """one side is a column, so that every probability meets every outcome"""
    return np.mean((np.asarray(p, float)[:, None] - np.asarray(y, float)) ** 2)


@wrong("brier", fails=("brier-values", "brier-laws", "brier-inputs"), also="brier-purity")
def brier_elementwise(p, y):
    """the terms are returned and their mean is left to the reader"""
    return (np.asarray(p, float) - np.asarray(y, float)) ** 2


@wrong("brier", fails="brier-inputs")
def brier_arrays_only(p, y):
    """lists are subtracted"""
    return np.mean((p - y) ** 2)


@wrong("brier", fails="brier-purity")
def brier_in_place(p, y):
    """the difference is formed inside the caller's array"""
    p = p if isinstance(p, np.ndarray) else np.array(p, dtype=float)
    p -= np.asarray(y)
    return np.mean(p**2)


# --- 7. platt ------------------------------------------------------------------------------------


@right("platt")
def platt_smoothed_newton(scores, y):
    """Newton's method runs on smoothed targets"""
    s, y = np.asarray(scores, float), np.asarray(y, int)
    plus, minus = np.sum(y == 1), np.sum(y == 0)
    t = np.where(y == 1, (plus + 1) / (plus + 2), 1 / (minus + 2))
    a = b = 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-np.clip(a * s + b, -500, 500)))
        h = p * (1 - p) + 1e-12
        haa, hab, hbb = np.sum(h * s * s), np.sum(h * s), np.sum(h)
        ga, gb = np.sum((t - p) * s), np.sum(t - p)
        det = haa * hbb - hab * hab
        a, b = a + (hbb * ga - hab * gb) / det, b + (haa * gb - hab * ga) / det
    return a, b


@right("platt")
def platt_gradient_ascent(scores, y):
    """many plain gradient steps are taken on the mean log-likelihood"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    a = b = 0.0
    for _ in range(3000):
        gap = y - 1 / (1 + np.exp(-(a * s + b)))
        a, b = a + 0.3 * np.mean(gap * s), b + 0.3 * np.mean(gap)
    return np.array([a, b])


@right("platt")
def platt_irls(scores, y):
    """weighted least squares are repeated on working responses"""
    X = np.column_stack([np.asarray(scores, float), np.ones(len(scores))])
    y, theta = np.asarray(y, float), np.zeros(2)
    for _ in range(40):
        p = np.clip(1 / (1 + np.exp(-(X @ theta))), 1e-12, 1 - 1e-12)
        w = p * (1 - p)
        z = X @ theta + (y - p) / w
        theta = np.linalg.lstsq(X * np.sqrt(w)[:, None], z * np.sqrt(w), rcond=None)[0]
    return theta.tolist()


@right("platt")
def platt_standardized(scores, y):
    """scores are standardized, fitted, and the two numbers carried back"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    mean, std = s.mean(), s.std()
    z, a, b = (s - mean) / std, 0.0, 0.0
    for _ in range(3000):
        gap = y - 1 / (1 + np.exp(-(a * z + b)))
        a, b = a + 0.5 * np.mean(gap * z), b + 0.5 * np.mean(gap)
    return np.float64(a / std), np.float64(b - a * mean / std)


@right("platt")
def platt_single_precision(scores, y):
    """Newton's method stays in single precision"""
    s, y = np.asarray(scores, np.float32), np.asarray(y, np.float32)
    X, theta = np.stack([s, np.ones_like(s)], axis=1), np.zeros(2, np.float32)
    for _ in range(25):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return tuple(theta)


@right("platt")
def platt_platts_sign(scores, y):
    """Platt's own parameters are fitted and their signs turned at the end"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    plus, minus = y.sum(), len(y) - y.sum()
    t = np.where(y > 0.5, (plus + 1) / (plus + 2), 1 / (minus + 2))
    A, B = 0.0, np.log((minus + 1) / (plus + 1))
    for _ in range(40):
        p = 1 / (1 + np.exp(A * s + B))
        h = p * (1 - p)
        H = np.array([[np.sum(h * s * s), np.sum(h * s)], [np.sum(h * s), np.sum(h)]])
        step = np.linalg.solve(H, np.array([np.sum((t - p) * s), np.sum(t - p)]))
        A, B = A - step[0], B - step[1]
    return -A, -B


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_minus(scores, y):
    """Platt's minus sign is left in the two numbers"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return -theta[0], -theta[1]


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_no_shift(scores, y):
    """only a slope is fitted, as in temperature scaling"""
    s, y, a = np.asarray(scores, float), np.asarray(y, float), 0.0
    for _ in range(40):
        p = 1 / (1 + np.exp(-a * s))
        a += np.sum((y - p) * s) / np.sum(p * (1 - p) * s * s)
    return a, 0.0


@wrong("platt", fails="platt-values", also=("platt-laws", "platt-inputs"))
def platt_no_slope(scores, y):
    """only the shift is fitted, so that the mean is right"""
    s, y, b = np.asarray(scores, float), np.asarray(y, float), 0.0
    for _ in range(60):
        p = 1 / (1 + np.exp(-(s + b)))
        b += np.sum(y - p) / np.sum(p * (1 - p))
    return 1.0, b


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_returned_shift_first(scores, y):
    """the two numbers are returned in the other order"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    X, theta = np.column_stack([np.ones_like(s), s]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return theta[0], theta[1]


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_penalized(scores, y):
    """a ridge penalty of a library's default shrinks the slope"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        H = X.T @ (X * (p * (1 - p))[:, None]) + np.diag([1.0, 0.0])
        theta = theta + np.linalg.solve(H, X.T @ (y - p) - np.array([1.0, 0.0]) * theta)
    return theta[0], theta[1]


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_balanced(scores, y):
    """classes are weighted to equal size, and the base rate is lost"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    weight = np.where(y == 1, 0.5 / y.mean(), 0.5 / (1 - y.mean()))
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        H = X.T @ (X * (weight * p * (1 - p))[:, None])
        theta = theta + np.linalg.solve(H, X.T @ (weight * (y - p)))
    return theta[0], theta[1]


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_few_steps(scores, y):
    """gradient ascent is stopped long before it arrives"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    a = b = 0.0
    for _ in range(50):
        gap = y - 1 / (1 + np.exp(-(a * s + b)))
        a, b = a + 0.1 * np.mean(gap * s), b + 0.1 * np.mean(gap)
    return a, b


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_one_newton_step(scores, y):
    """one Newton step is taken for the whole way"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    X = np.column_stack([s, np.ones_like(s)])
    return tuple(np.linalg.solve(0.25 * X.T @ X, X.T @ (y - 0.5)))


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_least_squares(scores, y):
    """a straight line is fitted to the labels"""
    a, b = np.polyfit(np.asarray(scores, float), np.asarray(y, float), 1)
    return a, b


@wrong("platt", fails="platt-values", also=("platt-laws", "platt-inputs"))
def platt_squared_error(scores, y):
    """the squared distance of the sigmoid to the labels is minimized"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    a = b = 0.0
    for _ in range(4000):
        p = 1 / (1 + np.exp(-(a * s + b)))
        gap = (y - p) * p * (1 - p)
        a, b = a + 1.0 * np.mean(gap * s), b + 1.0 * np.mean(gap)
    return a, b


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_two_normals(scores, y):
    """two normal distributions of equal spread are assumed instead of the likelihood of the labels"""
    s, y = np.asarray(scores, float), np.asarray(y).astype(bool)
    m1, m0 = s[y].mean(), s[~y].mean()
    spread = (y.sum() * s[y].var() + (~y).sum() * s[~y].var()) / len(s)
    a = (m1 - m0) / spread
    return a, -0.5 * (m1**2 - m0**2) / spread + np.log(y.sum() / (~y).sum())


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_forgets_to_carry_back(scores, y):
    """the scores are standardized for the fit and not for the use"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    z = (s - s.mean()) / s.std()
    X, theta = np.column_stack([z, np.ones_like(z)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return theta[0], theta[1]


@wrong("platt", fails="platt-values", also="platt-laws")
def platt_wrong_targets(scores, y):
    """the two smoothed targets take each other's class count"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    plus, minus = y.sum(), len(y) - y.sum()
    t = np.where(y == 1, (minus + 1) / (minus + 2), 1 / (plus + 2))
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (t - p))
    return theta[0], theta[1]


@wrong("platt", fails="platt-values", also=("platt-laws", "platt-inputs"))
def platt_positive_slope(scores, y):
    """a negative slope is thought impossible"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return abs(theta[0]), theta[1]


@wrong("platt", fails="platt-values", also=("platt-laws", "platt-inputs", "platt-purity"))
def platt_identity(scores, y):
    """the scores are trusted as they are"""
    return 1.0, 0.0


@wrong("platt", fails="platt-laws", also=("platt-values", "platt-inputs"))
def platt_depends_on_order(scores, y):
    """only the first half of the rows is fitted"""
    s, y = np.asarray(scores, float), np.asarray(y, float)
    s, y = s[: len(s) // 2], y[: len(y) // 2]
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return theta[0], theta[1]


@wrong("platt", fails="platt-inputs")
def platt_arrays_only(scores, y):
    """a list is multiplied by a number"""
    a, b = np.float64(0), np.float64(0)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(a * scores + b)))
        h = p * (1 - p)
        H = np.array([[(h * scores * scores).sum(), (h * scores).sum()], [(h * scores).sum(), h.sum()]])
        a, b = np.array([a, b]) + np.linalg.solve(H, np.array([((y - p) * scores).sum(), (y - p).sum()]))
    return a, b


@wrong("platt", fails="platt-purity")
def platt_smooths_in_place(scores, y):
    """smoothed targets are written over the caller's labels"""
    s = np.asarray(scores, float)
    y = y if isinstance(y, np.ndarray) and y.dtype == float else np.array(y, dtype=float)
    plus, minus = y.sum(), len(y) - y.sum()
    y[:] = np.where(y == 1, (plus + 1) / (plus + 2), 1 / (minus + 2))
    X, theta = np.column_stack([s, np.ones_like(s)]), np.zeros(2)
    for _ in range(40):
        p = 1 / (1 + np.exp(-(X @ theta)))
        theta = theta + np.linalg.solve(X.T @ (X * (p * (1 - p))[:, None]), X.T @ (y - p))
    return theta[0], theta[1]


# --- 8. isotonic ---------------------------------------------------------------------------------


@right("isotonic")
def isotonic_max_min(y, w=None):
    """the greatest of the least averages is looked up from prefix sums"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    W, S = np.concatenate([[0], np.cumsum(w)]), np.concatenate([[0], np.cumsum(w * y)])
    fit, best = np.empty(len(y)), np.full(len(y), -np.inf)
    for j in range(len(y)):
        means = (S[j + 1 :] - S[j]) / (W[j + 1 :] - W[j])
        best[j:] = np.maximum(best[j:], np.minimum.accumulate(means[::-1])[::-1])
    fit[:] = best
    return fit


@right("isotonic")
def isotonic_restart(y, w=None):
    """blocks are scanned again from the left after every merge"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    blocks = [[v, u, 1] for v, u in zip(y, w)]
    i = 0
    while i < len(blocks) - 1:
        if blocks[i][0] > blocks[i + 1][0]:
            (a, u, m), (b, v, k) = blocks[i], blocks.pop(i + 1)
            blocks[i] = [(a * u + b * v) / (u + v), u + v, m + k]
            i = max(i - 1, 0)
        else:
            i += 1
    return np.concatenate([np.full(k, v) for v, _, k in blocks])


@right("isotonic")
def isotonic_minorant(y, w=None):
    """slopes of the greatest convex minorant of the cumulative sums are read off"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    x, s = np.concatenate([[0], np.cumsum(w)]), np.concatenate([[0], np.cumsum(w * y)])
    hull = [0]
    for k in range(1, len(x)):
        while len(hull) > 1 and (s[hull[-1]] - s[hull[-2]]) * (x[k] - x[hull[-2]]) >= (s[k] - s[hull[-2]]) * (
            x[hull[-1]] - x[hull[-2]]
        ):
            hull.pop()
        hull.append(k)
    fit = np.empty(len(y))
    for a, b in zip(hull, hull[1:]):
        fit[a:b] = (s[b] - s[a]) / (x[b] - x[a])
    return fit


@right("isotonic")
def isotonic_single_precision(y, w=None):
    """pooling runs in single precision on a copy, and merges equal neighbours too"""
    fit = np.array(y, dtype=np.float32)
    w = np.ones(fit.size, dtype=np.float32) if w is None else np.asarray(w, dtype=np.float32)
    starts = []
    for i in range(fit.size):
        starts.append(i)
        while len(starts) > 1 and fit[starts[-2]] >= fit[starts[-1]]:
            starts.pop()
            j = starts[-1]
            fit[j : i + 1] = np.average(np.asarray(y, dtype=np.float32)[j : i + 1], weights=w[j : i + 1])
    return fit


@right("isotonic")
def isotonic_list(y, w=None):
    """plain Python lists go in and out"""
    y = [float(v) for v in y]
    w = [1.0] * len(y) if w is None else [float(v) for v in w]
    pools = []
    for v, u in zip(y, w):
        pools.append((v * u, u, 1))
        while len(pools) > 1 and pools[-2][0] / pools[-2][1] > pools[-1][0] / pools[-1][1]:
            right_, left = pools.pop(), pools.pop()
            pools.append(tuple(a + b for a, b in zip(left, right_)))
    return [total / weight for total, weight, size in pools for _ in range(size)]


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_running_max(y, w=None):
    """each value is lifted to the highest before it"""
    return np.maximum.accumulate(np.asarray(y, dtype=float))


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_running_min(y, w=None):
    """each value is lowered to the least after it"""
    return np.minimum.accumulate(np.asarray(y, dtype=float)[::-1])[::-1]


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_envelope_mean(y, w=None):
    """the upper and the lower envelope are averaged"""
    y = np.asarray(y, dtype=float)
    return (np.maximum.accumulate(y) + np.minimum.accumulate(y[::-1])[::-1]) / 2


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_sorted(y, w=None):
    """the values are sorted, which is monotone and not a fit"""
    return np.sort(np.asarray(y, dtype=float))


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_never_looks_back(y, w=None):
    """a merge that uncovers another violation to the left is left at that"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    means, weights, sizes = [], [], []
    for v, u in zip(y, w):
        if means and means[-1] > v:
            means[-1] = (means[-1] * weights[-1] + v * u) / (weights[-1] + u)
            weights[-1] += u
            sizes[-1] += 1
        else:
            means.append(v)
            weights.append(u)
            sizes.append(1)
    return np.repeat(means, sizes)


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_plain_mean_of_means(y, w=None):
    """two blocks are merged to the middle of their means, whatever they hold"""
    means, sizes = [], []
    for v in np.asarray(y, dtype=float):
        means.append(v)
        sizes.append(1)
        while len(means) > 1 and means[-2] > means[-1]:
            v, k = means.pop(), sizes.pop()
            means[-1] = (means[-1] + v) / 2
            sizes[-1] += k
    return np.repeat(means, sizes)


@wrong("isotonic", fails="isotonic-weights")
def isotonic_ignores_weights(y, w=None):
    """every row counts alike, whatever its weight"""
    means, sizes = [], []
    for v in np.asarray(y, dtype=float):
        k = 1
        while means and means[-1] > v:
            v = (means[-1] * sizes[-1] + v * k) / (sizes[-1] + k)
            k += sizes.pop()
            means.pop()
        means.append(v)
        sizes.append(k)
    return np.repeat(means, sizes)


@wrong("isotonic", fails="isotonic-weights")
def isotonic_weights_by_size(y, w=None):
    """a merged block forgets its weight and goes on with its number of rows"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    means, weights, sizes = [], [], []
    for v, u in zip(y, w):
        k = 1
        while means and means[-1] > v:
            v = (means[-1] * weights[-1] + v * u) / (weights[-1] + u)
            k += sizes.pop()
            u = float(k)
            means.pop()
            weights.pop()
        means.append(v)
        weights.append(u)
        sizes.append(k)
    return np.repeat(means, sizes)


@wrong("isotonic", fails="isotonic-weights")
def isotonic_multiplies_weights(y, w=None):
    """the weights scale the values before an unweighted fit"""
    y = np.asarray(y, dtype=float)
    y = y if w is None else y * np.asarray(w, dtype=float) / np.mean(w)
    means, sizes = [], []
    for v in y:
        k = 1
        while means and means[-1] > v:
            v = (means[-1] * sizes[-1] + v * k) / (sizes[-1] + k)
            k += sizes.pop()
            means.pop()
        means.append(v)
        sizes.append(k)
    return np.repeat(means, sizes)


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_falling(y, w=None):
    """the fit falls instead of rising"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    means, weights, sizes = [], [], []
    for v, u in zip(y, w):
        k = 1
        while means and means[-1] < v:
            v = (means[-1] * weights[-1] + v * u) / (weights[-1] + u)
            u += weights.pop()
            k += sizes.pop()
            means.pop()
        means.append(v)
        weights.append(u)
        sizes.append(k)
    return np.repeat(means, sizes)


@wrong("isotonic", fails=("isotonic-values", "isotonic-weights", "isotonic-size"), also="isotonic-inputs")
def isotonic_blocks_only(y, w=None):
    """one value is returned for each block and not for each row"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    means, weights = [], []
    for v, u in zip(y, w):
        while means and means[-1] > v:
            v = (means.pop() * weights[-1] + v * u) / (weights[-1] + u)
            u += weights.pop()
        means.append(v)
        weights.append(u)
    return np.array(means)


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_clipped(y, w=None):
    """the fit is clipped to probabilities although the values are any numbers"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    means, weights, sizes = [], [], []
    for v, u in zip(y, w):
        k = 1
        while means and means[-1] > v:
            v = (means.pop() * weights[-1] + v * u) / (weights[-1] + u)
            u += weights.pop()
            k += sizes.pop()
        means.append(v)
        weights.append(u)
        sizes.append(k)
    return np.clip(np.repeat(means, sizes), 0, 1)


@wrong("isotonic", fails="isotonic-inputs")
def isotonic_keeps_integers(y, w=None):
    """the fit is written into an array of the labels' own type, which cuts fractions off"""
    fit = np.array(y)
    w = np.ones(fit.size) if w is None else np.asarray(w, dtype=float)
    source, starts = fit.astype(float), []
    for i in range(fit.size):
        starts.append(i)
        while len(starts) > 1 and fit[starts[-2]] > fit[starts[-1]]:
            starts.pop()
            j = starts[-1]
            fit[j : i + 1] = np.average(source[j : i + 1], weights=w[j : i + 1])
    return fit


@wrong("isotonic", fails="isotonic-size")
def isotonic_limited_rounds(y, w=None):
    """the search for violations ends after a fixed number of rounds"""
    y = np.asarray(y, dtype=float)
    w = np.ones(len(y)) if w is None else np.asarray(w, dtype=float)
    blocks = [(v, u, 1) for v, u in zip(y, w)]
    for _ in range(100):
        for i in range(len(blocks) - 1):
            (a, u, m), (b, v, k) = blocks[i], blocks[i + 1]
            if a > b:
                blocks[i : i + 2] = [((a * u + b * v) / (u + v), u + v, m + k)]
                break
    return np.concatenate([np.full(k, v) for v, _, k in blocks])


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_line(y, w=None):
    """a straight line is fitted and its slope kept from falling"""
    y = np.asarray(y, dtype=float)
    if len(y) == 1:
        return y.copy()
    slope, shift = np.polyfit(np.arange(len(y)), y, 1)
    return max(slope, 0) * np.arange(len(y)) + (shift if slope > 0 else y.mean())


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_global_mean(y, w=None):
    """everything is pooled as soon as anything is out of order"""
    y = np.asarray(y, dtype=float)
    return y.copy() if (np.diff(y) >= 0).all() else np.full(len(y), np.average(y, weights=w))


@wrong("isotonic", fails="isotonic-values", also=("isotonic-weights", "isotonic-size"))
def isotonic_one_pass(y, w=None):
    """neighbours out of order are averaged in one pass"""
    fit = np.array(y, dtype=float)
    for i in range(len(fit) - 1):
        if fit[i] > fit[i + 1]:
            fit[i] = fit[i + 1] = (fit[i] + fit[i + 1]) / 2
    return fit


@wrong("isotonic", fails="isotonic-purity")
def isotonic_in_place(y, w=None):
    """the caller's values are overwritten"""
    fit = y if isinstance(y, np.ndarray) and y.dtype == float else np.array(y, dtype=float)
    w = np.ones(fit.size) if w is None else np.asarray(w, dtype=float)
    source, starts = fit.copy(), []
    for i in range(fit.size):
        starts.append(i)
        while len(starts) > 1 and fit[starts[-2]] > fit[starts[-1]]:
            starts.pop()
            j = starts[-1]
            fit[j : i + 1] = np.average(source[j : i + 1], weights=w[j : i + 1])
    return fit


# --- 9. plot_calibration -------------------------------------------------------------------------


@right("plot-calibration")
def calibration_vlines(ax, curves):
    """the thresholds are drawn by one call of vlines"""
    ax.plot((0, 1), (0, 1), "k--")
    for name in curves:
        said, true, _ = curves[name]
        ax.plot(said, true, marker="o", label=name)
    ax.vlines([0.8, 0.9], 0, 1, colors="grey")
    ax.set(xlabel="stated", ylabel="came true")
    ax.legend(loc="upper left")


@right("plot-calibration")
def calibration_plotted_verticals(ax, curves):
    """the thresholds are lines like any other, and counts are written beside the points"""
    for t in (0.8, 0.9):
        ax.plot([t, t], [0, 1], ":", color="0.5", label=f"threshold {t}")
    for name, (said, true, many) in curves.items():
        ax.plot(list(said), list(true), "s-", label=name)
        for x, y, n in zip(said, true, many):
            ax.annotate(str(int(n)), (x, y))
    ax.plot(np.linspace(0, 1, 50), np.linspace(0, 1, 50), color="black")
    ax.set_xlabel("confidence")
    ax.set_ylabel("frequency")
    ax.legend()
    return ax


@right("plot-calibration")
def calibration_axline(ax, curves):
    """sizes of markers tell the counts, and the diagonal is wider than the unit square"""
    ax.plot([-0.1, 1.1], [-0.1, 1.1])
    for name, (said, true, many) in curves.items():
        (line,) = ax.plot(said, true, label=name)
        ax.scatter(said, true, s=10 + np.sqrt(many), color=line.get_color())
    ax.axvline(x=0.8, linestyle="--")
    ax.axvline(x=0.9, linestyle="--")
    ax.set_xlim(0, 1)
    ax.set_ylim(0, 1)
    ax.set_xlabel("predicted")
    ax.set_ylabel("observed")
    ax.legend(title="scores")


@right("plot-calibration")
def calibration_long_labels(ax, curves):
    """labels add how many transactions there are, and handles go to the legend by hand"""
    handles = []
    for name, (said, true, many) in curves.items():
        handles += ax.plot(said, true, "-o", label=f"{name} (n = {np.sum(many)})")
    ax.plot([0, 1], [0, 1], color="k", lw=0.8)
    [ax.axvline(t, color="r") for t in (0.8, 0.9)]
    ax.set_xlabel("said")
    ax.set_ylabel("true")
    ax.legend(handles=handles)


@wrong("plot-calibration", fails="plot-calibration-curves")
def calibration_swapped(ax, curves):
    """the two axes have exchanged their data"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(true, said, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-curves")
def calibration_gap(ax, curves):
    """the gap is drawn instead of the frequency"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(said, np.asarray(true) - np.asarray(said), "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-curves")
def calibration_by_bin_number(ax, curves):
    """the bins are numbered across instead of placed where they lie"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(np.arange(len(said)) / len(said), true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-curves", also="plot-calibration-labels")
def calibration_first_only(ax, curves):
    """only the first curve is drawn"""
    ax.plot([0, 1], [0, 1], "k")
    name, (said, true, _) = next(iter(curves.items()))
    ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails=("plot-calibration-curves", "plot-calibration-labels"))
def calibration_unnamed(ax, curves):
    """the curves carry numbers instead of their names"""
    ax.plot([0, 1], [0, 1], "k")
    for i, (said, true, _) in enumerate(curves.values()):
        ax.plot(said, true, "o-", label=f"curve {i}")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-curves")
def calibration_names_shifted(ax, curves):
    """the names are handed out in another order than the curves"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in zip(reversed(list(curves)), curves.values()):
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-marks")
def calibration_no_diagonal(ax, curves):
    """there is nothing to compare the curves with"""
    for name, (said, true, _) in curves.items():
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-marks")
def calibration_short_diagonal(ax, curves):
    """the diagonal spans the data only"""
    for name, (said, true, _) in curves.items():
        ax.plot(said, said, "k")
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-marks")
def calibration_one_threshold(ax, curves):
    """one of the two thresholds is missing"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(said, true, "o-", label=name)
    ax.axvline(0.9)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-marks")
def calibration_horizontal(ax, curves):
    """the thresholds lie on the wrong axis"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axhline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-marks")
def calibration_level_diagonal(ax, curves):
    """perfect calibration is drawn as a level line"""
    ax.axhline(0.5, color="k")
    for name, (said, true, _) in curves.items():
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-labels")
def calibration_no_axis_names(ax, curves):
    """the axes are not named"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.legend()


@wrong("plot-calibration", fails="plot-calibration-labels")
def calibration_no_legend(ax, curves):
    """the labels are set and no legend shows them"""
    ax.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")


@wrong("plot-calibration", fails=("plot-calibration-curves", "plot-calibration-marks", "plot-calibration-labels"))
def calibration_on_plt(ax, curves):
    """everything is drawn on the current axes and not on those given"""
    plt.plot([0, 1], [0, 1], "k")
    for name, (said, true, _) in curves.items():
        plt.plot(said, true, "o-", label=name)
    for t in (0.8, 0.9):
        plt.axvline(t)
    plt.xlabel("said")
    plt.ylabel("true")
    plt.legend()


@wrong("plot-calibration", fails=("plot-calibration-curves", "plot-calibration-marks"))
def calibration_percent(ax, curves):
    """everything is drawn in percent, the thresholds included"""
    ax.plot([0, 100], [0, 100], "k")
    for name, (said, true, _) in curves.items():
        ax.plot(100 * np.asarray(said), 100 * np.asarray(true), "o-", label=name)
    for t in (80, 90):
        ax.axvline(t)
    ax.set(xlabel="said", ylabel="true")
    ax.legend()


# --- 10. plot_costs ------------------------------------------------------------------------------


@right("plot-costs")
def costs_scatter(ax, thresholds, costs):
    """the cheapest points are scattered in one call"""
    for name, cost in costs.items():
        ax.plot(thresholds, cost, label=name)
    best = [int(np.argmin(c)) for c in costs.values()]
    ax.scatter([thresholds[i] for i in best], [c[i] for i, c in zip(best, costs.values())], zorder=3)
    ax.vlines((0.8, 0.9), *ax.get_ylim())
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@right("plot-costs")
def costs_one_marker_line(ax, thresholds, costs):
    """the cheapest points are one line without a stroke"""
    points = []
    for name in costs:
        ax.plot(list(thresholds), list(costs[name]), "-", label=name)
        k = min(range(len(thresholds)), key=lambda i: costs[name][i])
        points.append((thresholds[k], costs[name][k]))
    ax.plot(*zip(*points), "kv", label="cheapest")
    for t in (0.8, 0.9):
        ax.axvline(t, ls=":")
    ax.set_xlabel("t")
    ax.set_ylabel("expected cost")
    ax.legend()


@right("plot-costs")
def costs_log_scale(ax, thresholds, costs):
    """the cost axis is logarithmic and each marker has a label of its own"""
    for name, cost in costs.items():
        i = np.asarray(cost).argmin()
        ax.semilogy(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "*", label=f"best {name}")
    ax.plot([0.8, 0.8], ax.get_ylim(), "k:")
    ax.plot([0.9, 0.9], ax.get_ylim(), "k:")
    ax.set_xlabel("block from")
    ax.set_ylabel("per transaction")
    ax.legend(fontsize=7)


@right("plot-costs")
def costs_single_scatters(ax, thresholds, costs):
    """each cheapest point is a scatter of one, in single precision"""
    thresholds = np.asarray(thresholds, dtype=np.float32)
    for name, cost in costs.items():
        cost = np.asarray(cost, dtype=np.float32)
        ax.plot(thresholds, cost, drawstyle="steps-post", label=name)
        ax.scatter(thresholds[cost == cost.min()], cost[cost == cost.min()], marker="D")
    for t in (0.8, 0.9):
        ax.axvline(t)
        ax.text(t, 1, f"{t}")
    ax.set(xlabel="threshold", ylabel="currency units")
    ax.legend()
    return ax


@wrong("plot-costs", fails=("plot-costs-curves", "plot-costs-cheapest"))
def costs_swapped(ax, thresholds, costs):
    """cost goes across and threshold up"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        ax.plot(cost, thresholds, label=name)
        ax.plot(cost[i], thresholds[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-cheapest")
def costs_no_marker(ax, thresholds, costs):
    """the cheapest points are left to the eye"""
    for name, cost in costs.items():
        ax.plot(thresholds, cost, label=name)
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-cheapest")
def costs_dearest(ax, thresholds, costs):
    """the dearest point carries the marker"""
    for name, cost in costs.items():
        i = np.argmax(cost)
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-cheapest")
def costs_first_cheapest_for_all(ax, thresholds, costs):
    """the cheapest threshold of the first curve is marked on all"""
    best = np.argmin(next(iter(costs.values())))
    for name, cost in costs.items():
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[best], cost[best], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-cheapest")
def costs_only_overall_best(ax, thresholds, costs):
    """only the cheapest point of all curves is marked"""
    for name, cost in costs.items():
        ax.plot(thresholds, cost, label=name)
    cost = min(costs.values(), key=min)
    ax.plot(thresholds[np.argmin(cost)], min(cost), "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-cheapest")
def costs_index_across(ax, thresholds, costs):
    """the marker stands at the index and not at the threshold"""
    for name, cost in costs.items():
        ax.plot(thresholds, cost, label=name)
        ax.plot(np.argmin(cost), np.min(cost), "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-cheapest")
def costs_marked_where_asked(ax, thresholds, costs):
    """the markers stand at the lead's two thresholds instead of at the cheapest"""
    for name, cost in costs.items():
        ax.plot(thresholds, cost, label=name)
        ax.plot([0.8, 0.9], np.interp([0.8, 0.9], thresholds, cost), "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-curves", also="plot-costs-cheapest")
def costs_without_thresholds(ax, thresholds, costs):
    """the curves are drawn against their index"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        ax.plot(cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails=("plot-costs-curves", "plot-costs-cheapest"))
def costs_normalized(ax, thresholds, costs):
    """each curve is divided by its own highest cost, so that they cannot be compared"""
    for name, cost in costs.items():
        cost = cost / np.max(cost)
        i = np.argmin(cost)
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-marks")
def costs_no_thresholds_marked(ax, thresholds, costs):
    """the lead's two thresholds are not in the figure"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-marks")
def costs_ratios_marked(ax, thresholds, costs):
    """the cost ratios are marked in place of the thresholds"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    for r in (4, 9):
        ax.axvline(r)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend()


@wrong("plot-costs", fails=("plot-costs-curves", "plot-costs-labels"))
def costs_unnamed(ax, thresholds, costs):
    """the curves carry no names"""
    for cost in costs.values():
        i = np.argmin(cost)
        ax.plot(thresholds, cost)
        ax.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")
    ax.legend(["a", "b", "c"])


@wrong("plot-costs", fails="plot-costs-labels")
def costs_no_axis_names(ax, thresholds, costs):
    """one axis is not named"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set_xlabel("threshold")
    ax.legend()


@wrong("plot-costs", fails="plot-costs-labels")
def costs_no_legend(ax, thresholds, costs):
    """the labels are set and no legend shows them"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        ax.plot(thresholds, cost, label=name)
        ax.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        ax.axvline(t)
    ax.set(xlabel="threshold", ylabel="cost")


@wrong("plot-costs", fails=("plot-costs-curves", "plot-costs-cheapest", "plot-costs-marks", "plot-costs-labels"))
def costs_on_plt(ax, thresholds, costs):
    """everything is drawn on the current axes and not on those given"""
    for name, cost in costs.items():
        i = np.argmin(cost)
        plt.plot(thresholds, cost, label=name)
        plt.plot(thresholds[i], cost[i], "o")
    for t in (0.8, 0.9):
        plt.axvline(t)
    plt.xlabel("threshold")
    plt.ylabel("cost")
    plt.legend()
