# ruff: noqa: F821
"""Right and wrong solutions for the unit 08-optimizers; names such as ``np`` come from its notebook."""

from proctor.variants import right, wrong

# --- sgd_step -------------------------------------------------------------------------------------


@right("sgd-step")
def in_place_on_a_copy(w, g, lr):
    """subtracts in place from a copy"""
    w = w.copy()
    w -= lr * g
    return w


@right("sgd-step")
def always_float64(w, g, lr):
    """answers in float64, whatever came in"""
    return np.asarray(w, dtype=float) - lr * np.asarray(g, dtype=float)


@right("sgd-step")
def one_number_at_a_time(w, g, lr):
    """loops over the places in plain Python"""
    new = np.empty(w.shape)
    for place in np.ndindex(w.shape):
        new[place] = float(w[place]) - lr * float(g[place])
    return new


@right("sgd-step")
def row_by_row(w, g, lr):
    """loops over the first axis, in the dtype of w"""
    new = np.empty_like(w)
    for i in range(len(w)):
        new[i] = w[i] - lr * g[i]
    return new


@right("sgd-step")
def multiplied_out(w, g, lr):
    """adds the negative multiple with ufuncs"""
    return np.add(w, np.multiply(-lr, g))


@wrong("sgd-step", fails="sgd-step-values")
def uphill(w, g, lr):
    """the step goes along the gradient"""
    return w + lr * g


@wrong("sgd-step", fails="sgd-step-values")
def rate_forgotten(w, g, lr):
    """the learning rate is forgotten"""
    return w - g


@wrong("sgd-step", fails="sgd-step-values")
def only_the_step(w, g, lr):
    """the step is returned instead of the new place"""
    return -lr * g


@wrong("sgd-step", fails="sgd-step-values")
def normalized(w, g, lr):
    """the gradient is scaled to length 1"""
    return w - lr * g / (np.linalg.norm(g) + 1e-12)


@wrong("sgd-step", fails="sgd-step-values")
def sign_only(w, g, lr):
    """only the sign of the gradient is used"""
    return w - lr * np.sign(g)


@wrong("sgd-step", fails="sgd-step-values")
def clipped(w, g, lr):
    """long gradients are clipped"""
    return w - lr * np.clip(g, -1, 1)


@wrong("sgd-step", fails="sgd-step-values")
def averaged(w, g, lr):
    """the gradient is divided by the number of parameters"""
    return w - lr * g / g.size


@wrong("sgd-step", fails="sgd-step-values")
def mean_gradient(w, g, lr):
    """all parameters move by the mean of the gradients"""
    return w - lr * np.mean(g)


@wrong("sgd-step", fails="sgd-step-values")
def divided_by_the_rate(w, g, lr):
    """the gradient is divided by the learning rate"""
    return w - g / lr


@wrong("sgd-step", fails="sgd-step-values")
def multiplicative(w, g, lr):
    """the parameters are multiplied instead of moved"""
    return w * (1 - lr * g)


@wrong("sgd-step", fails="sgd-step-values")
def weight_decay(w, g, lr):
    """the parameters are pulled to 0 as well"""
    return w - lr * (g + 0.01 * w)


@wrong("sgd-step", fails="sgd-step-values")
def halved(w, g, lr):
    """a factor ½ is taken from the loss into the step"""
    return w - 0.5 * lr * g


@wrong("sgd-step", fails="sgd-step-values")
def rate_on_everything(w, g, lr):
    """the learning rate multiplies the parameters too"""
    return lr * (w - g)


@wrong("sgd-step", fails="sgd-step-values")
def absolute_gradient(w, g, lr):
    """the sign of the gradient is lost"""
    return w - lr * np.abs(g)


@wrong("sgd-step", fails="sgd-step-values")
def small_gradients_skipped(w, g, lr):
    """small gradients are treated as 0"""
    return w - lr * np.where(np.abs(g) < 1e-3, 0, g)


@wrong("sgd-step", fails="sgd-step-shapes")
def flattened(w, g, lr):
    """the result is one long vector"""
    return (w - lr * g).ravel()


@wrong("sgd-step", fails=("sgd-step-shapes", "sgd-step-values"))
def summed_over_rows(w, g, lr):
    """the gradient is summed over its first axis"""
    return w - lr * g.sum(axis=0)[None] if w.ndim > 1 else (w - lr * g).sum()


@wrong("sgd-step", fails="sgd-step-purity")
def in_place(w, g, lr):
    """the caller's parameters are overwritten"""
    w -= lr * g
    return w


@wrong("sgd-step", fails="sgd-step-purity")
def gradient_overwritten(w, g, lr):
    """the gradient is scaled in the caller's memory"""
    g *= lr
    return w - g


@wrong("sgd-step", fails=("sgd-step-values", "sgd-step-shapes", "sgd-step-purity"))
def returns_nothing(w, g, lr):
    """the parameters are overwritten and nothing is returned"""
    w -= lr * g


# --- shrink_factors -------------------------------------------------------------------------------


@right("shrink-factors")
def eigenvalues_of_the_step(H, lr):
    """takes the eigenvalues of the matrix of one step"""
    return np.linalg.eigvalsh(np.eye(len(H)) - lr * H)


@right("shrink-factors")
def general_eigenvalues(H, lr):
    """uses the solver for any square matrix, in float64"""
    return 1 - lr * np.linalg.eigvals(np.asarray(H, dtype=float)).real


@right("shrink-factors")
def singular_values_of_the_valley(H, lr):
    """uses singular values of H, which are its eigenvalues here, largest first"""
    return 1 - lr * np.linalg.svd(H, compute_uv=False)


@right("shrink-factors")
def along_each_eigenvector(H, lr):
    """applies one step to each eigenvector and measures along it"""
    _, Q = np.linalg.eigh(H)
    return np.array([q @ (q - lr * (H @ q)) for q in Q.T])


@right("shrink-factors")
def quadratic_form(H, lr):
    """reads the factors off the diagonal in the eigenbasis"""
    _, Q = np.linalg.eigh(H)
    return np.einsum("ik,ij,jk->k", Q, np.eye(len(H)) - lr * H, Q)


@wrong("shrink-factors", fails="shrink-factors-values")
def diagonal_for_eigenvalues(H, lr):
    """the diagonal is taken for the eigenvalues"""
    return 1 - lr * np.diag(H)


@wrong("shrink-factors", fails="shrink-factors-values")
def without_the_one(H, lr):
    """the part that is taken away is returned, not what is left"""
    return lr * np.linalg.eigvalsh(H)


@wrong("shrink-factors", fails="shrink-factors-values")
def sizes_of_factors(H, lr):
    """the sign of the factors is lost"""
    return np.abs(1 - lr * np.linalg.eigvalsh(H))


@wrong("shrink-factors", fails="shrink-factors-values")
def factors_of_the_loss(H, lr):
    """the factors of the loss are given, not of the parameters"""
    return (1 - lr * np.linalg.eigvalsh(H)) ** 2


@wrong("shrink-factors", fails="shrink-factors-values")
def uphill_factors(H, lr):
    """the step goes uphill"""
    return 1 + lr * np.linalg.eigvalsh(H)


@wrong("shrink-factors", fails="shrink-factors-values")
def continuous_time(H, lr):
    """steps are taken to be infinitely small"""
    return np.exp(-lr * np.linalg.eigvalsh(H))


@wrong("shrink-factors", fails="shrink-factors-values")
def backward_step(H, lr):
    """the gradient is taken at the new place"""
    return 1 / (1 + lr * np.linalg.eigvalsh(H))


@wrong("shrink-factors", fails="shrink-factors-values")
def gradient_doubled(H, lr):
    """the ½ of the valley is forgotten in the gradient"""
    return 1 - 2 * lr * np.linalg.eigvalsh(H)


@wrong("shrink-factors", fails="shrink-factors-values")
def gradient_halved(H, lr):
    """the ½ of the valley is kept in the gradient"""
    return 1 - lr * np.linalg.eigvalsh(H) / 2


@wrong("shrink-factors", fails="shrink-factors-values")
def singular_values_of_the_step(H, lr):
    """singular values are taken of the matrix of one step"""
    return np.linalg.svd(np.eye(len(H)) - lr * H, compute_uv=False)


@wrong("shrink-factors", fails="shrink-factors-values")
def clipped_factors(H, lr):
    """factors below 0 are set to 0"""
    return np.maximum(1 - lr * np.linalg.eigvalsh(H), 0)


@wrong("shrink-factors", fails=("shrink-factors-values", "shrink-factors-shapes"))
def each_value_once(H, lr):
    """the factors come in pairs: smallest and largest only"""
    lams = np.linalg.eigvalsh(H)
    return 1 - lr * lams[[0, -1]]


@wrong("shrink-factors", fails="shrink-factors-values")
def repeated_ones_dropped(H, lr):
    """an eigenvalue that occurs twice is counted once"""
    return 1 - lr * np.unique(np.linalg.eigvalsh(H).round(5))


@wrong("shrink-factors", fails=("shrink-factors-values", "shrink-factors-shapes"))
def step_matrix(H, lr):
    """the matrix of one step is returned whole"""
    return np.eye(len(H)) - lr * H


@wrong("shrink-factors", fails="shrink-factors-shapes")
def column_of_factors(H, lr):
    """the factors come as a column"""
    return (1 - lr * np.linalg.eigvalsh(H))[:, None]


@wrong("shrink-factors", fails="shrink-factors-purity")
def valley_scaled_in_place(H, lr):
    """H is scaled in the caller's memory"""
    H *= lr
    return 1 - np.linalg.eigvalsh(H)


# --- max_stable_lr --------------------------------------------------------------------------------


@right("max-stable-lr")
def spectral_norm(H):
    """uses the spectral norm"""
    return 2 / np.linalg.norm(H, 2)


@right("max-stable-lr")
def by_singular_values(H):
    """uses the largest singular value"""
    return float(2 / np.linalg.svd(H, compute_uv=False)[0])


@right("max-stable-lr")
def by_any_eigenvalues(H):
    """uses the solver for any square matrix and the largest size"""
    return 2 / np.abs(np.linalg.eigvals(H)).max()


@right("max-stable-lr")
def by_power_iteration(H):
    """finds the largest eigenvalue by power iteration"""
    H = np.asarray(H, dtype=float)
    q = np.random.default_rng(0).normal(size=len(H))
    for _ in range(1000):
        q = H @ q
        q /= np.linalg.norm(q)
    return 2 / (q @ H @ q)


@right("max-stable-lr")
def smallest_of_all_bounds(H):
    """takes the smallest of the bounds of all directions, as an array without axes"""
    return np.array(min(2 / lam for lam in np.linalg.eigvalsh(H)))


@wrong("max-stable-lr", fails="max-stable-lr-values")
def by_the_flattest(H):
    """the flattest direction is taken"""
    return 2 / np.linalg.eigvalsh(H)[0]


@wrong("max-stable-lr", fails="max-stable-lr-values")
def one_over_largest(H):
    """factors are kept positive: that is half of the edge"""
    return 1 / np.linalg.eigvalsh(H)[-1]


@wrong("max-stable-lr", fails="max-stable-lr-values")
def fastest_rate(H):
    """the fastest rate is given, not the edge"""
    lams = np.linalg.eigvalsh(H)
    return 2 / (lams[0] + lams[-1])


@wrong("max-stable-lr", fails="max-stable-lr-values")
def by_the_trace(H):
    """the sum of all eigenvalues is taken for the largest"""
    return 2 / np.trace(H)


@wrong("max-stable-lr", fails="max-stable-lr-values")
def by_the_diagonal(H):
    """the largest diagonal entry is taken for the largest eigenvalue"""
    return 2 / np.diag(H).max()


@wrong("max-stable-lr", fails="max-stable-lr-values")
def by_the_largest_entry(H):
    """the largest entry is taken for the largest eigenvalue"""
    return 2 / np.abs(H).max()


@wrong("max-stable-lr", fails="max-stable-lr-values")
def frobenius_norm(H):
    """the default matrix norm is taken for the largest eigenvalue"""
    return 2 / np.linalg.norm(H)


@wrong("max-stable-lr", fails="max-stable-lr-values")
def by_row_sums(H):
    """the largest row sum, an upper bound, is taken for the largest eigenvalue"""
    return 2 / np.abs(H).sum(axis=1).max()


@wrong("max-stable-lr", fails="max-stable-lr-values")
def by_the_mean(H):
    """the mean of the eigenvalues is taken"""
    return 2 / np.linalg.eigvalsh(H).mean()


@wrong("max-stable-lr", fails=("max-stable-lr-values", "max-stable-lr-scale"))
def upside_down(H):
    """the fraction is upside down"""
    return np.linalg.eigvalsh(H)[-1] / 2


@wrong("max-stable-lr", fails=("max-stable-lr-values", "max-stable-lr-scale"))
def squared_norm(H):
    """the square of the largest eigenvalue is taken"""
    return 2 / np.linalg.eigvalsh(H @ H)[-1]


@wrong("max-stable-lr", fails=("max-stable-lr-values", "max-stable-lr-scale"))
def rooted(H):
    """the root of the largest eigenvalue is taken"""
    return 2 / np.sqrt(np.linalg.eigvalsh(H)[-1])


@wrong("max-stable-lr", fails="max-stable-lr-values")
def condition_number(H):
    """the condition number enters"""
    return 2 / (np.linalg.eigvalsh(H)[-1] * np.linalg.cond(H))


@wrong("max-stable-lr", fails="max-stable-lr-values")
def all_bounds(H):
    """the bounds of all directions are returned"""
    return 2 / np.linalg.eigvalsh(H)


@wrong("max-stable-lr", fails="max-stable-lr-values")
def impatient_power_iteration(H):
    """power iteration is stopped after two rounds"""
    q = np.ones(len(H))
    for _ in range(2):
        q = H @ q
        q /= np.linalg.norm(q)
    return 2 / (q @ H @ q)


@wrong("max-stable-lr", fails="max-stable-lr-scale", also="max-stable-lr-values")
def never_above_one(H):
    """the rate is kept below a fixed number"""
    return min(2 / np.linalg.eigvalsh(H)[-1], 10.0)


@wrong("max-stable-lr", fails="max-stable-lr-scale")
def guarded_quotient(H):
    """a small constant keeps the quotient from dividing by 0, and spoils flat valleys"""
    return 2 / (np.linalg.eigvalsh(H)[-1] + 1e-8)


@wrong("max-stable-lr", fails="max-stable-lr-purity")
def normalized_in_place(H):
    """H is scaled in the caller's memory"""
    size = np.abs(H).max()
    H /= size
    return 2 / (size * np.linalg.eigvalsh(H)[-1])


@wrong("max-stable-lr", fails="max-stable-lr-values")
def fifty_steps_of_power_iteration(H):
    """two steep directions that are nearly alike are not told apart in fifty steps"""
    v = np.random.default_rng(3).normal(size=len(H))
    for _ in range(50):
        v = H @ v
        v = v / np.linalg.norm(v)
    return 2 / (v @ H @ v)


@right("max-stable-lr")
def repeated_squaring(H):
    """the matrix is squared and rescaled until only its steepest direction is left"""
    power = np.array(H, dtype=float)
    for _ in range(40):
        power = power @ power
        power /= np.trace(power)
    return 2 / np.trace(power @ H)


@right("max-stable-lr")
def by_bisection_on_the_factors(H):
    """the edge is closed in between a rate that works and one that does not"""
    low, high = 0.0, 4 * len(H) / np.trace(H)
    for _ in range(80):
        middle = (low + high) / 2
        if np.abs(1 - middle * np.linalg.eigvalsh(H)).max() < 1:
            low = middle
        else:
            high = middle
    return low


# --- momentum_step --------------------------------------------------------------------------------

MOVES = ("momentum-step-position", "momentum-step-run")
BOTH = ("momentum-step-velocity", *MOVES)


@right("momentum-step")
def copies_in_place(w, g, u, lr=0.1, mu=0.9):
    """works in place on copies"""
    w, u = w.copy(), u.copy()
    u *= mu
    u += g
    w -= lr * u
    return w, u


@right("momentum-step")
def list_in_float64(w, g, u, lr=0.1, mu=0.9):
    """answers in float64, as a list"""
    u = mu * np.asarray(u, dtype=float) + g
    return [np.asarray(w, dtype=float) - lr * u, u]


@right("momentum-step")
def place_by_place(w, g, u, lr=0.1, mu=0.9):
    """loops over the places in plain Python"""
    new_w, new_u = np.zeros(w.shape), np.zeros(w.shape)
    for place in np.ndindex(w.shape):
        new_u[place] = mu * u[place] + g[place]
        new_w[place] = w[place] - lr * new_u[place]
    return new_w, new_u


@right("momentum-step")
def written_out(w, g, u, lr=0.1, mu=0.9):
    """writes both results out from the old u"""
    return w - lr * mu * u - lr * g, g + mu * u


@right("momentum-step")
def step_of_sgd(w, g, u, lr=0.1, mu=0.9):
    """calls sgd_step with u for the gradient"""
    u = np.add(mu * u, g)
    return sgd_step(w, u, lr), u


@wrong("momentum-step", fails=MOVES)
def old_u(w, g, u, lr=0.1, mu=0.9):
    """w moves along the old u"""
    return w - lr * u, mu * u + g


@wrong("momentum-step", fails=BOTH)
def mean_of_gradients(w, g, u, lr=0.1, mu=0.9):
    """the gradient enters with weight 1 - mu"""
    u = mu * u + (1 - mu) * g
    return w - lr * u, u


@wrong("momentum-step", fails=("momentum-step-velocity", "momentum-step-position"))
def rate_inside(w, g, u, lr=0.1, mu=0.9):
    """the learning rate is put into u"""
    u = mu * u + lr * g
    return w - u, u


@wrong("momentum-step", fails=("momentum-step-velocity", "momentum-step-position"))
def negative_velocity(w, g, u, lr=0.1, mu=0.9):
    """u is the step itself, with its sign"""
    u = mu * u - lr * g
    return w + u, u


@wrong("momentum-step", fails=MOVES)
def look_ahead(w, g, u, lr=0.1, mu=0.9):
    """a look-ahead is added"""
    u = mu * u + g
    return w - lr * (g + mu * u), u


@wrong("momentum-step", fails=MOVES)
def uphill_with_momentum(w, g, u, lr=0.1, mu=0.9):
    """the step goes along u, not against it"""
    u = mu * u + g
    return w + lr * u, u


@wrong("momentum-step", fails=("momentum-step-velocity", "momentum-step-position"))
def gradient_subtracted(w, g, u, lr=0.1, mu=0.9):
    """the gradient is subtracted from u"""
    u = mu * u - g
    return w + lr * u, u


@wrong("momentum-step", fails=BOTH)
def no_fading(w, g, u, lr=0.1, mu=0.9):
    """old gradients do not fade"""
    u = u + g
    return w - lr * u, u


@wrong("momentum-step", fails=BOTH)
def gradient_fades(w, g, u, lr=0.1, mu=0.9):
    """the new gradient fades as well"""
    u = mu * (u + g)
    return w - lr * u, u


@wrong("momentum-step", fails=BOTH)
def weights_swapped(w, g, u, lr=0.1, mu=0.9):
    """the weight is on the gradient instead of on u"""
    u = u + mu * g
    return w - lr * u, u


@wrong("momentum-step", fails=BOTH)
def swapped_settings(w, g, u, lr=0.1, mu=0.9):
    """rate and fading are mixed up"""
    u = lr * u + g
    return w - mu * u, u


@wrong("momentum-step", fails=BOTH)
def fading_hard_coded(w, g, u, lr=0.1, mu=0.9):
    """the fading is always 0.9"""
    u = 0.9 * u + g
    return w - lr * u, u


@wrong("momentum-step", fails=MOVES)
def rate_hard_coded(w, g, u, lr=0.1, mu=0.9):
    """the rate is always 0.1"""
    u = mu * u + g
    return w - 0.1 * u, u


@wrong("momentum-step", fails=MOVES)
def two_steps_in_one(w, g, u, lr=0.1, mu=0.9):
    """a plain step is made besides"""
    u = mu * u + g
    return w - lr * g - lr * u, u


@wrong("momentum-step", fails=BOTH)
def order_swapped(w, g, u, lr=0.1, mu=0.9):
    """u is returned first"""
    u = mu * u + g
    return u, w - lr * u


@wrong("momentum-step", fails=(*BOTH, "momentum-step-shapes"))
def only_w(w, g, u, lr=0.1, mu=0.9):
    """the memory is not returned"""
    return w - lr * (mu * u + g)


@wrong("momentum-step", fails=("momentum-step-velocity", "momentum-step-run"))
def old_u_returned(w, g, u, lr=0.1, mu=0.9):
    """the old u is returned"""
    return w - lr * (mu * u + g), u


@wrong("momentum-step", fails=("momentum-step-velocity", "momentum-step-run"))
def gradient_returned(w, g, u, lr=0.1, mu=0.9):
    """the gradient is returned as the new memory"""
    return w - lr * (mu * u + g), g.copy()


@wrong("momentum-step", fails="momentum-step-shapes")
def flat_memory(w, g, u, lr=0.1, mu=0.9):
    """the memory comes back as one long vector"""
    u = mu * u + g
    return w - lr * u, u.ravel()


@wrong("momentum-step", fails="momentum-step-purity")
def memory_overwritten(w, g, u, lr=0.1, mu=0.9):
    """the caller's u is overwritten"""
    u *= mu
    u += g
    return w - lr * u, u


@wrong("momentum-step", fails="momentum-step-purity")
def place_overwritten(w, g, u, lr=0.1, mu=0.9):
    """the caller's w is overwritten"""
    u = mu * u + g
    w -= lr * u
    return w, u


@wrong("momentum-step", fails="momentum-step-purity")
def gradient_as_memory(w, g, u, lr=0.1, mu=0.9):
    """the sum is built in the caller's gradient"""
    g += mu * u
    return w - lr * g, g


# --- adam_step ------------------------------------------------------------------------------------

W_CELLS = ("adam-step-position", "adam-step-laws", "adam-step-eps")
W_LATER = ("adam-step-position", "adam-step-eps")


@right("adam-step")
def adam_in_place_on_copies(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """works in place on copies"""
    w, m, v = w.copy(), m.copy(), v.copy()
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * np.square(g)
    w -= lr * (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w, m, v


@right("adam-step")
def adam_place_by_place(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """loops over the places in plain Python"""
    new_w, new_m, new_v = (np.zeros(w.shape) for _ in range(3))
    for p in np.ndindex(w.shape):
        new_m[p] = b1 * m[p] + (1 - b1) * g[p]
        new_v[p] = b2 * v[p] + (1 - b2) * g[p] ** 2
        new_w[p] = w[p] - lr * (new_m[p] / (1 - b1**t)) / ((new_v[p] / (1 - b2**t)) ** 0.5 + eps)
    return new_w, new_m, new_v


@right("adam-step")
def corrected_eps(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """corrects the rate instead of the means, and eps along with it"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g * g
    root = np.sqrt(1 - b2**t)
    return w - lr * root / (1 - b1**t) * m / (np.sqrt(v) + eps * root), m, v


@right("adam-step")
def means_by_differences(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """moves the means towards the new values, in float64, and returns a list"""
    w, g, m, v = (np.asarray(a, dtype=float) for a in (w, g, m, v))
    m = m + (1 - b1) * (g - m)
    v = v + (1 - b2) * (g**2 - v)
    return [w - lr * m / (1 - b1**t) / (np.sqrt(v) / np.sqrt(1 - b2**t) + eps), m, v]


@right("adam-step")
def adam_in_dtype_of_w(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """answers in the dtype that came in"""
    m = (b1 * m + (1 - b1) * g).astype(w.dtype)
    v = (b2 * v + (1 - b2) * g**2).astype(w.dtype)
    step = (m / (1 - b1**t)) / (np.sqrt(v / (1 - b2**t)) + eps)
    return (w - lr * step).astype(w.dtype), m, v


@wrong("adam-step", fails=W_CELLS)
def no_correction(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the start at 0 is not corrected"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def only_m_corrected(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """only the mean of gradients is corrected"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def only_v_corrected(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """only the mean of squares is corrected"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails="adam-step-eps")
def eps_inside_the_root(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is added inside the root"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return (
        w - lr * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t) + eps),
        m,
        v,
    )


@wrong("adam-step", fails="adam-step-eps")
def eps_to_the_uncorrected_root(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is added before the correction"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * np.sqrt(1 - b2**t) / (1 - b1**t) * m / (np.sqrt(v) + eps), m, v


@wrong("adam-step", fails="adam-step-eps")
def eps_forgotten(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is left out"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    with np.errstate(all="ignore"):
        return w - lr * m / (1 - b1**t) / np.sqrt(v / (1 - b2**t)), m, v


@wrong("adam-step", fails="adam-step-eps")
def eps_hard_coded(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is always the default one"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + 1e-8), m, v


@wrong("adam-step", fails="adam-step-eps")
def eps_as_a_floor(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is used as a floor instead of being added"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / np.maximum(np.sqrt(v / (1 - b2**t)), eps), m, v


@wrong("adam-step", fails=W_CELLS)
def no_root(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the root is forgotten"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (v / (1 - b2**t) + eps), m, v


@wrong("adam-step", fails=("adam-step-moments", *W_CELLS))
def root_of_the_correction(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """v is a mean of sizes, not of squares"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * np.abs(g)
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=("adam-step-moments", "adam-step-position"), also="adam-step-eps")
def betas_swapped(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the two fadings are mixed up"""
    m = b2 * m + (1 - b2) * g
    v = b1 * v + (1 - b1) * g**2
    return w - lr * m / (1 - b2**t) / (np.sqrt(v / (1 - b1**t)) + eps), m, v


@wrong("adam-step", fails=W_LATER)
def corrected_once(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """only the first step is corrected"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    c1, c2 = (1 - b1, 1 - b2) if t == 1 else (1, 1)
    return w - lr * m / c1 / (np.sqrt(v / c2) + eps), m, v


@wrong("adam-step", fails="adam-step-eps")
def eps_twice(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is added inside the root and outside"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t) + eps**2) + eps), m, v


@wrong("adam-step", fails="adam-step-eps")
def eps_to_the_quotient(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """eps is added to the whole quotient"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    root = np.sqrt(v / (1 - b2**t))
    return w - lr * (m / (1 - b1**t) / np.where(root > 0, root, 1) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def counts_once_more(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the step is counted as if t started at 0"""
    t = t + 1
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=W_LATER)
def t_as_a_factor(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the fading is multiplied by t instead of raised to it"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    with np.errstate(all="ignore"):
        return w - lr * m / (1 - b1 * t) / (np.sqrt(np.abs(v / (1 - b2 * t))) + eps), m, v


@wrong("adam-step", fails=W_LATER)
def first_correction_for_all(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """every step is corrected like the first"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1) / (np.sqrt(v / (1 - b2)) + eps), m, v


@wrong("adam-step", fails="adam-step-moments")
def corrected_means_returned(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the corrected means are handed on"""
    m = (b1 * m + (1 - b1) * g) / (1 - b1**t)
    v = (b2 * v + (1 - b2) * g**2) / (1 - b2**t)
    return w - lr * m / (np.sqrt(v) + eps), m, v


@wrong("adam-step", fails="adam-step-moments", also="adam-step-laws")
def old_means_returned(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the old means are handed on"""
    new_m = b1 * m + (1 - b1) * g
    new_v = b2 * v + (1 - b2) * g**2
    return w - lr * new_m / (1 - b1**t) / (np.sqrt(new_v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def moved_by_the_old_means(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """w moves by the old means"""
    step = lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w - step, b1 * m + (1 - b1) * g, b2 * v + (1 - b2) * g**2


@wrong("adam-step", fails=("adam-step-moments", *W_CELLS))
def sums_for_means(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """new values enter with full weight"""
    m = b1 * m + g
    v = b2 * v + g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=("adam-step-moments", *W_CELLS))
def weights_the_wrong_way(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the weights of old and new are exchanged"""
    m = (1 - b1) * m + b1 * g
    v = (1 - b2) * v + b2 * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=("adam-step-moments", "adam-step-position"), also=W_CELLS)
def square_of_the_mean(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """v takes the square of m instead of the square of the gradient"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * m**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=("adam-step-moments", "adam-step-position"), also=("adam-step-eps", "adam-step-laws"))
def one_scale_for_all(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """all parameters share one v"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * np.mean(g**2)
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=("adam-step-moments", "adam-step-position"), also="adam-step-eps")
def largest_so_far(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """v may never fall"""
    m = b1 * m + (1 - b1) * g
    v = np.maximum(v, b2 * v + (1 - b2) * g**2)
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=W_LATER)
def gradient_in_the_numerator(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the gradient is divided, not its running mean"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * g / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails="adam-step-position", also=("adam-step-eps", "adam-step-laws"))
def adam_look_ahead(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """a look-ahead is added to the mean"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    ahead = b1 * m / (1 - b1 ** (t + 1)) + (1 - b1) * g / (1 - b1**t)
    return w - lr * ahead / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def adam_uphill(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the step goes uphill"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w + lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=W_LATER)
def signs_only(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """every step is one rate long, not only the first"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * np.sign(m), m, v


@wrong("adam-step", fails="adam-step-position", also=("adam-step-eps", "adam-step-laws"))
def rate_falls(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the rate falls with the root of t"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr / np.sqrt(t) * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def decays_as_well(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the parameters are pulled to 0 as well"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * (m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps) + 0.01 * w), m, v


@wrong("adam-step", fails=("adam-step-moments", "adam-step-position"), also="adam-step-eps")
def betas_hard_coded(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the fadings are always the default ones"""
    m = 0.9 * m + 0.1 * g
    v = 0.999 * v + 0.001 * g**2
    return w - lr * m / (1 - 0.9**t) / (np.sqrt(v / (1 - 0.999**t)) + eps), m, v


@wrong("adam-step", fails=W_CELLS)
def adam_rate_hard_coded(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the rate is always the default one"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - 1e-3 * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails="adam-step-moments", also="adam-step-laws")
def moments_swapped(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """v is returned before m"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), v, m


@wrong("adam-step", fails=("adam-step-moments", *W_CELLS))
def adam_only_w(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the means are not returned"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)


@wrong("adam-step", fails=("adam-step-moments", "adam-step-position"))
def adam_flat(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """everything comes back as long vectors"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    w = w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w.ravel(), m.ravel(), v.ravel()


@wrong("adam-step", fails="adam-step-purity")
def means_overwritten(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the caller's means are overwritten"""
    m *= b1
    m += (1 - b1) * g
    v *= b2
    v += (1 - b2) * g**2
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


@wrong("adam-step", fails="adam-step-purity")
def adam_place_overwritten(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the caller's parameters are overwritten"""
    m = b1 * m + (1 - b1) * g
    v = b2 * v + (1 - b2) * g**2
    w -= lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps)
    return w, m, v


@wrong("adam-step", fails="adam-step-purity")
def squared_in_place(w, g, m, v, t, lr=1e-3, b1=0.9, b2=0.999, eps=1e-8):
    """the caller's gradient is squared in place"""
    m = b1 * m + (1 - b1) * g
    g *= g
    v = b2 * v + (1 - b2) * g
    return w - lr * m / (1 - b1**t) / (np.sqrt(v / (1 - b2**t)) + eps), m, v


# --- minibatches ----------------------------------------------------------------------------------


@right("minibatches")
def shuffled_in_place(n, batch_size, rng):
    """shuffles a range in place and splits it"""
    order = np.arange(n)
    rng.shuffle(order)
    return np.split(order, range(batch_size, n, batch_size))


@right("minibatches")
def sorted_random_keys(n, batch_size, rng):
    """sorts random keys"""
    order = np.argsort(rng.random(n))
    batches = []
    while len(order):
        batches.append(order[:batch_size])
        order = order[batch_size:]
    return batches


@right("minibatches")
def drawn_without_replacement(n, batch_size, rng):
    """draws without replacement; each batch is sorted, and in 32 bits"""
    order = rng.choice(n, size=n, replace=False)
    return [np.sort(order[i * batch_size : (i + 1) * batch_size]).astype(np.int32) for i in range(-(-n // batch_size))]


@right("minibatches")
def drawn_one_by_one(n, batch_size, rng):
    """takes one index after the other from those that are left"""
    left, order = list(range(n)), []
    while left:
        order.append(left.pop(int(rng.integers(len(left)))))
    return tuple(np.array(order[i : i + batch_size]) for i in range(0, n, batch_size))


@right("minibatches")
def seeded_from_rng(n, batch_size, rng):
    """makes a second generator from a number that rng draws"""
    order = np.random.default_rng(rng.integers(2**63)).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails=("minibatches-random", "minibatches-rng"))
def file_order(n, batch_size, rng):
    """nothing is shuffled"""
    order = np.arange(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-random", also="minibatches-sizes")
def blocks_shuffled(n, batch_size, rng):
    """neighbours are cut into batches, and only the batches are shuffled"""
    blocks = [np.arange(i, min(i + batch_size, n)) for i in range(0, n, batch_size)]
    order = rng.permutation(len(blocks))
    return sorted((blocks[k] for k in order), key=len, reverse=True)


@wrong("minibatches", fails=("minibatches-random", "minibatches-rng"))
def shuffled_inside(n, batch_size, rng):
    """only the order inside each batch is random"""
    return [rng.permutation(np.arange(i, min(i + batch_size, n))) for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-random")
def rotated(n, batch_size, rng):
    """the file is rotated by a random amount instead of shuffled"""
    order = np.roll(np.arange(n), int(rng.integers(n)))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-partition", also=("minibatches-sizes", "minibatches-random"))
def leftover_dropped(n, batch_size, rng):
    """the leftover is dropped"""
    order = rng.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n - batch_size + 1, batch_size)]


@wrong("minibatches", fails="minibatches-partition")
def with_replacement(n, batch_size, rng):
    """indices are drawn with replacement"""
    order = rng.integers(n, size=n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-partition", also="minibatches-random")
def each_batch_afresh(n, batch_size, rng):
    """each batch is drawn from all examples"""
    sizes = [min(batch_size, n - i) for i in range(0, n, batch_size)]
    return [rng.choice(n, size=size, replace=False) for size in sizes]


@wrong("minibatches", fails=("minibatches-partition", "minibatches-sizes"))
def single_leftover_dropped(n, batch_size, rng):
    """a batch of one example is thought not to be worth a step"""
    order = rng.permutation(n)
    batches = [order[i : i + batch_size] for i in range(0, n, batch_size)]
    return batches if len(batches[-1]) > 1 or batch_size == 1 else batches[:-1]


@wrong("minibatches", fails="minibatches-random")
def pairs_kept(n, batch_size, rng):
    """neighbours are shuffled two by two"""
    order = np.concatenate([np.arange(2 * k, min(2 * k + 2, n)) for k in rng.permutation(-(-n // 2))])
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-sizes", also="minibatches-random")
def evened_out(n, batch_size, rng):
    """the batches are made equally large"""
    return np.array_split(rng.permutation(n), -(-n // batch_size))


@wrong("minibatches", fails="minibatches-sizes", also=("minibatches-random", "minibatches-rng"))
def number_for_size(n, batch_size, rng):
    """the size of a batch is taken for the number of batches"""
    return np.array_split(rng.permutation(n), batch_size)


@wrong("minibatches", fails="minibatches-sizes")
def empty_batch_at_the_end(n, batch_size, rng):
    """an empty batch follows where there is no leftover"""
    order = rng.permutation(n)
    return [order[i * batch_size : (i + 1) * batch_size] for i in range(n // batch_size + 1)]


@wrong("minibatches", fails="minibatches-sizes", also=("minibatches-random", "minibatches-rng"))
def short_batch_first(n, batch_size, rng):
    """the short batch comes first"""
    order = rng.permutation(n)
    return np.split(order, range(n % batch_size or batch_size, n, batch_size))


@wrong("minibatches", fails="minibatches-sizes", also="minibatches-random")
def leftover_joined(n, batch_size, rng):
    """the leftover is joined to the last full batch"""
    order = rng.permutation(n)
    return np.split(order, [i for i in range(batch_size, n, batch_size) if n - i >= batch_size])


@wrong("minibatches", fails="minibatches-partition", also="minibatches-random")
def from_one_on(n, batch_size, rng):
    """indices are counted from 1"""
    order = rng.permutation(n) + 1
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-rng")
def global_randomness(n, batch_size, rng):
    """the global generator is used"""
    order = np.random.permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-rng", also="minibatches-random")
def seeded_inside(n, batch_size, rng):
    """a generator with a fixed seed is made inside"""
    order = np.random.default_rng(0).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-rng")
def fresh_entropy(n, batch_size, rng):
    """a new generator is made that nobody can repeat"""
    order = np.random.default_rng().permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-rng", also="minibatches-random")
def generator_copied(n, batch_size, rng):
    """a copy of the generator is used, so the next epoch is the same"""
    import copy

    order = copy.deepcopy(rng).permutation(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-partition")
def float_indices(n, batch_size, rng):
    """the indices are stored as floating-point numbers"""
    order = rng.permutation(np.arange(n, dtype=float))
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-random")
def dealt_like_cards(n, batch_size, rng):
    """examples are dealt out in turn, and only whose turn it is is random"""
    k = -(-n // batch_size)
    order = np.concatenate([np.arange(j, n, k) for j in rng.permutation(k)])
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails="minibatches-random")
def first_stays_first(n, batch_size, rng):
    """one example is left out of the shuffle"""
    order = np.concatenate([[0], 1 + rng.permutation(n - 1)]) if n > 1 else np.arange(n)
    return [order[i : i + batch_size] for i in range(0, n, batch_size)]


@wrong("minibatches", fails=("minibatches-partition", "minibatches-sizes", "minibatches-random", "minibatches-rng"))
def only_the_order(n, batch_size, rng):
    """the order is returned without being cut"""
    return rng.permutation(n)


@wrong("minibatches", fails=("minibatches-sizes", "minibatches-random", "minibatches-rng"))
def one_large_batch(n, batch_size, rng):
    """everything is put into one batch"""
    return [rng.permutation(n)]


# --- minimize -------------------------------------------------------------------------------------

PATHS = ("minimize-values", "minimize-calls", "minimize-edges", "minimize-memory")
WALKS = ("minimize-values", "minimize-calls", "minimize-memory")


@right("minimize")
def filled_array(grad_fn, w0, step_fn, steps):
    """fills an array that was made beforehand"""
    path = np.empty((steps + 1, len(w0)))
    path[0] = w0
    for t in range(steps):
        w = path[t].copy()
        path[t + 1] = step_fn(w, grad_fn(w))
    return path


@right("minimize")
def copies_in_a_list(grad_fn, w0, step_fn, steps):
    """keeps one place and stores copies"""
    w, path = np.array(w0), []
    path.append(w.copy())
    for _ in range(steps):
        g = grad_fn(w)
        w = step_fn(w, g)
        path.append(np.array(w))
    return np.array(path)


@right("minimize")
def recursive(grad_fn, w0, step_fn, steps):
    """calls itself for the rest of the way"""
    here = np.array(w0, copy=True)
    if steps == 0:
        return here[None, :]
    w = here.copy()
    return np.vstack([here, minimize(grad_fn, step_fn(w, grad_fn(w)), step_fn, steps - 1)])


@right("minimize")
def stacked_rows(grad_fn, w0, step_fn, steps):
    """stacks one row after the other, in float64"""
    path = np.array([w0], dtype=np.float64)
    while len(path) < steps + 1:
        g = grad_fn(path[-1].copy())
        path = np.concatenate([path, np.reshape(step_fn(path[-1].copy(), g), (1, -1))])
    return path


@right("minimize")
def in_the_dtype_of_w0(grad_fn, w0, step_fn, steps):
    """stores the places in the dtype of w0"""
    path = np.zeros((steps + 1, *w0.shape), dtype=w0.dtype)
    w = w0.copy()
    for row in path[:-1]:
        row[:] = w
        w = step_fn(w, grad_fn(w))
    path[-1] = w
    return path


@wrong("minimize", fails=PATHS)
def start_left_out(grad_fn, w0, step_fn, steps):
    """the start is not written down"""
    w, path = w0.copy(), []
    for _ in range(steps):
        w = np.array(step_fn(w, grad_fn(w)))
        path.append(w.copy())
    return np.array(path)


@wrong("minimize", fails=PATHS)
def end_left_out(grad_fn, w0, step_fn, steps):
    """the last place is not written down"""
    w, path = w0.copy(), []
    for _ in range(steps):
        path.append(w.copy())
        w = np.array(step_fn(w, grad_fn(w)))
    return np.array(path)


@wrong("minimize", fails=PATHS)
def only_the_end(grad_fn, w0, step_fn, steps):
    """only the last place is returned"""
    w = w0.copy()
    for _ in range(steps):
        w = np.array(step_fn(w, grad_fn(w)))
    return w


@wrong("minimize", fails=PATHS)
def one_step_more(grad_fn, w0, step_fn, steps):
    """one step too many is made"""
    w, path = w0.copy(), [w0.copy()]
    for _ in range(steps + 1):
        w = np.array(step_fn(w, grad_fn(w)))
        path.append(w.copy())
    return np.array(path)


@wrong("minimize", fails="minimize-memory")
def places_not_copied(grad_fn, w0, step_fn, steps):
    """the places are stored without being copied"""
    w = w0.copy()
    path = [w]
    for _ in range(steps):
        w = step_fn(w, grad_fn(w))
        path.append(w)
    return np.array(path)


@wrong("minimize", fails="minimize-memory")
def row_handed_out(grad_fn, w0, step_fn, steps):
    """a row of the trajectory itself is handed to the step function"""
    path = np.empty((steps + 1, len(w0)))
    path[0] = w0
    for t in range(steps):
        path[t + 1] = step_fn(path[t], grad_fn(path[t]))
    return path


@wrong("minimize", fails="minimize-memory")
def start_handed_out(grad_fn, w0, step_fn, steps):
    """w0 itself is handed to the step function"""
    w, path = w0, [w0.copy()]
    for _ in range(steps):
        w = step_fn(w, grad_fn(w))
        path.append(np.array(w))
    return np.array(path)


@wrong("minimize", fails=WALKS, also="minimize-edges")
def gradient_of_the_start(grad_fn, w0, step_fn, steps):
    """the gradient is asked for once, at the start"""
    g, w, path = grad_fn(w0.copy()), w0.copy(), [w0.copy()]
    for _ in range(steps):
        w = np.array(step_fn(w, g))
        path.append(w.copy())
    return np.array(path)


@wrong("minimize", fails=PATHS)
def arguments_swapped(grad_fn, w0, step_fn, steps):
    """the step function gets the gradient first"""
    w, path = w0.copy(), [w0.copy()]
    for _ in range(steps):
        w = np.array(step_fn(np.array(grad_fn(w)), w))
        path.append(w.copy())
    return np.array(path)


@wrong("minimize", fails=PATHS)
def step_added(grad_fn, w0, step_fn, steps):
    """the new place is taken for a step and added"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        path.append(path[-1] + step_fn(w, grad_fn(w)))
    return np.array(path)


@wrong("minimize", fails=PATHS)
def own_method(grad_fn, w0, step_fn, steps):
    """plain steps at a fixed rate are made, whatever the step function says"""
    path = [w0.copy()]
    for _ in range(steps):
        path.append(path[-1] - 0.1 * grad_fn(path[-1].copy()))
    return np.array(path)


@wrong("minimize", fails="minimize-calls")
def gradient_asked_twice(grad_fn, w0, step_fn, steps):
    """the gradient is asked for twice a step"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        if np.linalg.norm(grad_fn(w)) >= 0:
            path.append(np.array(step_fn(w, grad_fn(w))))
    return np.array(path)


@wrong("minimize", fails="minimize-calls")
def gradient_asked_beforehand(grad_fn, w0, step_fn, steps):
    """the gradient is asked for once before the loop, to learn its shape"""
    path = np.zeros((steps + 1, len(grad_fn(w0.copy()))))
    path[0] = w0
    for t in range(steps):
        w = path[t].copy()
        path[t + 1] = step_fn(w, grad_fn(w))
    return path


@wrong("minimize", fails="minimize-calls")
def step_asked_twice(grad_fn, w0, step_fn, steps):
    """the step function is called twice a step"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        g = grad_fn(w)
        if np.all(np.isfinite(step_fn(w.copy(), g))):
            path.append(np.array(step_fn(w, g)))
    return np.array(path)


@wrong("minimize", fails="minimize-calls")
def walked_again_from_the_start(grad_fn, w0, step_fn, steps):
    """for each row the whole way is walked again"""
    path = []
    for t in range(steps + 1):
        w = w0.copy()
        for _ in range(t):
            w = step_fn(w, grad_fn(w))
        path.append(np.array(w))
    return np.array(path)


@wrong("minimize", fails="minimize-edges", also="minimize-values")
def stops_early(grad_fn, w0, step_fn, steps):
    """the walk stops where the gradient is 0"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        g = grad_fn(w)
        if np.linalg.norm(g) < 1e-9:
            break
        path.append(np.array(step_fn(w, g)))
    return np.array(path)


@wrong("minimize", fails="minimize-edges")
def stays_at_the_bottom(grad_fn, w0, step_fn, steps):
    """no step is made where the gradient is 0"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        g = grad_fn(w)
        path.append(np.array(step_fn(w, g)) if np.any(g) else w)
    return np.array(path)


@wrong("minimize", fails="minimize-calls")
def stops_where_nothing_moved(grad_fn, w0, step_fn, steps):
    """after a step that changed nothing, the last place is repeated for the rest"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        new = np.array(step_fn(w, grad_fn(w.copy())))
        path.append(new)
        if np.allclose(path[-2], new):
            return np.array(path + [new] * (steps + 1 - len(path)))
    return np.array(path)


@wrong("minimize", fails="minimize-edges")
def at_least_one_step(grad_fn, w0, step_fn, steps):
    """the first step is made before the loop"""
    w = w0.copy()
    path = [w0.copy(), np.array(step_fn(w, grad_fn(w)))]
    for _ in range(steps - 1):
        w = path[-1].copy()
        path.append(np.array(step_fn(w, grad_fn(w))))
    return np.array(path)


@wrong("minimize", fails="minimize-edges")
def squeezed(grad_fn, w0, step_fn, steps):
    """axes of length 1 are lost"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        path.append(np.array(step_fn(w, grad_fn(w))))
    return np.squeeze(path)


@wrong("minimize", fails=PATHS)
def across_and_down(grad_fn, w0, step_fn, steps):
    """places are columns instead of rows"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[-1].copy()
        path.append(np.array(step_fn(w, grad_fn(w))))
    return np.array(path).T


@wrong("minimize", fails=PATHS)
def last_place_first(grad_fn, w0, step_fn, steps):
    """the trajectory is written backwards"""
    path = [w0.copy()]
    for _ in range(steps):
        w = path[0].copy()
        path.insert(0, np.array(step_fn(w, grad_fn(w))))
    return np.array(path)


@wrong("minimize", fails=PATHS)
def gradients_collected(grad_fn, w0, step_fn, steps):
    """gradients are written down instead of places"""
    w, path = w0.copy(), []
    for _ in range(steps):
        path.append(np.array(grad_fn(w)))
        w = np.array(step_fn(w, path[-1]))
    path.append(np.array(grad_fn(w)))
    return np.array(path)


@wrong("minimize", fails="minimize-calls")
def gradient_asked_once_more_at_the_end(grad_fn, w0, step_fn, steps):
    """the next gradient is fetched after each step, and the last one is for nothing"""
    w = np.array(w0)
    places, g = [w.copy()], grad_fn(w)
    for _ in range(steps):
        w = np.array(step_fn(w, g))
        places.append(w.copy())
        g = grad_fn(w)
    return np.array(places)


# --- plot_trajectories ----------------------------------------------------------------------------


@right("plot-trajectories")
def square_window(ax, H, paths):
    """draws on a square window with the default levels"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 101)
    grid = np.stack(np.meshgrid(xs, xs), axis=-1)
    ax.contour(grid[..., 0], grid[..., 1], 0.5 * np.einsum("...i,ij,...j->...", grid, H, grid))
    for name, path in paths.items():
        ax.plot(*path.T, label=name)
    ax.set(xlabel="w1", ylabel="w2")


@right("plot-trajectories")
def contours_by_loop(ax, H, paths):
    """computes the heights in a loop, on places along two ranges, and fills between contours"""
    places = np.vstack([*paths.values(), [[0, 0]]])
    xs = np.linspace(places[:, 0].min() - 0.5, places[:, 0].max() + 0.5, 60)
    ys = np.linspace(places[:, 1].min() - 0.5, places[:, 1].max() + 0.5, 70)
    Z = np.array([[0.5 * np.array([x, y]) @ H @ np.array([x, y]) for x in xs] for y in ys])
    levels = np.geomspace(Z.max() / 500, Z.max(), 9)
    ax.contourf(xs, ys, Z, levels=levels, cmap="Greys", alpha=0.4)
    ax.contour(xs, ys, Z, levels=levels, colors="grey")
    for (name, path), marker in zip(paths.items(), "os^Dv", strict=False):
        ax.plot(path[:, 0], path[:, 1], marker=marker, label=f"{name} ({len(path) - 1} steps)")
    ax.set_xlabel("across")
    ax.set_ylabel("up")
    ax.legend()


@right("plot-trajectories")
def starts_marked(ax, H, paths):
    """marks starts and ends, without the ½, in logarithmic levels"""
    reach = 1.5 * max(np.abs(path).max() for path in paths.values())
    X, Y = np.mgrid[-reach:reach:150j, -reach:reach:150j]
    Z = H[0, 0] * X * X + (H[0, 1] + H[1, 0]) * X * Y + H[1, 1] * Y * Y
    ax.contour(X, Y, np.log(Z + 1e-300), levels=np.log(Z.max() * 0.5 ** np.arange(10, 0, -1)), linestyles="dotted")
    for name, path in paths.items():
        (line,) = ax.plot(path[:, 0], path[:, 1], "-", label=name)
        ax.plot(path[0, 0], path[0, 1], "o", color=line.get_color())
        ax.scatter(path[-1, 0], path[-1, 1], marker="x", color=line.get_color())
    ax.axhline(0, linewidth=0.5)
    ax.set_xlabel("$w_1$")
    ax.set_ylabel("$w_2$")


@right("plot-trajectories")
def labels_set_later(ax, H, paths):
    """sets the label after drawing, with equal aspect and labelled contours"""
    everything = np.concatenate(list(paths.values()))
    reach = np.abs(everything).max() + 0.1
    X, Y = np.meshgrid(np.linspace(-reach, reach, 120), np.linspace(-reach, reach, 90))
    W = np.column_stack([X.ravel(), Y.ravel()])
    drawn = ax.contour(X, Y, (np.sum(W @ H * W, axis=1) / 2).reshape(X.shape), 12)
    ax.clabel(drawn)
    for name in paths:
        line = ax.plot(paths[name][:, 0], paths[name][:, 1], ".-")[0]
        line.set_label(name)
    ax.plot(0, 0, "k*", label="bottom")
    ax.set(xlabel="first", ylabel="second", aspect="equal", title="A valley")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def no_contours(ax, H, paths):
    """the map is left out"""
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def circles(ax, H, paths):
    """the distance from the bottom is drawn instead of the height"""
    xs = np.linspace(-60, 60, 301)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, X**2 + Y**2, levels=np.geomspace(0.1, 3000, 12))
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def diagonal_only(ax, H, paths):
    """only the diagonal of H is used"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def mixed_entry_once(ax, H, paths):
    """the mixed entry is counted once instead of twice"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def mixed_entry_negative(ax, H, paths):
    """the mixed entry has the wrong sign"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 - 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def map_transposed(ax, H, paths):
    """the axes of the grid are exchanged"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 101)
    Z = np.array([[np.array([x, y]) @ H @ np.array([x, y]) / 2 for y in xs] for x in xs])
    ax.contour(xs, xs, Z)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def size_of_the_gradient(ax, H, paths):
    """the size of the gradient is drawn instead of the height"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, np.hypot(H[0, 0] * X + H[0, 1] * Y, H[1, 0] * X + H[1, 1] * Y))
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def inverse_matrix(ax, H, paths):
    """the inverse of H is used, so flat and steep change places"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    A = np.linalg.inv(H)
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (A[0, 0] * X**2 + 2 * A[0, 1] * X * Y + A[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def one_parameter_only(ax, H, paths):
    """the height depends on the first parameter only"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, H[0, 0] * X**2 / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def unit_window(ax, H, paths):
    """the map covers a fixed small window, wherever the paths are"""
    xs = np.linspace(-1, 1, 101)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def single_contour(ax, H, paths):
    """one contour only is drawn"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    Z = (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2
    ax.contour(X, Y, Z, levels=[Z.max() / 3])
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails=("plot-trajectories-lines", "plot-trajectories-labels"))
def paths_as_dots(ax, H, paths):
    """the places are scattered, so their order is lost"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.scatter(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-lines")
def columns_swapped(ax, H, paths):
    """the two columns are exchanged"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 1], path[:, 0], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails=("plot-trajectories-lines", "plot-trajectories-labels"))
def against_the_step(ax, H, paths):
    """each parameter is drawn against the number of the step"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path, label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-lines")
def start_and_end(ax, H, paths):
    """only start and end are joined"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[[0, -1], 0], path[[0, -1], 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-lines")
def start_missing(ax, H, paths):
    """the start is not drawn"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[1:, 0], path[1:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails=("plot-trajectories-lines", "plot-trajectories-labels"))
def last_path_only(ax, H, paths):
    """the loop keeps only its last path"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        last = name, path
    ax.plot(last[1][:, 0], last[1][:, 1], label=last[0])
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails=("plot-trajectories-lines", "plot-trajectories-labels"))
def nameless_paths(ax, H, paths):
    """the lines have no labels"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for path in paths.values():
        ax.plot(path[:, 0], path[:, 1])
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-lines")
def names_sorted(ax, H, paths):
    """names are sorted, paths are not"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in zip(sorted(paths), paths.values(), strict=True):
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-labels")
def no_axis_labels(ax, H, paths):
    """the axes have no labels"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)


@wrong("plot-trajectories", fails="plot-trajectories-labels")
def steps_as_lines(ax, H, paths):
    """every step is a labelled line of its own besides"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
        for k in range(1, len(path)):
            ax.plot(path[k - 1 : k + 1, 0], path[k - 1 : k + 1, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong(
    "plot-trajectories",
    fails=("plot-trajectories-lines", "plot-trajectories-contours", "plot-trajectories-labels"),
)
def on_the_current_axes(ax, H, paths):
    """everything goes to whichever axes are current"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    plt.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in paths.items():
        plt.plot(path[:, 0], path[:, 1], label=name)
    plt.xlabel("w1")
    plt.ylabel("w2")


@wrong("plot-trajectories", fails="plot-trajectories-purity")
def paths_used_up(ax, H, paths):
    """the dict of paths is emptied while drawing"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name in list(paths):
        path = paths.pop(name)
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-purity")
def halved_in_place(ax, H, paths):
    """the ½ is multiplied into the caller's H"""
    reach = 1.2 * max(np.abs(path).max() for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    H *= 0.5
    ax.contour(X, Y, H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-purity")
def sorted_in_place(ax, H, paths):
    """the paths are sorted in place to find their range"""
    lines = {name: path.copy() for name, path in paths.items()}
    for path in paths.values():
        path.sort(axis=0)
    reach = 1.2 * max(max(-path[0].min(), path[-1].max()) for path in paths.values())
    xs = np.linspace(-reach, reach, 151)
    X, Y = np.meshgrid(xs, xs)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2)
    for name, path in lines.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set(xlabel="w1", ylabel="w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def five_points_a_side(ax, H, paths):
    """the grid is so coarse that ellipses become polygons"""
    far = 1.1 * max(np.abs(path).max() for path in paths.values())
    grid = np.linspace(-far, far, 5)
    X, Y = np.meshgrid(grid, grid)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2, 12)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")


@wrong("plot-trajectories", fails="plot-trajectories-contours")
def map_of_the_first_path(ax, H, paths):
    """the map reaches as far as the first path, and the others leave it"""
    far = np.abs(next(iter(paths.values()))).max()
    grid = np.linspace(-far, far, 101)
    X, Y = np.meshgrid(grid, grid)
    ax.contour(X, Y, (H[0, 0] * X**2 + 2 * H[0, 1] * X * Y + H[1, 1] * Y**2) / 2, 12)
    for name, path in paths.items():
        ax.plot(path[:, 0], path[:, 1], label=name)
    ax.set_xlabel("w1")
    ax.set_ylabel("w2")
