"""Right and wrong solutions of the unit: see ``proctor.variants`` for how to write them."""
# ruff: noqa: F821  (the notebook defines np)

from proctor.variants import right, wrong


@right("centre")
def plain(X):
    """the mean along the first axis is broadcast"""
    return np.array(X, dtype=float) - np.mean(X, axis=0)


@right("centre")
def in_place_on_a_copy(X):
    """a copy is changed in place"""
    C = np.array(X, dtype=float)
    C -= C.mean(axis=0)
    return C


@right("centre")
def columns_one_by_one(X):
    """a loop goes over the columns"""
    X = np.asarray(X, dtype=float)
    return np.stack([column - column.mean() for column in X.T], axis=1)


@right("centre")
def projection(X):
    """the table is multiplied by the centring matrix I - 11'/n"""
    X = np.asarray(X, dtype=float)
    n = len(X)
    return (np.eye(n) - np.ones((n, n)) / n) @ X


@wrong("centre", fails="centre-values")
def one_mean(X):
    """one mean of all entries is taken away, not one for each column"""
    return np.asarray(X, dtype=float) - np.mean(X)


@wrong("centre", fails="centre-values")
def rows(X):
    """the mean of each row is taken away"""
    X = np.asarray(X, dtype=float)
    return X - X.mean(axis=1, keepdims=True)


@wrong("centre", fails="centre-values")
def median(X):
    """the median is taken for the mean"""
    return np.asarray(X, dtype=float) - np.median(X, axis=0)


@wrong("centre", fails="centre-values")
def added(X):
    """the mean is added"""
    return np.asarray(X, dtype=float) + np.mean(X, axis=0)


@wrong("centre", fails="centre-values")
def divided(X):
    """the table is divided by its mean"""
    return np.asarray(X, dtype=float) / np.mean(X, axis=0)


@wrong("centre", fails="centre-values")
def total(X):
    """the total of the column is taken away, not its mean"""
    return np.asarray(X, dtype=float) - np.sum(X, axis=0)


@wrong("centre", fails="centre-values")
def one_less(X):
    """the sum is divided by n - 1, as one does for a variance"""
    X = np.asarray(X, dtype=float)
    return X - X.sum(axis=0) / max(len(X) - 1, 1)


@wrong("centre", fails="centre-values")
def first_row(X):
    """the first row is taken for the mean"""
    X = np.asarray(X, dtype=float)
    return X - X[0]


@wrong("centre", fails="centre-values")
def standardized(X):
    """the columns are scaled as well"""
    X = np.asarray(X, dtype=float)
    return (X - X.mean(axis=0)) / (X.std(axis=0) + 1e-12)


@wrong("centre", fails="centre-values", also="centre-purity")
def untouched(X):
    """the table is returned as it came"""
    return np.array(X, dtype=float)


@wrong("centre", fails="centre-purity")
def in_place(X):
    """the table that was passed in is changed"""
    if not isinstance(X, np.ndarray):
        X = np.array(X, dtype=float)
    X -= X.mean(axis=0)
    return X
