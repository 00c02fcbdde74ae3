# ruff: noqa: F821
"""Right and wrong solutions of the unit 06-losses."""

from proctor.variants import right, wrong

# --- softmax ---------------------------------------------------------------------------------------


@right("softmax")
def by_scipy(z):
    """a library function is called"""
    from scipy.special import softmax as ready_made

    return ready_made(np.asarray(z, dtype=float), axis=1)


@right("softmax")
def row_by_row(z):
    """each row is treated in a loop with plain floats"""
    out = []
    for row in np.asarray(z).tolist():
        top = max(row)
        exps = [math.exp(one - top) for one in row]
        out.append([e / sum(exps) for e in exps])
    return out


@right("softmax")
def in_place_on_a_copy(z):
    """one new array is made and then worked on in place"""
    p = np.array(z, dtype=np.result_type(np.asarray(z).dtype, np.float32))
    p -= p.max(axis=1)[:, None]
    np.exp(p, out=p)
    p /= p.sum(axis=1)[:, None]
    return p


@right("softmax")
def through_logsumexp(z):
    """the logarithm of the probabilities is formed first"""
    z = np.asarray(z, dtype=float)
    return np.exp(z - np.logaddexp.reduce(z, axis=1, keepdims=True))


@right("softmax")
def clipped_after_the_shift(z):
    """hopelessly small shifted scores are cut off and a tiny number is added to the total"""
    e = np.exp(np.clip(z - np.max(z, axis=1, keepdims=True), -500, 0))
    return e / (e.sum(axis=1, keepdims=True) + 1e-12)


@right("softmax")
def pairwise_differences(z):
    """every probability is one over a sum of exponentials of differences"""
    with np.errstate(over="ignore"):
        return 1.0 / np.exp(np.asarray(z)[:, None, :] - np.asarray(z)[:, :, None]).sum(axis=2)


@right("softmax")
def transposed(z):
    """rows are turned into columns and back"""
    t = np.asarray(z, dtype=np.float64).T
    e = np.exp(t - t.max(axis=0))
    return (e / e.sum(axis=0)).T


@wrong("softmax", fails="softmax-numerics")
def no_shift(z):
    """the formula is typed as it stands in the book, without a shift"""
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def one_shift_for_all(z):
    """one maximum, of the whole array, is subtracted from every row"""
    e = np.exp(z - np.max(z))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def shift_by_the_mean(z):
    """each row's mean is subtracted instead of a number that bounds the exponentials"""
    e = np.exp(z - np.mean(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def shift_by_the_median(z):
    """each row's median is subtracted"""
    e = np.exp(z - np.median(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def shift_by_the_minimum(z):
    """the smallest score of each row is subtracted"""
    e = np.exp(z - np.min(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def shift_by_the_largest_size(z):
    """the largest absolute value of each row is subtracted"""
    e = np.exp(z - np.abs(z).max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def scores_clipped_first(z):
    """large scores are clipped before the exponential, which forgets their differences"""
    e = np.exp(np.clip(z, -500, 500))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-numerics")
def nan_papered_over(z):
    """the nan that overflow leaves is replaced by a number"""
    e = np.exp(z)
    return np.nan_to_num(e / e.sum(axis=1, keepdims=True))


@wrong("softmax", fails="softmax-numerics")
def epsilon_in_the_denominator(z):
    """a small constant is added to the total instead of shifting the scores"""
    e = np.exp(z)
    return e / (e.sum(axis=1, keepdims=True) + 1e-8)


@wrong("softmax", fails="softmax-values", also=("softmax-numerics", "softmax-laws", "softmax-shapes"))
def along_columns(z):
    """the total is taken over the examples instead of over the classes"""
    e = np.exp(z - np.max(z, axis=0, keepdims=True))
    return e / e.sum(axis=0, keepdims=True)


@wrong("softmax", fails="softmax-values", also=("softmax-numerics", "softmax-laws"))
def over_everything(z):
    """the total is taken over the whole array"""
    e = np.exp(z - np.max(z))
    return e / e.sum()


@wrong(
    "softmax", fails=("softmax-values", "softmax-laws"), also=("softmax-numerics", "softmax-shapes", "softmax-purity")
)
def keepdims_forgotten(z):
    """the row totals are a flat vector, which broadcasts along the wrong axis or not at all"""
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / e.sum(axis=1)


@wrong("softmax", fails="softmax-values", also=("softmax-numerics", "softmax-laws"))
def each_score_alone(z):
    """every score goes through the logistic function on its own"""
    return 1 / (1 + np.exp(-z))


@wrong("softmax", fails="softmax-values", also=("softmax-numerics",))
def base_two(z):
    """powers of two are taken instead of exponentials"""
    e = np.exp2(z - np.max(z, axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-values", also=("softmax-numerics", "softmax-laws"))
def log_probabilities(z):
    """the logarithms of the probabilities are returned"""
    s = z - np.max(z, axis=1, keepdims=True)
    return s - np.log(np.exp(s).sum(axis=1, keepdims=True))


@wrong("softmax", fails=("softmax-values", "softmax-laws"), also=("softmax-numerics",))
def divided_by_the_length(z):
    """the exponentials are divided by their Euclidean length"""
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return e / np.sqrt((e**2).sum(axis=1, keepdims=True))


@wrong("softmax", fails=("softmax-values", "softmax-laws"), also=("softmax-numerics",))
def scores_shared_out(z):
    """the scores themselves are divided by their total, without an exponential"""
    return z / np.sum(z, axis=1, keepdims=True)


@wrong("softmax", fails="softmax-values", also=("softmax-numerics",))
def sign_reversed(z):
    """the exponential of the negative score is taken, so that the largest score becomes least likely"""
    e = np.exp(np.min(z, axis=1, keepdims=True) - z)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails=("softmax-values", "softmax-laws"), also=("softmax-numerics",))
def scaled_by_the_maximum(z):
    """scores are divided by their largest size instead of shifted"""
    e = np.exp(z / np.abs(z).max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-shapes")
def integers_truncated(z):
    """the result is written into an array of the input's type, which cuts probabilities of integer logits to 0"""
    out = np.empty_like(z)
    for i in range(len(z)):
        e = np.exp(z[i] - z[i].max())
        out[i] = e / e.sum()
    return out


@wrong("softmax", fails="softmax-shapes")
def singleton_axis_dropped(z):
    """axes of length one are squeezed away"""
    e = np.exp(z - np.max(z, axis=1, keepdims=True))
    return np.squeeze(e / e.sum(axis=1, keepdims=True))


@wrong("softmax", fails="softmax-purity", also="softmax-shapes")
def shifted_in_place(z):
    """the caller's logits are shifted in place"""
    z -= z.max(axis=1, keepdims=True)
    e = np.exp(z)
    return e / e.sum(axis=1, keepdims=True)


@wrong("softmax", fails="softmax-values", also=("softmax-numerics",))
def winner_takes_all(z):
    """the largest score gets probability one"""
    return (z == np.max(z, axis=1, keepdims=True)).astype(float)


# --- logsumexp -------------------------------------------------------------------------------------


@right("logsumexp")
def reduced_pairwise(z):
    """entries are added two at a time in the logarithm"""
    return np.logaddexp.reduce(np.asarray(z, dtype=float), axis=1)


@right("logsumexp")
def list_of_floats(z):
    """a list of Python floats is returned"""
    out = []
    for row in np.asarray(z).tolist():
        top = max(row)
        out.append(top + math.log(sum(math.exp(one - top) for one in row)))
    return out


@right("logsumexp")
def squeezed(z):
    """the row axis is kept while computing and removed at the end"""
    top = np.max(z, axis=1, keepdims=True)
    return (top + np.log(np.exp(z - top).sum(axis=1, keepdims=True)))[:, 0]


@right("logsumexp")
def single_precision_kept(z):
    """float32 stays float32, and the largest term's one is added by log1p"""
    s = np.sort(np.array(z, dtype=np.result_type(np.asarray(z).dtype, np.float32)), axis=1)
    return s[:, -1] + np.log1p(np.exp(s[:, :-1] - s[:, -1:]).sum(axis=1))


@right("logsumexp")
def by_scipy_special(z):
    """a library function is called"""
    from scipy.special import logsumexp as ready_made

    return ready_made(z, axis=1)


@wrong("logsumexp", fails="logsumexp-numerics")
def unshifted(z):
    """the formula is typed as it stands, without a shift"""
    return np.log(np.exp(z).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-numerics")
def one_maximum_for_all(z):
    """one maximum, of the whole array, serves every row"""
    top = np.max(z)
    return top + np.log(np.exp(z - top).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-numerics")
def mean_as_shift(z):
    """each row's mean serves as the shift"""
    mid = np.mean(z, axis=1)
    return mid + np.log(np.exp(z - mid[:, None]).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-numerics")
def clipped(z):
    """large entries are clipped"""
    return np.log(np.exp(np.clip(z, -700, 700)).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-numerics")
def epsilon_inside(z):
    """a small constant keeps the logarithm from minus infinity"""
    return np.log(np.exp(z).sum(axis=1) + 1e-12)


@wrong("logsumexp", fails="logsumexp-values", also="logsumexp-numerics")
def shift_not_given_back(z):
    """the shift is taken off and never put back"""
    return np.log(np.exp(z - np.max(z, axis=1, keepdims=True)).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-values", also="logsumexp-numerics")
def shift_taken_twice(z):
    """the shift is subtracted a second time instead of added back"""
    top = np.max(z, axis=1)
    return np.log(np.exp(z - top[:, None]).sum(axis=1)) - top


@wrong("logsumexp", fails="logsumexp-values", also="logsumexp-numerics")
def shift_multiplied_back(z):
    """the shift comes back as a factor e^c outside the logarithm's reach"""
    top = np.max(z, axis=1)
    return np.exp(top) * np.log(np.exp(z - top[:, None]).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-values", also="logsumexp-numerics")
def hard_maximum(z):
    """the soft maximum is replaced by the maximum"""
    return np.max(z, axis=1)


@wrong("logsumexp", fails="logsumexp-values", also="logsumexp-numerics")
def log_mean_exp(z):
    """the mean of the exponentials is taken instead of their sum"""
    top = np.max(z, axis=1)
    return top + np.log(np.exp(z - top[:, None]).mean(axis=1))


@wrong("logsumexp", fails="logsumexp-values", also="logsumexp-numerics")
def binary_logarithm(z):
    """the logarithm has base two"""
    top = np.max(z, axis=1)
    return top + np.log2(np.exp(z - top[:, None]).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-values", also=("logsumexp-numerics", "logsumexp-shapes"))
def sums_over_rows(z):
    """the sum runs over the examples"""
    top = np.max(z, axis=0)
    return top + np.log(np.exp(z - top).sum(axis=0))


@wrong("logsumexp", fails="logsumexp-values", also=("logsumexp-numerics", "logsumexp-shapes"))
def sum_of_logs(z):
    """logarithm and sum are exchanged, which leaves the sum of the entries"""
    return np.sum(np.log(np.exp(z)), axis=1)


@wrong("logsumexp", fails="logsumexp-shapes")
def row_axis_kept(z):
    """the summed axis is kept with length one"""
    top = np.max(z, axis=1, keepdims=True)
    return top + np.log(np.exp(z - top).sum(axis=1, keepdims=True))


@wrong("logsumexp", fails=("logsumexp-values", "logsumexp-shapes"), also="logsumexp-numerics")
def grand_total(z):
    """one number is returned for the whole array"""
    top = np.max(z)
    return top + np.log(np.exp(z - top).sum())


@wrong("logsumexp", fails=("logsumexp-values", "logsumexp-shapes"), also=("logsumexp-numerics", "logsumexp-purity"))
def shift_row_vector(z):
    """the row maxima are subtracted without a second axis, so that they broadcast along the wrong one"""
    top = np.max(z, axis=1)
    return top + np.log(np.exp(z - top).sum(axis=1))


@wrong("logsumexp", fails="logsumexp-shapes")
def written_into_integers(z):
    """the result is written into an array of the input's type"""
    out = np.zeros(len(z), dtype=z.dtype)
    for i, row in enumerate(z):
        out[i] = row.max() + np.log(np.exp(row - row.max()).sum())
    return out


@wrong("logsumexp", fails="logsumexp-purity", also="logsumexp-shapes")
def input_shifted(z):
    """the caller's array is shifted in place"""
    top = z.max(axis=1)
    z -= top[:, None]
    return top + np.log(np.exp(z).sum(axis=1))


# --- cross_entropy ---------------------------------------------------------------------------------


@right("cross-entropy")
def one_hot(logits, y):
    """labels become a one-hot matrix"""
    logits = np.asarray(logits, dtype=float)
    t = np.eye(logits.shape[1])[y]
    s = logits - logits.max(axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(t * log_p).sum() / len(t), (np.exp(log_p) - t) / len(t)


@right("cross-entropy")
def with_earlier_functions(logits, y):
    """the functions of sections 1 and 2 are reused"""
    rows = np.arange(logits.shape[0])
    loss = np.mean(logsumexp(logits) - logits[rows, y])
    d = softmax(logits)
    d[rows, y] -= 1
    d /= len(rows)
    return float(loss), d


@right("cross-entropy")
def example_by_example(logits, y):
    """examples are visited in a loop of plain floats, and a list is returned"""
    n, loss, grad = len(y), 0.0, []
    for row, label in zip(np.asarray(logits).tolist(), np.asarray(y).tolist(), strict=True):
        top = max(row)
        exps = [math.exp(one - top) for one in row]
        total = sum(exps)
        loss += (top + math.log(total) - row[label]) / n
        grad.append([(e / total - (j == label)) / n for j, e in enumerate(exps)])
    return [loss, grad]


@right("cross-entropy")
def single_precision(logits, y):
    """everything is computed in float32, and the loss is an array of shape ()"""
    z = np.array(logits, dtype=np.float32)
    z -= z.max(axis=1, keepdims=True)
    p = np.exp(z)
    total = p.sum(axis=1, keepdims=True)
    loss = np.mean(np.log(total) - np.take_along_axis(z, np.asarray(y)[:, None], axis=1))
    p /= total
    np.subtract.at(p, (np.arange(len(z)), y), 1)
    return np.array(loss), p / np.float32(len(z))


@right("cross-entropy")
def differences_to_the_true_class(logits, y):
    """the loss is a log-sum-exp of differences to the true class"""
    diff = logits - np.take_along_axis(logits, y[:, None], axis=1)
    lse = np.logaddexp.reduce(diff.astype(float), axis=1)
    onehot = np.arange(logits.shape[1]) == y[:, None]
    return lse.mean(), (np.exp(diff - lse[:, None]) - onehot) / len(y)


@wrong("cross-entropy", fails="cross-entropy-grad", also="cross-entropy-numerics")
def gradient_of_the_sum(logits, y):
    """the loss is a mean but its gradient is that of the sum"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean(), d


@wrong("cross-entropy", fails=("cross-entropy-loss", "cross-entropy-grad"), also="cross-entropy-numerics")
def summed(logits, y):
    """losses are added over the batch instead of averaged"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].sum(), d


@wrong("cross-entropy", fails="cross-entropy-loss", also="cross-entropy-numerics")
def summed_loss_only(logits, y):
    """the loss is added over the batch while the gradient is that of the mean"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].sum(), d / n


@wrong("cross-entropy", fails=("cross-entropy-loss", "cross-entropy-grad"), also="cross-entropy-numerics")
def mean_over_classes_too(logits, y):
    """the mean runs over classes as well as examples"""
    t = np.eye(logits.shape[1])[y]
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -(t * log_p).mean(), (np.exp(log_p) - t) / t.size


@wrong("cross-entropy", fails="cross-entropy-grad", also="cross-entropy-numerics")
def probabilities_as_gradient(logits, y):
    """the 1 of the true class is never subtracted"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    return -log_p[np.arange(n), y].mean(), np.exp(log_p) / n


@wrong("cross-entropy", fails="cross-entropy-grad", also="cross-entropy-numerics")
def gradient_sign(logits, y):
    """the gradient points down the hill instead of up"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean(), -d / n


@wrong("cross-entropy", fails="cross-entropy-grad", also="cross-entropy-numerics")
def gradient_in_the_probabilities(logits, y):
    """the derivative is taken with respect to the probabilities and not carried on to the logits"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    t = np.eye(logits.shape[1])[y]
    return -log_p[np.arange(n), y].mean(), -t / np.exp(log_p) / n


@wrong("cross-entropy", fails="cross-entropy-grad", also="cross-entropy-numerics")
def only_the_diagonal(logits, y):
    """softmax is differentiated as if each probability depended on its own logit alone"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    t = np.eye(logits.shape[1])[y]
    return -log_p[np.arange(n), y].mean(), -t * (1 - np.exp(log_p)) / n


@wrong("cross-entropy", fails="cross-entropy-grad", also="cross-entropy-numerics")
def labels_subtracted_from_columns(logits, y):
    """the 1 is subtracted from the whole columns named by the labels"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[:, y] -= 1
    return -log_p[np.arange(n), y].mean(), d / n


@wrong("cross-entropy", fails="cross-entropy-loss", also="cross-entropy-numerics")
def labels_pick_columns(logits, y):
    """indexing with the labels alone picks whole columns instead of one entry in each row"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[:, y].mean(), d / n


@wrong("cross-entropy", fails="cross-entropy-loss", also="cross-entropy-numerics")
def sign_of_the_loss(logits, y):
    """the log-likelihood is returned without its minus sign"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return log_p[np.arange(n), y].mean(), d / n


@wrong("cross-entropy", fails="cross-entropy-loss", also="cross-entropy-numerics")
def loss_in_bits(logits, y):
    """the logarithm has base two"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean() / np.log(2), d / n


@wrong("cross-entropy", fails="cross-entropy-loss", also="cross-entropy-numerics")
def entropy_of_the_model(logits, y):
    """each logarithm is weighted with the model's own probability instead of the label"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -(np.exp(log_p) * log_p).sum(axis=1).mean(), d / n


@wrong("cross-entropy", fails=("cross-entropy-loss", "cross-entropy-grad"), also="cross-entropy-numerics")
def one_coin_per_class(logits, y):
    """every class is treated as a coin of its own"""
    t = np.eye(logits.shape[1])[y]
    loss = (np.logaddexp(0, logits.astype(float)) - t * logits).sum(axis=1).mean()
    return loss, (1 / (1 + np.exp(-logits)) - t) / len(y)


@wrong("cross-entropy", fails="cross-entropy-loss", also=("cross-entropy-numerics", "cross-entropy-shapes"))
def log_of_the_mean(logits, y):
    """the logarithm is taken of the mean probability instead of each"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    p = np.exp(s) / np.exp(s).sum(axis=1, keepdims=True)
    d = p.copy()
    d[np.arange(n), y] -= 1
    return -np.log(p[np.arange(n), y].mean()), d / n


@wrong("cross-entropy", fails="cross-entropy-numerics")
def epsilon_in_the_logarithm(logits, y):
    """a small constant inside the logarithm hides how wrong the model is"""
    n = len(y)
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d = p.copy()
    d[np.arange(n), y] -= 1
    return -np.log(p[np.arange(n), y] + 1e-12).mean(), d / n


@wrong("cross-entropy", fails="cross-entropy-numerics")
def log_of_a_vanished_probability(logits, y):
    """the logarithm is taken of a probability that has become 0"""
    n = len(y)
    e = np.exp(logits - np.max(logits, axis=1, keepdims=True))
    p = e / e.sum(axis=1, keepdims=True)
    d = p.copy()
    d[np.arange(n), y] -= 1
    return -np.log(p[np.arange(n), y]).mean(), d / n


@wrong("cross-entropy", fails="cross-entropy-numerics")
def no_shift_at_all(logits, y):
    """exponentials are taken of the logits as they come"""
    n = len(y)
    total = np.exp(logits).sum(axis=1, keepdims=True)
    d = np.exp(logits) / total
    d[np.arange(n), y] -= 1
    return np.mean(np.log(total[:, 0]) - logits[np.arange(n), y]), d / n


@wrong("cross-entropy", fails="cross-entropy-numerics")
def maximum_of_the_batch(logits, y):
    """one maximum, of the whole batch, serves every row"""
    n = len(y)
    s = logits - np.max(logits)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean(), d / n


@wrong("cross-entropy", fails=("cross-entropy-loss", "cross-entropy-shapes"), also="cross-entropy-numerics")
def loss_per_example(logits, y):
    """the losses of the examples are returned one by one"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y], d / n


@wrong("cross-entropy", fails="cross-entropy-shapes")
def loss_with_an_axis(logits, y):
    """the loss is an array with one entry"""
    n = len(y)
    s = logits - np.max(logits, axis=1, keepdims=True)
    log_p = s - np.log(np.exp(s).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean(keepdims=True), d / n


@wrong("cross-entropy", fails="cross-entropy-purity", also="cross-entropy-shapes")
def logits_overwritten(logits, y):
    """the caller's logits are overwritten with probabilities"""
    n = len(y)
    logits -= logits.max(axis=1, keepdims=True)
    log_p = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
    d = np.exp(log_p)
    d[np.arange(n), y] -= 1
    return -log_p[np.arange(n), y].mean(), d / n


# --- logistic_grad ---------------------------------------------------------------------------------


@right("logistic-grad")
def textbook_sigmoid(w, X, y, lam=0.0):
    """the logistic function is typed as in the book; its overflow is harmless and warns"""
    return X.T @ (1 / (1 + np.exp(-(X @ w))) - y) / X.shape[0] + lam * w


@right("logistic-grad")
def two_branches(w, X, y, lam=0.0):
    """each sign of the score has its own form of the logistic function"""
    t = np.asarray(X, dtype=float) @ np.asarray(w, dtype=float)
    p = np.empty_like(t)
    up = t >= 0
    p[up] = 1 / (1 + np.exp(-t[up]))
    e = np.exp(t[~up])
    p[~up] = e / (1 + e)
    return np.mean(X * (p - y)[:, None], axis=0) + lam * np.asarray(w)


@right("logistic-grad")
def by_margin(w, X, y, lam=0.0):
    """labels become -1 and +1 and the gradient is written with the margin"""
    sign = 2 * y - 1
    m = sign * (X @ w)
    return -(X.T * (sign * np.exp(-np.logaddexp(0, m)))).mean(axis=1) + lam * w


@right("logistic-grad")
def example_loop(w, X, y, lam=0.0):
    """examples are visited in a loop of plain floats, and a list is returned"""
    w, grad = np.asarray(w).tolist(), [0.0] * len(w)
    rows = np.asarray(X).tolist()
    for row, label in zip(rows, y, strict=True):
        t = sum(a * b for a, b in zip(row, w, strict=True))
        p = 1 / (1 + math.exp(-t)) if t >= 0 else 1 - 1 / (1 + math.exp(t))
        grad = [g + (p - float(label)) * one / len(rows) for g, one in zip(grad, row, strict=True)]
    return [g + lam * one for g, one in zip(grad, w, strict=True)]


@right("logistic-grad")
def clipped_scores(w, X, y, lam=0.0):
    """scores are clipped where the logistic function is flat to machine precision"""
    p = 1 / (1 + np.exp(-np.clip(X @ w, -40, 40)))
    return np.einsum("nd,n->d", X, p - y) / len(X) + np.multiply(lam, w)


@right("logistic-grad")
def by_expit(w, X, y, lam=0.0):
    """a library's logistic function is called, in float32"""
    from scipy.special import expit

    X, w = X.astype(np.float32), w.astype(np.float32)
    return ((expit(X @ w) - y.astype(np.float32)) @ X) / np.float32(len(y)) + np.float32(lam) * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def not_averaged(w, X, y, lam=0.0):
    """the gradient is added over the examples"""
    return X.T @ (1 / (1 + np.exp(-(X @ w))) - y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def ascent(w, X, y, lam=0.0):
    """the residual is written the other way round, so that the gradient climbs the likelihood"""
    return X.T @ (y - 1 / (1 + np.exp(-(X @ w)))) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def least_squares(w, X, y, lam=0.0):
    """the logistic function is left out, which is the gradient of least squares"""
    return X.T @ (X @ w - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def slope_not_cancelled(w, X, y, lam=0.0):
    """the slope of the logistic function is left in, which belongs to a squared loss"""
    p = 1 / (1 + np.exp(-(X @ w)))
    return X.T @ ((p - y) * p * (1 - p)) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def divided_by_features(w, X, y, lam=0.0):
    """the mean is taken over the wrong axis: the total is divided by the number of weights"""
    return X.T @ (1 / (1 + np.exp(-(X @ w))) - y) / X.shape[1] + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def doubled(w, X, y, lam=0.0):
    """a factor 2 from the squared loss has come along"""
    return 2 * X.T @ (1 / (1 + np.exp(-(X @ w))) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def hard_decision(w, X, y, lam=0.0):
    """the probability is rounded to a decision, which is the perceptron's rule"""
    return X.T @ ((X @ w > 0).astype(float) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def signed_labels_assumed(w, X, y, lam=0.0):
    """the formula for labels -1 and +1 is used with labels 0 and 1"""
    return -X.T @ (y / (1 + np.exp(y * (X @ w)))) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def only_the_ones(w, X, y, lam=0.0):
    """examples of class 0 are left out of the sum"""
    p = 1 / (1 + np.exp(-(X @ w)))
    return X.T @ (y * (p - y)) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def sigmoid_sign(w, X, y, lam=0.0):
    """the minus sign in the logistic function is lost"""
    return X.T @ (1 / (1 + np.exp(X @ w)) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-values", also="logistic-grad-numerics")
def plain_tanh(w, X, y, lam=0.0):
    """tanh is taken for the logistic function"""
    return X.T @ (np.tanh(X @ w) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-ridge")
def penalty_forgotten(w, X, y, lam=0.0):
    """the penalty is left out"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y)


@wrong("logistic-grad", fails="logistic-grad-ridge")
def penalty_averaged(w, X, y, lam=0.0):
    """the penalty is divided by the number of examples as well"""
    return (X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) + lam * w) / len(y)


@wrong("logistic-grad", fails="logistic-grad-ridge")
def penalty_doubled(w, X, y, lam=0.0):
    """the half of the penalty is overlooked"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + 2 * lam * w


@wrong("logistic-grad", fails="logistic-grad-ridge")
def penalty_halved(w, X, y, lam=0.0):
    """the half of the penalty is kept although the square brings a two"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam / 2 * w


@wrong("logistic-grad", fails="logistic-grad-ridge")
def penalty_value(w, X, y, lam=0.0):
    """the penalty itself is added to every entry instead of its slope"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam / 2 * np.sum(w**2)


@wrong("logistic-grad", fails="logistic-grad-ridge")
def penalty_of_the_absolute_value(w, X, y, lam=0.0):
    """the slope of an absolute-value penalty is added"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam * np.sign(w)


@wrong("logistic-grad", fails="logistic-grad-ridge")
def first_weight_spared(w, X, y, lam=0.0):
    """the first weight is taken for an intercept and not penalised"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam * np.r_[0, w[1:]]


@wrong("logistic-grad", fails=("logistic-grad-ridge", "logistic-grad-values"), also="logistic-grad-numerics")
def penalty_by_default(w, X, y, lam=0.1):
    """a penalty is added without being asked for"""
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-numerics")
def infinity_over_infinity(w, X, y, lam=0.0):
    """the logistic function is written as e^t / (1 + e^t), which is inf/inf for large t"""
    e = np.exp(X @ w)
    return X.T @ (e / (1 + e) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-numerics")
def weights_normalised(w, X, y, lam=0.0):
    """large weights are scaled down to keep the exponential small"""
    s = w / max(1.0, np.linalg.norm(w) / 5)
    return X.T @ (0.5 + 0.5 * np.tanh(X @ s / 2) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-numerics")
def nan_replaced_by_zero(w, X, y, lam=0.0):
    """the nan that overflow leaves is replaced by 0"""
    e = np.exp(X @ w)
    return X.T @ (np.nan_to_num(e / (1 + e)) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-numerics")
def probabilities_kept_from_the_ends(w, X, y, lam=0.0):
    """probabilities are clipped to 1 % and 99 %"""
    t = X @ w
    p = 0.5 + 0.5 * np.tanh(t / 2)
    return X.T @ (np.where(np.abs(t) > 8, np.clip(p, 0.01, 0.99), p) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-shapes")
def column_returned(w, X, y, lam=0.0):
    """weights are turned into a column and the gradient stays one"""
    w, y = np.reshape(w, (-1, 1)), np.reshape(y, (-1, 1))
    return X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam * w


@wrong("logistic-grad", fails="logistic-grad-shapes")
def squeezed_to_a_number(w, X, y, lam=0.0):
    """axes of length one are squeezed away"""
    return np.squeeze(X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y) + lam * w)


@wrong("logistic-grad", fails="logistic-grad-purity", also="logistic-grad-shapes")
def weights_updated(w, X, y, lam=0.0):
    """the weights are shrunk in place while the penalty is added"""
    g = X.T @ (0.5 + 0.5 * np.tanh(X @ w / 2) - y) / len(y)
    w *= lam
    return g + w


@wrong("logistic-grad", fails="logistic-grad-purity")
def labels_recoded_in_place(w, X, y, lam=0.0):
    """the caller's labels are recoded to -1 and +1"""
    y *= 2
    y -= 1
    return -X.T @ (y * (0.5 - 0.5 * np.tanh(y * (X @ w) / 2))) / len(y) + lam * w


# --- huber -----------------------------------------------------------------------------------------


@right("huber")
def clip_identity(r, delta):
    """the loss is written with the clipped residual"""
    r = np.asarray(r)
    grad = np.clip(r, -delta, delta)
    return grad * (r - grad / 2), grad


@right("huber")
def masks_multiplied(r, delta):
    """the two pieces are multiplied by masks and added, the end belonging to the line"""
    r = np.asarray(r, dtype=float)
    inside = np.abs(r) < delta
    return (
        inside * r**2 / 2 + ~inside * delta * (np.abs(r) - delta / 2),
        inside * r + ~inside * delta * np.sign(r),
    )


@right("huber")
def masked_assignment(r, delta):
    """a copy is overwritten piece by piece and a list of two arrays is returned"""
    r = np.array(r, dtype=np.result_type(np.asarray(r).dtype, np.float32))
    loss, grad = r * r / 2, r.copy()
    far = np.abs(r) > delta
    loss[far] = delta * np.abs(r[far]) - delta**2 / 2
    grad[far] = delta * np.sign(r[far])
    return [loss, grad]


@right("huber")
def entry_by_entry(r, delta):
    """entries are visited in a loop"""
    r = np.asarray(r)
    loss, grad = np.zeros(r.shape), np.zeros(r.shape)
    for i in np.ndindex(*r.shape):
        one = float(r[i])
        if abs(one) <= delta:
            loss[i], grad[i] = one * one / 2, one
        else:
            loss[i], grad[i] = delta * (abs(one) - delta / 2), math.copysign(delta, one)
    return loss, grad


@right("huber")
def minimum_form(r, delta):
    """the parabola's part and the rest of each residual are added"""
    inside = np.minimum(np.abs(r), delta)
    return inside**2 / 2 + delta * (np.abs(r) - inside), np.sign(r) * inside


@right("huber")
def sorted_by_select(r, delta):
    """three cases are selected by condition"""
    cases = [r < -delta, r > delta]
    return (
        np.select(cases, [-delta * r - delta**2 / 2, delta * r - delta**2 / 2], 0.5 * np.square(r)),
        np.select(cases, [-delta, delta], r),
    )


@wrong("huber", fails=("huber-loss", "huber-grad"))
def half_missing(r, delta):
    """loss and slope are twice the size"""
    return np.where(np.abs(r) <= delta, r**2, 2 * delta * np.abs(r) - delta**2), 2 * np.clip(r, -delta, delta)


@wrong("huber", fails="huber-loss")
def half_missing_inside(r, delta):
    """the half is missing in the parabola only, so that the pieces do not meet"""
    size = np.abs(r)
    return np.where(size <= delta, r**2, delta * (size - delta / 2)), np.clip(r, -delta, delta)


@wrong("huber", fails="huber-loss")
def line_through_zero(r, delta):
    """the line's offset is left out, so that the loss jumps at the end of the parabola"""
    return np.where(np.abs(r) <= delta, 0.5 * r**2, delta * np.abs(r)), np.clip(r, -delta, delta)


@wrong("huber", fails="huber-loss")
def delta_of_one_in_the_line(r, delta):
    """the line is the one that belongs to delta = 1"""
    return np.where(np.abs(r) <= delta, 0.5 * r**2, np.abs(r) - 0.5), np.clip(r, -delta, delta)


@wrong("huber", fails="huber-loss")
def offset_not_squared(r, delta):
    """the offset is half of delta instead of half of its square"""
    return np.where(np.abs(r) <= delta, 0.5 * r**2, delta * np.abs(r) - delta / 2), np.clip(r, -delta, delta)


@wrong("huber", fails="huber-loss")
def offset_added(r, delta):
    """the offset has the wrong sign"""
    return np.where(np.abs(r) <= delta, 0.5 * r**2, delta * (np.abs(r) + delta / 2)), np.clip(r, -delta, delta)


@wrong("huber", fails="huber-loss")
def capped_parabola(r, delta):
    """the loss stays constant beyond delta"""
    return 0.5 * np.clip(r, -delta, delta) ** 2, np.clip(r, -delta, delta)


@wrong("huber", fails=("huber-loss", "huber-grad"))
def divided_by_delta(r, delta):
    """loss and slope are divided by delta, as smooth L1 of some libraries is"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2 / delta, size - 0.5 * delta), np.clip(r / delta, -1, 1)


@wrong("huber", fails=("huber-loss", "huber-grad"))
def pseudo_huber(r, delta):
    """the smooth relative with a square root is taken for Huber's loss"""
    root = np.sqrt(1 + (r / delta) ** 2)
    return delta**2 * (root - 1), r / root


@wrong("huber", fails=("huber-loss", "huber-grad"))
def pieces_exchanged(r, delta):
    """the parabola is used outside and the line inside"""
    size = np.abs(r)
    return (
        np.where(size > delta, 0.5 * r**2, delta * (size - delta / 2)),
        np.where(size > delta, r, delta * np.sign(r)),
    )


@wrong("huber", fails=("huber-loss", "huber-grad"))
def sign_not_considered(r, delta):
    """r is compared with delta without its absolute value, so that large negative residuals stay on the parabola"""
    return np.where(r <= delta, 0.5 * r**2, delta * (np.abs(r) - delta / 2)), np.where(r <= delta, r, delta)


@wrong("huber", fails="huber-grad")
def slope_always_positive(r, delta):
    """beyond delta the slope has lost its sign"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)), np.where(size <= delta, r, delta)


@wrong("huber", fails="huber-grad")
def slope_of_one(r, delta):
    """beyond delta the slope is that of the absolute error"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)), np.where(size <= delta, r, np.sign(r))


@wrong("huber", fails="huber-grad")
def slope_not_clipped(r, delta):
    """the slope is that of the parabola everywhere"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)), 1.0 * r


@wrong("huber", fails="huber-grad")
def slope_reversed(r, delta):
    """the slope is taken in the prediction instead of the residual"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)), -np.clip(r, -delta, delta)


@wrong("huber", fails="huber-grad")
def slope_averaged(r, delta):
    """the slope is divided by the number of residuals"""
    size = np.abs(r)
    loss = np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2))
    return loss, np.clip(r, -delta, delta) / (np.size(r) if np.size(r) > 6 else 1)


@wrong("huber", fails="huber-grad")
def clipped_from_above_only(r, delta):
    """the slope is limited upwards and not downwards"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)), np.minimum(r, delta)


@wrong("huber", fails=("huber-loss", "huber-shapes"))
def averaged(r, delta):
    """the mean loss is returned"""
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)).mean(), np.clip(r, -delta, delta)


@wrong("huber", fails=("huber-loss", "huber-grad"))
def exchanged(r, delta):
    """slope and loss are returned in the wrong order"""
    size = np.abs(r)
    return np.clip(r, -delta, delta), np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2))


@wrong("huber", fails="huber-shapes")
def flattened(r, delta):
    """the residuals are flattened"""
    r = np.ravel(r)
    size = np.abs(r)
    return np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2)), np.clip(r, -delta, delta)


@wrong("huber", fails="huber-shapes")
def into_an_integer_array(r, delta):
    """loss and slope are written into arrays of the input's type, which cuts off fractions"""
    loss, grad = np.zeros_like(r), np.zeros_like(r)
    near = np.abs(r) <= delta
    loss[near], grad[near] = 0.5 * r[near] ** 2, r[near]
    loss[~near] = delta * (np.abs(r[~near]) - delta / 2)
    grad[~near] = delta * np.sign(r[~near])
    return loss, grad


@wrong("huber", fails="huber-purity", also="huber-shapes")
def residuals_clipped_in_place(r, delta):
    """the caller's residuals are clipped in place"""
    size = np.abs(r)
    loss = np.where(size <= delta, 0.5 * r**2, delta * (size - delta / 2))
    r[r > delta] = delta
    r[r < -delta] = -delta
    return loss, r


# --- nll -------------------------------------------------------------------------------------------


@right("nll")
def by_scipy_stats(y, pred, dist):
    """a library's log densities are averaged"""
    from scipy import stats

    logs = {
        "normal": lambda: stats.norm.logpdf(y, loc=pred),
        "laplace": lambda: stats.laplace.logpdf(y, loc=pred),
        "bernoulli": lambda: stats.bernoulli.logpmf(y, pred),
        "poisson": lambda: stats.poisson.logpmf(y, pred),
    }
    return -np.mean(logs[dist]())


@right("nll")
def loop_of_floats(y, pred, dist):
    """observations are visited in a loop of plain floats"""
    total = 0.0
    for one, f in zip(np.asarray(y).tolist(), np.asarray(pred).tolist(), strict=True):
        if dist == "normal":
            total += (one - f) ** 2 / 2 + math.log(math.sqrt(2 * math.pi))
        elif dist == "laplace":
            total += abs(one - f) - math.log(0.5)
        elif dist == "bernoulli":
            total -= math.log(f) if one == 1 else math.log1p(-f)
        else:
            total += f - one * math.log(f) + sum(math.log(i) for i in range(1, one + 1))
    return total / len(y)


@right("nll")
def factorials_as_big_integers(y, pred, dist):
    """the logarithm is taken of Python's exact factorials"""
    y, pred = np.asarray(y), np.asarray(pred, dtype=float)
    if dist in ("normal", "laplace"):
        r = np.abs(y - pred)
        return np.array(np.mean(r**2) / 2 + np.log(2 * np.pi) / 2 if dist == "normal" else r.mean() + np.log(2))
    if dist == "bernoulli":
        return -np.log(np.where(y == 1, pred, 1 - pred)).mean()
    log_factorial = [math.log(math.factorial(int(k))) for k in y]
    return np.mean(pred - y * np.log(pred) + log_factorial)


@right("nll")
def clipped_probabilities(y, pred, dist):
    """probabilities are kept a hair away from 0 and 1"""
    if dist == "normal":
        return np.average((y - pred) ** 2 + np.log(2 * np.pi)) / 2
    if dist == "laplace":
        return np.average(np.abs(pred - y)) + np.log(2)
    if dist == "bernoulli":
        p = np.clip(pred, 1e-12, 1 - 1e-7)
        return float(-np.average(np.log(p) * y + np.log(1 - p) * (1 - y)))
    from scipy.special import gammaln

    return float(np.average(pred - y * np.log(pred) + gammaln(y + 1)))


@right("nll")
def table_of_log_factorials(y, pred, dist):
    """the logarithms of the factorials come from a running sum, and float32 is kept"""
    if dist == "normal":
        return (0.5 * np.square(np.subtract(y, pred)) + np.float32(0.5 * np.log(2 * np.pi))).mean()
    if dist == "laplace":
        return (np.abs(np.subtract(y, pred)) + np.float32(np.log(2))).mean()
    if dist == "bernoulli":
        return -np.log(np.abs(1 - y - pred)).mean()
    table = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, y.max() + 1)))])
    return (pred - y * np.log(pred) + table[y]).mean()


@wrong("nll", fails=("nll-residuals", "nll-bernoulli", "nll-poisson"), also="nll-numerics")
def total_instead_of_mean(y, pred, dist):
    """losses are added over the observations"""
    if dist == "normal":
        return np.sum(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.sum(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.sum(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.sum(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails=("nll-residuals", "nll-bernoulli", "nll-poisson"), also="nll-numerics")
def likelihood_not_negated(y, pred, dist):
    """the log-likelihood is returned without its minus sign"""
    if dist == "normal":
        return -np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return -np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return -np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails=("nll-residuals", "nll-poisson"), also="nll-numerics")
def constants_dropped(y, pred, dist):
    """constants are dropped as if one model were being fitted"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2)
    if dist == "laplace":
        return np.mean(np.abs(y - pred))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred))


@wrong("nll", fails="nll-residuals", also="nll-numerics")
def mean_squared_error(y, pred, dist):
    """the normal loss is the plain squared error, without its half"""
    if dist == "normal":
        return np.mean((y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-residuals", also="nll-numerics")
def root_of_two_pi_forgotten(y, pred, dist):
    """the square root around 2 pi is lost, so that its logarithm is not halved"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-residuals", also="nll-numerics")
def laplace_without_constant(y, pred, dist):
    """the half in front of the Laplace density is forgotten"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-residuals", also="nll-numerics")
def laplace_with_the_wrong_sign(y, pred, dist):
    """the logarithm of one half is added where its negative belongs"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) - np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-residuals", also="nll-numerics")
def laplace_of_unit_variance(y, pred, dist):
    """the Laplace density is scaled to variance 1 instead of scale 1"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.sqrt(2) * np.abs(y - pred) + 0.5 * np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-bernoulli")
def heads_only(y, pred, dist):
    """observations of 0 cost nothing"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-bernoulli")
def pred_taken_for_logits(y, pred, dist):
    """the probability goes through the logistic function once more"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return np.mean(np.logaddexp(0, pred) - y * pred)
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails=("nll-bernoulli", "nll-poisson"), also="nll-numerics")
def bits(y, pred, dist):
    """the logarithms of the discrete distributions have base two"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log2(pred) + (1 - y) * np.log2(1 - pred))
    return np.mean(pred - y * np.log2(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-bernoulli")
def labels_and_probabilities_exchanged(y, pred, dist):
    """label and probability change places inside the logarithm, with a constant against minus infinity"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(pred * np.log(y + 1e-12) + (1 - pred) * np.log(1 - y + 1e-12))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-poisson", also="nll-numerics")
def factorial_forgotten(y, pred, dist):
    """the factorial is dropped as a constant"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred))


@wrong("nll", fails="nll-poisson", also="nll-numerics")
def gamma_off_by_one(y, pred, dist):
    """the gamma function is taken at the count instead of one above it"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(max(k, 1)) for k in y]))


@wrong("nll", fails="nll-poisson", also="nll-numerics")
def pred_taken_for_the_log_rate(y, pred, dist):
    """the prediction is read as the logarithm of the rate"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(np.exp(pred) - y * pred + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-poisson", also="nll-numerics")
def stirling(y, pred, dist):
    """the factorial is replaced by Stirling's approximation"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    k = np.maximum(y, 1)
    return np.mean(pred - y * np.log(pred) + np.where(y > 1, k * np.log(k) - k + 0.5 * np.log(2 * np.pi * k), 0))


@wrong("nll", fails="nll-poisson", also="nll-numerics")
def rate_and_count_exchanged(y, pred, dist):
    """count and rate have changed places"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(y - pred * np.log(np.maximum(y, 1e-12)) + np.array([math.lgamma(k + 1) for k in pred]))


@wrong("nll", fails="nll-numerics")
def logarithm_of_the_density(y, pred, dist):
    """the density is computed first, and far away it is 0"""
    if dist == "normal":
        density = np.exp(-0.5 * (y - pred) ** 2) / np.sqrt(2 * np.pi)
    elif dist == "laplace":
        density = 0.5 * np.exp(-np.abs(y - pred))
    elif dist == "bernoulli":
        density = pred**y * (1 - pred) ** (1 - y)
    else:
        return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))
    return -np.mean(np.log(density))


@wrong("nll", fails="nll-numerics")
def tiny_number_inside_the_logarithm_of_laplace(y, pred, dist):
    """a tiny number keeps the logarithm of Laplace's vanished density finite, and far too small"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return -np.mean(np.log(0.5 * np.exp(-np.abs(y - pred)) + 1e-300))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


@wrong("nll", fails="nll-numerics")
def product_of_integers(y, pred, dist):
    """the factorial is a product of 64-bit integers, which overflows"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.log([np.prod(np.arange(1, k + 1, dtype=np.int64)) for k in y]))


@wrong("nll", fails="nll-numerics")
def factorial_as_a_float(y, pred, dist):
    """the factorial is a float, and the largest counts have none"""
    if dist == "normal":
        return np.mean(0.5 * (y - pred) ** 2 + 0.5 * np.log(2 * np.pi))
    if dist == "laplace":
        return np.mean(np.abs(y - pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.log(np.array([math.gamma(k + 1) for k in y])))


@wrong("nll", fails="nll-purity", also=("nll-residuals", "nll-bernoulli", "nll-poisson", "nll-numerics"))
def predictions_overwritten(y, pred, dist):
    """the predictions are replaced by residuals in place"""
    if dist in ("normal", "laplace"):
        pred -= y
        return np.mean(0.5 * pred**2 + 0.5 * np.log(2 * np.pi) if dist == "normal" else np.abs(pred) + np.log(2))
    if dist == "bernoulli":
        return -np.mean(y * np.log(pred) + (1 - y) * np.log(1 - pred))
    return np.mean(pred - y * np.log(pred) + np.array([math.lgamma(k + 1) for k in y]))


# --- which_loss ------------------------------------------------------------------------------------


@right("which-loss")
def with_the_function_of_section_6(residuals):
    """each half is divided by its scale and handed to nll"""
    r = np.asarray(residuals, dtype=float)
    early, late = np.split(r, [len(r) // 2])
    score = {}
    for dist, s in [("normal", np.sqrt(np.mean(early**2))), ("laplace", np.mean(np.abs(early)))]:
        score[dist] = nll(late / s, np.zeros(len(late)), dist) + np.log(s)
    return min(score, key=score.get)


@right("which-loss")
def centre_fitted_too(residuals):
    """mean and median are fitted as well, and the variance is divided by m - 1"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    mu, sigma = early.mean(), early.std(ddof=1)
    mid = np.median(early)
    b = np.abs(early - mid).mean()
    normal = 0.5 * np.mean(((late - mu) / sigma) ** 2) + np.log(sigma * np.sqrt(2 * np.pi))
    return "laplace" if np.mean(np.abs(late - mid)) / b + np.log(2 * b) < normal else "normal"


@right("which-loss")
def total_log_likelihoods(residuals):
    """total log-likelihoods of plain floats are compared, the middle residual going to the first half"""
    r = [float(one) for one in residuals]
    half = (len(r) + 1) // 2
    s2 = sum(one * one for one in r[:half]) / half
    b = sum(abs(one) for one in r[:half]) / half
    normal = sum(-one * one / (2 * s2) - 0.5 * math.log(2 * math.pi * s2) for one in r[half:])
    laplace = sum(-abs(one) / b - math.log(2 * b) for one in r[half:])
    return ("normal", "laplace")[laplace > normal]


@right("which-loss")
def by_library_densities(residuals):
    """a library fits and scores both densities"""
    from scipy import stats

    early, late = residuals[: len(residuals) // 2], residuals[len(residuals) // 2 :]
    scores = [d.logpdf(late, *d.fit(early, floc=0)).mean() for d in (stats.norm, stats.laplace)]
    return np.array(["normal", "laplace"])[np.argmax(scores)]


@wrong("which-loss", fails=("which-loss-values", "which-loss-heldout"))
def exchanged_answers(residuals):
    """the belief with the higher loss is returned"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    laplace = np.log(2 * b) + np.mean(np.abs(late)) / b
    return "normal" if normal > laplace else "laplace"


@wrong("which-loss", fails="which-loss-scale", also=("which-loss-values", "which-loss-heldout"))
def unit_scale(residuals):
    """both beliefs keep scale 1, whatever the unit"""
    late = residuals[len(residuals) // 2 :]
    normal = 0.5 * np.mean(late**2) + 0.5 * np.log(2 * np.pi)
    return "normal" if normal < np.mean(np.abs(late)) + np.log(2) else "laplace"


@wrong("which-loss", fails="which-loss-scale", also=("which-loss-values", "which-loss-heldout", "which-loss-purity"))
def scale_without_its_logarithm(residuals):
    """residuals are divided by each belief's scale, and log s is left out"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    normal = 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails="which-loss-values", also=("which-loss-heldout", "which-loss-scale"))
def constants_left_out(residuals):
    """the constants 2 pi and 2 are dropped"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    return "normal" if np.log(s) + np.mean(late**2) / (2 * s**2) < np.log(b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails="which-loss-heldout")
def scored_on_the_same_data(residuals):
    """all residuals fit and all are scored"""
    s, b = np.sqrt(np.mean(residuals**2)), np.mean(np.abs(residuals))
    return "normal" if np.log(s) + 0.5 * np.log(2 * np.pi) + 0.5 < np.log(2 * b) + 1 else "laplace"


@wrong("which-loss", fails="which-loss-heldout")
def scored_on_the_first_half(residuals):
    """the half that fitted the scales is also scored"""
    r = residuals[: len(residuals) // 2]
    s, b = np.sqrt(np.mean(r**2)), np.mean(np.abs(r))
    return "normal" if np.log(s) + 0.5 * np.log(2 * np.pi) + 0.5 < np.log(2 * b) + 1 else "laplace"


@wrong("which-loss", fails="which-loss-heldout")
def fitted_on_the_second_half(residuals):
    """the half that is scored also fits its own scales"""
    r = residuals[len(residuals) // 2 :]
    s, b = np.sqrt(np.mean(r**2)), np.mean(np.abs(r))
    return "normal" if np.log(s) + 0.5 * np.log(2 * np.pi) + 0.5 < np.log(2 * b) + 1 else "laplace"


@wrong("which-loss", fails="which-loss-heldout")
def scales_of_all_residuals(residuals):
    """the scales are fitted on all residuals, the second half included"""
    late = residuals[len(residuals) // 2 :]
    s, b = np.sqrt(np.mean(residuals**2)), np.mean(np.abs(residuals))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails="which-loss-heldout")
def future_fits_past(residuals):
    """the second half fits and the first is scored"""
    half = len(residuals) // 2
    late, early = residuals[:half], residuals[half:]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails="which-loss-heldout")
def every_other_residual(residuals):
    """every other residual is held out, so that the second half helps to fit"""
    early, late = residuals[::2], residuals[1::2]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails=("which-loss-values",), also="which-loss-heldout")
def standard_deviation_for_both(residuals):
    """the standard deviation serves as the Laplace scale too"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    s = np.sqrt(np.mean(early**2))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2 * s) + np.mean(np.abs(late)) / s else "laplace"


@wrong("which-loss", fails="which-loss-values", also=("which-loss-heldout", "which-loss-scale", "which-loss-purity"))
def squared_against_absolute(residuals):
    """the sizes of the two errors are compared as if they had one unit"""
    late = residuals[len(residuals) // 2 :] / np.std(residuals[: len(residuals) // 2])
    return "normal" if np.mean(late**2) < np.mean(np.abs(late)) else "laplace"


@wrong("which-loss", fails="which-loss-values", also=("which-loss-heldout", "which-loss-scale", "which-loss-purity"))
def variance_for_deviation(residuals):
    """the half in front of the logarithm of the variance is lost"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    v, b = np.mean(early**2) / np.mean(early**2), np.mean(np.abs(early)) / np.sqrt(np.mean(early**2))
    late = late / np.sqrt(np.mean(early**2))
    normal = v + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * v)
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails=("which-loss-values", "which-loss-scale"), also=("which-loss-heldout", "which-loss-purity"))
def always_normal(residuals):
    """the answer does not look at the data"""
    return "normal"


@wrong("which-loss", fails="which-loss-heldout")
def laplace_scale_from_the_variance(residuals):
    """the Laplace scale is derived from the standard deviation instead of fitted by likelihood"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    s = np.sqrt(np.mean(early**2))
    b = s / np.sqrt(2)
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails="which-loss-heldout", also="which-loss-values")
def kurtosis_rule(residuals):
    """a rule of thumb on the fourth moment of all residuals replaces the likelihoods"""
    r = residuals - residuals.mean()
    return "laplace" if np.mean(r**4) / np.mean(r**2) ** 2 > 4.5 else "normal"


@wrong("which-loss", fails=("which-loss-values", "which-loss-heldout"), also=("which-loss-scale", "which-loss-purity"))
def other_names(residuals):
    """the losses are returned instead of the beliefs"""
    half = len(residuals) // 2
    early, late = residuals[:half], residuals[half:]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "squared" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "absolute"


@wrong("which-loss", fails="which-loss-purity")
def scaled_in_place(residuals):
    """the caller's residuals are divided by their standard deviation"""
    half = len(residuals) // 2
    residuals /= np.sqrt(np.mean(residuals[:half] ** 2))
    early, late = residuals[:half], residuals[half:]
    b = np.mean(np.abs(early))
    normal = 0.5 * np.log(2 * np.pi) + np.mean(late**2) / 2
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@wrong("which-loss", fails=("which-loss-purity", "which-loss-heldout"))
def sorted_in_place(residuals):
    """the residuals are sorted by size in place and every other one is held out"""
    order = np.argsort(np.abs(residuals))
    residuals[:] = residuals[order]
    early, late = residuals[::2], residuals[1::2]
    s, b = np.sqrt(np.mean(early**2)), np.mean(np.abs(early))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + np.mean(late**2) / (2 * s**2)
    return "normal" if normal < np.log(2 * b) + np.mean(np.abs(late)) / b else "laplace"


@right("which-loss")
def unbiased_squares_and_both_centres(residuals):
    """the normal is divided by one less, and each belief fits its own centre"""
    half = len(residuals) // 2
    fit, rest = residuals[:half], residuals[half:]
    mean, median = np.mean(fit), np.median(fit)
    s = np.sqrt(np.sum((fit - mean) ** 2) / (half - 1))
    b = np.mean(np.abs(fit - median))
    normal = np.log(s) + 0.5 * np.log(2 * np.pi) + 0.5 * np.mean(((rest - mean) / s) ** 2)
    laplace = np.log(2 * b) + np.mean(np.abs(rest - median)) / b
    return "normal" if normal < laplace else "laplace"


@right("which-loss")
def unbiased_squares_around_zero(residuals):
    """the normal is divided by one less, and nothing is centred"""
    half = len(residuals) // 2
    fit, rest = residuals[:half], residuals[half:]
    s, b = np.sqrt(np.sum(fit**2) / (half - 1)), np.mean(np.abs(fit))
    normal = np.log(s) + nll(rest / s, 0 * rest, "normal")
    laplace = np.log(b) + nll(rest / b, 0 * rest, "laplace")
    return {True: "normal", False: "laplace"}[bool(normal < laplace)]


@right("which-loss")
def one_less_for_laplace_too(residuals):
    """both scales are divided by one less, and Laplace fits its centre"""
    half = len(residuals) // 2
    fit, rest = residuals[:half], residuals[half:]
    median = np.median(fit)
    s, b = np.sqrt(np.sum(fit**2) / (half - 1)), np.sum(np.abs(fit - median)) / (half - 1)
    normal = 0.5 * np.log(2 * np.pi * s**2) + 0.5 * np.mean((rest / s) ** 2)
    laplace = np.log(2 * b) + np.mean(np.abs(rest - median)) / b
    return "normal" if normal < laplace else "laplace"


# --- plot_losses -----------------------------------------------------------------------------------


@right("plot-losses")
def natural_logarithm(ax, margins):
    """the logistic loss has the natural logarithm and the lines come in another order"""
    m = np.asarray(margins, dtype=float)
    ax.plot(m, (1 - m) ** 2, label="Squared error")
    ax.plot(m, np.logaddexp(0, -m), label="Logistic (natural log)")
    ax.plot(m, np.clip(1 - m, 0, None), label="Hinge")
    ax.plot(m, (m <= 0).astype(int), label="0-1 loss")
    ax.axvline(0, color="gray", linewidth=0.5)
    ax.set(xlabel="Margin m = y f(x)", ylabel="Loss")
    ax.legend()


@right("plot-losses")
def gap_at_the_jump(ax, margins):
    """the 0-1 loss has a gap at its jump, and the squared loss its half"""
    ax.axhline(0, color="gray", linewidth=0.5)
    ax.axhline(1, color="gray", linewidth=0.5)
    with_gap = np.insert(margins.astype(float), np.searchsorted(margins, 0), 0.0)
    step = np.where(with_gap < 0, 1.0, 0.0)
    step[with_gap == 0] = np.nan
    ax.plot(with_gap, step, "k-", label="$0$\N{EN DASH}$1$ loss")
    curves = {
        "hinge": lambda m: max(0, 1 - m),
        "logistic": lambda m: math.log(1 + math.exp(-m)) / math.log(2),
        "squared": lambda m: 0.5 * (m - 1) ** 2,
    }
    for name, loss in curves.items():
        ax.plot(margins, [loss(m) for m in margins.tolist()], label=name)
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend(loc="upper right")


@right("plot-losses")
def two_pieces(ax, margins):
    """the 0-1 loss is drawn as two horizontal pieces, one of them labelled"""
    ax.plot([margins[0], 0], [1, 1], color="black", label="0-1")
    ax.plot([0, margins[-1]], [0, 0], color="black")
    ax.plot(margins, np.maximum(1 - margins, 0), "--", label="hinge max(0, 1-m)")
    ax.plot(margins, np.log1p(np.exp(-margins)), "-.", label="logistic log(1+exp(-m))")
    ax.plot(margins, np.square(margins - 1), ":", label="squared (1-m)^2")
    ax.set_xlabel("margin y f")
    ax.set_ylabel("loss")
    ax.legend()
    return ax


@right("plot-losses")
def half_at_zero(ax, margins):
    """the 0-1 loss is one half at 0, drawn as a step, and all lines are made in one loop"""
    table = [
        (np.heaviside(-margins, 0.5), "0-1 loss", "post"),
        (np.where(margins < 1, 1 - margins, 0), "hinge loss", "default"),
        (np.log2(1 + np.exp(-margins)), "logistic loss (bits)", "default"),
        (1 - 2 * margins + margins**2, "squared loss", "default"),
    ]
    for values, label, style in table:
        ax.plot(margins, values, label=label, drawstyle="default" if style == "default" else "steps-post")
    ax.set_xlabel("margin (score in the direction of the true class)")
    ax.set_ylabel("loss of one example")
    ax.set_title("Four losses")
    ax.grid(True)
    ax.legend()


@wrong("plot-losses", fails=("plot-losses-curves", "plot-losses-zero-one"), also="plot-losses-labels")
def mirrored(ax, margins):
    """the sign of the margin is reversed, so that being right costs"""
    ax.step(margins, np.where(margins > 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 + margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(margins)), label="logistic")
    ax.plot(margins, (1 + margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def perceptron_hinge(ax, margins):
    """the hinge turns at margin 0 instead of 1"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, -margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def hinge_without_its_corner(ax, margins):
    """the hinge goes on below 0"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, 1 - margins, label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def squared_hinge(ax, margins):
    """the squared loss is cut off beyond margin 1"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, np.maximum(0, 1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def squared_margin(ax, margins):
    """the margin itself is squared instead of its distance from 1"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, margins**2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def exponential(ax, margins):
    """the exponential loss of boosting is drawn as logistic"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.exp(-margins), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def logistic_function(ax, margins):
    """the probability of a mistake is drawn instead of the logistic loss"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, 1 / (1 + np.exp(margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-curves", also="plot-losses-labels")
def logistic_in_decimal_logarithm(ax, margins):
    """the logistic loss has the logarithm of base ten"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log10(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-zero-one")
def mistakes_below_one(ax, margins):
    """the 0-1 loss jumps where the hinge turns"""
    ax.step(margins, np.where(margins < 1, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-zero-one", also="plot-losses-labels")
def accuracy_instead(ax, margins):
    """correct answers are counted instead of mistakes"""
    ax.step(margins, np.where(margins > 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-zero-one", also="plot-losses-labels")
def sign_drawn(ax, margins):
    """the sign of the margin is drawn"""
    ax.step(margins, -np.sign(margins), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails=("plot-losses-zero-one", "plot-losses-labels"))
def three_lines(ax, margins):
    """the 0-1 loss is left out"""
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-labels")
def no_line_labels(ax, margins):
    """the lines have no labels"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid")
    ax.plot(margins, np.maximum(0, 1 - margins))
    ax.plot(margins, np.log2(1 + np.exp(-margins)))
    ax.plot(margins, (1 - margins) ** 2)
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")


@wrong("plot-losses", fails="plot-losses-labels")
def labels_exchanged(ax, margins):
    """hinge and logistic carry each other's label"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="logistic")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="hinge")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-labels")
def axes_not_labelled(ax, margins):
    """the axes have no labels"""
    ax.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins, (1 - margins) ** 2, label="squared")
    ax.legend()


@wrong("plot-losses", fails="plot-losses-margins", also=("plot-losses-zero-one", "plot-losses-labels"))
def own_margins(ax, margins):
    """the curves are drawn over a fixed range of their own"""
    m = np.linspace(-3, 3, 301)
    ax.step(m, np.where(m < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(m, np.maximum(0, 1 - m), label="hinge")
    ax.plot(m, np.log2(1 + np.exp(-m)), label="logistic")
    ax.plot(m, (1 - m) ** 2, label="squared")
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()


@wrong(
    "plot-losses",
    fails="plot-losses-margins",
    also=("plot-losses-curves", "plot-losses-zero-one", "plot-losses-labels"),
)
def drawn_on_the_current_axes(ax, margins):
    """the drawing goes to whatever axes are current"""
    plt.step(margins, np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    plt.plot(margins, np.maximum(0, 1 - margins), label="hinge")
    plt.plot(margins, np.log2(1 + np.exp(-margins)), label="logistic")
    plt.plot(margins, (1 - margins) ** 2, label="squared")
    plt.xlabel("margin")
    plt.ylabel("loss")
    plt.legend()


@wrong("plot-losses", fails="plot-losses-margins")
def margins_shifted_in_place(ax, margins):
    """the caller's margins are turned into 1 - margin in place after drawing"""
    ax.step(margins.copy(), np.where(margins < 0, 1.0, 0.0), where="mid", label="0-1")
    ax.plot(margins.copy(), np.maximum(0, 1 - margins), label="hinge")
    ax.plot(margins.copy(), np.log2(1 + np.exp(-margins)), label="logistic")
    ax.plot(margins.copy(), (1 - margins) ** 2, label="squared")
    margins *= -1
    margins += 1
    ax.set_xlabel("margin")
    ax.set_ylabel("loss")
    ax.legend()
