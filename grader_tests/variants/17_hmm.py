"""Right and wrong solutions of unit 17-hmm."""
# ruff: noqa: F821  (names come from the notebook)

from proctor.variants import right, wrong

# --- path_logprob ------------------------------------------------------------------------------

PATH = ("path-logprob-values", "path-logprob-long")


@right("path-logprob")
def loop_of_numpy_logs(pi, A, B, states, obs):
    """logs are added one factor at a time"""
    with np.errstate(divide="ignore"):
        total = np.log(pi[states[0]]) + np.log(B[states[0], obs[0]])
        for t in range(1, len(obs)):
            total += np.log(A[states[t - 1], states[t]]) + np.log(B[states[t], obs[t]])
    return total


@right("path-logprob")
def logs_of_gathered_factors(pi, A, B, states, obs):
    """all factors are gathered in one array before the log; warnings are left on"""
    factors = np.concatenate([[pi[states[0]]], A[states[:-1], states[1:]], B[states, obs]])
    return np.log(factors).sum()


@right("path-logprob")
def early_exit_on_zero(pi, A, B, states, obs):
    """impossible stories return early, the rest uses math.log"""
    import math

    factors = [pi[states[0]]]
    for t, (s, o) in enumerate(zip(states, obs, strict=True)):
        factors.append(B[s, o])
        if t > 0:
            factors.append(A[states[t - 1], s])
    if min(factors) == 0:
        return -math.inf
    return math.fsum(math.log(f) for f in factors)


@right("path-logprob")
def float32_zero_dimensional(pi, A, B, states, obs):
    """the sum is made in float32 and returned as a 0-d array"""
    factors = np.concatenate([pi[states[:1]], A[states[:-1], states[1:]], B[states, obs]]).astype(np.float32)
    return np.array(np.log(factors).sum())


@wrong("path-logprob", fails="path-logprob-long")
def log_of_the_product(pi, A, B, states, obs):
    """the product is made first and its log taken at the end"""
    p = pi[states[0]] * B[states[0], obs[0]]
    for t in range(1, len(obs)):
        p *= A[states[t - 1], states[t]] * B[states[t], obs[t]]
    return np.log(p)


@wrong("path-logprob", fails="path-logprob-impossible")
def small_number_added(pi, A, B, states, obs):
    """a small number is added inside each log"""
    e = 1e-12
    return np.log(pi[states[0]] + e) + np.log(A[states[:-1], states[1:]] + e).sum() + np.log(B[states, obs] + e).sum()


@wrong("path-logprob", fails="path-logprob-impossible")
def zeros_skipped(pi, A, B, states, obs):
    """factors that are zero are left out of the sum"""
    factors = np.concatenate([[pi[states[0]]], A[states[:-1], states[1:]], B[states, obs]])
    return np.log(factors[factors > 0]).sum()


@wrong("path-logprob", fails="path-logprob-impossible")
def math_log_raises(pi, A, B, states, obs):
    """math.log meets a zero"""
    import math

    total = math.log(pi[states[0]]) + math.log(B[states[0], obs[0]])
    for t in range(1, len(obs)):
        total += math.log(A[states[t - 1], states[t]]) + math.log(B[states[t], obs[t]])
    return total


@wrong("path-logprob", fails="path-logprob-impossible")
def nan_to_num_on_logs(pi, A, B, states, obs):
    """the infinite logs are replaced by large finite numbers"""
    factors = np.concatenate([[pi[states[0]]], A[states[:-1], states[1:]], B[states, obs]])
    return np.nan_to_num(np.log(factors)).sum()


@wrong("path-logprob", fails=PATH, also="path-logprob-impossible")
def path_transposed(pi, A, B, states, obs):
    """rows and columns of the transition matrix are exchanged"""
    with np.errstate(divide="ignore"):
        return np.log(pi[states[0]]) + np.log(A[states[1:], states[:-1]]).sum() + np.log(B[states, obs]).sum()


@wrong("path-logprob", fails=PATH[0], also=("path-logprob-impossible", PATH[1]))
def path_without_start(pi, A, B, states, obs):
    """the probability of the first state is forgotten"""
    with np.errstate(divide="ignore"):
        return np.log(A[states[:-1], states[1:]]).sum() + np.log(B[states, obs]).sum()


@wrong("path-logprob", fails=PATH[0], also=("path-logprob-impossible", PATH[1]))
def path_without_first_emission(pi, A, B, states, obs):
    """the first observation is not weighed"""
    with np.errstate(divide="ignore"):
        return np.log(pi[states[0]]) + np.log(A[states[:-1], states[1:]]).sum() + np.log(B[states[1:], obs[1:]]).sum()


@wrong("path-logprob", fails=PATH, also="path-logprob-impossible")
def path_without_emissions(pi, A, B, states, obs):
    """only the hidden chain is weighed, not what it shows"""
    with np.errstate(divide="ignore"):
        return np.log(pi[states[0]]) + np.log(A[states[:-1], states[1:]]).sum()


@wrong("path-logprob", fails=PATH, also="path-logprob-impossible")
def path_base_ten(pi, A, B, states, obs):
    """the logarithm has base 10"""
    with np.errstate(divide="ignore"):
        return np.log10(pi[states[0]]) + np.log10(A[states[:-1], states[1:]]).sum() + np.log10(B[states, obs]).sum()


@wrong("path-logprob", fails=PATH, also="path-logprob-impossible")
def path_probability(pi, A, B, states, obs):
    """the probability itself is returned"""
    return pi[states[0]] * A[states[:-1], states[1:]].prod() * B[states, obs].prod()


@wrong("path-logprob", fails=(*PATH, "path-logprob-impossible"))
def path_negative(pi, A, B, states, obs):
    """the sign is that of a loss"""
    with np.errstate(divide="ignore"):
        return -(np.log(pi[states[0]]) + np.log(A[states[:-1], states[1:]]).sum() + np.log(B[states, obs]).sum())


@wrong("path-logprob", fails=PATH, also="path-logprob-impossible")
def path_mean(pi, A, B, states, obs):
    """the log-probability is averaged over the steps"""
    with np.errstate(divide="ignore"):
        total = np.log(pi[states[0]]) + np.log(A[states[:-1], states[1:]]).sum() + np.log(B[states, obs]).sum()
    return total / len(obs)


@wrong("path-logprob", fails=PATH[0], also=("path-logprob-impossible", PATH[1]))
def path_emission_of_next(pi, A, B, states, obs):
    """each state is weighed with the observation of the step after"""
    with np.errstate(divide="ignore"):
        total = np.log(pi[states[0]]) + np.log(A[states[:-1], states[1:]]).sum()
        return total + np.log(B[states, np.roll(obs, -1)]).sum()


@wrong("path-logprob", fails=PATH, also="path-logprob-impossible")
def path_all_pairs(pi, A, B, states, obs):
    """np.ix_ sums over all pairs of states instead of the steps taken"""
    with np.errstate(divide="ignore"):
        total = np.log(pi[states[0]]) + np.log(A[np.ix_(states[:-1], states[1:])]).sum()
    return total + np.log(B[states, obs]).sum()


# --- hmm_sample --------------------------------------------------------------------------------

FREQ = "hmm-sample-frequencies"


@right("hmm-sample")
def searchsorted_on_running_sums(pi, A, B, T, rng):
    """uniform numbers are looked up in running sums made once"""
    start, go, show = np.cumsum(pi), np.cumsum(A, axis=1), np.cumsum(B, axis=1)
    states, obs = [], []
    for t in range(T):
        sums = start if t == 0 else go[states[-1]]
        states.append(min(int(np.searchsorted(sums, rng.random(), side="right")), len(pi) - 1))
        obs.append(min(int(np.searchsorted(show[states[-1]], rng.random(), side="right")), B.shape[1] - 1))
    return np.array(states), np.array(obs)


@right("hmm-sample")
def states_first_then_symbols(pi, A, B, T, rng):
    """the whole hidden chain is drawn before the first symbol; lists come back"""
    states = [int(rng.choice(len(pi), p=pi))]
    while len(states) < T:
        states.append(int(rng.choice(len(pi), p=A[states[-1]])))
    return states, [int(rng.choice(B.shape[1], p=B[s])) for s in states]


@right("hmm-sample")
def gumbel_max(pi, A, B, T, rng):
    """categorical draws are made with the Gumbel trick"""
    with np.errstate(divide="ignore"):
        log_pi, log_A, log_B = np.log(pi), np.log(A), np.log(B)
    states, obs = np.zeros(T, dtype=np.int32), np.zeros(T, dtype=np.int32)
    for t in range(T):
        logits = log_pi if t == 0 else log_A[states[t - 1]]
        states[t] = np.argmax(logits + rng.gumbel(size=len(pi)))
        obs[t] = np.argmax(log_B[states[t]] + rng.gumbel(size=B.shape[1]))
    return states, obs


@right("hmm-sample")
def multinomial_one_hot(pi, A, B, T, rng):
    """one-hot multinomial draws are turned into indices"""
    states, obs = np.empty(T, dtype=np.int64), np.empty(T, dtype=np.int64)
    p = pi
    for t in range(T):
        states[t] = rng.multinomial(1, p).argmax()
        obs[t] = rng.multinomial(1, B[states[t]]).argmax()
        p = A[states[t]]
    return states, obs


@right("hmm-sample")
def uniforms_drawn_ahead(pi, A, B, T, rng):
    """all uniform numbers are drawn in one call"""
    u = rng.random((T, 2))
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        row = pi if t == 0 else A[states[t - 1]]
        states[t] = min(np.sum(np.cumsum(row) <= u[t, 0]), len(pi) - 1)
        obs[t] = min(np.sum(np.cumsum(B[states[t]]) <= u[t, 1]), B.shape[1] - 1)
    return states, obs


@right("hmm-sample")
def child_generator(pi, A, B, T, rng):
    """a second generator is seeded from the first"""
    own = np.random.default_rng(int(rng.integers(2**62)))
    states, obs = [], []
    for t in range(T):
        states.append(own.choice(len(pi), p=pi if t == 0 else A[states[-1]]))
        obs.append(own.choice(B.shape[1], p=B[states[-1]]))
    return np.array(states), np.array(obs)


@wrong("hmm-sample", fails=FREQ)
def sample_transposed(pi, A, B, T, rng):
    """the next state is drawn from a column of A, rescaled"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        p = pi if t == 0 else A[:, states[t - 1]] / A[:, states[t - 1]].sum()
        states[t] = rng.choice(len(pi), p=p)
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_start_after_one_step(pi, A, B, T, rng):
    """the chain makes a step before the first observation"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    state = rng.choice(len(pi), p=pi)
    for t in range(T):
        state = rng.choice(len(pi), p=A[state])
        states[t], obs[t] = state, rng.choice(B.shape[1], p=B[state])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_start_uniform(pi, A, B, T, rng):
    """the first state is drawn uniformly"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.integers(len(pi)) if t == 0 else rng.choice(len(pi), p=A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_start_most_probable(pi, A, B, T, rng):
    """the first state is the most probable one instead of a draw"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = np.argmax(pi) if t == 0 else rng.choice(len(pi), p=A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_from_previous_state(pi, A, B, T, rng):
    """the symbol comes from the state that was left"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[max(t - 1, 0)]])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_without_memory(pi, A, B, T, rng):
    """every state is drawn from pi, as if there were no chain"""
    states = rng.choice(len(pi), size=T, p=pi)
    return states, np.array([rng.choice(B.shape[1], p=B[s]) for s in states])


@wrong("hmm-sample", fails=FREQ)
def sample_one_uniform_for_both(pi, A, B, T, rng):
    """one uniform number serves for the state and for its symbol"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        u = rng.random()
        states[t] = min(np.sum(np.cumsum(pi if t == 0 else A[states[t - 1]]) <= u), len(pi) - 1)
        obs[t] = min(np.sum(np.cumsum(B[states[t]]) <= u), B.shape[1] - 1)
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_uniform_reused_for_next(pi, A, B, T, rng):
    """the number that chose a symbol also chooses the next state"""
    u = rng.random(T + 1)
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = min(np.sum(np.cumsum(pi if t == 0 else A[states[t - 1]]) <= u[t]), len(pi) - 1)
        obs[t] = min(np.sum(np.cumsum(B[states[t]]) <= u[t + 1]), B.shape[1] - 1)
    return states, obs


@wrong("hmm-sample", fails=FREQ, also="hmm-sample-shapes")
def sample_most_probable_symbol(pi, A, B, T, rng):
    """each state shows its most probable symbol"""
    states = [int(rng.choice(len(pi), p=pi))]
    while len(states) < T:
        states.append(int(rng.choice(len(pi), p=A[states[-1]])))
    return np.array(states), B.argmax(axis=1)[states]


@wrong("hmm-sample", fails=FREQ)
def sample_zeros_smoothed(pi, A, B, T, rng):
    """a little probability is added to every entry of A and B"""
    A, B = A + 0.02, B + 0.02
    A, B = A / A.sum(axis=1, keepdims=True), B / B.sum(axis=1, keepdims=True)
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_first_symbol_left_zero(pi, A, B, T, rng):
    """the loop starts at 1 and the first symbol is never drawn"""
    states, obs = np.zeros(T, dtype=int), np.zeros(T, dtype=int)
    states[0] = rng.choice(len(pi), p=pi)
    for t in range(1, T):
        states[t] = rng.choice(len(pi), p=A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails=FREQ)
def sample_running_sum_off_by_one(pi, A, B, T, rng):
    """the look-up in the running sums is one too low"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        row = pi if t == 0 else A[states[t - 1]]
        states[t] = max(int(np.searchsorted(np.cumsum(row), rng.random())) - 1, 0)
        obs[t] = min(int(np.searchsorted(np.cumsum(B[states[t]]), rng.random())), B.shape[1] - 1)
    return states, obs


@wrong("hmm-sample", fails="hmm-sample-seeded")
def sample_own_entropy(pi, A, B, T, rng):
    """a fresh generator is made inside, without a seed"""
    rng = np.random.default_rng()
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails="hmm-sample-seeded")
def sample_global_state(pi, A, B, T, rng):
    """the global np.random is used"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = np.random.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = np.random.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails="hmm-sample-seeded")
def sample_symbols_from_global_state(pi, A, B, T, rng):
    """the states come from rng, the symbols from the global np.random"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = np.random.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails=("hmm-sample-seeded", FREQ), also=("hmm-sample-shapes", "hmm-sample-purity"))
def sample_fixed_seed(pi, A, B, T, rng):
    """the seed is written into the function"""
    rng = np.random.default_rng(0)
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states, obs


@wrong("hmm-sample", fails="hmm-sample-shapes", also=FREQ)
def sample_swapped(pi, A, B, T, rng):
    """observations come first and states second"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return obs, states


@wrong("hmm-sample", fails="hmm-sample-shapes", also=FREQ)
def sample_one_too_many(pi, A, B, T, rng):
    """the loop runs T steps after the first"""
    states, obs = [rng.choice(len(pi), p=pi)], []
    obs.append(rng.choice(B.shape[1], p=B[states[0]]))
    for _ in range(T):
        states.append(rng.choice(len(pi), p=A[states[-1]]))
        obs.append(rng.choice(B.shape[1], p=B[states[-1]]))
    return np.array(states), np.array(obs)


@wrong("hmm-sample", fails="hmm-sample-shapes", also=FREQ)
def sample_counts_from_one(pi, A, B, T, rng):
    """states and symbols are counted from 1"""
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        states[t] = rng.choice(len(pi), p=pi if t == 0 else A[states[t - 1]])
        obs[t] = rng.choice(B.shape[1], p=B[states[t]])
    return states + 1, obs + 1


@wrong("hmm-sample", fails="hmm-sample-shapes")
def sample_floats(pi, A, B, T, rng):
    """the results lie in arrays of floats, which cannot index"""
    states, obs = np.zeros(T), np.zeros(T)
    state = 0
    for t in range(T):
        state = rng.choice(len(pi), p=pi if t == 0 else A[state])
        states[t], obs[t] = state, rng.choice(B.shape[1], p=B[state])
    return states, obs


@wrong("hmm-sample", fails="hmm-sample-purity")
def sample_running_sums_in_place(pi, A, B, T, rng):
    """the running sums overwrite the model"""
    for p in (pi, A, B):
        np.cumsum(p, axis=-1, out=p)
    states, obs = np.empty(T, dtype=int), np.empty(T, dtype=int)
    for t in range(T):
        row = pi if t == 0 else A[states[t - 1]]
        states[t] = min(np.searchsorted(row, rng.random(), side="right"), len(pi) - 1)
        obs[t] = min(np.searchsorted(B[states[t]], rng.random(), side="right"), B.shape[1] - 1)
    return states, obs


# --- hmm_filter --------------------------------------------------------------------------------

FILTER = ("hmm-filter-values", "hmm-filter-extremes")


@right("hmm-filter")
def filter_in_log_space(pi, A, B, obs):
    """the recursion runs on logs, with logaddexp"""
    with np.errstate(divide="ignore"):
        log_pi, log_A, log_B = np.log(pi), np.log(A), np.log(B)
    la = log_pi + log_B[:, obs[0]]
    rows = [la]
    for o in obs[1:]:
        la = np.logaddexp.reduce(la[:, None] + log_A, axis=0) + log_B[:, o]
        rows.append(la)
    rows = np.array(rows)
    return np.exp(rows - np.logaddexp.reduce(rows, axis=1)[:, None])


@right("hmm-filter")
def filter_with_loops(pi, A, B, obs):
    """plain Python loops and lists of lists"""
    K, out = len(pi), []
    for t, o in enumerate(obs):
        row = []
        for j in range(K):
            p = pi[j] if t == 0 else sum(out[-1][i] * A[i, j] for i in range(K))
            row.append(float(p * B[j, o]))
        total = sum(row)
        out.append([v / total for v in row])
    return out


@right("hmm-filter")
def filter_float32(pi, A, B, obs):
    """everything is computed in float32"""
    pi, A, B = pi.astype(np.float32), A.astype(np.float32), B.astype(np.float32)
    out = np.zeros((len(obs), len(pi)), dtype=np.float32)
    out[0] = pi * B[:, obs[0]]
    out[0] /= out[0].sum()
    for t in range(1, len(obs)):
        out[t] = (A.T @ out[t - 1]) * B[:, obs[t]]
        out[t] /= out[t].sum()
    return out


@right("hmm-filter")
def filter_einsum_unscaled_until_the_row_is_kept(pi, A, B, obs):
    """einsum predicts, and the message is scaled by its largest entry instead of its sum"""
    message, rows = pi * B[:, obs[0]], []
    for t in range(len(obs)):
        if t:
            message = np.einsum("i,ij,j->j", message, A, B[:, obs[t]])
        message = message / message.max()
        rows.append(message / message.sum())
    return np.stack(rows)


@right("hmm-filter")
def filter_matrix_per_symbol(pi, A, B, obs):
    """one matrix A diag(B[:, m]) is prepared for each symbol"""
    steps = [A * B[:, m] for m in range(B.shape[1])]
    belief = pi * B[:, obs[0]]
    belief /= belief.sum()
    out = np.array([belief] * len(obs))
    for t in range(1, len(obs)):
        belief = belief @ steps[obs[t]]
        belief = belief / belief.sum()
        out[t] = belief
    return out


@wrong("hmm-filter", fails=FILTER)
def filter_transposed_chain(pi, A, B, obs):
    """the belief is pushed through A instead of its transpose"""
    out, p = [], pi
    for o in obs:
        a = p * B[:, o]
        out.append(a / a.sum())
        p = A @ out[-1]
    return np.array(out)


@wrong("hmm-filter", fails=FILTER)
def filter_step_before_first_event(pi, A, B, obs):
    """the chain makes a step before the first event"""
    out, p = [], pi
    for o in obs:
        a = (p @ A) * B[:, o]
        p = a / a.sum()
        out.append(p)
    return np.array(out)


@wrong("hmm-filter", fails=FILTER[0], also=FILTER[1])
def filter_no_start(pi, A, B, obs):
    """the start is taken as uniform"""
    out, p = [], np.full(len(pi), 1 / len(pi))
    for o in obs:
        a = p * B[:, o]
        out.append(a / a.sum())
        p = out[-1] @ A
    return np.array(out)


@wrong("hmm-filter", fails=FILTER)
def filter_predictions_only(pi, A, B, obs):
    """the row is kept before the update with its event"""
    out, p = [], pi
    for o in obs:
        out.append(p)
        a = p * B[:, o]
        p = (a / a.sum()) @ A
    return np.array(out)


@wrong("hmm-filter", fails=FILTER)
def filter_without_chain(pi, A, B, obs):
    """each event is judged alone with Bayes' rule and pi"""
    a = pi * B[:, obs].T
    return a / a.sum(axis=1, keepdims=True)


@wrong("hmm-filter", fails=FILTER)
def filter_forgets_prediction(pi, A, B, obs):
    """beliefs are multiplied by new evidence without a step of the chain"""
    out, p = [], pi
    for o in obs:
        a = p * B[:, o]
        p = a / a.sum()
        out.append(p)
    return np.array(out)


@wrong("hmm-filter", fails=FILTER)
def filter_first_update_forgotten(pi, A, B, obs):
    """the first row is pi, not updated with the first event"""
    out = [pi]
    for o in obs[1:]:
        a = (out[-1] @ A) * B[:, o]
        out.append(a / a.sum())
    return np.array(out)


@wrong("hmm-filter", fails=("hmm-filter-values", "hmm-filter-shapes", "hmm-filter-extremes"))
def filter_not_normalized(pi, A, B, obs):
    """the joint probabilities are returned, never divided"""
    out = [pi * B[:, obs[0]]]
    for o in obs[1:]:
        out.append((out[-1] @ A) * B[:, o])
    return np.array(out)


@wrong("hmm-filter", fails="hmm-filter-extremes")
def filter_divided_at_the_end(pi, A, B, obs):
    """the rows are normalized only after the last event"""
    out = [pi * B[:, obs[0]]]
    for o in obs[1:]:
        out.append((out[-1] @ A) * B[:, o])
    out = np.array(out)
    return out / out.sum(axis=1, keepdims=True)


@wrong("hmm-filter", fails="hmm-filter-extremes")
def filter_underflow_papered_over(pi, A, B, obs):
    """nan from vanished products is replaced by a uniform belief"""
    out = [pi * B[:, obs[0]]]
    for o in obs[1:]:
        out.append((out[-1] @ A) * B[:, o])
    out = np.array(out)
    return np.nan_to_num(out / out.sum(axis=1, keepdims=True), nan=1 / len(pi))


@wrong("hmm-filter", fails="hmm-filter-extremes")
def filter_floor_in_logs(pi, A, B, obs):
    """a small number is added inside the logs"""
    log_pi, log_A, log_B = np.log(pi + 1e-12), np.log(A + 1e-12), np.log(B + 1e-12)
    rows = [log_pi + log_B[:, obs[0]]]
    for o in obs[1:]:
        rows.append(np.logaddexp.reduce(rows[-1][:, None] + log_A, axis=0) + log_B[:, o])
    rows = np.array(rows)
    return np.exp(rows - np.logaddexp.reduce(rows, axis=1)[:, None])


@wrong("hmm-filter", fails="hmm-filter-extremes")
def filter_logsumexp_of_nothing(pi, A, B, obs):
    """the largest term is subtracted even where it is minus infinity"""
    with np.errstate(divide="ignore", invalid="ignore"):
        log_A, log_B = np.log(A), np.log(B)
        rows = [np.log(pi) + log_B[:, obs[0]]]
        for o in obs[1:]:
            terms = rows[-1][:, None] + log_A
            top = terms.max(axis=0)
            rows.append(top + np.log(np.exp(terms - top).sum(axis=0)) + log_B[:, o])
        rows = np.array(rows)
        top = rows.max(axis=1, keepdims=True)
        return np.exp(rows - top) / np.exp(rows - top).sum(axis=1, keepdims=True)


@wrong("hmm-filter", fails=("hmm-filter-past-only", *FILTER))
def filter_is_smoother(pi, A, B, obs):
    """the smoothed beliefs are returned"""
    alpha, p = [], pi
    for o in obs:
        a = p * B[:, o]
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True)


@wrong("hmm-filter", fails=("hmm-filter-past-only", *FILTER), also="hmm-filter-shapes")
def filter_normalized_over_time(pi, A, B, obs):
    """the division runs over the events instead of the states"""
    out, p = [], pi
    for o in obs:
        a = p * B[:, o]
        out.append(a)
        p = (a / a.sum()) @ A
    out = np.array(out)
    out = out / out.sum(axis=0)
    return out / out.sum(axis=1, keepdims=True)


@wrong("hmm-filter", fails=FILTER)
def filter_maximum_for_sum(pi, A, B, obs):
    """the largest term stands for the sum over previous states"""
    out = [pi * B[:, obs[0]] / (pi * B[:, obs[0]]).sum()]
    for o in obs[1:]:
        a = (out[-1][:, None] * A).max(axis=0) * B[:, o]
        out.append(a / a.sum())
    return np.array(out)


@wrong("hmm-filter", fails=FILTER)
def filter_hard_decision(pi, A, B, obs):
    """the belief is replaced by its most probable state before each step"""
    out, p = [], pi
    for o in obs:
        a = p * B[:, o]
        out.append(a / a.sum())
        p = A[out[-1].argmax()]
    return np.array(out)


@wrong("hmm-filter", fails="hmm-filter-shapes", also=("hmm-filter-past-only", *FILTER))
def filter_states_in_rows(pi, A, B, obs):
    """states run along the rows and events along the columns"""
    out, p = [], pi
    for o in obs:
        a = p * B[:, o]
        out.append(a / a.sum())
        p = out[-1] @ A
    return np.array(out).T


@wrong("hmm-filter", fails="hmm-filter-shapes", also=FILTER)
def filter_prior_row_kept(pi, A, B, obs):
    """the prior is kept as an extra first row"""
    out, p = [pi], pi
    for o in obs:
        a = p * B[:, o]
        out.append(a / a.sum())
        p = out[-1] @ A
    return np.array(out)


@wrong("hmm-filter", fails="hmm-filter-shapes", also=("hmm-filter-past-only", *FILTER))
def filter_last_row_only(pi, A, B, obs):
    """only the belief after the last event is returned"""
    p = pi
    for o in obs:
        a = p * B[:, o]
        now = a / a.sum()
        p = now @ A
    return now


@wrong("hmm-filter", fails="hmm-filter-purity")
def filter_overwrites_start(pi, A, B, obs):
    """the start vector is multiplied in place"""
    out = np.empty((len(obs), len(pi)))
    for t, o in enumerate(obs):
        pi *= B[:, o]
        out[t] = pi / pi.sum()
        pi[:] = out[t] @ A
    return out


# --- hmm_fb ------------------------------------------------------------------------------------

GAMMA = ("hmm-fb-gamma", "hmm-fb-long", "hmm-fb-zeros")
LOGLIK = ("hmm-fb-loglik", "hmm-fb-long", "hmm-fb-zeros")


@right("hmm-fb")
def fb_in_log_space(pi, A, B, obs):
    """both messages are logs; minus infinity passes through logaddexp"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    T, K = len(obs), len(pi)
    la, lb = np.empty((T, K)), np.zeros((T, K))
    la[0] = lpi + lB[:, obs[0]]
    for t in range(1, T):
        la[t] = np.logaddexp.reduce(la[t - 1][:, None] + lA, axis=0) + lB[:, obs[t]]
    for t in range(T - 2, -1, -1):
        lb[t] = np.logaddexp.reduce(lA + lB[:, obs[t + 1]] + lb[t + 1], axis=1)
    loglik = np.logaddexp.reduce(la[-1])
    return np.exp(la + lb - loglik), loglik


@right("hmm-fb")
def fb_backward_scaled_by_its_sum(pi, A, B, obs):
    """the backward message is scaled by its own sum and gamma normalized by row; lists come back"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += float(np.log(a.sum()))
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta, gamma = np.ones(len(pi)), []
    for t in range(len(obs) - 1, -1, -1):
        g = alpha[t] * beta
        gamma.append((g / g.sum()).tolist())
        beta = A @ (B[:, obs[t]] * beta)
        beta = beta / beta.sum()
    return [gamma[::-1], loglik]


@right("hmm-fb")
def fb_rauch_smoother(pi, A, B, obs):
    """gamma is passed backwards from the filtered beliefs, without a backward message"""
    filtered, predicted, loglik = [], [], 0.0
    p = pi
    for o in obs:
        predicted.append(p)
        a = p * B[:, o]
        loglik += np.log(a.sum())
        filtered.append(a / a.sum())
        p = filtered[-1] @ A
    gamma = [filtered[-1]]
    for t in range(len(obs) - 2, -1, -1):
        p = predicted[t + 1]
        ratio = np.divide(gamma[0], p, out=np.zeros_like(p), where=p > 0)
        gamma.insert(0, filtered[t] * (A @ ratio))
    return np.array(gamma), loglik


@right("hmm-fb")
def fb_float32(pi, A, B, obs):
    """the messages are float32, scaled by their largest entry, and loglik is a 0-d array"""
    pi, A, B = pi.astype(np.float32), A.astype(np.float32), B.astype(np.float32)
    T, K = len(obs), len(pi)
    alpha, beta = np.ones((T, K), np.float32), np.ones((T, K), np.float32)
    loglik = np.zeros(())
    for t in range(T):
        alpha[t] = (pi if t == 0 else alpha[t - 1] @ A) * B[:, obs[t]]
        top = alpha[t].max()
        alpha[t] /= top
        loglik += np.log(float(top))
    for t in reversed(range(T - 1)):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].max()
    gamma = alpha * beta
    return gamma / gamma.sum(axis=1, keepdims=True), loglik + np.log(float(alpha[-1].sum()))


@right("hmm-fb")
def fb_pairs_of_steps(pi, A, B, obs):
    """gamma is summed from the beliefs in both ends of each step"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    gamma, beta = [alpha[-1]], np.ones(len(pi))
    for t in range(len(obs) - 2, -1, -1):
        message = B[:, obs[t + 1]] * beta / c[t + 1]
        pairs = alpha[t][:, None] * A * message
        gamma.append(pairs.sum(axis=1))
        beta = A @ message
    return np.array(gamma[::-1]), np.log(c).sum()


@wrong("hmm-fb", fails=GAMMA)
def fb_filtered(pi, A, B, obs):
    """the filtered beliefs are returned as gamma"""
    out, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        out.append(a / a.sum())
        p = out[-1] @ A
    return np.array(out), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_backward_only(pi, A, B, obs):
    """gamma is the backward message alone, normalized"""
    gamma, loglik = hmm_filter(pi, A, B, obs), 0.0
    p = pi
    for t, o in enumerate(obs):
        loglik += np.log((p * B[:, o]).sum())
        p = gamma[t] @ A
    beta = np.ones_like(gamma)
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    return beta / beta.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_backward_transposed(pi, A, B, obs):
    """the backward message goes through the transpose of A"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A.T @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_backward_without_emission(pi, A, B, obs):
    """the backward message forgets what the next state shows"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ beta[t + 1]
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_backward_present_event(pi, A, B, obs):
    """the backward message weighs the present event instead of the next"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_backward_emission_of_row(pi, A, B, obs):
    """the emission is taken in the state that is left, not in the one that is entered"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = B[:, obs[t + 1]] * (A @ beta[t + 1])
        beta[t] /= beta[t].sum()
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_present_event_twice(pi, A, B, obs):
    """the present event is in both messages"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    T = len(obs)
    beta = np.ones((T, len(pi)))
    beta[-1] = B[:, obs[-1]]
    for t in range(T - 2, -1, -1):
        beta[t] = B[:, obs[t]] * (A @ beta[t + 1])
        beta[t] /= beta[t].sum()
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA[0], also=GAMMA[1:])
def fb_backward_starts_with_pi(pi, A, B, obs):
    """the backward message starts with pi instead of ones"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    beta[-1] = pi
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_one_event_ahead(pi, A, B, obs):
    """each belief looks one event ahead and no further"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    g = np.array(alpha)
    for t in range(len(obs) - 1):
        g[t] *= A @ B[:, obs[t + 1]]
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_not_normalized(pi, A, B, obs):
    """the backward message has its own scale, and gamma is not normalized after it"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    return np.array(alpha) * beta, loglik


@wrong("hmm-fb", fails=GAMMA, also="hmm-fb-loglik")
def fb_divided_by_present_constant(pi, A, B, obs):
    """the backward message is divided by the constant of its own step, and gamma left as it is"""
    T = len(obs)
    alpha, c, p = [], np.empty(T), pi
    for t, o in enumerate(obs):
        a = p * B[:, o]
        c[t] = a.sum()
        alpha.append(a / c[t])
        p = alpha[-1] @ A
    beta = np.ones((T, len(pi)))
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t]
    return np.array(alpha) * beta, np.log(c).sum()


@wrong("hmm-fb", fails=GAMMA)
def fb_average_of_messages(pi, A, B, obs):
    """the two messages are averaged instead of multiplied"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.full((len(obs), len(pi)), 1 / len(pi))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    return (np.array(alpha) + beta) / 2, loglik


@wrong("hmm-fb", fails=GAMMA, also=LOGLIK[0])
def fb_normalized_over_time(pi, A, B, obs):
    """gamma is normalized down its columns"""
    gamma, loglik = [], 0.0
    alpha, p = [], pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].sum()
    gamma = np.array(alpha) * beta
    return gamma / np.maximum(gamma.sum(axis=0), 1e-300), loglik


@wrong("hmm-fb", fails=GAMMA)
def fb_states_in_rows(pi, A, B, obs):
    """gamma has states in rows and events in columns"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return (np.array(alpha) * beta).T, np.log(c).sum()


@wrong("hmm-fb", fails="hmm-fb-long")
def fb_unscaled(pi, A, B, obs):
    """neither message is scaled"""
    T, K = len(obs), len(pi)
    alpha, beta = np.empty((T, K)), np.ones((T, K))
    alpha[0] = pi * B[:, obs[0]]
    for t in range(1, T):
        alpha[t] = (alpha[t - 1] @ A) * B[:, obs[t]]
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
    p = alpha[-1].sum()
    return alpha * beta / p, np.log(p)


@wrong("hmm-fb", fails="hmm-fb-long")
def fb_backward_unscaled(pi, A, B, obs):
    """the forward message is scaled and the backward one is not"""
    alpha, loglik, p = [], 0.0, pi
    for o in obs:
        a = p * B[:, o]
        loglik += np.log(a.sum())
        alpha.append(a / a.sum())
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
    g = np.array(alpha) * beta
    return g / g.sum(axis=1, keepdims=True), loglik


@wrong("hmm-fb", fails="hmm-fb-long")
def fb_loglik_from_product(pi, A, B, obs):
    """the constants are multiplied before the log is taken"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    with np.errstate(divide="ignore"):
        return np.array(alpha) * beta, np.log(np.prod(c))


@wrong("hmm-fb", fails="hmm-fb-zeros")
def fb_floor_in_logs(pi, A, B, obs):
    """a small number is added inside the logs"""
    lpi, lA, lB = np.log(pi + 1e-12), np.log(A + 1e-12), np.log(B + 1e-12)
    T, K = len(obs), len(pi)
    la, lb = np.empty((T, K)), np.zeros((T, K))
    la[0] = lpi + lB[:, obs[0]]
    for t in range(1, T):
        la[t] = np.logaddexp.reduce(la[t - 1][:, None] + lA, axis=0) + lB[:, obs[t]]
    for t in range(T - 2, -1, -1):
        lb[t] = np.logaddexp.reduce(lA + lB[:, obs[t + 1]] + lb[t + 1], axis=1)
    loglik = np.logaddexp.reduce(la[-1])
    return np.exp(la + lb - loglik), loglik


@wrong("hmm-fb", fails="hmm-fb-zeros")
def fb_logsumexp_of_nothing(pi, A, B, obs):
    """the largest term is subtracted even where it is minus infinity"""

    def lse(x, axis):
        top = x.max(axis=axis, keepdims=True)
        return (top + np.log(np.exp(x - top).sum(axis=axis, keepdims=True))).squeeze(axis)

    with np.errstate(divide="ignore", invalid="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
        T, K = len(obs), len(pi)
        la, lb = np.empty((T, K)), np.zeros((T, K))
        la[0] = lpi + lB[:, obs[0]]
        for t in range(1, T):
            la[t] = lse(la[t - 1][:, None] + lA, 0) + lB[:, obs[t]]
        for t in range(T - 2, -1, -1):
            lb[t] = lse(lA + lB[:, obs[t + 1]] + lb[t + 1], 1)
        loglik = lse(la[-1], 0)
        return np.exp(la + lb - loglik), loglik


@wrong("hmm-fb", fails="hmm-fb-zeros")
def fb_smoother_divides_by_zero(pi, A, B, obs):
    """the backward pass divides by predictions that may be zero"""
    filtered, predicted, loglik, p = [], [], 0.0, pi
    for o in obs:
        predicted.append(p)
        a = p * B[:, o]
        loglik += np.log(a.sum())
        filtered.append(a / a.sum())
        p = filtered[-1] @ A
    gamma = [filtered[-1]]
    with np.errstate(divide="ignore", invalid="ignore"):
        for t in range(len(obs) - 2, -1, -1):
            gamma.insert(0, filtered[t] * (A @ (gamma[0] / predicted[t + 1])))
    return np.array(gamma), loglik


@wrong("hmm-fb", fails=LOGLIK)
def fb_loglik_base_two(pi, A, B, obs):
    """the log-likelihood is measured in bits"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, np.log2(c).sum()


@wrong("hmm-fb", fails=LOGLIK)
def fb_loglik_sign(pi, A, B, obs):
    """the log-likelihood has the sign of a loss"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, -np.log(c).sum()


@wrong("hmm-fb", fails=LOGLIK[:2], also=LOGLIK[2])
def fb_loglik_averaged(pi, A, B, obs):
    """the log-likelihood is averaged over the events"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, np.mean(np.log(c))


@wrong("hmm-fb", fails=LOGLIK[0], also=LOGLIK[1:])
def fb_loglik_without_first(pi, A, B, obs):
    """the constant of the first event is left out of the log-likelihood"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, np.log(c[1:]).sum()


@wrong("hmm-fb", fails=LOGLIK)
def fb_loglik_of_scaled_message(pi, A, B, obs):
    """the log-likelihood is read off the scaled message, which sums to one"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, np.log(alpha[-1].sum())


@wrong("hmm-fb", fails=LOGLIK)
def fb_likelihood(pi, A, B, obs):
    """the likelihood is returned instead of its logarithm"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, np.prod(c)


@wrong("hmm-fb", fails=LOGLIK)
def fb_loglik_of_best_story(pi, A, B, obs):
    """the log-likelihood is that of the most probable story"""
    with np.errstate(divide="ignore"):
        delta = np.log(pi) + np.log(B[:, obs[0]])
        for o in obs[1:]:
            delta = (delta[:, None] + np.log(A)).max(axis=0) + np.log(B[:, o])
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta, delta.max()


@wrong("hmm-fb", fails=(*GAMMA, "hmm-fb-loglik"))
def fb_swapped(pi, A, B, obs):
    """the log-likelihood comes first"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.log(c).sum(), np.array(alpha) * beta


@wrong("hmm-fb", fails=(*GAMMA, "hmm-fb-loglik"), also="hmm-fb-purity")
def fb_gamma_alone(pi, A, B, obs):
    """gamma comes back without the log-likelihood"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    beta = np.ones((len(obs), len(pi)))
    for t in range(len(obs) - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    return np.array(alpha) * beta


@wrong("hmm-fb", fails="hmm-fb-purity")
def fb_reverses_the_log(pi, A, B, obs):
    """the log is reversed in place for the backward pass"""
    alpha, c, p = [], [], pi
    for o in obs:
        a = p * B[:, o]
        c.append(a.sum())
        alpha.append(a / c[-1])
        p = alpha[-1] @ A
    obs[:] = obs[::-1].copy()
    beta = [np.ones(len(pi))]
    for n, o in enumerate(obs[:-1]):
        beta.append(A @ (B[:, o] * beta[-1]) / c[len(c) - 1 - n])
    return np.array(alpha) * np.array(beta[::-1]), np.log(c).sum()


# --- viterbi -----------------------------------------------------------------------------------

VITERBI = ("viterbi-values", "viterbi-long", "viterbi-zeros")


@right("viterbi")
def viterbi_rescaled_products(pi, A, B, obs):
    """products are rescaled by their maximum at each step; a list comes back"""
    delta, back = pi * B[:, obs[0]], []
    for o in obs[1:]:
        scores = delta[:, None] * A
        back.append(scores.argmax(axis=0))
        delta = scores.max(axis=0) * B[:, o]
        delta = delta / delta.max()
    path = [int(delta.argmax())]
    for winners in reversed(back):
        path.insert(0, int(winners[path[0]]))
    return path


@right("viterbi")
def viterbi_last_of_the_ties(pi, A, B, obs):
    """plain loops, and of several winners the last is kept"""
    K, T = len(pi), len(obs)
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi).tolist(), np.log(A).tolist(), np.log(B).tolist()
    delta = [lpi[k] + lB[k][obs[0]] for k in range(K)]
    back = []
    for t in range(1, T):
        new, winners = [], []
        for j in range(K):
            best, who = -np.inf, 0
            for i in range(K):
                if delta[i] + lA[i][j] >= best:
                    best, who = delta[i] + lA[i][j], i
            new.append(best + lB[j][obs[t]])
            winners.append(who)
        delta = new
        back.append(winners)
    path = [max(range(K), key=lambda k: delta[k])]
    for winners in reversed(back):
        path.append(winners[path[-1]])
    return np.array(path[::-1])


@right("viterbi")
def viterbi_from_the_end(pi, A, B, obs):
    """the best continuation is computed backwards, and the path read forwards"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    T, K = len(obs), len(pi)
    best = np.zeros((T, K))
    for t in range(T - 2, -1, -1):
        best[t] = (lA + lB[:, obs[t + 1]] + best[t + 1]).max(axis=1)
    path = np.empty(T, dtype=np.int32)
    path[0] = np.argmax(lpi + lB[:, obs[0]] + best[0])
    for t in range(1, T):
        path[t] = np.argmax(lA[path[t - 1]] + lB[:, obs[t]] + best[t])
    return path


@right("viterbi")
def viterbi_carries_stories(pi, A, B, obs):
    """each state carries its best story along, as a tuple"""
    K = len(pi)
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    best = [(lpi[k] + lB[k, obs[0]], (k, None)) for k in range(K)]
    for o in obs[1:]:
        scores = [[best[i][0] + lA[i, j] for i in range(K)] for j in range(K)]
        who = [int(np.argmax(s)) for s in scores]
        best = [(scores[j][who[j]] + lB[j, o], (j, best[who[j]][1])) for j in range(K)]
    node, path = best[int(np.argmax([b[0] for b in best]))][1], []
    while node is not None:
        path.append(node[0])
        node = node[1]
    return path[::-1]


@right("viterbi")
def viterbi_tiny_floor(pi, A, B, obs):
    """zeros become 1e-300 before the log, which no evidence here outweighs"""
    lpi, lA, lB = (np.log(np.maximum(p, 1e-300)) for p in (pi, A, B))
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_posterior_decoding(pi, A, B, obs):
    """the most probable state of each row of gamma is taken"""
    return hmm_fb(pi, A, B, obs)[0].argmax(axis=1)


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_filtered_argmax(pi, A, B, obs):
    """the most probable state of each filtered belief is taken"""
    return hmm_filter(pi, A, B, obs).argmax(axis=1)


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_greedy(pi, A, B, obs):
    """each step takes the best next state from the one before, never to return"""
    path = [int(np.argmax(pi * B[:, obs[0]]))]
    for o in obs[1:]:
        path.append(int(np.argmax(A[path[-1]] * B[:, o])))
    return np.array(path)


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_emissions_only(pi, A, B, obs):
    """each event is assigned to the state that shows it most readily"""
    return B[:, obs].argmax(axis=0)


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_argmax_of_each_delta(pi, A, B, obs):
    """the best end of each partial story is strung together, without tracing back"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta = lpi + lB[:, obs[0]]
    path = [int(delta.argmax())]
    for o in obs[1:]:
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
        path.append(int(delta.argmax()))
    return np.array(path)


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_transposed(pi, A, B, obs):
    """rows and columns of A are exchanged"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A.T), np.log(B)
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails=VITERBI[:2], also=("viterbi-ties", VITERBI[2]))
def viterbi_winners_of_the_wrong_axis(pi, A, B, obs):
    """the remembered winner is the best successor, not the best predecessor"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=1))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails=VITERBI[:2], also=("viterbi-ties", VITERBI[2]))
def viterbi_sum_for_max(pi, A, B, obs):
    """sums stand where the maxima belong, with winners traced back"""
    delta, back = pi * B[:, obs[0]], []
    for o in obs[1:]:
        scores = delta[:, None] * A
        back.append(scores.argmax(axis=0))
        delta = scores.sum(axis=0) * B[:, o]
        delta = delta / delta.sum()
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails="viterbi-values", also=("viterbi-ties", "viterbi-zeros", "viterbi-long"))
def viterbi_without_pi(pi, A, B, obs):
    """every start is taken as equally probable"""
    with np.errstate(divide="ignore"):
        lA, lB = np.log(A), np.log(B)
    delta, back = lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails="viterbi-values", also=("viterbi-ties", "viterbi-zeros", "viterbi-long"))
def viterbi_first_event_ignored(pi, A, B, obs):
    """the first event is not weighed"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta, back = lpi, []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails=(VITERBI[0], VITERBI[2]), also=("viterbi-ties", VITERBI[1]))
def viterbi_last_event_ignored(pi, A, B, obs):
    """the end of the story is chosen before the last event is weighed"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta, back = lpi + lB[:, obs[0]], []
    scores = delta
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        scores = (delta[:, None] + lA).max(axis=0)
        delta = scores + lB[:, o]
    path = [int(scores.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails="viterbi-long")
def viterbi_products(pi, A, B, obs):
    """products are never rescaled"""
    delta, back = pi * B[:, obs[0]], []
    for o in obs[1:]:
        scores = delta[:, None] * A
        back.append(scores.argmax(axis=0))
        delta = scores.max(axis=0) * B[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails="viterbi-long", also="viterbi-zeros")
def viterbi_tries_every_story(pi, A, B, obs):
    """every story is tried when there are few, and a guess is made when there are many"""
    import itertools

    if len(pi) ** len(obs) > 10_000:
        return hmm_filter(pi, A, B, obs).argmax(axis=1)
    return max(
        itertools.product(range(len(pi)), repeat=len(obs)),
        key=lambda s: path_logprob(pi, A, B, np.array(s), obs),
    )


@wrong("viterbi", fails="viterbi-zeros")
def viterbi_floor_in_logs(pi, A, B, obs):
    """a small number is added inside the logs"""
    lpi, lA, lB = np.log(pi + 1e-12), np.log(A + 1e-12), np.log(B + 1e-12)
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails="viterbi-zeros", also="viterbi-ties")
def viterbi_log_zero_is_zero(pi, A, B, obs):
    """the log of a zero is set to zero, the log of certainty"""
    lpi, lA, lB = (np.log(np.where(p > 0, p, 1.0)) for p in (pi, A, B))
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


@wrong("viterbi", fails="viterbi-ties", also="viterbi-values")
def viterbi_best_story_through_each_state(pi, A, B, obs):
    """each step takes the state with the best story through it, so two tied stories get mixed"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    T, K = len(obs), len(pi)
    to, on = np.zeros((T, K)), np.zeros((T, K))
    to[0] = lpi + lB[:, obs[0]]
    for t in range(1, T):
        to[t] = (to[t - 1][:, None] + lA).max(axis=0) + lB[:, obs[t]]
    for t in range(T - 2, -1, -1):
        on[t] = (lA + lB[:, obs[t + 1]] + on[t + 1]).max(axis=1)
    return np.round(to + on, 9).argmax(axis=1)


@wrong("viterbi", fails=VITERBI[:2], also=("viterbi-ties", VITERBI[2]))
def viterbi_path_reversed(pi, A, B, obs):
    """the path is left in the order in which it was traced back"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path)


@wrong("viterbi", fails=VITERBI, also="viterbi-ties")
def viterbi_counts_from_one(pi, A, B, obs):
    """states are counted from 1"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1]) + 1


@wrong("viterbi", fails=(*VITERBI, "viterbi-ties"), also="viterbi-purity")
def viterbi_with_its_weight(pi, A, B, obs):
    """the path comes back together with its log-probability"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    delta, back = lpi + lB[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + lA).argmax(axis=0))
        delta = (delta[:, None] + lA).max(axis=0) + lB[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1]), float(delta.max())


@wrong("viterbi", fails="viterbi-purity")
def viterbi_logs_in_place(pi, A, B, obs):
    """the logs overwrite the model"""
    with np.errstate(divide="ignore"):
        for p in (pi, A, B):
            np.log(p, out=p)
    delta, back = pi + B[:, obs[0]], []
    for o in obs[1:]:
        back.append((delta[:, None] + A).argmax(axis=0))
        delta = (delta[:, None] + A).max(axis=0) + B[:, o]
    path = [int(delta.argmax())]
    for winners in back[::-1]:
        path.append(int(winners[path[-1]]))
    return np.array(path[::-1])


# --- baum_welch_step ---------------------------------------------------------------------------
# Most of these build on hmm_fb and hmm_filter of the notebook: what they get wrong is the counting.

BW = ("baum-welch-step-values", "baum-welch-step-zeros", "baum-welch-step-long")
FALLS = "baum-welch-step-likelihood"


@right("baum-welch-step")
def bw_log_space_pairs(pi, A, B, obs):
    """the pair beliefs are kept for every step, in log-space; empty rows become uniform"""
    with np.errstate(divide="ignore"):
        lpi, lA, lB = np.log(pi), np.log(A), np.log(B)
    T, K = len(obs), len(pi)
    la, lb = np.empty((T, K)), np.zeros((T, K))
    la[0] = lpi + lB[:, obs[0]]
    for t in range(1, T):
        la[t] = np.logaddexp.reduce(la[t - 1][:, None] + lA, axis=0) + lB[:, obs[t]]
    for t in range(T - 2, -1, -1):
        lb[t] = np.logaddexp.reduce(lA + lB[:, obs[t + 1]] + lb[t + 1], axis=1)
    loglik = np.logaddexp.reduce(la[-1])
    gamma = np.exp(la + lb - loglik)
    xi = np.zeros((K, K))
    for t in range(T - 1):
        xi += np.exp(la[t][:, None] + lA + lB[:, obs[t + 1]] + lb[t + 1] - loglik)
    emit = np.array([gamma[obs == m].sum(axis=0) for m in range(B.shape[1])]).T
    new = []
    for counts in (xi, emit):
        for k in range(K):
            if counts[k].sum() == 0:
                counts[k] = 1.0
        new.append(counts / counts.sum(axis=1, keepdims=True))
    return gamma[0], new[0], new[1]


@right("baum-welch-step")
def bw_on_top_of_fb(pi, A, B, obs):
    """gamma comes from hmm_fb, pairs from filtered and smoothed beliefs; empty rows keep their values"""
    gamma, filtered = np.asarray(hmm_fb(pi, A, B, obs)[0]), np.asarray(hmm_filter(pi, A, B, obs))
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        predicted = filtered[t] @ A
        ratio = np.divide(gamma[t + 1], predicted, out=np.zeros(len(pi)), where=predicted > 0)
        xi += filtered[t][:, None] * A * ratio
    new_A, new_B = A.copy(), B.copy()
    one_hot = np.eye(B.shape[1])[obs]
    for k in range(len(pi)):
        if xi[k].sum() > 0:
            new_A[k] = xi[k] / xi[k].sum()
        if gamma[:, k].sum() > 0:
            new_B[k] = gamma[:, k] @ one_hot / gamma[:, k].sum()
    return gamma[0] / gamma[0].sum(), new_A, new_B


@right("baum-welch-step")
def bw_denominators_from_gamma(pi, A, B, obs):
    """the textbook's denominators are used as they stand, and 0/0 is repaired afterwards; a list comes back"""
    gamma, filtered = np.asarray(hmm_fb(pi, A, B, obs)[0]), np.asarray(hmm_filter(pi, A, B, obs))
    T, K = len(obs), len(pi)
    beta = np.ones((T, K))
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].max()
    xi = np.zeros((T - 1, K, K))
    for t in range(T - 1):
        xi[t] = np.outer(filtered[t], B[:, obs[t + 1]] * beta[t + 1]) * A
        xi[t] /= xi[t].sum()
    with np.errstate(divide="ignore", invalid="ignore"):
        new_A = xi.sum(axis=0) / gamma[:-1].sum(axis=0)[:, None]
        new_B = np.stack([gamma[obs == m].sum(axis=0) for m in range(B.shape[1])], axis=1)
        new_B = new_B / gamma.sum(axis=0)[:, None]
    return [gamma[0], np.where(np.isnan(new_A), A, new_A), np.where(np.isnan(new_B), 1 / B.shape[1], new_B)]


@right("baum-welch-step")
def bw_gradient_of_the_likelihood(pi, A, B, obs):
    """expected counts are read off messages in plain loops, float32 at the end"""
    T, K, M = len(obs), len(pi), B.shape[1]
    alpha = [[float(pi[k] * B[k, obs[0]]) for k in range(K)]]
    for t in range(T):
        if t:
            alpha.append([sum(alpha[-1][i] * A[i, j] for i in range(K)) * B[j, obs[t]] for j in range(K)])
        total = sum(alpha[-1])
        alpha[-1] = [a / total for a in alpha[-1]]
    beta = [1.0] * K
    go, show, start = np.zeros((K, K)), np.zeros((K, M)), None
    for t in range(T - 1, -1, -1):
        gamma = np.array([alpha[t][k] * beta[k] for k in range(K)])
        gamma /= gamma.sum()
        show[:, obs[t]] += gamma
        start = gamma
        if t:
            pair = np.array([[alpha[t - 1][i] * A[i, j] * B[j, obs[t]] * beta[j] for j in range(K)] for i in range(K)])
            go += pair / pair.sum()
            beta = [sum(A[i, j] * B[j, obs[t]] * beta[j] for j in range(K)) for i in range(K)]
            top = max(beta)
            beta = [b / top for b in beta]
    out = [start]
    for counts, old in ((go, A), (show, B)):
        rows = [c / c.sum() if c.sum() > 0 else o for c, o in zip(counts, old, strict=True)]
        out.append(np.array(rows))
    return tuple(x.astype(np.float32) for x in out)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_same_model_back(pi, A, B, obs):
    """the old model comes back"""
    return pi.copy(), A.copy(), B.copy()


@wrong("baum-welch-step", fails=(*BW[:2], FALLS), also=BW[2])
def bw_denominator_includes_last(pi, A, B, obs):
    """expected transitions are divided by all visits, the last one included"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    n = gamma.sum(axis=0)[:, None]
    emit = np.stack([gamma[obs == m].sum(axis=0) for m in range(B.shape[1])], axis=1)
    return gamma[0], np.where(n > 0, xi / np.where(n > 0, n, 1), A), np.where(n > 0, emit / np.where(n > 0, n, 1), B)


@wrong("baum-welch-step", fails=BW[0], also=(*BW[1:], FALLS))
def bw_last_event_not_counted(pi, A, B, obs):
    """the symbol of the last event is not counted"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs[:-1], gamma[:-1])

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_pi_averaged(pi, A, B, obs):
    """the new start is the average belief over all events"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma.mean(axis=0), rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_filtered_counts(pi, A, B, obs):
    """filtered beliefs are counted instead of smoothed ones"""
    f = hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        step = f[t][:, None] * A * B[:, obs[t + 1]]
        xi += step / step.sum()
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, f)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return f[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_product_of_gammas(pi, A, B, obs):
    """beliefs in both ends of a step are multiplied as if they were independent"""
    gamma = hmm_fb(pi, A, B, obs)[0]
    xi = gamma[:-1].T @ gamma[1:]
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_most_probable_story(pi, A, B, obs):
    """transitions and symbols are counted along the most probable story only"""
    path = np.asarray(viterbi(pi, A, B, obs))
    xi, emit = np.zeros_like(A), np.zeros_like(B)
    np.add.at(xi, (path[:-1], path[1:]), 1)
    np.add.at(emit, (path, obs), 1)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return np.eye(len(pi))[path[0]], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_pairs_without_emission(pi, A, B, obs):
    """the pair beliefs forget what the next state shows"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    T = len(obs)
    beta = np.ones((T, len(pi)))
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].max()
    xi = np.zeros_like(A)
    for t in range(T - 1):
        step = f[t][:, None] * A * beta[t + 1]
        xi += step / step.sum()
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_pairs_normalized_by_row(pi, A, B, obs):
    """each step's pair beliefs are normalized by row before they are added up"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        step = f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
        n = step.sum(axis=1, keepdims=True)
        xi += np.where(n > 0, step / np.where(n > 0, n, 1), 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_present_event_in_pairs(pi, A, B, obs):
    """the pair beliefs weigh the event of the step that is left"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    T = len(obs)
    beta = np.ones((T, len(pi)))
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
        beta[t] /= beta[t].max()
    xi = np.zeros_like(A)
    for t in range(T - 1):
        step = f[t][:, None] * A * B[:, obs[t]] * beta[t + 1]
        xi += step / max(step.sum(), 1e-300)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_columns_normalized(pi, A, B, obs):
    """the expected transitions are divided by column sums"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def shares(c, old, axis):
        n = c.sum(axis=axis, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], shares(xi, A, 0), shares(emit, B, 1)


@wrong("baum-welch-step", fails=BW[:2], also=(*BW[2:], FALLS))
def bw_transposed_pairs(pi, A, B, obs):
    """from and to are exchanged in the expected transitions"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += (f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)).T
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW[:2], also=(*BW[2:], FALLS))
def bw_one_added_to_counts(pi, A, B, obs):
    """one is added to every count"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.ones_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.ones_like(B)
    np.add.at(emit.T, obs, gamma)
    return gamma[0], xi / xi.sum(axis=1, keepdims=True), emit / emit.sum(axis=1, keepdims=True)


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_emissions_left_alone(pi, A, B, obs):
    """B is not learnt"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    n = xi.sum(axis=1, keepdims=True)
    return gamma[0], np.where(n > 0, xi / np.where(n > 0, n, 1), A), B.copy()


@wrong("baum-welch-step", fails=BW, also=FALLS)
def bw_buffered_add(pi, A, B, obs):
    """emissions[:, obs] += gamma.T keeps one count for each symbol instead of adding up"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    emit[:, obs] += gamma.T

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails="baum-welch-step-zeros")
def bw_zero_over_zero(pi, A, B, obs):
    """rows without anything to count become nan"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)
    with np.errstate(invalid="ignore"):
        return gamma[0], xi / xi.sum(axis=1, keepdims=True), emit / emit.sum(axis=1, keepdims=True)


@wrong("baum-welch-step", fails="baum-welch-step-zeros")
def bw_rows_of_zeros(pi, A, B, obs):
    """rows without anything to count become rows of zeros"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)
    return (
        gamma[0],
        xi / np.maximum(xi.sum(axis=1, keepdims=True), 1e-300),
        emit / np.maximum(emit.sum(axis=1, keepdims=True), 1e-300),
    )


@wrong("baum-welch-step", fails="baum-welch-step-long")
def bw_unscaled(pi, A, B, obs):
    """the messages are not scaled"""
    T, K = len(obs), len(pi)
    alpha, beta = np.empty((T, K)), np.ones((T, K))
    alpha[0] = pi * B[:, obs[0]]
    for t in range(1, T):
        alpha[t] = (alpha[t - 1] @ A) * B[:, obs[t]]
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1])
    gamma = alpha * beta
    gamma = gamma / gamma.sum(axis=1, keepdims=True)
    xi = A * (alpha[:-1].T @ (B[:, obs[1:]].T * beta[1:]))
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails=BW[0], also=(*BW[1:], FALLS))
def bw_scale_of_pairs_forgotten(pi, A, B, obs):
    """the pair beliefs of scaled messages are added up without dividing by the constants"""
    T, K = len(obs), len(pi)
    alpha, c, p = np.empty((T, K)), np.empty(T), pi
    for t, o in enumerate(obs):
        a = p * B[:, o]
        c[t] = a.sum()
        alpha[t] = a / c[t]
        p = alpha[t] @ A
    beta = np.ones((T, K))
    for t in range(T - 2, -1, -1):
        beta[t] = A @ (B[:, obs[t + 1]] * beta[t + 1]) / c[t + 1]
    gamma = alpha * beta
    xi = A * (alpha[:-1].T @ (B[:, obs[1:]].T * beta[1:]))
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return gamma[0], rows(xi, A), rows(emit, B)


@wrong("baum-welch-step", fails="baum-welch-step-purity")
def bw_in_place(pi, A, B, obs):
    """the new model overwrites the old one"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)
    pi[:] = gamma[0]
    for k in range(len(pi)):
        if xi[k].sum() > 0:
            A[k] = xi[k] / xi[k].sum()
        if emit[k].sum() > 0:
            B[k] = emit[k] / emit[k].sum()
    return pi, A, B


@wrong("baum-welch-step", fails=(*BW, FALLS), also="baum-welch-step-purity")
def bw_order_of_results(pi, A, B, obs):
    """A comes back first and pi last"""
    gamma, f = hmm_fb(pi, A, B, obs)[0], hmm_filter(pi, A, B, obs)
    xi = np.zeros_like(A)
    for t in range(len(obs) - 1):
        p = f[t] @ A
        xi += f[t][:, None] * A * np.divide(gamma[t + 1], p, out=np.zeros(len(pi)), where=p > 0)
    emit = np.zeros_like(B)
    np.add.at(emit.T, obs, gamma)

    def rows(c, old):
        n = c.sum(axis=1, keepdims=True)
        return np.where(n > 0, c / np.where(n > 0, n, 1), old)

    return rows(xi, A), rows(emit, B), gamma[0]


# --- plot_posteriors ---------------------------------------------------------------------------

DATA, LABELS = "plot-posteriors-data", "plot-posteriors-labels"


@right("plot-posteriors")
def plot_all_columns_at_once(ax, filtered, smoothed):
    """one call draws all columns, labels are set on the lines afterwards"""
    for k, line in enumerate(ax.plot(filtered, ":")):
        line.set_label(f"Filtered {k}")
    for k, line in enumerate(ax.plot(smoothed)):
        line.set_label(f"Smoothed {k}")
    ax.set(xlabel="event", ylabel="probability")
    ax.legend()


@right("plot-posteriors")
def plot_steps_from_one(ax, filtered, smoothed):
    """steps are counted from 1 and drawn as stairs"""
    x = np.arange(1, len(filtered) + 1)
    for k in range(np.shape(filtered)[1]):
        ax.step(x, filtered[:, k], where="mid", ls="--", label=f"state {k} (filtered)")
        ax.step(x, smoothed[:, k], where="mid", label=f"state {k} (smoothed)")
    ax.set_xlabel("t")
    ax.set_ylabel("P(state)")
    ax.legend(loc="best")


@right("plot-posteriors")
def plot_with_threshold_line(ax, filtered, smoothed):
    """a dotted threshold and a grid are added, and the axes come back"""
    ax.axhline(0.5, color="0.7", lw=0.8)
    for values, name, style in ((filtered, "filtered", "--"), (smoothed, "smoothed", "-")):
        for k, column in enumerate(np.asarray(values).T):
            ax.plot(range(len(column)), column, style, color=f"C{k}", label=f"{name}: state {k}")
    ax.grid(alpha=0.3)
    ax.set_xlabel("step")
    ax.set_ylabel("belief")
    ax.legend()
    return ax


@right("plot-posteriors")
def plot_smoothed_first(ax, filtered, smoothed):
    """smoothed lines come first, in float32 and with markers"""
    filtered, smoothed = np.asarray(filtered, np.float32), np.asarray(smoothed, np.float32)
    for k in reversed(range(smoothed.shape[1])):
        ax.plot(np.arange(len(smoothed)), smoothed[:, k], "k-", marker="osd^"[k % 4], label=f"state {k}, SMOOTHED")
    for k in range(filtered.shape[1]):
        ax.plot(np.arange(len(filtered)), filtered[:, k], "k:", marker="osd^"[k % 4], label=f"state {k}, FILTERED")
    ax.set_xlabel("step t")
    ax.set_ylabel("belief")
    ax.legend(fontsize="small")


@wrong("plot-posteriors", fails=DATA, also=LABELS)
def plot_smoothed_only(ax, filtered, smoothed):
    """the filtered beliefs are not drawn"""
    for k in range(smoothed.shape[1]):
        ax.plot(smoothed[:, k], label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_last_state_only(ax, filtered, smoothed):
    """only one state is drawn"""
    last = filtered.shape[1] - 1
    ax.plot(filtered[:, last], "--", label=f"filtered, state {last}")
    ax.plot(smoothed[:, last], label=f"smoothed, state {last}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_rows(ax, filtered, smoothed):
    """rows are drawn instead of columns"""
    for t in range(len(filtered)):
        ax.plot(filtered[t], "--", label=f"filtered, state {t}")
        ax.plot(smoothed[t], label=f"smoothed, state {t}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA, also=LABELS)
def plot_on_current_axes(ax, filtered, smoothed):
    """plt.plot draws wherever the current axes are"""
    for k in range(filtered.shape[1]):
        plt.plot(filtered[:, k], "--", label=f"filtered, state {k}")
        plt.plot(smoothed[:, k], label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    plt.legend()


@wrong("plot-posteriors", fails=DATA, also=LABELS)
def plot_own_figure(ax, filtered, smoothed):
    """the function opens a figure of its own"""
    _, ax = plt.subplots()
    for k in range(filtered.shape[1]):
        ax.plot(filtered[:, k], "--", label=f"filtered, state {k}")
        ax.plot(smoothed[:, k], label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA, also=LABELS)
def plot_stacked(ax, filtered, smoothed):
    """beliefs are piled up"""
    for k in range(filtered.shape[1]):
        ax.plot(filtered[:, : k + 1].sum(axis=1), "--", label=f"filtered, state {k}")
        ax.plot(smoothed[:, : k + 1].sum(axis=1), label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_percent(ax, filtered, smoothed):
    """beliefs are drawn in percent"""
    for k in range(filtered.shape[1]):
        ax.plot(100 * filtered[:, k], "--", label=f"filtered, state {k}")
        ax.plot(100 * smoothed[:, k], label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief (%)")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_log_belief(ax, filtered, smoothed):
    """logarithms of the beliefs are drawn"""
    for k in range(filtered.shape[1]):
        ax.plot(np.log(filtered[:, k]), "--", label=f"filtered, state {k}")
        ax.plot(np.log(smoothed[:, k]), label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_filtered_against_smoothed(ax, filtered, smoothed):
    """one belief is drawn against the other instead of against time"""
    for k in range(filtered.shape[1]):
        ax.plot(filtered[:, k], smoothed[:, k], label=f"filtered against smoothed, state {k}")
    ax.set(xlabel="filtered", ylabel="smoothed")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_scaled_time(ax, filtered, smoothed):
    """time runs from 0 to 1"""
    x = np.linspace(0, 1, len(filtered))
    for k in range(filtered.shape[1]):
        ax.plot(x, filtered[:, k], "--", label=f"filtered, state {k}")
        ax.plot(x, smoothed[:, k], label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=DATA)
def plot_difference(ax, filtered, smoothed):
    """the change from filtered to smoothed is drawn"""
    for k in range(filtered.shape[1]):
        ax.plot(smoothed[:, k] - filtered[:, k], label=f"smoothed - filtered, state {k}")
    ax.set(xlabel="step", ylabel="change of belief")
    ax.legend()


@wrong("plot-posteriors", fails=LABELS)
def plot_labels_exchanged(ax, filtered, smoothed):
    """the two kinds of lines carry each other's labels"""
    for k in range(filtered.shape[1]):
        ax.plot(filtered[:, k], "--", label=f"smoothed, state {k}")
        ax.plot(smoothed[:, k], label=f"filtered, state {k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=LABELS)
def plot_one_label_for_all(ax, filtered, smoothed):
    """all states share one label"""
    ax.plot(filtered, "--", label="filtered")
    ax.plot(smoothed, label="smoothed")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=LABELS)
def plot_without_legend(ax, filtered, smoothed):
    """there is no legend"""
    for k in range(filtered.shape[1]):
        ax.plot(filtered[:, k], "--", label=f"filtered, state {k}")
        ax.plot(smoothed[:, k], label=f"smoothed, state {k}")
    ax.set(xlabel="step", ylabel="belief")


@wrong("plot-posteriors", fails=LABELS)
def plot_without_line_labels(ax, filtered, smoothed):
    """the lines have no labels"""
    ax.plot(filtered, "--")
    ax.plot(smoothed)
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails=LABELS)
def plot_without_axis_labels(ax, filtered, smoothed):
    """the axes have no labels"""
    for k in range(filtered.shape[1]):
        ax.plot(filtered[:, k], "--", label=f"filtered, state {k}")
        ax.plot(smoothed[:, k], label=f"smoothed, state {k}")
    ax.legend()


@wrong("plot-posteriors", fails="plot-posteriors-labels")
def states_numbered_backwards(ax, filtered, smoothed):
    """each line carries the number of another state"""
    K = np.shape(filtered)[1]
    for k in range(K):
        ax.plot(filtered[:, k], "--", label=f"filtered, state {K - 1 - k}")
        ax.plot(smoothed[:, k], "-", label=f"smoothed, state {K - 1 - k}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@wrong("plot-posteriors", fails="plot-posteriors-labels")
def states_without_numbers(ax, filtered, smoothed):
    """the states have letters, and no numbers"""
    for k in range(np.shape(filtered)[1]):
        ax.plot(filtered[:, k], "--", label=f"filtered, state {chr(97 + k)}")
        ax.plot(smoothed[:, k], "-", label=f"smoothed, state {chr(97 + k)}")
    ax.set(xlabel="step", ylabel="belief")
    ax.legend()


@right("plot-posteriors")
def one_call_for_all_states(ax, filtered, smoothed):
    """one call draws all states of a kind, labels follow, counted from one"""
    steps = np.arange(1, len(filtered) + 1)
    then, now = ax.plot(steps, filtered, "--"), ax.plot(steps, smoothed, "-")
    for k, (dashed, solid) in enumerate(zip(then, now, strict=True), 1):
        dashed.set_label(f"Filtered {k}")
        solid.set(label=f"Smoothed {k}", color=dashed.get_color())
    ax.set(xlabel="step", ylabel="belief")
    ax.legend(loc="upper left")
