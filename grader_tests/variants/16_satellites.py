# ruff: noqa: B905, F821, RUF046
"""Right and wrong solutions for the unit 16-satellites; names such as ``np`` come from its notebook.

Written as students write: ``zip`` without ``strict``, ``int`` around what may be one.
"""

from proctor.variants import right, wrong

# --- region_shares --------------------------------------------------------------------------------


@right("region-shares")
def counted_in_a_dict(region):
    """counts in plain Python, in order of appearance"""
    counts = {}
    for name in region:
        counts[name] = counts.get(name, 0) + 1
    return {name: count / len(region) for name, count in counts.items()}


@right("region-shares")
def mean_of_a_comparison(region):
    """takes the mean of a comparison for each name"""
    region = np.asarray(region)
    return {name: np.mean(region == name) for name in np.unique(region)}


@right("region-shares")
def counter_by_frequency(region):
    """uses a Counter, most frequent first"""
    from collections import Counter

    return {str(name): count / len(region) for name, count in Counter(list(region)).most_common()}


@right("region-shares")
def zipped_float32_shares(region):
    """zips names and float32 shares"""
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names.tolist(), (counts / counts.sum()).astype(np.float32)))


@wrong("region-shares", fails="region-shares-values", also="region-shares-inputs")
def counts_not_shares(region):
    """counts are returned as they are"""
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names, counts))


@wrong("region-shares", fails="region-shares-values")
def percentages(region):
    """percentages stand for shares"""
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names, 100 * counts / counts.sum()))


@wrong("region-shares", fails="region-shares-values", also="region-shares-purity")
def equal_shares(region):
    """each region gets the same share"""
    names = np.unique(region)
    return {name: 1 / len(names) for name in names}


@wrong("region-shares", fails="region-shares-values")
def relative_to_the_largest(region):
    """counts are divided by the largest count"""
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names, counts / counts.max()))


@wrong("region-shares", fails="region-shares-values")
def rounded_shares(region):
    """shares are rounded to two digits"""
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names, np.round(counts / counts.sum(), 2)))


@wrong("region-shares", fails="region-shares-values")
def names_out_of_step(region):
    """names in order of appearance meet counts in alphabetical order"""
    names = list(dict.fromkeys(list(region)))
    counts = np.unique(region, return_counts=True)[1]
    return {name: count / len(region) for name, count in zip(names, counts)}


@wrong("region-shares", fails="region-shares-values")
def capitals_ignored(region):
    """names that differ in capitals are thrown together"""
    region = np.char.lower(np.asarray(region))
    return {name: np.mean(region == name.lower()) for name in np.unique(np.char.capitalize(region))}


@wrong("region-shares", fails="region-shares-values")
def names_contained(region):
    """a tile counts for every name that its own name contains"""
    region = [str(name) for name in region]
    return {name: sum(name in other for other in region) / len(region) for name in set(region)}


@wrong("region-shares", fails="region-shares-values", also="region-shares-inputs")
def small_regions_dropped(region):
    """regions with few tiles get no entry"""
    names, counts = np.unique(region, return_counts=True)
    return {name: count / counts.sum() for name, count in zip(names, counts) if count >= 0.05 * counts.sum()}


@wrong("region-shares", fails="region-shares-values", also="region-shares-inputs")
def one_too_many(region):
    """the counts are divided by one tile less"""
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names, counts / max(counts.sum() - 1, 1)))


@wrong("region-shares", fails="region-shares-values", also="region-shares-purity")
def only_the_course_regions(region):
    """only the four regions of the story get an entry"""
    region = np.asarray(region)
    return {name: np.mean(region == name) for name in REGIONS}


@wrong("region-shares", fails="region-shares-inputs")
def list_compared_as_a_whole(region):
    """a list is compared with a name as a whole"""
    return {name: np.mean(region == name) for name in set(region)}


@wrong("region-shares", fails="region-shares-purity")
def sorted_in_place(region):
    """the names are sorted where they lie"""
    region.sort()
    names, counts = np.unique(region, return_counts=True)
    return dict(zip(names, counts / counts.sum()))


@wrong("region-shares", fails=("region-shares-values", "region-shares-inputs"), also="region-shares-purity")
def pairs_of_arrays(region):
    """two arrays are returned in place of a dictionary"""
    names, counts = np.unique(region, return_counts=True)
    return names, counts / counts.sum()


# --- poststratify ---------------------------------------------------------------------------------

_POST_ALL = ("poststratify-missing", "poststratify-laws", "poststratify-inputs")


@right("poststratify")
def one_weight_a_tile(y, region, pop_share):
    """weighs each tile by population share over sample share"""
    region = np.asarray(region)
    names, inverse, counts = np.unique(region, return_inverse=True, return_counts=True)
    weight = np.array([pop_share[str(name)] for name in names]) / counts
    return np.average(np.asarray(y, dtype=float), weights=weight[inverse])


@right("poststratify")
def plain_python_sums(y, region, pop_share):
    """adds up in plain Python"""
    sums, counts = {}, {}
    for value, name in zip(y, region):
        sums[name] = sums.get(name, 0.0) + float(value)
        counts[name] = counts.get(name, 0) + 1
    left = sum(pop_share[name] for name in sums)
    return sum(pop_share[name] / left * sums[name] / counts[name] for name in sums)


@right("poststratify")
def indicator_matrix(y, region, pop_share):
    """multiplies by a matrix of indicators, and returns a NumPy number"""
    names = [name for name in pop_share if name in set(np.asarray(region).tolist())]
    inside = np.asarray(region)[:, None] == np.array(names)
    means = np.asarray(y, dtype=float) @ inside / inside.sum(axis=0)
    share = np.array([pop_share[name] for name in names])
    return means @ (share / share.sum())


@right("poststratify")
def float32_kept(y, region, pop_share):
    """keeps float32 and returns an array of shape ()"""
    y, region = np.asarray(y), np.asarray(region)
    y = y if y.dtype == np.float32 else y.astype(float)
    present = {name: share for name, share in pop_share.items() if np.any(region == name)}
    left = sum(present.values())
    return np.array(sum(y[region == name].mean() * (share / left) for name, share in present.items()))


@right("poststratify")
def nan_means_skipped(y, region, pop_share):
    """lets an empty region's mean be NaN, and skips it"""
    import warnings

    y, region = np.asarray(y, dtype=float), np.asarray(region)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        means = np.array([np.mean(y[region == name]) for name in pop_share])
    share = np.where(np.isnan(means), 0.0, list(pop_share.values()))
    return np.nansum(share * means) / share.sum()


@right("poststratify")
def float32_answer_mean_of_regions(y, region, pop_share):
    """answers in float32, whatever came in"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    there = [name for name in pop_share if name in region]
    share = np.array([pop_share[name] for name in there])
    return np.float32(np.average([y[region == name].mean() for name in there], weights=share))


@wrong("poststratify", fails="poststratify-values", also=_POST_ALL)
def plain_mean(y, region, pop_share):
    """the regions are ignored"""
    return np.mean(np.asarray(y, dtype=float))


@wrong("poststratify", fails="poststratify-missing")
def not_renormalized(y, region, pop_share):
    """a region without tiles takes its share away with it"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    return sum(share * y[region == name].mean() for name, share in pop_share.items() if np.any(region == name))


@wrong("poststratify", fails="poststratify-missing", also="poststratify-purity")
def missing_gives_nan(y, region, pop_share):
    """the mean of a region without tiles is taken all the same"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    means = [y[region == name].sum() / np.sum(region == name) for name in pop_share]
    return np.dot(list(pop_share.values()), means)


@wrong("poststratify", fails="poststratify-missing")
def missing_filled_with_overall_mean(y, region, pop_share):
    """a region without tiles gets the mean of the sample"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    means = {n: (y[region == n].mean() if np.any(region == n) else y.mean()) for n in pop_share}
    return sum(share * means[name] for name, share in pop_share.items())


@wrong("poststratify", fails="poststratify-missing")
def missing_share_spread_evenly(y, region, pop_share):
    """the share of missing regions is spread evenly over the others"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    present = [name for name in pop_share if np.any(region == name)]
    spare = (1 - sum(pop_share[name] for name in present)) / len(present)
    return sum((pop_share[name] + spare) * y[region == name].mean() for name in present)


@wrong("poststratify", fails="poststratify-missing")
def zero_share_skipped_late(y, region, pop_share):
    """regions with share 0 are left out of the sum, but those without tiles are not"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    total = sum(share * y[region == n].sum() / max(np.sum(region == n), 1) for n, share in pop_share.items() if share)
    return total / sum(pop_share.values())


@wrong("poststratify", fails="poststratify-values", also=_POST_ALL)
def mean_of_means(y, region, pop_share):
    """all regions weigh the same"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    return np.mean([y[region == name].mean() for name in np.unique(region)])


@wrong("poststratify", fails=("poststratify-values", "poststratify-laws"), also=_POST_ALL)
def share_as_weight_of_a_tile(y, region, pop_share):
    """each tile weighs its region's population share, however many tiles the region has"""
    w = np.array([pop_share[str(name)] for name in region])
    return np.average(np.asarray(y, dtype=float), weights=w)


@wrong("poststratify", fails=("poststratify-values", "poststratify-laws"), also=_POST_ALL)
def weights_upside_down(y, region, pop_share):
    """each tile weighs sample share over population share"""
    region = np.asarray(region)
    w = np.array([np.mean(region == name) / max(pop_share[str(name)], 1e-3) for name in region])
    return np.average(np.asarray(y, dtype=float), weights=w)


@wrong("poststratify", fails=("poststratify-values", "poststratify-missing"), also=_POST_ALL)
def shares_out_of_step(y, region, pop_share):
    """means in alphabetical order meet shares in the dictionary's order"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    means = np.array([y[region == name].mean() for name in np.unique(region)])
    share = np.array(list(pop_share.values()))[: len(means)]
    return float(share @ means / share.sum())


@wrong("poststratify", fails="poststratify-values", also=_POST_ALL)
def medians(y, region, pop_share):
    """a region's median stands for its mean"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    there = [name for name in pop_share if np.any(region == name)]
    return sum(pop_share[n] * np.median(y[region == n]) for n in there) / sum(pop_share[n] for n in there)


@wrong("poststratify", fails=("poststratify-values", "poststratify-laws"), also=_POST_ALL)
def sums_for_means(y, region, pop_share):
    """a region's sum stands for its mean"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    return sum(pop_share[str(name)] * y[region == name].sum() for name in np.unique(region)) / len(y)


@wrong("poststratify", fails="poststratify-values", also=_POST_ALL)
def rounded_estimate(y, region, pop_share):
    """the estimate is rounded to one digit"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    there = [name for name in pop_share if np.any(region == name)]
    return round(sum(pop_share[n] * y[region == n].mean() for n in there) / sum(pop_share[n] for n in there), 1)


@wrong("poststratify", fails="poststratify-values", also=(*_POST_ALL, "poststratify-purity"))
def one_mean_for_each_region(y, region, pop_share):
    """the weighted means of the regions are returned one by one"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    return np.array([pop_share[str(name)] * y[region == name].mean() for name in np.unique(region)])


@wrong("poststratify", fails=("poststratify-values", "poststratify-laws"), also=_POST_ALL)
def half_way(y, region, pop_share):
    """the estimate stops half-way to the population"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    there = [name for name in pop_share if np.any(region == name)]
    full = sum(pop_share[n] * y[region == n].mean() for n in there) / sum(pop_share[n] for n in there)
    return (full + y.mean()) / 2


@wrong("poststratify", fails="poststratify-inputs")
def lists_not_converted(y, region, pop_share):
    """a list of names is compared with a name as a whole"""
    y = np.asarray(y, dtype=float)
    total = left = 0.0
    for name, share in pop_share.items():
        here = np.atleast_1d(region == name)
        if here.any():
            total, left = total + share * y[here].mean(), left + share
    return total / left if left else y.mean()


@wrong("poststratify", fails="poststratify-inputs")
def integer_means(y, region, pop_share):
    """the means are kept in the type of y"""
    y, region = np.asarray(y), np.asarray(region)
    there = [name for name in pop_share if np.any(region == name)]
    means = np.zeros(len(there), dtype=y.dtype)
    for i, name in enumerate(there):
        means[i] = y[region == name].mean()
    share = np.array([pop_share[name] for name in there])
    return float(means @ share / share.sum())


@wrong("poststratify", fails="poststratify-purity")
def shares_popped(y, region, pop_share):
    """regions without tiles are removed from the caller's dictionary"""
    y, region = np.asarray(y, dtype=float), np.asarray(region)
    for name in list(pop_share):
        if not np.any(region == name):
            pop_share.pop(name)
    return sum(s * y[region == n].mean() for n, s in pop_share.items()) / sum(pop_share.values())


@wrong("poststratify", fails="poststratify-purity")
def weighted_in_place(y, region, pop_share):
    """y is multiplied by the weights where it lies"""
    region = np.asarray(region)
    w = np.array([pop_share[str(name)] / np.sum(region == name) for name in region])
    if isinstance(y, np.ndarray) and y.dtype == float:
        y *= w
    else:
        y = np.asarray(y) * w
    return y.sum() / w.sum()


# --- iw_mean --------------------------------------------------------------------------------------

_IW_ALL = ("iw-mean-numerics", "iw-mean-laws", "iw-mean-inputs")


@right("iw-mean")
def softmax_weights(f, logp, logq):
    """makes softmax weights and averages"""
    logw = np.subtract(logp, logq, dtype=float)
    return np.average(np.asarray(f), weights=np.exp(logw - np.max(logw)))


@right("iw-mean")
def loop_with_math(f, logp, logq):
    """loops over the tiles in plain Python"""
    import math

    logw = [float(a) - float(b) for a, b in zip(logp, logq)]
    top = max(logw)
    w = [math.exp(v - top) for v in logw]
    return sum(a * float(b) for a, b in zip(w, f)) / sum(w)


@right("iw-mean")
def log_sum_exp(f, logp, logq):
    """normalizes with logaddexp in the log domain"""
    logw = np.asarray(logp, dtype=float) - np.asarray(logq, dtype=float)
    return np.sum(np.exp(logw - np.logaddexp.reduce(logw)) * np.asarray(f, dtype=float))


@right("iw-mean")
def einsum_float32_kept(f, logp, logq):
    """keeps float32 where it comes in, and returns an array of shape ()"""
    f, logw = np.asarray(f), np.asarray(logp) - np.asarray(logq)
    w = np.exp(logw - logw.max())
    return np.einsum("i,i->", w / w.sum(), f)


@right("iw-mean")
def float32_answer_mean(f, logp, logq):
    """answers in float32, whatever came in"""
    logw = np.asarray(logp, dtype=float) - np.asarray(logq, dtype=float)
    w = np.exp(logw - logw.max())
    return np.float32(np.average(np.asarray(f, dtype=float), weights=w))


@right("iw-mean")
def relative_to_every_tile(f, logp, logq):
    """compares each weight with all others, pair by pair"""
    logw = np.asarray(logp, dtype=float) - np.asarray(logq, dtype=float)
    with np.errstate(over="ignore"):
        share = 1 / np.exp(logw[None, :] - logw[:, None]).sum(axis=1)
    return float(share @ np.asarray(f, dtype=float))


@wrong("iw-mean", fails=("iw-mean-values", "iw-mean-laws"), also=_IW_ALL)
def not_self_normalized(f, logp, logq):
    """the weights are not divided by their sum"""
    return float(np.mean(np.exp(np.asarray(logp, float) - np.asarray(logq, float)) * np.asarray(f, float)))


@wrong("iw-mean", fails="iw-mean-values", also=_IW_ALL)
def ratio_upside_down(f, logp, logq):
    """q over p stands for p over q"""
    logw = np.asarray(logq, float) - np.asarray(logp, float)
    w = np.exp(logw - logw.max())
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-numerics")
def no_shift(f, logp, logq):
    """weights are exponentiated as they come"""
    w = np.exp(np.asarray(logp, float) - np.asarray(logq, float))
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-numerics")
def densities_first(f, logp, logq):
    """both densities are exponentiated before they are divided"""
    w = np.exp(np.asarray(logp, float)) / np.exp(np.asarray(logq, float))
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-numerics")
def each_shifted_alone(f, logp, logq):
    """each of the two log densities is shifted by its own maximum and exponentiated"""
    logp, logq = np.asarray(logp, float), np.asarray(logq, float)
    w = np.exp(logp - logp.max()) / np.exp(logq - logq.max())
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-numerics")
def shifted_by_the_mean(f, logp, logq):
    """log weights are shifted by their mean"""
    logw = np.asarray(logp, float) - np.asarray(logq, float)
    w = np.exp(logw - logw.mean())
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-numerics")
def log_weights_clipped(f, logp, logq):
    """log weights are clipped to what exp can bear"""
    w = np.exp(np.clip(np.asarray(logp, float) - np.asarray(logq, float), -700, 700))
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-numerics")
def small_constant_below(f, logp, logq):
    """a small constant below keeps the division from failing"""
    w = np.exp(np.asarray(logp, float) - np.asarray(logq, float))
    return float(np.nan_to_num(w @ np.asarray(f, float) / (w.sum() + 1e-300)))


@wrong("iw-mean", fails="iw-mean-values", also=_IW_ALL)
def log_weights_as_weights(f, logp, logq):
    """log weights are used as weights"""
    w = np.asarray(logp, float) - np.asarray(logq, float)
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-values", also=_IW_ALL)
def target_density_alone(f, logp, logq):
    """the tiles are weighted by p alone"""
    logw = np.asarray(logp, float)
    w = np.exp(logw - logw.max())
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-values", also=_IW_ALL)
def ratio_of_logs(f, logp, logq):
    """the log densities are divided by each other"""
    w = np.asarray(logp, float) / np.asarray(logq, float)
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails=("iw-mean-values", "iw-mean-laws"), also=_IW_ALL)
def sum_not_divided(f, logp, logq):
    """the largest weight is set to 1, and the sum is left as it is"""
    logw = np.asarray(logp, float) - np.asarray(logq, float)
    return float(np.exp(logw - logw.max()) @ np.asarray(f, float))


@wrong("iw-mean", fails=("iw-mean-values", "iw-mean-laws"), also=_IW_ALL)
def shifted_then_averaged(f, logp, logq):
    """the shift is made, and then the plain mean of weight times value is taken"""
    logw = np.asarray(logp, float) - np.asarray(logq, float)
    return float(np.mean(np.exp(logw - logw.max()) * np.asarray(f, float)))


@wrong("iw-mean", fails="iw-mean-values", also=_IW_ALL)
def base_two(f, logp, logq):
    """the logarithms are taken to base 2"""
    logw = np.asarray(logp, float) - np.asarray(logq, float)
    w = np.exp2(logw - logw.max())
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-values", also=_IW_ALL)
def weights_trimmed(f, logp, logq):
    """weights above twice their median are cut"""
    logw = np.asarray(logp, float) - np.asarray(logq, float)
    w = np.exp(logw - logw.max())
    w = np.minimum(w, 2 * np.median(w))
    return float(w @ np.asarray(f, float) / w.sum())


@wrong("iw-mean", fails="iw-mean-values", also=(*_IW_ALL, "iw-mean-purity"))
def terms_one_by_one(f, logp, logq):
    """the terms of the sum are returned one by one"""
    logw = np.asarray(logp, float) - np.asarray(logq, float)
    w = np.exp(logw - logw.max())
    return w * np.asarray(f, float) / w.sum()


@wrong("iw-mean", fails="iw-mean-inputs")
def lists_subtracted(f, logp, logq):
    """lists are subtracted as they are"""
    logw = logp - logq
    w = np.exp(logw - logw.max())
    return float(w @ f / w.sum())


@wrong("iw-mean", fails="iw-mean-purity")
def subtracted_in_place(f, logp, logq):
    """logq is subtracted from the caller's logp"""
    if isinstance(logp, np.ndarray) and logp.dtype.kind == "f":
        logp -= logq
    else:
        logp = np.asarray(logp, float) - np.asarray(logq, float)
    w = np.exp(logp - logp.max())
    return float(w @ np.asarray(f, float) / w.sum())


# --- effective_sample_size ------------------------------------------------------------------------

_ESS_ALL = ("effective-sample-size-numerics", "effective-sample-size-laws", "effective-sample-size-inputs")


@right("effective-sample-size")
def normalized_first(logw):
    """normalizes the weights, then inverts the sum of squares"""
    w = np.exp(np.asarray(logw, dtype=float) - np.max(logw))
    w /= w.sum()
    return 1 / np.sum(w**2)


@right("effective-sample-size")
def by_variation(logw):
    """goes through the coefficient of variation"""
    logw = np.asarray(logw, dtype=float)
    w = np.exp(logw - logw.max())
    return len(w) / (1 + w.var() / w.mean() ** 2)


@right("effective-sample-size")
def in_the_log_domain(logw):
    """stays in the log domain until the end"""
    logw = np.asarray(logw, dtype=float)
    return np.exp(2 * np.logaddexp.reduce(logw) - np.logaddexp.reduce(2 * logw))


@right("effective-sample-size")
def loop_in_python(logw):
    """loops in plain Python"""
    import math

    top = max(float(v) for v in logw)
    w = [math.exp(float(v) - top) for v in logw]
    return math.fsum(w) ** 2 / math.fsum(v * v for v in w)


@right("effective-sample-size")
def float32_answer_size(logw):
    """answers in float32, whatever came in"""
    w = np.exp(np.asarray(logw, dtype=float) - np.max(logw))
    return np.float32(w.sum() ** 2 / (w @ w))


@right("effective-sample-size")
def float32_array(logw):
    """keeps float32, and returns an array of shape ()"""
    logw = np.asarray(logw)
    w = np.exp(logw - logw.max())
    return np.array(w.sum() ** 2 / np.sum(w * w))


@wrong("effective-sample-size", fails="effective-sample-size-numerics")
def unshifted(logw):
    """weights are exponentiated as they come"""
    w = np.exp(np.asarray(logw, float))
    return float(w.sum() ** 2 / (w**2).sum())


@wrong("effective-sample-size", fails="effective-sample-size-numerics")
def centred_on_the_mean(logw):
    """log weights are shifted by their mean"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.mean())
    return float(w.sum() ** 2 / (w**2).sum())


@wrong("effective-sample-size", fails="effective-sample-size-numerics")
def clipped_logs(logw):
    """log weights are clipped to what exp can bear"""
    w = np.exp(np.clip(np.asarray(logw, float), -300, 300))
    return float(w.sum() ** 2 / (w**2).sum())


@wrong("effective-sample-size", fails="effective-sample-size-numerics")
def shifted_by_the_smallest(logw):
    """log weights are shifted by the smallest one"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.min())
    return float(w.sum() ** 2 / (w**2).sum())


@wrong("effective-sample-size", fails=("effective-sample-size-values", "effective-sample-size-numerics"), also=_ESS_ALL)
def logs_as_weights(logw):
    """log weights are used as weights"""
    w = np.asarray(logw, float)
    return float(w.sum() ** 2 / (w**2).sum())


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def perplexity(logw):
    """the exponential of the weights' entropy is taken"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    w = w / w.sum()
    return float(np.exp(-np.sum(w[w > 0] * np.log(w[w > 0]))))


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def by_the_largest(logw):
    """the sum is divided by the largest weight"""
    logw = np.asarray(logw, float)
    return float(np.exp(logw - logw.max()).sum())


@wrong("effective-sample-size", fails=("effective-sample-size-values", "effective-sample-size-laws"), also=_ESS_ALL)
def fraction_of_n(logw):
    """a fraction of n is returned"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    return float(w.sum() ** 2 / (w**2).sum() / len(w))


@wrong("effective-sample-size", fails=("effective-sample-size-values", "effective-sample-size-laws"), also=_ESS_ALL)
def fraction_upside_down(logw):
    """the fraction stands upside down"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    return float((w**2).sum() / w.sum() ** 2)


@wrong("effective-sample-size", fails=("effective-sample-size-values", "effective-sample-size-laws"), also=_ESS_ALL)
def sum_not_squared(logw):
    """the sum above is not squared"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.mean())
    return float(w.sum() / (w**2).sum())


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def square_root_of_it(logw):
    """a standard deviation stands for a variance"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    return float(w.sum() / np.sqrt((w**2).sum()))


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def whole_tiles(logw):
    """the result is rounded to whole tiles"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    return int(round(w.sum() ** 2 / (w**2).sum()))


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def number_of_tiles(logw):
    """all tiles are counted alike"""
    return len(logw)


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def sample_variance(logw):
    """the coefficient of variation is taken with n minus 1"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    if len(w) == 1:
        return 1.0
    return float(len(w) / (1 + w.var(ddof=1) / w.mean() ** 2))


@wrong("effective-sample-size", fails="effective-sample-size-values", also=_ESS_ALL)
def variance_not_relative(logw):
    """the variance of the weights is not divided by their squared mean"""
    logw = np.asarray(logw, float)
    w = np.exp(logw - logw.max())
    return float(len(w) / (1 + w.var()))


@wrong("effective-sample-size", fails="effective-sample-size-inputs")
def list_not_converted(logw):
    """a list is used like an array"""
    w = np.exp(logw - logw.max())
    return float(w.sum() ** 2 / (w @ w))


@wrong("effective-sample-size", fails="effective-sample-size-inputs")
def shifted_in_place(logw):
    """the shift is made in the caller's array"""
    logw = np.asarray(logw) if np.asarray(logw).dtype.kind == "f" else np.asarray(logw, float)
    logw -= logw.max()
    w = np.exp(logw)
    return float(w.sum() ** 2 / (w @ w))


# --- density_ratio --------------------------------------------------------------------------------

_RATIO_ALL = ("density-ratio-moments", "density-ratio-order", "density-ratio-scale", "density-ratio-shapes")


@right("density-ratio")
def gradient_descent(Xs, Xt):
    """descends the gradient in many small steps"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt])]).astype(float)
    z = np.r_[np.zeros(len(Xs)), np.ones(len(Xt))]
    theta = np.zeros(A.shape[1])
    for _ in range(2000):
        theta -= 0.3 * A.T @ (1 / (1 + np.exp(-A @ theta)) - z) / len(z)
    D = 1 / (1 + np.exp(-A[: len(Xs)] @ theta))
    return len(Xs) / len(Xt) * D / (1 - D)


@right("density-ratio")
def descent_on_standardized_features(Xs, Xt):
    """standardizes the pooled features first, and descends fewer steps"""
    X = np.vstack([Xs, Xt]).astype(float)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    A, z = np.hstack([np.ones((len(X), 1)), X]), np.arange(len(X)) >= len(Xs)
    theta = np.zeros(A.shape[1])
    for _ in range(400):
        theta -= 1.0 * A.T @ (1 / (1 + np.exp(-A @ theta)) - z) / len(z)
    w = np.exp(A[: len(Xs)] @ theta)
    return w / w.mean()


@right("density-ratio")
def penalized_and_normalized(Xs, Xt):
    """uses a library with a penalty of 0.01, and divides by the mean"""
    from scipy.optimize import minimize

    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    sign = np.r_[-np.ones(len(Xs)), np.ones(len(Xt))]
    fit = minimize(lambda t: np.mean(np.logaddexp(0, -sign * (A @ t))) + 0.01 * t[1:] @ t[1:], np.zeros(A.shape[1]))
    w = np.exp(A[: len(Xs)] @ fit.x)
    return w / w.mean()


@right("density-ratio")
def both_classes_weigh_the_same(Xs, Xt):
    """balances the classes in the loss, so that the odds are the ratio"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.r_[np.zeros(len(Xs)), np.ones(len(Xt))]
    c = np.r_[np.full(len(Xs), 0.5 / len(Xs)), np.full(len(Xt), 0.5 / len(Xt))]
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        H = (A * (c * D * (1 - D))[:, None]).T @ A + 1e-9 * np.eye(len(theta))
        theta -= np.linalg.solve(H, A.T @ (c * (D - z)))
    return np.exp(A[: len(Xs)] @ theta)


@right("density-ratio")
def float32_answer(Xs, Xt):
    """answers in float32, by Newton's method"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt])])
    z = np.repeat([0, 1], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(10):
        D = 1 / (1 + np.exp(-A @ theta))
        theta += np.linalg.lstsq((A * (D * (1 - D))[:, None]).T @ A, A.T @ (z - D), rcond=None)[0]
    return (np.exp(A[: len(Xs)] @ theta) * len(Xs) / len(Xt)).astype(np.float32)


@right("density-ratio")
def stochastic_steps(Xs, Xt):
    """takes shrinking steps on random batches, many times over"""
    rng = np.random.default_rng(0)
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.r_[np.zeros(len(Xs)), np.ones(len(Xt))]
    theta, tail = np.zeros(A.shape[1]), []
    for step in range(3000):
        i = rng.integers(0, len(z), 64)
        theta = theta - 0.5 / np.sqrt(1 + step / 50) * A[i].T @ (1 / (1 + np.exp(-A[i] @ theta)) - z[i]) / 64
        tail.append(theta)
    w = np.exp(A[: len(Xs)] @ np.mean(tail[1500:], axis=0))
    return w * len(Xs) / len(Xt)


@wrong("density-ratio", fails="density-ratio-scale")
def sizes_forgotten(Xs, Xt):
    """the odds are returned without the numbers of tiles"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.exp(A[: len(Xs)] @ theta)


@wrong("density-ratio", fails="density-ratio-scale")
def sizes_upside_down(Xs, Xt):
    """the numbers of tiles are divided the other way round"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.exp(A[: len(Xs)] @ theta) * len(Xt) / len(Xs)


@wrong("density-ratio", fails="density-ratio-scale")
def sum_to_one(Xs, Xt):
    """the weights sum to 1 instead of having mean 1"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    w = np.exp(A[: len(Xs)] @ theta)
    return w / w.sum()


@wrong("density-ratio", fails="density-ratio-moments", also="density-ratio-scale")
def probabilities_for_odds(Xs, Xt):
    """the discriminator's probability stands for its odds"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    D = 1 / (1 + np.exp(-A[: len(Xs)] @ theta))
    return D / D.mean()


@wrong("density-ratio", fails=("density-ratio-moments", "density-ratio-order"), also=_RATIO_ALL)
def labels_exchanged(Xs, Xt):
    """source and target have exchanged their labels"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([1.0, 0.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    w = np.exp(A[: len(Xs)] @ theta)
    return w / w.mean()


@wrong(
    "density-ratio",
    fails=("density-ratio-moments", "density-ratio-scale", "density-ratio-shapes"),
)
def log_ratio(Xs, Xt):
    """the logarithm of the ratio is returned"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return A[: len(Xs)] @ theta + np.log(len(Xs) / len(Xt))


@wrong("density-ratio", fails=_RATIO_ALL)
def weights_of_the_target(Xs, Xt):
    """the weights of the target's tiles are returned"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.exp(A[len(Xs) :] @ theta) * len(Xs) / len(Xt)


@wrong("density-ratio", fails="density-ratio-shapes")
def column_of_weights(Xs, Xt):
    """the weights come as a column"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])[:, None]
    theta = np.zeros((A.shape[1], 1))
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))).T @ A, A.T @ (D - z))
    return np.exp(A[: len(Xs)] @ theta) * len(Xs) / len(Xt)


@wrong("density-ratio", fails="density-ratio-order", also=_RATIO_ALL)
def no_intercept(Xs, Xt):
    """the discriminator has no intercept"""
    A = np.vstack([Xs, Xt]).astype(float)
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    w = np.exp(A[: len(Xs)] @ theta)
    return w / w.mean()


@wrong("density-ratio", fails="density-ratio-moments", also=_RATIO_ALL)
def stopped_early(Xs, Xt):
    """the descent stops after ten steps"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(10):
        theta -= 0.1 * A.T @ (1 / (1 + np.exp(-A @ theta)) - z) / len(z)
    w = np.exp(A[: len(Xs)] @ theta)
    return w / w.mean()


@wrong("density-ratio", fails="density-ratio-moments", also=_RATIO_ALL)
def penalty_far_too_large(Xs, Xt):
    """the penalty flattens the weights"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta, R = np.zeros(A.shape[1]), np.diag([0.0] + [0.5] * (A.shape[1] - 1))
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        H = (A * (D * (1 - D))[:, None]).T @ A / len(z) + R
        theta -= np.linalg.solve(H, A.T @ (D - z) / len(z) + R @ theta)
    w = np.exp(A[: len(Xs)] @ theta)
    return w / w.mean()


@wrong("density-ratio", fails=("density-ratio-moments", "density-ratio-order"), also="density-ratio-scale")
def first_feature_only(Xs, Xt):
    """only the first feature is looked at"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.r_[Xs[:, 0], Xt[:, 0]].astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(2)
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.exp(A[: len(Xs)] @ theta) * len(Xs) / len(Xt)


@wrong("density-ratio", fails="density-ratio-moments", also=_RATIO_ALL)
def features_as_if_independent(Xs, Xt):
    """each feature gets a ratio of its own, and the ratios are multiplied"""
    logw = np.zeros(len(Xs))
    for s, t in zip(Xs.T.astype(float), Xt.T.astype(float)):
        var = (s.var() + t.var()) / 2
        logw += ((s - s.mean()) ** 2 - (s - t.mean()) ** 2) / (2 * var)
    w = np.exp(logw)
    return w / w.mean()


@wrong(
    "density-ratio",
    fails=("density-ratio-moments", "density-ratio-order"),
    also=("density-ratio-shapes", "density-ratio-purity", "density-ratio-scale"),
)
def each_cloud_standardized(Xs, Xt):
    """both clouds are standardized apart, and then look alike"""
    S, T = ((X - X.mean(axis=0)) / X.std(axis=0) for X in (Xs.astype(float), Xt.astype(float)))
    A = np.column_stack([np.ones(len(S) + len(T)), np.vstack([S, T])])
    z = np.repeat([0.0, 1.0], [len(S), len(T)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.exp(A[: len(S)] @ theta) * len(S) / len(T)


@wrong(
    "density-ratio",
    fails=("density-ratio-moments", "density-ratio-order"),
    also=("density-ratio-purity", "density-ratio-scale"),
)
def all_ones(Xs, Xt):
    """every tile gets weight 1"""
    return np.ones(len(Xs))


@wrong("density-ratio", fails=("density-ratio-moments", "density-ratio-order"))
def weights_sorted(Xs, Xt):
    """the weights are sorted, and no longer in the order of the tiles"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.sort(np.exp(A[: len(Xs)] @ theta) * len(Xs) / len(Xt))


@wrong("density-ratio", fails="density-ratio-moments", also=("density-ratio-order", "density-ratio-scale"))
def hard_decisions(Xs, Xt):
    """tiles that look like the target weigh 1, all others nothing"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    w = 1.0 * (A[: len(Xs)] @ theta > np.log(len(Xt) / len(Xs)))
    return w / max(w.mean(), 1e-9)


@wrong("density-ratio", fails="density-ratio-moments", also=("density-ratio-order", "density-ratio-scale"))
def capped_at_one(Xs, Xt):
    """no tile may weigh more than 1"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.minimum(np.exp(A[: len(Xs)] @ theta) * len(Xs) / len(Xt), 1.0)


@wrong("density-ratio", fails="density-ratio-moments")
def square_roots(Xs, Xt):
    """the ratio is flattened by a square root"""
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    w = np.exp(0.5 * A[: len(Xs)] @ theta)
    return w / w.mean()


@wrong("density-ratio", fails=("density-ratio-moments", "density-ratio-order"), also=_RATIO_ALL)
def nearness_to_the_target(Xs, Xt):
    """tiles weigh by their distance to the target's mean"""
    w = np.exp(-0.5 * np.sum((Xs - Xt.mean(axis=0)) ** 2, axis=1))
    return w / w.mean()


@wrong("density-ratio", fails="density-ratio-purity")
def centred_in_place(Xs, Xt):
    """the caller's features are centred where they lie"""
    centre = np.vstack([Xs, Xt]).mean(axis=0)
    Xs -= centre
    Xt -= centre
    A = np.column_stack([np.ones(len(Xs) + len(Xt)), np.vstack([Xs, Xt]).astype(float)])
    z = np.repeat([0.0, 1.0], [len(Xs), len(Xt)])
    theta = np.zeros(A.shape[1])
    for _ in range(20):
        D = 1 / (1 + np.exp(-A @ theta))
        theta -= np.linalg.solve((A * (D * (1 - D))[:, None]).T @ A, A.T @ (D - z))
    return np.exp(A[: len(Xs)] @ theta) * len(Xs) / len(Xt)


# --- parity_gap -----------------------------------------------------------------------------------


@right("parity-gap")
def loop_over_rates(yhat, group):
    """counts in plain Python"""
    hits, counts = {}, {}
    for decision, name in zip(yhat, group):
        hits[name] = hits.get(name, 0) + int(decision)
        counts[name] = counts.get(name, 0) + 1
    rates = [hits[name] / counts[name] for name in counts]
    return max(rates) - min(rates)


@right("parity-gap")
def bincount_rates(yhat, group):
    """uses bincount and ptp"""
    _, inverse = np.unique(np.asarray(group), return_inverse=True)
    return np.ptp(np.bincount(inverse, weights=np.asarray(yhat, float)) / np.bincount(inverse))


@right("parity-gap")
def largest_of_all_pairs(yhat, group):
    """takes the largest distance of any two rates"""
    yhat, group = np.array(yhat, dtype=float), np.array(group)
    rates = np.array([yhat[group == name].mean() for name in set(group.tolist())])
    return np.abs(rates[:, None] - rates[None, :]).max()


@right("parity-gap")
def float32_gap(yhat, group):
    """counts, and answers in float32"""
    yhat, group = np.asarray(yhat, dtype=np.float64), np.asarray(group)
    rates = [np.count_nonzero(yhat[group == g]) / np.count_nonzero(group == g) for g in np.unique(group)]
    return np.float32(max(rates) - min(rates))


@wrong("parity-gap", fails="parity-gap-values")
def counts_compared(yhat, group):
    """numbers of positives are compared, not rates"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    sums = [yhat[group == name].sum() for name in np.unique(group)]
    return float(max(sums) - min(sums))


@wrong("parity-gap", fails="parity-gap-values")
def share_of_all_positives(yhat, group):
    """each group's share of all positives is compared"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    parts = [yhat[group == name].sum() / yhat.sum() for name in np.unique(group)]
    return float(max(parts) - min(parts))


@wrong("parity-gap", fails="parity-gap-values")
def divided_by_all_tiles(yhat, group):
    """positives are divided by the number of all tiles"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    parts = [yhat[group == name].sum() / len(yhat) for name in np.unique(group)]
    return float(max(parts) - min(parts))


@wrong("parity-gap", fails="parity-gap-values")
def last_minus_first(yhat, group):
    """the last group is compared with the first"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group)]
    return float(abs(rates[-1] - rates[0]))


@wrong("parity-gap", fails="parity-gap-values")
def largest_minus_second(yhat, group):
    """the largest rate is compared with the next one"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = sorted(yhat[group == name].mean() for name in np.unique(group))
    return float(rates[-1] - rates[-2]) if len(rates) > 1 else 0.0


@wrong("parity-gap", fails="parity-gap-values")
def spread_of_rates(yhat, group):
    """the standard deviation of the rates is taken"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    return float(np.std([yhat[group == name].mean() for name in np.unique(group)]))


@wrong("parity-gap", fails="parity-gap-values")
def ratio_of_rates(yhat, group):
    """the smallest rate is divided by the largest"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group)]
    return float(1 - min(rates) / max(rates)) if max(rates) else 0.0


@wrong("parity-gap", fails="parity-gap-values")
def distance_to_the_overall_rate(yhat, group):
    """the largest distance to the overall rate is taken"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    return float(max(abs(yhat[group == name].mean() - yhat.mean()) for name in np.unique(group)))


@wrong("parity-gap", fails="parity-gap-values")
def neighbours_in_the_alphabet(yhat, group):
    """only groups that are neighbours in the alphabet are compared"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    return float(np.max(np.abs(np.diff([yhat[group == name].mean() for name in np.unique(group)])), initial=0))


@wrong("parity-gap", fails="parity-gap-values")
def largest_rate_alone(yhat, group):
    """the largest rate alone is returned"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    return float(max(yhat[group == name].mean() for name in np.unique(group)))


@wrong("parity-gap", fails="parity-gap-values", also="parity-gap-inputs")
def signed_the_other_way(yhat, group):
    """the gap comes with the other sign"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group)]
    return float(min(rates) - max(rates))


@wrong("parity-gap", fails="parity-gap-values")
def gap_in_percent(yhat, group):
    """the gap is given in percent"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group)]
    return float(100 * (max(rates) - min(rates)))


@wrong("parity-gap", fails="parity-gap-values")
def rounded_gap(yhat, group):
    """the gap is rounded to two digits"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group)]
    return round(float(max(rates) - min(rates)), 2)


@wrong("parity-gap", fails="parity-gap-values")
def mean_of_all_gaps(yhat, group):
    """the gaps of all pairs are averaged"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = np.array([yhat[group == name].mean() for name in np.unique(group)])
    gaps = np.abs(rates[:, None] - rates)[np.triu_indices(len(rates), 1)]
    return float(gaps.mean()) if len(gaps) else 0.0


@wrong("parity-gap", fails="parity-gap-values")
def groups_without_positives_left_out(yhat, group):
    """groups that never get a positive decision are left out"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group[yhat > 0])]
    return float(max(rates) - min(rates))


@wrong("parity-gap", fails="parity-gap-values")
def single_tiles_left_out(yhat, group):
    """groups with a single tile are left out"""
    yhat, group = np.asarray(yhat, float), np.asarray(group)
    rates = [yhat[group == name].mean() for name in np.unique(group) if np.sum(group == name) > 1]
    return float(max(rates) - min(rates))


@wrong("parity-gap", fails="parity-gap-inputs")
def lists_of_names_as_they_are(yhat, group):
    """a list of names is compared with a name as a whole"""
    yhat = np.asarray(yhat, float)
    rates = [yhat[np.atleast_1d(group == name)].mean() if np.any(group == name) else 0 for name in np.unique(group)]
    return float(max(rates) - min(rates))


@wrong("parity-gap", fails="parity-gap-inputs")
def small_integers_overflow(yhat, group):
    """sums are taken in the type of the decisions, so booleans add up to 1"""
    yhat, group = np.asarray(yhat), np.asarray(group)
    rates = [yhat[group == n].sum(dtype=yhat.dtype) / np.sum(group == n) for n in np.unique(group)]
    return float(max(rates) - min(rates))


@wrong("parity-gap", fails="parity-gap-purity")
def sorted_along(yhat, group):
    """the caller's arrays are put into the order of the groups"""
    order = np.argsort(group, kind="stable")
    values, names = np.asarray(yhat, float)[order], np.asarray(group)[order]
    rates = [values[names == name].mean() for name in np.unique(names)]
    if isinstance(yhat, np.ndarray) and isinstance(group, np.ndarray):
        yhat[:], group[:] = yhat[order], names
    return float(max(rates) - min(rates))


# --- worst_group ----------------------------------------------------------------------------------


@right("worst-group")
def sorted_pairs(error, group):
    """sorts pairs of mean and name"""
    error, group = np.asarray(error, float), np.asarray(group)
    value, name = sorted((error[group == g].mean(), g) for g in np.unique(group))[-1]
    return name, value


@right("worst-group")
def argmax_of_bincounts(error, group):
    """uses bincount and argmax, and returns a list"""
    names, inverse = np.unique(np.asarray(group), return_inverse=True)
    means = np.bincount(inverse, weights=np.asarray(error, float)) / np.bincount(inverse)
    return [str(names[means.argmax()]), means.max()]


@right("worst-group")
def running_worst(error, group):
    """keeps the worst so far, in order of appearance"""
    sums, counts = {}, {}
    for value, name in zip(error, group):
        sums[name] = sums.get(name, 0.0) + float(value)
        counts[name] = counts.get(name, 0) + 1
    worst = None
    for name in sums:
        if worst is None or sums[name] / counts[name] >= worst[1]:
            worst = (name, sums[name] / counts[name])
    return worst


@right("worst-group")
def float32_mean(error, group):
    """keeps float32 where it comes in"""
    error, group = np.array(error), np.array(group)
    names = list(set(group.tolist()))
    means = [error[group == name].mean() for name in names]
    return names[int(np.argmax(means))], max(means)


@right("worst-group")
def float32_value(error, group):
    """answers in float32, whatever came in"""
    group = np.asarray(group)
    means = [np.mean([e for e, g in zip(error, group) if g == name]) for name in np.unique(group)]
    return np.unique(group)[np.argmax(means)], np.float32(max(means))


@wrong("worst-group", fails="worst-group-values", also=("worst-group-ties", "worst-group-inputs"))
def largest_single_error(error, group):
    """the group of the largest single error is named"""
    error, group = np.asarray(error, float), np.asarray(group)
    return str(group[error.argmax()]), float(error.max())


@wrong("worst-group", fails="worst-group-values", also=("worst-group-ties", "worst-group-inputs"))
def largest_sum(error, group):
    """errors are summed, so large groups look worst"""
    error, group = np.asarray(error, float), np.asarray(group)
    sums = {str(g): float(error[group == g].sum()) for g in np.unique(group)}
    name = max(sums, key=sums.get)
    return name, sums[name]


@wrong("worst-group", fails="worst-group-values", also="worst-group-ties")
def largest_sum_with_its_mean(error, group):
    """the group is chosen by its sum, and its mean returned"""
    error, group = np.asarray(error, float), np.asarray(group)
    name = max(np.unique(group), key=lambda g: error[group == g].sum())
    return str(name), float(error[group == name].mean())


@wrong("worst-group", fails=("worst-group-values", "worst-group-ties"))
def best_group(error, group):
    """the group with the smallest mean is named"""
    error, group = np.asarray(error, float), np.asarray(group)
    means = {str(g): float(error[group == g].mean()) for g in np.unique(group)}
    name = min(means, key=means.get)
    return name, means[name]


@wrong("worst-group", fails="worst-group-values", also="worst-group-ties")
def medians_compared(error, group):
    """medians are compared in place of means"""
    error, group = np.asarray(error, float), np.asarray(group)
    mid = {str(g): float(np.median(error[group == g])) for g in np.unique(group)}
    name = max(mid, key=mid.get)
    return name, mid[name]


@wrong("worst-group", fails="worst-group-values", also="worst-group-ties")
def root_mean_square(error, group):
    """errors are squared before they are averaged"""
    error, group = np.asarray(error, float), np.asarray(group)
    rms = {str(g): float(np.sqrt(np.mean(error[group == g] ** 2))) for g in np.unique(group)}
    name = max(rms, key=rms.get)
    return name, rms[name]


@wrong("worst-group", fails=("worst-group-values", "worst-group-ties", "worst-group-inputs"), also="worst-group-purity")
def value_first(error, group):
    """the value comes before the name"""
    error, group = np.asarray(error, float), np.asarray(group)
    means = {str(g): float(error[group == g].mean()) for g in np.unique(group)}
    name = max(means, key=means.get)
    return means[name], name


@wrong("worst-group", fails=("worst-group-values", "worst-group-ties", "worst-group-inputs"), also="worst-group-purity")
def name_alone(error, group):
    """the name alone is returned"""
    error, group = np.asarray(error, float), np.asarray(group)
    return str(max(np.unique(group), key=lambda g: error[group == g].mean()))


@wrong("worst-group", fails=("worst-group-values", "worst-group-ties"))
def number_of_the_group(error, group):
    """the group's number stands for its name"""
    error, group = np.asarray(error, float), np.asarray(group)
    means = [error[group == g].mean() for g in np.unique(group)]
    return int(np.argmax(means)), float(max(means))


@wrong("worst-group", fails="worst-group-values", also="worst-group-ties")
def most_frequent_group(error, group):
    """the largest group is named"""
    error, group = np.asarray(error, float), np.asarray(group)
    names, counts = np.unique(group, return_counts=True)
    name = names[counts.argmax()]
    return str(name), float(error[group == name].mean())


@wrong("worst-group", fails="worst-group-values", also=("worst-group-ties", "worst-group-inputs"))
def share_times_mean(error, group):
    """a group's mean is multiplied by its share"""
    error, group = np.asarray(error, float), np.asarray(group)
    parts = {str(g): float(error[group == g].sum() / len(error)) for g in np.unique(group)}
    name = max(parts, key=parts.get)
    return name, parts[name]


@wrong("worst-group", fails="worst-group-values", also="worst-group-ties")
def value_of_the_whole(error, group):
    """the name is right, the value is the mean of all"""
    error, group = np.asarray(error, float), np.asarray(group)
    return str(max(np.unique(group), key=lambda g: error[group == g].mean())), float(error.mean())


@wrong("worst-group", fails="worst-group-values", also="worst-group-ties")
def names_in_another_order(error, group):
    """means in alphabetical order meet names in order of appearance"""
    error, group = np.asarray(error, float), np.asarray(group)
    names = list(dict.fromkeys(group.tolist()))
    means = [error[group == g].mean() for g in np.unique(group)]
    return names[int(np.argmax(means))], float(max(means))


@wrong("worst-group", fails="worst-group-ties", also="worst-group-values")
def ties_joined(error, group):
    """groups that tie are joined into one name"""
    error, group = np.asarray(error, float), np.asarray(group)
    means = {str(g): float(error[group == g].mean()) for g in np.unique(group)}
    top = max(means.values())
    return " and ".join(g for g in means if means[g] == top), top


@wrong("worst-group", fails="worst-group-ties")
def worst_against_the_rest(error, group):
    """a group is only worst if it is worse than another one, so a single group has none"""
    error, group = np.asarray(error, float), np.asarray(group)
    means = {str(g): float(error[group == g].mean()) for g in np.unique(group)}
    worse = [g for g in means if any(means[g] > means[h] for h in means)]
    name = max(worse, key=means.get, default="none")
    return name, means.get(name, 0.0)


@wrong("worst-group", fails="worst-group-inputs")
def names_not_converted(error, group):
    """a list of names is compared with a name as a whole"""
    error = np.asarray(error, float)
    name = max(np.unique(group), key=lambda g: error[np.atleast_1d(group == g)].mean() if np.any(group == g) else 0)
    return str(name), float(error[np.asarray(group) == name].mean())


@wrong("worst-group", fails="worst-group-inputs")
def means_in_whole_numbers(error, group):
    """means are kept in the type of the errors"""
    error, group = np.asarray(error), np.asarray(group)
    names = np.unique(group)
    means = np.zeros(len(names), dtype=error.dtype)
    for i, name in enumerate(names):
        means[i] = error[group == name].mean()
    return str(names[means.argmax()]), float(means.max())


@wrong("worst-group", fails="worst-group-purity")
def errors_scaled_in_place(error, group):
    """the caller's errors are divided by the size of their group"""
    error = error if isinstance(error, np.ndarray) and error.dtype.kind == "f" else np.array(error, float)
    group = np.asarray(group)
    for name in np.unique(group):
        error[group == name] /= np.sum(group == name)
    sums = {str(g): float(error[group == g].sum()) for g in np.unique(group)}
    name = max(sums, key=sums.get)
    return name, sums[name]


# --- plot_region_error ----------------------------------------------------------------------------

_PLOT_ALL = ("plot-region-error-values", "plot-region-error-labels", "plot-region-error-zero")


@right("plot-region-error")
def lying_bars(ax, before, after):
    """draws lying bars, worst region on top"""
    names = sorted(before, key=before.get)
    y = np.arange(len(names))
    ax.barh(y + 0.2, [before[n] for n in names], height=0.4, color="0.8", label="Before")
    ax.barh(y - 0.2, [after[n] for n in names], height=0.4, color="0.2", label="After")
    ax.set_yticks(y)
    ax.set_yticklabels(names)
    ax.set(xlabel="mean error (percentage points)", ylabel="region")


@right("plot-region-error")
def dumbbells(ax, before, after):
    """draws two kinds of marker, joined by a line"""
    for i, name in enumerate(before):
        ax.plot([i, i], [before[name], after[name]], color="0.7", zorder=0)
    x = range(len(before))
    ax.plot(x, list(before.values()), "o", color="0.5", label="before weighting")
    ax.plot(x, [after[name] for name in before], "s", color="black", label="after weighting")
    ax.set_xticks(list(x), list(before))
    ax.set_ylim(0, None)
    ax.set_xlabel("region")
    ax.set_ylabel("error (pp)")
    ax.legend()


@right("plot-region-error")
def names_as_places(ax, before, after):
    """hands the names to matplotlib as places"""
    names = list(after)
    ax.plot(names, [before[n] for n in names], "--o", label="mean error before")
    ax.plot(names, [after[n] for n in names], "-s", label="mean error after")
    ax.set_ylim(bottom=0)
    ax.set_xlabel("region")
    ax.set_ylabel("mean error in percentage points")
    ax.tick_params(axis="x", rotation=20)


@right("plot-region-error")
def scattered(ax, before, after):
    """scatters points at names along the upright axis"""
    names = sorted(before)
    ax.scatter([before[n] for n in names], range(len(names)), marker="o", label="before")
    ax.scatter([after[n] for n in names], range(len(names)), marker="x", label="after")
    ax.set_yticks(range(len(names)), labels=names)
    ax.set_xlim(left=0)
    ax.grid(axis="x")
    ax.set(xlabel="error, percentage points", ylabel="region")


@right("plot-region-error")
def scattered_over_names(ax, before, after):
    """scatters over names as places, worst first, with the legend and a title"""
    names = sorted(before, key=lambda name: -before[name])
    ax.vlines(names, [before[n] for n in names], [after[n] for n in names], color="0.6")
    ax.scatter(names, [before[n] for n in names], s=60, facecolors="none", edgecolors="k", label="Error before")
    ax.scatter(names, [after[n] for n in names], s=60, color="k", label="Error after")
    ax.set_ylim(0, 1.1 * max([*before.values(), *after.values()]))
    ax.set(xlabel="Region", ylabel="Mean error (pp)", title="Who gains, who pays?")
    ax.legend()


@right("plot-region-error")
def wide_bars_with_numbers(ax, before, after):
    """draws bars three units apart, with numbers at their ends and names on two lines"""
    names = list(before)
    x = 3.0 * np.arange(len(names))
    first = ax.bar(x, [before[n] for n in names], width=1.1, align="edge", color="w", edgecolor="k", label="before")
    second = ax.bar(x, [after[n] for n in names], width=-1.1, align="edge", color="k", label="after")
    ax.bar_label(first, fmt="%.1f")
    ax.bar_label(second, fmt="%.1f")
    ax.set_xticks(x, [n.replace(" ", "\n") for n in names])
    ax.set_ylabel("mean error (percentage points)")
    ax.set_xlabel("where the tiles lie")


@right("plot-region-error")
def bars_at_names(ax, before, after):
    """draws wide pale bars at the names, and thin dark ones on them"""
    ax.bar(before.keys(), before.values(), width=0.8, color="lightgrey", label="before")
    ax.bar(after.keys(), after.values(), width=0.3, color="black", label="after")
    ax.set_xlabel("region")
    ax.set_ylabel("mean error (percentage points)")


@wrong("plot-region-error", fails="plot-region-error-values")
def order_trusted(ax, before, after):
    """both dictionaries are taken to have the same order"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, list(before.values()), 0.4, label="before")
    ax.bar(x + 0.2, list(after.values()), 0.4, label="after")
    ax.set_xticks(x, list(before))
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-values")
def each_sorted_alone(ax, before, after):
    """each series is sorted for itself, under one set of names"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, sorted(before.values()), 0.4, label="before")
    ax.bar(x + 0.2, sorted(after.values()), 0.4, label="after")
    ax.set_xticks(x, sorted(before, key=before.get))
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-values")
def names_sorted_values_not(ax, before, after):
    """the names are sorted and the values are not"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4, label="before")
    ax.bar(x + 0.2, [after[n] for n in before], 0.4, label="after")
    ax.set_xticks(x, sorted(before, reverse=True))
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails=("plot-region-error-values", "plot-region-error-labels"), also=_PLOT_ALL)
def numbers_for_names(ax, before, after):
    """regions have numbers in place of names"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4, label="before")
    ax.bar(x + 0.2, [after[n] for n in before], 0.4, label="after")
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-values")
def stacked(ax, before, after):
    """the second bars are stacked on the first"""
    names = list(before)
    low = [before[n] for n in names]
    ax.bar(names, low, label="before")
    ax.bar(names, [after[n] for n in names], bottom=low, label="after")
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-values", also=_PLOT_ALL)
def change_for_after(ax, before, after):
    """the change is drawn in place of the error afterwards"""
    names = list(before)
    x = np.arange(len(names))
    ax.bar(x - 0.2, [before[n] for n in names], 0.4, label="before")
    ax.bar(x + 0.2, [abs(after[n] - before[n]) for n in names], 0.4, label="after")
    ax.set_xticks(x, names)
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-values", also=_PLOT_ALL)
def relative_to_before(ax, before, after):
    """errors are drawn relative to those before"""
    names = list(before)
    x = np.arange(len(names))
    ax.bar(x - 0.2, [100.0 for _ in names], 0.4, label="before")
    ax.bar(x + 0.2, [100 * after[n] / before[n] for n in names], 0.4, label="after")
    ax.set_xticks(x, names)
    ax.set(xlabel="region", ylabel="error in % of before")


@wrong("plot-region-error", fails=_PLOT_ALL)
def on_the_current_axes(ax, before, after):
    """everything is drawn on whatever axes are current"""
    x = np.arange(len(before))
    plt.bar(x - 0.2, [before[n] for n in before], 0.4, label="before")
    plt.bar(x + 0.2, [after[n] for n in before], 0.4, label="after")
    plt.xticks(x, list(before))
    plt.xlabel("region")
    plt.ylabel("mean error")


@wrong("plot-region-error", fails="plot-region-error-labels")
def labels_exchanged_in_the_legend(ax, before, after):
    """the labels of the two series are exchanged"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4, label="after")
    ax.bar(x + 0.2, [after[n] for n in before], 0.4, label="before")
    ax.set_xticks(x, list(before))
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails=_PLOT_ALL)
def no_series_labels(ax, before, after):
    """the series have no labels"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4)
    ax.bar(x + 0.2, [after[n] for n in before], 0.4)
    ax.set_xticks(x, list(before))
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-labels")
def no_axis_labels(ax, before, after):
    """the axes have no labels"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4, label="before")
    ax.bar(x + 0.2, [after[n] for n in before], 0.4, label="after")
    ax.set_xticks(x, list(before))


@wrong("plot-region-error", fails=("plot-region-error-values", "plot-region-error-labels"))
def only_after(ax, before, after):
    """only the errors afterwards are drawn"""
    ax.bar(list(after), list(after.values()), label="after")
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-zero")
def axis_from_the_data(ax, before, after):
    """the error axis starts at the smallest error"""
    names = list(before)
    ax.plot(names, [before[n] for n in names], "o", label="before")
    ax.plot(names, [after[n] for n in names], "s", label="after")
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-zero")
def axis_cut_off(ax, before, after):
    """bars are cut off below"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4, label="before")
    ax.bar(x + 0.2, [after[n] for n in before], 0.4, label="after")
    ax.set_xticks(x, list(before))
    ax.set_ylim(0.9 * min(before.values()))
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-zero")
def axis_in_logarithms(ax, before, after):
    """the error axis is logarithmic"""
    x = np.arange(len(before))
    ax.bar(x - 0.2, [before[n] for n in before], 0.4, label="before")
    ax.bar(x + 0.2, [after[n] for n in before], 0.4, label="after")
    ax.set_xticks(x, list(before))
    ax.set_yscale("log")
    ax.set(xlabel="region", ylabel="mean error")


@wrong("plot-region-error", fails="plot-region-error-purity")
def after_emptied(ax, before, after):
    """the second dictionary is emptied on the way"""
    names = list(before)
    x = np.arange(len(names))
    ax.bar(x - 0.2, [before[n] for n in names], 0.4, label="before")
    ax.bar(x + 0.2, [after.pop(n) for n in names], 0.4, label="after")
    ax.set_xticks(x, names)
    ax.set(xlabel="region", ylabel="mean error")
