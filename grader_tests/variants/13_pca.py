# ruff: noqa: F821
"""Right and wrong solutions for the unit 13-pca; names such as ``np`` come from its notebook."""

from proctor.variants import right, wrong

# --- standardize ----------------------------------------------------------------------------------


@right("standardize")
def range_is_zero(X):
    """constant columns are found by their range, the rest divided by the deviation with n - 1"""
    spread = X.std(axis=0, ddof=1)
    spread[np.ptp(X, axis=0) == 0] = np.inf
    return (X - X.mean(axis=0)) / spread


@right("standardize")
def column_by_column(X):
    """each column is treated in a loop, into a new array of zeros"""
    Z = np.zeros(X.shape)
    for j in range(X.shape[1]):
        column = X[:, j]
        if column.min() < column.max():
            Z[:, j] = (column - column.mean()) / np.sqrt(np.mean((column - column.mean()) ** 2))
    return Z


@right("standardize")
def tiny_spread_counts_as_none(X):
    """a deviation that only rounding can make is replaced by 1"""
    centred = X - X.mean(axis=0)
    spread = np.sqrt((centred**2).mean(axis=0))
    return centred / np.where(spread < 1e-12, 1, spread)


@right("standardize")
def through_float32(X):
    """the answer is worked out in float64 and handed back in float32"""
    Y = X.astype(np.float64)
    varies = Y.max(axis=0) != Y.min(axis=0)
    Z = np.zeros_like(Y)
    Z[:, varies] = (Y[:, varies] - Y[:, varies].mean(axis=0)) / Y[:, varies].std(axis=0)
    return Z.astype(np.float32)


@right("standardize")
def nan_replaced_after_masking(X):
    """constant columns become 0/0 on purpose, and NaN is then replaced by 0"""
    centred = np.where(X.min(axis=0) == X.max(axis=0), 0.0, X - X.mean(axis=0))
    with np.errstate(all="ignore"):
        return np.nan_to_num(centred / centred.std(axis=0))


@right("standardize")
def list_of_rows(X):
    """plain Python builds the table as a list of rows"""
    columns = []
    for column in X.T.astype(float).tolist():
        middle = sum(column) / len(column)
        root = (sum((v - middle) ** 2 for v in column) / (len(column) - 1)) ** 0.5
        columns.append([0.0 if min(column) == max(column) else (v - middle) / root for v in column])
    return [list(row) for row in zip(*columns, strict=True)]


@wrong("standardize", fails="standardize-constant")
def spread_of_exactly_zero(X):
    """a column counts as constant only if its computed deviation is exactly 0"""
    spread = X.std(axis=0)
    return (X - X.mean(axis=0)) / np.where(spread == 0, 1, spread)


@wrong("standardize", fails="standardize-constant")
def division_without_a_guard(X):
    """nothing is done about constant columns"""
    return (X - X.mean(axis=0)) / X.std(axis=0)


@wrong("standardize", fails="standardize-constant")
def rounding_left_to_nan_to_num(X):
    """NaN is replaced by 0, and rounding errors are divided by rounding errors"""
    return np.nan_to_num((X - X.mean(axis=0)) / X.std(axis=0))


@wrong("standardize", fails="standardize-constant")
def constant_columns_dropped(X):
    """constant columns are removed from the table"""
    kept = X[:, X.min(axis=0) < X.max(axis=0)]
    return (kept - kept.mean(axis=0)) / kept.std(axis=0)


@wrong("standardize", fails="standardize-constant")
def constant_columns_kept(X):
    """constant columns are handed back as they came"""
    constant = X.min(axis=0) == X.max(axis=0)
    return np.where(constant, X, (X - X.mean(axis=0)) / np.where(constant, 1, X.std(axis=0)))


@wrong("standardize", fails="standardize-scales", also="standardize-values")
def small_number_added(X):
    """a small number is added to the deviation"""
    constant = X.min(axis=0) == X.max(axis=0)
    return np.where(constant, 0, (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-7))


@wrong("standardize", fails="standardize-scales")
def small_spread_counts_as_none(X):
    """a column of small numbers is taken for a constant one"""
    spread = X.std(axis=0)
    flat = spread < 1e-4
    return np.where(flat, 0, (X - X.mean(axis=0)) / np.where(flat, 1, spread))


@wrong("standardize", fails=("standardize-values", "standardize-scales"), also="standardize-constant")
def by_rows(X):
    """users are standardized in place of features"""
    return (X - X.mean(axis=1, keepdims=True)) / X.std(axis=1, keepdims=True)


@wrong("standardize", fails=("standardize-values", "standardize-scales"))
def divided_by_the_variance(X):
    """the variance is used as the scale"""
    constant = X.min(axis=0) == X.max(axis=0)
    return np.where(constant, 0, (X - X.mean(axis=0)) / np.where(constant, 1, X.var(axis=0)))


@wrong("standardize", fails=("standardize-values", "standardize-scales"), also="standardize-constant")
def one_mean_for_all(X):
    """one mean and one deviation serve the whole table"""
    return (X - X.mean()) / X.std()


@wrong("standardize", fails=("standardize-values", "standardize-scales"))
def scaled_to_the_range(X):
    """columns are divided by their range"""
    reach = X.max(axis=0) - X.min(axis=0)
    return (X - X.mean(axis=0)) / np.where(reach == 0, 1, reach)


@wrong("standardize", fails=("standardize-values", "standardize-scales"))
def squeezed_between_zero_and_one(X):
    """columns are mapped to the interval from 0 to 1"""
    reach = X.max(axis=0) - X.min(axis=0)
    return (X - X.min(axis=0)) / np.where(reach == 0, 1, reach)


@wrong("standardize", fails="standardize-values")
def scaled_without_centring(X):
    """the mean is not subtracted"""
    constant = X.min(axis=0) == X.max(axis=0)
    return np.where(constant, 0, X / np.where(constant, 1, X.std(axis=0)))


@wrong("standardize", fails=("standardize-values", "standardize-scales"))
def centred_only(X):
    """the mean is subtracted and nothing is divided"""
    return X - X.mean(axis=0)


@wrong("standardize", fails=("standardize-values", "standardize-scales"))
def by_absolute_deviation(X):
    """the mean absolute deviation is used as the scale"""
    constant = X.min(axis=0) == X.max(axis=0)
    centred = np.where(constant, 0, X - X.mean(axis=0))
    return centred / np.where(constant, 1, np.abs(centred).mean(axis=0))


@wrong("standardize", fails="standardize-values")
def around_the_median(X):
    """the median stands in for the mean"""
    constant = X.min(axis=0) == X.max(axis=0)
    return np.where(constant, 0, (X - np.median(X, axis=0)) / np.where(constant, 1, X.std(axis=0)))


@wrong("standardize", fails="standardize-purity", also=("standardize-values", "standardize-scales"))
def written_into_the_table(X):
    """the given table itself is centred and scaled"""
    constant = X.min(axis=0) == X.max(axis=0)
    X -= X.mean(axis=0)
    X[:, constant] = 0
    X /= np.where(constant, 1, X.std(axis=0))
    return X


# --- variance_along -------------------------------------------------------------------------------


@right("variance-along")
def through_the_covariance(X, u):
    """the quadratic form of the covariance matrix, with n - 1"""
    return u @ np.cov(X, rowvar=False) @ u


@right("variance-along")
def mean_of_squared_scores(X, u):
    """the table is centred first, and the mean of the squares is taken"""
    return np.mean(((X - X.mean(axis=0)) @ u) ** 2)


@right("variance-along")
def squares_minus_square(X, u):
    """the mean of the squares minus the square of the mean"""
    t = X @ u
    return (t**2).mean() - t.mean() ** 2


@right("variance-along")
def user_by_user(X, u):
    """plain Python adds up the squared deviations"""
    t = [sum(float(a) * float(b) for a, b in zip(row, u, strict=True)) for row in X]
    middle = sum(t) / len(t)
    return sum((v - middle) ** 2 for v in t) / (len(t) - 1)


@right("variance-along")
def einsum_in_float32(X, u):
    """einsum over centred users, in float32, as an array of shape ()"""
    A = (X - X.mean(axis=0)).astype(np.float32)
    S = np.einsum("ni,nj->ij", A, A) / np.float32(len(A))
    return np.asarray(np.einsum("i,ij,j->", u.astype(np.float32), S, u.astype(np.float32)))


@wrong("variance-along", fails="variance-along-values")
def mean_of_squares_not_centred(X, u):
    """the users are not centred"""
    return np.mean((X @ u) ** 2)


@wrong("variance-along", fails="variance-along-values")
def deviation_for_variance(X, u):
    """the root is taken"""
    return np.std(X @ u)


@wrong("variance-along", fails="variance-along-values")
def sum_for_mean(X, u):
    """the squares are added up and not averaged"""
    return np.sum(((X - X.mean(axis=0)) @ u) ** 2)


@wrong("variance-along", fails="variance-along-values")
def averaged_over_features(X, u):
    """the sum is divided by the number of features"""
    return np.sum(((X - X.mean(axis=0)) @ u) ** 2) / X.shape[1]


@wrong("variance-along", fails="variance-along-values")
def mean_of_the_scores(X, u):
    """the mean score is returned"""
    return np.mean(X @ u)


@wrong("variance-along", fails="variance-along-values")
def only_the_diagonal(X, u):
    """covariances between features are left out"""
    return np.sum(u**2 * X.var(axis=0))


@wrong("variance-along", fails="variance-along-values")
def weighted_not_squared(X, u):
    """the features' variances are weighted by u, not by its squares"""
    return np.sum(np.abs(u) * X.var(axis=0))


@wrong("variance-along", fails="variance-along-values")
def length_of_the_image(X, u):
    """the length of S u is taken for the spread along u"""
    return np.linalg.norm(np.cov(X, rowvar=False) @ u)


@wrong("variance-along", fails="variance-along-values")
def centred_by_user(X, u):
    """each user is centred over the features"""
    return np.mean(((X - X.mean(axis=1, keepdims=True)) @ u) ** 2)


@wrong("variance-along", fails="variance-along-values")
def standardized_first(X, u):
    """the features are standardized first"""
    return np.var((X - X.mean(axis=0)) / X.std(axis=0) @ u)


@wrong("variance-along", fails="variance-along-values")
def greatest_variance(X, u):
    """the direction is ignored, and the greatest variance returned"""
    return np.linalg.eigvalsh(np.cov(X, rowvar=False))[-1]


@wrong("variance-along", fails="variance-along-values")
def spread_as_range(X, u):
    """the distance from the lowest to the highest score is returned"""
    return np.ptp(X @ u)


@wrong("variance-along", fails="variance-along-values")
def mean_absolute_score(X, u):
    """absolute values stand in for squares"""
    t = X @ u
    return np.mean(np.abs(t - t.mean()))


@wrong("variance-along", fails="variance-along-values")
def divided_by_n_plus_one(X, u):
    """the correction goes the wrong way"""
    return np.sum(((X - X.mean(axis=0)) @ u) ** 2) / (len(X) + 1)


@wrong("variance-along", fails="variance-along-purity")
def table_centred_in_place(X, u):
    """the given table itself is centred"""
    X -= X.mean(axis=0)
    return np.mean((X @ u) ** 2)


@wrong("variance-along", fails="variance-along-purity")
def direction_changed_in_place(X, u):
    """the given direction is normalized, with a sign, in place"""
    u *= -1 / np.sqrt(u @ u)
    return np.var(X @ u)


# --- pca ------------------------------------------------------------------------------------------


@right("pca")
def thin_svd(X, k):
    """the singular value decomposition of the centred table"""
    A = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), U[:, :k] * s[:k]


@right("pca")
def full_svd_with_n_minus_one(X, k):
    """the full decomposition, variances with n - 1, as a list"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A)
    return [Vt[:k], s[:k] ** 2 / (len(X) - 1), A @ Vt[:k].T]


@right("pca")
def general_eig_sorted(X, k):
    """the general eigenvalue routine, sorted afterwards"""
    values, vectors = np.linalg.eig(np.cov(X.T))
    order = np.argsort(values)[::-1][:k]
    C = vectors[:, order].T
    return C, values[order], (X - X.mean(axis=0)) @ C.T


@right("pca")
def all_in_float32(X, k):
    """everything is worked out in float32"""
    A = (X - X.mean(axis=0)).astype(np.float32)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / np.float32(len(A)), A @ Vt[:k].T


@right("pca")
def power_iteration(X, k):
    """power iteration, and each component taken out of the covariance matrix afterwards"""
    A = (X - X.mean(axis=0)).astype(np.float64)
    S = A.T @ A / len(A)
    rng = np.random.default_rng(3)
    C, variances = [], []
    for _ in range(k):
        u = rng.normal(size=len(S))
        for _ in range(500):
            u = S @ u
            u /= np.linalg.norm(u)
        C.append(u)
        variances.append(u @ S @ u)
        S = S - variances[-1] * np.outer(u, u)
    return np.array(C), np.array(variances), A @ np.array(C).T


@right("pca")
def looped_covariance(X, k):
    """the covariance is added up user by user; variances are read off the scores"""
    A = X - X.mean(axis=0)
    S = sum(np.outer(row, row) for row in A)
    _, vectors = np.linalg.eigh(S)
    C = np.flip(vectors, axis=1).T[:k]
    T = A @ C.T
    return C, T.var(axis=0), T


@right("pca")
def through_users_where_fewer(X, k):
    """the Gram matrix where there are fewer users than features, the covariance otherwise"""
    A = X - X.mean(axis=0)
    if len(A) < A.shape[1]:
        mu, a = np.linalg.eigh(A @ A.T)
        mu, a = mu[-k:][::-1], a[:, -k:][:, ::-1]
        return (A.T @ a / np.sqrt(mu)).T, mu / len(A), a * np.sqrt(mu)
    values, vectors = np.linalg.eigh(np.cov(A, rowvar=False, bias=True))
    C = vectors[:, -k:][:, ::-1].T
    return C, values[-k:][::-1], A @ C.T


@right("pca")
def signs_by_convention(X, k):
    """the largest weight of each component is made positive"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    C = Vt[:k]
    C = C * np.sign(C[np.arange(k), np.argmax(np.abs(C), axis=1)])[:, None]
    return C, s[:k] ** 2 / (len(X) - 1), A @ C.T


@wrong("pca", fails=("pca-components", "pca-variances", "pca-scores"))
def nothing_centred(X, k):
    """the table is not centred at all"""
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), X @ Vt[:k].T


@wrong("pca", fails=("pca-components", "pca-variances"))
def second_moments(X, k):
    """only the scores are centred, not the matrix of products"""
    values, vectors = np.linalg.eigh(X.T @ X / len(X))
    C = vectors[:, ::-1][:, :k].T
    return C, values[::-1][:k], (X - X.mean(axis=0)) @ C.T


@wrong("pca", fails=("pca-components", "pca-variances", "pca-scores"))
def standardized_inside(X, k):
    """the features are standardized as well"""
    A = (X - X.mean(axis=0)) / X.std(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), A @ Vt[:k].T


@wrong("pca", fails=("pca-components", "pca-variances", "pca-scores"))
def centred_by_rows(X, k):
    """each user is centred over the features"""
    A = X - X.mean(axis=1, keepdims=True)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), A @ Vt[:k].T


@wrong("pca", fails=("pca-components", "pca-variances", "pca-scores"))
def one_mean_for_the_table(X, k):
    """one mean of all numbers is subtracted"""
    A = X - X.mean()
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), A @ Vt[:k].T


@wrong("pca", fails=("pca-components", "pca-variances", "pca-scores"))
def centred_at_the_median(X, k):
    """the median is subtracted"""
    A = X - np.median(X, axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), A @ Vt[:k].T


@wrong("pca", fails=("pca-components", "pca-variances"))
def ascending(X, k):
    """eigenvalues are taken in the order in which eigh returns them"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    return vectors[:, :k].T, values[:k], A @ vectors[:, :k]


@wrong("pca", fails=("pca-components", "pca-variances"))
def largest_last(X, k):
    """the right components are in the opposite order"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    return vectors[:, -k:].T, values[-k:], A @ vectors[:, -k:]


@wrong("pca", fails="pca-components")
def rows_of_the_eigenvectors(X, k):
    """rows of the matrix of eigenvectors are taken for eigenvectors"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    C = vectors[::-1][:k]
    return C, values[::-1][:k], A @ C.T


@wrong("pca", fails="pca-components")
def vt_taken_for_v(X, k):
    """the transpose that svd has already made is made again"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A)
    C = Vt[:, :k].T
    return C, s[:k] ** 2 / len(A), A @ C.T


@wrong("pca", fails=("pca-components", "pca-variances"))
def eig_not_sorted(X, k):
    """the general routine is trusted to sort from large to small"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eig(A.T @ A / len(A))
    C = np.real(vectors[:, :k].T)
    return C, np.real(values[:k]), A @ C.T


@wrong("pca", fails="pca-components")
def values_sorted_without_vectors(X, k):
    """eigenvalues are sorted, eigenvectors stay where they were"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    C = vectors[:, :k].T
    return C, np.sort(values)[::-1][:k], A @ C.T


@wrong("pca", fails=("pca-components", "pca-shapes"), also="pca-scores")
def components_as_columns(X, k):
    """components are returned as columns"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    V = vectors[:, ::-1][:, :k]
    return V, values[::-1][:k], A @ V


@wrong("pca", fails=("pca-components", "pca-scores"))
def components_with_spread(X, k):
    """components carry the standard deviation as their length"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k] * (s[:k] / np.sqrt(len(A)))[:, None], s[:k] ** 2 / len(A), A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def singular_values_as_variances(X, k):
    """singular values are returned as they are"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k], A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def standard_deviations(X, k):
    """standard deviations are returned as variances"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] / np.sqrt(len(A)), A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def singular_values_over_n(X, k):
    """singular values are divided by n and not squared"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] / len(A), A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def sums_of_squares(X, k):
    """the sums of squares are not divided by anything"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2, A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def divided_by_features(X, k):
    """the sums of squares are divided by the number of features"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / A.shape[1], A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def shares_as_variances(X, k):
    """shares of the total stand in for variances"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], (s**2 / np.sum(s**2))[:k], A @ Vt[:k].T


@wrong("pca", fails="pca-variances")
def variances_of_the_features(X, k):
    """the variances of the first features are returned"""
    A = X - X.mean(axis=0)
    _, _, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], A.var(axis=0)[:k], A @ Vt[:k].T


@wrong("pca", fails=("pca-shapes", "pca-variances"))
def all_variances(X, k):
    """all variances are returned, not the first k"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    C = vectors[:, ::-1][:, :k].T
    return C, np.append(values[::-1], 0.0), A @ C.T


@wrong("pca", fails="pca-scores")
def scores_not_centred(X, k):
    """the scores are those of the table as it came"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(A), X @ Vt[:k].T


@wrong("pca", fails="pca-scores")
def whitened_scores(X, k):
    """the scores are scaled to variance 1"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(A), A @ Vt[:k].T / (s[:k] / np.sqrt(len(A)))


@wrong("pca", fails="pca-scores")
def left_vectors_as_scores(X, k):
    """the left singular vectors are returned without their lengths"""
    A = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(A), U[:, :k]


@wrong("pca", fails="pca-scores")
def signs_of_components_only(X, k):
    """components are turned round, and their scores are not"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return -Vt[:k], s[:k] ** 2 / len(A), A @ Vt[:k].T


@wrong("pca", fails="pca-scores")
def absolute_scores(X, k):
    """the signs of the scores are dropped"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(A), np.abs(A @ Vt[:k].T)


@wrong("pca", fails=("pca-scores", "pca-shapes"), also="pca-purity")
def rebuilt_users_as_scores(X, k):
    """the users rebuilt from k components are returned as scores"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(A), A @ Vt[:k].T @ Vt[:k]


@wrong("pca", fails=("pca-scores", "pca-shapes"))
def scores_transposed(X, k):
    """scores have users as columns"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(A), Vt[:k] @ A.T


@wrong("pca", fails=("pca-shapes", "pca-components", "pca-variances", "pca-scores"), also="pca-purity")
def one_component_too_many(X, k):
    """k counts from 0"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    C = vectors[:, ::-1][:, : k + 1].T
    return C, values[::-1][: k + 1], A @ C.T


@wrong("pca", fails=("pca-shapes", "pca-components", "pca-variances", "pca-scores"))
def scores_first(X, k):
    """the three results are in another order"""
    A = X - X.mean(axis=0)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return A @ Vt[:k].T, Vt[:k], s[:k] ** 2 / len(A)


@wrong("pca", fails="pca-purity", also="pca-scores")
def centred_in_place(X, k):
    """the given table itself is centred"""
    X -= X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / len(X), X @ Vt[:k].T


# --- reconstruct ----------------------------------------------------------------------------------


@right("reconstruct")
def einsum_plus_mean(scores, components, mean):
    """einsum over the components"""
    return np.einsum("nk,kd->nd", scores, components) + mean


@right("reconstruct")
def walk_step_by_step(scores, components, mean):
    """starts at the mean and walks one component after the other, in place on a new array"""
    out = np.tile(mean, (len(scores), 1))
    for t, u in zip(scores.T, components, strict=True):
        out += np.outer(t, u)
    return out


@right("reconstruct")
def through_the_pseudoinverse(scores, components, mean):
    """solves for the centred users whose scores these are"""
    return scores @ np.linalg.pinv(components.T) + mean


@right("reconstruct")
def in_float32_rows(scores, components, mean):
    """a list of users, each in float32"""
    rows = [(components.T @ t).astype(np.float32) + mean.astype(np.float32) for t in scores]
    return np.stack(rows)


@right("reconstruct")
def one_product(scores, components, mean):
    """the mean is one more row of components, with score 1"""
    ones = np.ones((len(scores), 1), dtype=scores.dtype)
    return np.hstack([scores, ones]) @ np.vstack([components, mean])


@wrong("reconstruct", fails="reconstruct-values")
def mean_forgotten(scores, components, mean):
    """the mean is not added"""
    return scores @ components


@wrong("reconstruct", fails="reconstruct-values")
def mean_subtracted(scores, components, mean):
    """the mean is subtracted again"""
    return scores @ components - mean


@wrong("reconstruct", fails="reconstruct-values")
def mean_of_the_mean(scores, components, mean):
    """one number stands in for the mean row"""
    return scores @ components + mean.mean()


@wrong("reconstruct", fails="reconstruct-values")
def mean_twice(scores, components, mean):
    """the mean is added once for each component, and once more"""
    return sum(np.outer(t, u) + mean for t, u in zip(scores.T, components, strict=True)) + mean


@wrong("reconstruct", fails="reconstruct-values")
def mean_projected(scores, components, mean):
    """only the part of the mean that lies in the components is added"""
    return (scores + components @ mean) @ components


@wrong("reconstruct", fails="reconstruct-values")
def first_component_only(scores, components, mean):
    """one component is used, whatever k"""
    return np.outer(scores[:, 0], components[0]) + mean


@wrong("reconstruct", fails="reconstruct-values")
def components_in_reverse(scores, components, mean):
    """scores meet the components in the opposite order"""
    return scores[:, ::-1] @ components + mean


@wrong("reconstruct", fails="reconstruct-values")
def absolute_steps(scores, components, mean):
    """the signs of the scores are dropped"""
    return np.abs(scores) @ components + mean


@wrong("reconstruct", fails="reconstruct-values")
def scores_centred_again(scores, components, mean):
    """the scores are centred once more"""
    return (scores - scores.mean(axis=0)) @ components + mean


@wrong("reconstruct", fails="reconstruct-values")
def scores_normalized(scores, components, mean):
    """the scores of each user are scaled to length 1"""
    return scores / np.maximum(np.linalg.norm(scores, axis=1, keepdims=True), 1e-12) @ components + mean


@wrong("reconstruct", fails="reconstruct-values")
def steps_backwards(scores, components, mean):
    """the steps are subtracted from the mean"""
    return mean - scores @ components


@wrong("reconstruct", fails="reconstruct-values")
def averaged_over_components(scores, components, mean):
    """the steps are averaged, not added"""
    return scores @ components / (1 + len(components)) + mean


@wrong("reconstruct", fails=("reconstruct-values", "reconstruct-shapes"))
def users_as_columns(scores, components, mean):
    """the rebuilt table is transposed"""
    return (scores @ components + mean).T


@wrong("reconstruct", fails=("reconstruct-values", "reconstruct-shapes"), also="reconstruct-purity")
def components_transposed(scores, components, mean):
    """components are expected as columns"""
    return scores @ components.T + mean


@wrong("reconstruct", fails=("reconstruct-values", "reconstruct-shapes"))
def one_user_for_all(scores, components, mean):
    """the steps of all users are added to one"""
    return (scores @ components).sum(axis=0) + mean


@wrong("reconstruct", fails="reconstruct-purity", also=("reconstruct-values", "reconstruct-shapes"))
def mean_overwritten(scores, components, mean):
    """users are added to the given mean, one after the other"""
    rows = []
    for t in scores:
        mean += t @ components
        rows.append(mean.copy())
        mean -= 0.5 * (t @ components)
    return np.array(rows)


@wrong("reconstruct", fails="reconstruct-purity")
def scores_overwritten(scores, components, mean):
    """the given scores are shifted by those of the mean"""
    scores += components @ mean
    return scores @ components + (mean - components.T @ (components @ mean))


# --- choose_k -------------------------------------------------------------------------------------


@right("choose-k")
def running_sum_in_a_loop(variances, threshold):
    """adds up until there is enough"""
    total, running = sum(variances.tolist()), 0.0
    for k, v in enumerate(variances.tolist(), start=1):
        running += v
        if running / total >= threshold:
            return k
    return len(variances)


@right("choose-k")
def binary_search(variances, threshold):
    """searchsorted in the running shares"""
    return np.searchsorted(np.cumsum(variances) / np.sum(variances), threshold) + 1


@right("choose-k")
def count_those_that_fall_short(variances, threshold):
    """counts the running shares that are not enough"""
    shares = variances.astype(np.float64) / variances.astype(np.float64).sum()
    return int(np.sum(np.cumsum(shares) < threshold)) + 1


@right("choose-k")
def with_room_for_rounding(variances, threshold):
    """a rounding error below the threshold is forgiven"""
    running = np.cumsum(variances, dtype=float)
    return int(np.flatnonzero(running / running[-1] >= threshold - 1e-12)[0] + 1)


@right("choose-k")
def from_the_far_end(variances, threshold):
    """components are dropped from the end while enough is left"""
    k = len(variances)
    while k > 1 and variances[: k - 1].sum() >= threshold * variances.sum():
        k -= 1
    return k


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def position_for_number(variances, threshold):
    """the position in the array is returned, counted from 0"""
    return int(np.argmax(np.cumsum(variances) >= threshold * np.sum(variances)))


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def one_too_many(variances, threshold):
    """one is added once too often"""
    return min(int(np.argmax(np.cumsum(variances) >= threshold * np.sum(variances))) + 2, len(variances))


@wrong("choose-k", fails="choose-k-edges")
def more_than_the_threshold(variances, threshold):
    """a share equal to the threshold is not enough"""
    return int(np.sum(np.cumsum(variances) <= threshold * np.sum(variances))) + 1


@wrong("choose-k", fails="choose-k-edges")
def argmax_of_more_than(variances, threshold):
    """the first share above the threshold is searched, and where there is none the answer is 1"""
    return int(np.argmax(np.cumsum(variances) > threshold * np.sum(variances))) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def not_normalized(variances, threshold):
    """running sums are compared with the threshold as they are"""
    return int(np.argmax(np.cumsum(variances) >= threshold)) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"), also="choose-k-purity")
def share_of_the_first(variances, threshold):
    """shares are measured against the largest variance"""
    return int(np.argmax(np.cumsum(variances) / variances[0] >= threshold)) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"), also="choose-k-purity")
def shares_not_added_up(variances, threshold):
    """each share by itself is compared with the threshold"""
    return max(int(np.sum(variances / np.sum(variances) >= threshold)), 1)


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def above_the_average(variances, threshold):
    """components above the average variance are counted, and the threshold is ignored"""
    return int(np.sum(variances > np.mean(variances)))


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def shares_of_deviations(variances, threshold):
    """standard deviations are added up"""
    s = np.sqrt(variances)
    return int(np.argmax(np.cumsum(s) >= threshold * s.sum())) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def shares_of_squares(variances, threshold):
    """the variances are squared once more"""
    s = variances.astype(float) ** 2
    return int(np.argmax(np.cumsum(s) >= threshold * s.sum())) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def fraction_of_the_components(variances, threshold):
    """the threshold is taken as a fraction of the number of components"""
    return int(np.ceil(threshold * len(variances)))


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def smallest_first(variances, threshold):
    """the sum begins with the smallest variance"""
    return int(np.argmax(np.cumsum(variances[::-1]) >= threshold * np.sum(variances))) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"), also="choose-k-purity")
def threshold_on_what_is_left(variances, threshold):
    """the threshold is applied to what is left out"""
    return int(np.argmax(np.cumsum(variances) >= (1 - threshold) * np.sum(variances))) + 1


@wrong("choose-k", fails="choose-k-values", also="choose-k-edges")
def largest_that_falls_short(variances, threshold):
    """the last number below the threshold is taken"""
    return max(int(np.sum(np.cumsum(variances) <= threshold * np.sum(variances))), 1)


@wrong("choose-k", fails="choose-k-values")
def absolute_tolerance(variances, threshold):
    """an absolute tolerance swallows small variances"""
    return int(np.argmax(np.cumsum(variances) >= threshold * np.sum(variances) - 1e-8)) + 1


@wrong("choose-k", fails=("choose-k-values", "choose-k-edges"))
def share_for_number(variances, threshold):
    """the share that was reached is returned, not the number"""
    running = np.cumsum(variances) / np.sum(variances)
    return float(running[np.argmax(running >= threshold)])


@wrong("choose-k", fails="choose-k-purity")
def divided_in_place(variances, threshold):
    """the given variances are turned into shares"""
    variances /= variances.sum()
    return int(np.argmax(np.cumsum(variances) >= threshold)) + 1


# --- pca_dual -------------------------------------------------------------------------------------


@right("pca-dual")
def svd_of_the_table(X, k):
    """the thin singular value decomposition, which needs no (d, d) array either"""
    A = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(A, full_matrices=False)
    return Vt[:k], s[:k] ** 2 / (len(A) - 1), U[:, :k] * s[:k]


@right("pca-dual")
def general_eig_of_the_gram(X, k):
    """the general eigenvalue routine on the Gram matrix, sorted afterwards"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eig(A @ A.T)
    order = np.argsort(-mu.real)[:k]
    U = A.T @ a[:, order].real
    U = U / np.linalg.norm(U, axis=0)
    return U.T, mu[order].real / len(A), A @ U


@right("pca-dual")
def doubly_centred_gram(X, k):
    """the Gram matrix of the raw table, centred on both sides"""
    n = len(X)
    H = np.eye(n) - np.ones((n, n)) / n
    mu, a = np.linalg.eigh(H @ (X @ X.T) @ H)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    C = (X.T @ (H @ a) / np.sqrt(mu)).T
    return C, mu / n, a * np.sqrt(mu)


@right("pca-dual")
def gram_over_n(X, k):
    """the Gram matrix divided by n - 1, scores by a product"""
    A = X - X.mean(axis=0)
    values, a = np.linalg.eigh(A @ A.T / (len(A) - 1))
    values, a = np.flip(values), np.flip(a, axis=1)
    with np.errstate(all="ignore"):
        C = (A.T @ a / np.sqrt(values * (len(A) - 1))).T[:k]
    return [C, values[:k], A @ C.T]


@right("pca-dual")
def gram_in_float32(X, k):
    """everything is worked out in float32"""
    A = (X - X.mean(axis=0)).astype(np.float32)
    mu, a = np.linalg.eigh(A @ A.T)
    order = np.argsort(mu)[::-1][:k]
    C = a[:, order].T @ A
    C /= np.linalg.norm(C, axis=1, keepdims=True)
    return C, mu[order] / np.float32(len(A)), A @ C.T


@right("pca-dual")
def qr_first(X, k):
    """an orthonormal basis of the users' span first, then PCA inside it"""
    A = (X - X.mean(axis=0)).astype(np.float64)
    Q, R = np.linalg.qr(A.T)
    values, v = np.linalg.eigh(R @ R.T / len(A))
    C = (Q @ v[:, ::-1][:, :k]).T
    return C, values[::-1][:k], A @ C.T


@wrong("pca-dual", fails="pca-dual-wide")
def covariance_after_all(X, k):
    """the covariance matrix of all features is built"""
    A = X - X.mean(axis=0)
    values, vectors = np.linalg.eigh(A.T @ A / len(A))
    C = vectors[:, ::-1][:, :k].T
    return C, values[::-1][:k], A @ C.T


@wrong("pca-dual", fails="pca-dual-wide")
def svd_with_full_matrices(X, k):
    """the decomposition is asked for a (d, d) matrix of which k rows are used"""
    A = X - X.mean(axis=0)
    U, s, Vt = np.linalg.svd(A)
    return Vt[:k], s[:k] ** 2 / len(A), U[:, :k] * s[:k]


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-variances", "pca-dual-scores"), also="pca-dual-wide")
def gram_not_centred(X, k):
    """the dot products are those of the table as it came"""
    mu, a = np.linalg.eigh(X @ X.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (X.T @ a / np.sqrt(mu)).T, mu / len(X), a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-components")
def length_not_mended(X, k):
    """the components keep the length that the product gives them"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a).T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-components")
def divided_by_the_eigenvalue(X, k):
    """the components are divided by the eigenvalue, not by its root"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / mu).T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-components")
def root_of_the_variance(X, k):
    """the components are divided by the standard deviation, n times too small under the root"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu / len(A))).T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-variances")
def gram_eigenvalues_as_variances(X, k):
    """eigenvalues of the Gram matrix are returned as variances"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu)).T, mu, a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-variances")
def divided_by_d(X, k):
    """eigenvalues are divided by the number of features"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu)).T, mu / A.shape[1], a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-variances")
def roots_as_variances(X, k):
    """the roots of the eigenvalues are returned as variances"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu)).T, np.sqrt(mu), a * np.sqrt(mu)


@wrong("pca-dual", fails="pca-dual-scores")
def eigenvectors_as_scores(X, k):
    """eigenvectors of the Gram matrix are returned as scores"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu)).T, mu / len(A), a


@wrong("pca-dual", fails="pca-dual-scores")
def scores_times_the_eigenvalue(X, k):
    """the scores are stretched by the eigenvalue, not by its root"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu)).T, mu / len(A), a * mu


@wrong("pca-dual", fails="pca-dual-scores")
def dual_scores_not_centred(X, k):
    """the scores are those of the table as it came"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    C = (A.T @ a[:, ::-1][:, :k] / np.sqrt(mu[::-1][:k])).T
    return C, mu[::-1][:k] / len(A), X @ C.T


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-variances"), also=("pca-dual-scores", "pca-dual-wide"))
def smallest_eigenvalues(X, k):
    """eigenvalues are taken from the small end, 0 included"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = np.maximum(mu[:k], 1e-12), a[:, :k]
    return (A.T @ a / np.sqrt(mu)).T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-variances", "pca-dual-wide"))
def dual_largest_last(X, k):
    """the right components are in the opposite order"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[-k:], a[:, -k:]
    return (A.T @ a / np.sqrt(mu)).T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-wide"), also="pca-dual-scores")
def rows_of_the_users_eigenvectors(X, k):
    """rows of the matrix of eigenvectors are taken for eigenvectors"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    C = a[::-1][:k] @ A
    C = C / np.linalg.norm(C, axis=1, keepdims=True)
    return C, mu[::-1][:k] / len(A), A @ C.T


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-scores", "pca-dual-wide"))
def dual_components_as_columns(X, k):
    """components are returned as columns"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return A.T @ a / np.sqrt(mu), mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-scores", "pca-dual-wide"))
def eigenvectors_of_the_gram_as_components(X, k):
    """eigenvectors of the Gram matrix are returned as components"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return a.T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-variances", "pca-dual-scores"), also="pca-dual-wide")
def dual_centred_by_rows(X, k):
    """each user is centred over the features"""
    A = X - X.mean(axis=1, keepdims=True)
    mu, a = np.linalg.eigh(A @ A.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (A.T @ a / np.sqrt(mu)).T, mu / len(A), a * np.sqrt(mu)


@wrong("pca-dual", fails=("pca-dual-components", "pca-dual-variances"), also=("pca-dual-scores", "pca-dual-wide"))
def gram_centred_on_one_side(X, k):
    """only one side of the Gram matrix is centred"""
    A = X - X.mean(axis=0)
    mu, a = np.linalg.eigh(A @ X.T)
    mu, a = np.maximum(mu[::-1][:k], 1e-12), a[:, ::-1][:, :k]
    C = (A.T @ a / np.sqrt(mu)).T
    return C, mu / len(A), A @ C.T


@wrong("pca-dual", fails="pca-dual-purity", also="pca-dual-scores")
def dual_centred_in_place(X, k):
    """the given table itself is centred"""
    X -= X.mean(axis=0)
    mu, a = np.linalg.eigh(X @ X.T)
    mu, a = mu[::-1][:k], a[:, ::-1][:, :k]
    return (X.T @ a / np.sqrt(mu)).T, mu / len(X), a * np.sqrt(mu)


# --- plot_users -----------------------------------------------------------------------------------


@right("plot-users")
def markers_by_plot(ax, scores, labels):
    """ax.plot with markers and no line, labels in a sentence"""
    for label, marker in zip(sorted(set(labels.tolist())), "os^Dv<>PX*", strict=False):
        mine = labels == label
        ax.plot(scores[mine, 0], scores[mine, 1], marker, label=f"group {label}")
    ax.set(xlabel="first score", ylabel="second score")


@right("plot-users")
def last_label_first(ax, scores, labels):
    """groups in the opposite order, users from last to first, with a grid and group means"""
    for label in np.unique(labels)[::-1]:
        group = scores[labels == label][::-1, :2]
        ax.scatter(*group.T, marker=f"${str(label)[0]}$", label=f"{label} (users: {len(group)})")
        ax.plot(*group.mean(axis=0), "k+")
    ax.grid(True)
    ax.set_xlabel("PC 1")
    ax.set_ylabel("PC 2")


@right("plot-users")
def float32_and_lists(ax, scores, labels):
    """coordinates in float32, collected in plain lists"""
    groups = {}
    for (x, y, *_), label in zip(scores.astype(np.float32), labels, strict=True):
        groups.setdefault(str(label), []).append((x, y))
    for label, points in groups.items():
        ax.scatter([x for x, _ in points], [y for _, y in points], label=label)
    ax.axhline(0, color="0.8")
    ax.set_xlabel("component 1")
    ax.set_ylabel("component 2")


@right("plot-users")
def lines_switched_off(ax, scores, labels):
    """ax.plot with the line switched off by its keyword, equal scales"""
    x, y = scores[:, 0], scores[:, 1]
    for number, label in enumerate(np.unique(labels)):
        ax.plot(
            x[labels == label], y[labels == label], linestyle="", marker="os^"[number % 3], label=str(label).upper()
        )
    ax.set_aspect("equal", adjustable="datalim")
    ax.set_xlabel("score 1")
    ax.set_ylabel("score 2")


@right("plot-users")
def lines_of_no_width(ax, scores, labels):
    """ax.plot with markers, and the line's width set to 0"""
    for name in dict.fromkeys(labels.tolist()):
        group = scores[labels == name]
        ax.plot(group[:, 0], group[:, 1], marker="x", lw=0, label=name)
    ax.set(xlabel="first score", ylabel="second score", aspect="equal")


@wrong("plot-users", fails="plot-users-values")
def axes_swapped(ax, scores, labels):
    """the second score goes to the right"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 1], scores[labels == label, 0], label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-values")
def last_two_scores(ax, scores, labels):
    """the last two scores are drawn"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, -1], scores[labels == label, -2], label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-values")
def counted_from_one(ax, scores, labels):
    """scores 1 and 2 are counted from 0"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 1], scores[labels == label, -1], label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-values")
def users_connected(ax, scores, labels):
    """a line connects the users of a group"""
    for label in np.unique(labels):
        ax.plot(scores[labels == label, 0], scores[labels == label, 1], "o-", label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails=("plot-users-values", "plot-users-labels"))
def one_cloud(ax, scores, labels):
    """all users are drawn alike"""
    ax.scatter(scores[:, 0], scores[:, 1])
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-labels")
def groups_without_labels(ax, scores, labels):
    """no group is labelled"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1])
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-labels")
def groups_numbered(ax, scores, labels):
    """groups are numbered, not named"""
    for number, label in enumerate(np.unique(labels)):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=f"group number {number}")
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-labels")
def labels_in_order_of_appearance(ax, scores, labels):
    """sorted groups carry labels in the order of appearance"""
    seen = list(dict.fromkeys(labels.tolist()))
    for label, name in zip(np.unique(labels), seen, strict=True):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(name))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-labels")
def axes_without_labels(ax, scores, labels):
    """the axes have no labels"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(label))


@wrong("plot-users", fails="plot-users-labels")
def axis_labels_swapped(ax, scores, labels):
    """each axis carries the other one's label"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(label))
    ax.set(xlabel="score on component 2", ylabel="score on component 1")


@wrong("plot-users", fails="plot-users-labels")
def one_axis_without_label(ax, scores, labels):
    """the second axis has no label"""
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(label))
    ax.set_xlabel("score 1")


@wrong("plot-users", fails=("plot-users-values", "plot-users-labels"))
def drawn_elsewhere(ax, scores, labels):
    """the current axes are used, not the given ones"""
    for label in np.unique(labels):
        plt.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(label))
    plt.xlabel("score 1")
    plt.ylabel("score 2")


@wrong("plot-users", fails=("plot-users-values", "plot-users-labels"))
def means_only(ax, scores, labels):
    """each group is drawn as its mean"""
    for label in np.unique(labels):
        ax.scatter(*scores[labels == label, :2].mean(axis=0), label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-values")
def absolute_values(ax, scores, labels):
    """the signs of the scores are dropped"""
    for label in np.unique(labels):
        ax.scatter(np.abs(scores[labels == label, 0]), np.abs(scores[labels == label, 1]), label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-values", also="plot-users-labels")
def score_over_number(ax, scores, labels):
    """the first score is drawn over the number of the user"""
    for label in np.unique(labels):
        ax.scatter(np.flatnonzero(labels == label), scores[labels == label, 0], label=str(label))
    ax.set(xlabel="user", ylabel="score 1")


@wrong("plot-users", fails=("plot-users-values", "plot-users-labels"))
def first_group_missing(ax, scores, labels):
    """the loop over groups begins at the second"""
    for label in np.unique(labels)[1:]:
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


@wrong("plot-users", fails="plot-users-purity")
def scores_sorted_in_place(ax, scores, labels):
    """scores and labels are put in order where they lie"""
    order = np.argsort(labels, kind="stable")
    scores[:], labels[:] = scores[order], labels[order]
    for label in np.unique(labels):
        ax.scatter(scores[labels == label, 0], scores[labels == label, 1], label=str(label))
    ax.set(xlabel="score 1", ylabel="score 2")


# --- plot_scree -----------------------------------------------------------------------------------


@right("plot-scree")
def two_lines(ax, variances):
    """both series as lines"""
    share = variances / variances.sum()
    number = np.arange(len(share)) + 1
    ax.plot(number, share, "o-", label="share of total variance")
    ax.plot(number, share.cumsum(), "s--", label="cumulative share")
    ax.set(xlabel="component", ylabel="share")


@right("plot-scree")
def points_and_a_line(ax, variances):
    """the running totals first, the shares as points, with a threshold"""
    total = float(np.sum(variances))
    running, numbers = [], list(range(1, len(variances) + 1))
    for v in variances.tolist():
        running.append(v / total + (running[-1] if running else 0))
    ax.plot(numbers, running, label="Cumulative")
    ax.scatter(numbers, [v / total for v in variances], label="each")
    ax.axhline(0.9, linestyle=":")
    ax.set_xlabel("k")
    ax.set_ylabel("explained variance")


@right("plot-scree")
def narrow_bars_in_float32(ax, variances):
    """bars of half width, in float32"""
    share = (variances / variances.sum()).astype(np.float32)
    ax.bar(range(1, len(share) + 1), share, width=0.5, label="variance explained")
    ax.plot(range(1, len(share) + 1), np.cumsum(share), "k.-", label="running sum")
    ax.set(xlabel="component number", ylabel="fraction")


@right("plot-scree")
def points_without_line_for_shares(ax, variances):
    """shares as markers, running totals as a line with steps"""
    number = np.arange(1, variances.size + 1)
    ax.plot(number, variances / variances.sum(), "D", label="share")
    ax.plot(number, np.cumsum(variances) / variances.sum(), drawstyle="steps-post", label="running total")
    ax.set_xlabel("component")
    ax.set_ylabel("fraction of variance")
    ax.legend()


@wrong("plot-scree", fails="plot-scree-values")
def raw_variances(ax, variances):
    """variances are drawn, not shares"""
    number = np.arange(1, len(variances) + 1)
    ax.bar(number, variances, label="variance")
    ax.plot(number, np.cumsum(variances), label="running total")
    ax.set(xlabel="component", ylabel="variance")


@wrong("plot-scree", fails="plot-scree-values")
def numbered_from_zero(ax, variances):
    """components are numbered from 0"""
    share = variances / variances.sum()
    ax.bar(np.arange(len(share)), share, label="share")
    ax.plot(np.arange(len(share)), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values")
def no_positions_given(ax, variances):
    """ax.plot is left to number the running totals"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values")
def percentages(ax, variances):
    """heights are per cent"""
    share = 100 * variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share (%)")


@wrong("plot-scree", fails=("plot-scree-values", "plot-scree-labels"))
def shares_only(ax, variances):
    """the running totals are missing"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails=("plot-scree-values", "plot-scree-labels"))
def totals_only(ax, variances):
    """the single shares are missing"""
    share = variances / variances.sum()
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values")
def share_of_the_largest(ax, variances):
    """variances are divided by the largest one"""
    share = variances / variances[0]
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values")
def shares_of_roots(ax, variances):
    """shares of the standard deviations are drawn"""
    share = np.sqrt(variances) / np.sqrt(variances).sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values", also="plot-scree-labels")
def what_is_left(ax, variances):
    """the running line shows what is left out, not what is explained"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.arange(1, len(share) + 1), 1 - np.cumsum(share), label="running rest")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values")
def totals_as_points(ax, variances):
    """the running totals are loose points"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.scatter(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-values")
def last_component_missing(ax, variances):
    """the last component is not drawn"""
    share = (variances / variances.sum())[:-1]
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-labels")
def scree_labels_swapped(ax, variances):
    """the labels are on the wrong series"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="running total")
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="share")
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-labels")
def series_without_labels(ax, variances):
    """neither series is labelled"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share)
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share))
    ax.set(xlabel="component", ylabel="share")


@wrong("plot-scree", fails="plot-scree-labels")
def scree_axes_without_labels(ax, variances):
    """the axes have no labels"""
    share = variances / variances.sum()
    ax.bar(np.arange(1, len(share) + 1), share, label="share")
    ax.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")


@wrong("plot-scree", fails=("plot-scree-values", "plot-scree-labels"))
def scree_drawn_elsewhere(ax, variances):
    """the current axes are used, not the given ones"""
    share = variances / variances.sum()
    plt.bar(np.arange(1, len(share) + 1), share, label="share")
    plt.plot(np.arange(1, len(share) + 1), np.cumsum(share), label="running total")
    plt.xlabel("component")
    plt.ylabel("share")


@wrong("plot-scree", fails="plot-scree-purity")
def shares_made_in_place(ax, variances):
    """the given variances are turned into shares"""
    variances /= variances.sum()
    number = np.arange(1, len(variances) + 1)
    ax.bar(number, variances, label="share")
    ax.plot(number, np.cumsum(variances), label="running total")
    ax.set(xlabel="component", ylabel="share")
