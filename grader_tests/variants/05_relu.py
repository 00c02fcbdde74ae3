# ruff: noqa: F821
"""Right and wrong solutions for the unit 05-relu; names such as ``np`` come from its notebook."""

from proctor.variants import right, wrong

# --- relu -----------------------------------------------------------------------------------------


@right("relu")
def mask_product(x):
    """multiplies by the 0/1 mask"""
    return x * (x > 0)


@right("relu")
def clip_on_a_copy(x):
    """clips a copy in place"""
    h = x.copy()
    h[h < 0] = 0
    return h


@right("relu")
def mean_with_absolute(x):
    """averages x and its absolute value"""
    return (x + np.abs(x)) / 2


@right("relu")
def one_number_at_a_time(x):
    """loops over the numbers in plain Python"""
    return np.array([max(v, 0.0) for v in x.ravel()]).reshape(x.shape)


@right("relu")
def always_float64(x):
    """answers in float64, whatever came in"""
    return np.where(x > 0, x, 0.0).astype(np.float64)


@right("relu")
def clip_from_below(x):
    """clips from below only"""
    return np.clip(x, 0, None)


@wrong("relu", fails="relu-values")
def absolute(x):
    """negative inputs are reflected instead of replaced"""
    return np.abs(x)


@wrong("relu", fails="relu-values")
def minimum_for_maximum(x):
    """the smaller of the two is taken"""
    return np.minimum(x, 0)


@wrong("relu", fails="relu-values")
def leaky(x):
    """a little of the negative side leaks through"""
    return np.where(x > 0, x, 0.01 * x)


@wrong("relu", fails="relu-values")
def capped(x):
    """large inputs are capped as well"""
    return np.clip(x, 0, 6)


@wrong("relu", fails="relu-values")
def squeezed_to_one(x):
    """everything is clipped to the interval from 0 to 1"""
    return np.clip(x, 0, 1)


@wrong("relu", fails="relu-values")
def softplus(x):
    """the kink is smoothed away"""
    return np.logaddexp(0, 100 * x) / 100


@wrong("relu", fails="relu-values")
def smooth_root(x):
    """the absolute value is replaced by a root with a small constant in it"""
    return (x + np.sqrt(x**2 + 1e-12)) / 2


@wrong("relu", fails="relu-values")
def only_the_mask(x):
    """the comparison is returned, not the numbers that pass it"""
    return (x > 0).astype(float)


@wrong("relu", fails="relu-values")
def threshold_not_zero(x):
    """small positive numbers are treated as 0"""
    return np.where(x > 1e-6, x, 0)


@wrong("relu", fails="relu-values")
def whole_numbers(x):
    """the result is stored in whole numbers"""
    return np.array([int(max(v, 0)) for v in x.ravel()]).reshape(x.shape)


@wrong("relu", fails="relu-values")
def mirrored(x):
    """the negative side is kept and turned round"""
    return np.maximum(-x, 0)


@wrong("relu", fails="relu-values")
def exponential_tail(x):
    """the negative side is an exponential tail"""
    return np.where(x > 0, x, np.expm1(np.minimum(x, 0)))


@wrong("relu", fails="relu-values")
def nan_at_zero(x):
    """a quotient is formed that is 0/0 at 0"""
    with np.errstate(all="ignore"):
        return x * (x / np.abs(x) + 1) / 2


@wrong("relu", fails=("relu-shapes", "relu-values"))
def reduce_along_axis(x):
    """the 0 is read as an axis, and the array is reduced to its maximum"""
    return np.max(x, 0)


@wrong("relu", fails=("relu-shapes", "relu-values"))
def drops_the_negative(x):
    """negative numbers are left out instead of replaced"""
    return x[x > 0]


@wrong("relu", fails="relu-shapes")
def flattened(x):
    """the result is one long vector"""
    return np.maximum(x, 0).ravel()


@wrong("relu", fails=("relu-shapes", "relu-values"), also="relu-purity")
def needs_two_axes(x):
    """the loop takes for granted that there are two axes"""
    h = np.zeros_like(x)
    for i in range(x.shape[0]):
        for j in range(x.shape[1]):
            h[i, j] = max(x[i, j], 0)
    return h


@wrong("relu", fails="relu-shapes")
def at_least_one_axis(x):
    """an axis is added to a lone number"""
    return np.maximum(np.atleast_1d(x), 0)


@wrong("relu", fails="relu-purity")
def in_place(x):
    """the input itself is overwritten"""
    x[x < 0] = 0
    return x


@wrong("relu", fails="relu-purity", also="relu-shapes")
def out_into_the_input(x):
    """the result is written into the memory of the input"""
    return np.maximum(x, 0, out=x)


@wrong("relu", fails="relu-purity")
def alias_not_copy(x):
    """a second name for the same array is taken for a copy"""
    h = x
    h[h < 0] = 0
    return h


@wrong("relu", fails=("relu-values", "relu-shapes", "relu-purity"))
def returns_nothing(x):
    """the input is overwritten and nothing is returned"""
    x[x < 0] = 0


# --- relu_grad ------------------------------------------------------------------------------------


@right("relu-grad")
def zero_at_the_kink(x):
    """takes slope 0 at the kink, in the dtype of x"""
    return (x > 0).astype(x.dtype)


@right("relu-grad")
def one_at_the_kink(x):
    """takes slope 1 at the kink, by masked assignment"""
    slope = np.ones_like(x)
    slope[x < 0] = 0
    return slope


@right("relu-grad")
def half_at_the_kink(x):
    """takes slope ½ at the kink"""
    return np.heaviside(x, 0.5)


@right("relu-grad")
def sign_shifted(x):
    """shifts and halves the sign"""
    return (np.sign(x) + 1) / 2


@right("relu-grad")
def booleans(x):
    """leaves the slopes as booleans"""
    return x > 0


@right("relu-grad")
def slope_loop(x):
    """loops over the numbers in plain Python, in float64"""
    slopes = [1.0 if v >= 0 else 0.0 for v in x.ravel().tolist()]
    return np.array(slopes).reshape(x.shape)


@wrong("relu-grad", fails="relu-grad-values")
def sign(x):
    """the sign is taken for the slope: that is the slope of the absolute value"""
    return np.sign(x)


@wrong("relu-grad", fails=("relu-grad-values", "relu-grad-numerics"))
def the_function_itself(x):
    """the function is returned instead of its slope"""
    return np.maximum(x, 0)


@wrong("relu-grad", fails=("relu-grad-values", "relu-grad-numerics"), also=("relu-grad-purity", "relu-grad-zero"))
def always_one(x):
    """the kink is ignored"""
    return np.ones_like(x)


@wrong("relu-grad", fails=("relu-grad-values",))
def reversed_mask(x):
    """the comparison points the wrong way"""
    return np.where(x < 0, 1.0, 0.0)


@wrong("relu-grad", fails="relu-grad-values", also="relu-grad-zero")
def leaky_slope(x):
    """the slope of a leaky unit is given"""
    return np.where(x > 0, 1.0, 0.01)


@wrong("relu-grad", fails=("relu-grad-values", "relu-grad-numerics"), also="relu-grad-zero")
def sigmoid(x):
    """the slope of a smoothed unit is given"""
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


@wrong("relu-grad", fails="relu-grad-numerics")
def steep_sigmoid(x):
    """the jump is replaced by a steep ramp"""
    return 1 / (1 + np.exp(-np.clip(1e4 * x, -500, 500)))


@wrong("relu-grad", fails="relu-grad-numerics", also="relu-grad-values")
def difference_quotient(x):
    """a difference quotient reaches across the kink"""
    h = 1e-5
    return (np.maximum(x + h, 0) - np.maximum(x - h, 0)) / (2 * h)


@wrong("relu-grad", fails="relu-grad-zero")
def quotient(x):
    """relu(x) is divided by x, which is 0/0 at the kink"""
    with np.errstate(all="ignore"):
        return np.maximum(x, 0) / x


@wrong("relu-grad", fails="relu-grad-numerics")
def guarded_quotient(x):
    """a small constant keeps a quotient from dividing by 0, and spoils it near 0"""
    return np.maximum(x, 0) / (np.abs(x) + 1e-8)


@wrong("relu-grad", fails="relu-grad-zero")
def nan_at_the_kink(x):
    """there is no derivative at 0, and NaN is returned there"""
    return np.where(x == 0, np.nan, (x > 0) * 1.0)


@wrong("relu-grad", fails="relu-grad-zero")
def minus_one_at_the_kink(x):
    """the value at 0 lies outside the interval of slopes"""
    return np.where(x == 0, -1.0, (x > 0) * 1.0)


@wrong("relu-grad", fails="relu-grad-zero")
def two_at_the_kink(x):
    """both sides are added up at 0"""
    return (x >= 0) * 1.0 + (x == 0)


@wrong("relu-grad", fails=("relu-grad-values", "relu-grad-numerics"))
def threshold_at_one(x):
    """the threshold is put at 1"""
    return (x > 1) * 1.0


@wrong("relu-grad", fails="relu-grad-numerics")
def close_to_zero_is_zero(x):
    """numbers close to 0 are treated as 0"""
    return np.where(np.isclose(x, 0), 0.0, (x > 0) * 1.0)


@wrong("relu-grad", fails="relu-grad-purity")
def overwritten_one_by_one(x):
    """the slopes are written into the input"""
    x[x <= 0] = 0
    x[x > 0] = 1
    return x


@wrong("relu-grad", fails=("relu-grad-values", "relu-grad-zero", "relu-grad-numerics"))
def one_number_for_all(x):
    """one slope is returned for the whole array"""
    return float(np.mean(x > 0))


@wrong("relu-grad", fails="relu-grad-values", also="relu-grad-numerics")
def clipped_to_unit(x):
    """the function, clipped to 1, is taken for its slope"""
    return np.clip(x, 0, 1)


@wrong("relu-grad", fails="relu-grad-values", also=("relu-grad-zero", "relu-grad-numerics"))
def neighbouring_entries(x):
    """differences of neighbouring entries are taken for slopes"""
    return np.gradient(np.maximum(x.ravel(), 0)).reshape(x.shape)


# --- subgradients_at_zero -------------------------------------------------------------------------


@right("subgradients-at-zero")
def whole_number_ends():
    """gives the ends as whole numbers"""
    return 0, 1


@right("subgradients-at-zero")
def ends_as_list():
    """gives the ends as a list"""
    return [0.0, 1.0]


@right("subgradients-at-zero")
def ends_as_array():
    """gives the ends as an array"""
    return np.array([0.0, 1.0])


@right("subgradients-at-zero")
def ends_from_quotients():
    """finds the ends as one-sided difference quotients"""
    return tuple((max(h, 0.0) - max(0.0, 0.0)) / h for h in (-1e-3, 1e-3))


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def ends_of_the_absolute_value():
    """the interval is that of the worked example"""
    return -1.0, 1.0


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def ends_reversed():
    """the larger end comes first"""
    return 1.0, 0.0


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def only_the_middle():
    """the value of the central difference is given for both ends"""
    return 0.5, 0.5


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def half_of_the_interval():
    """the interval ends at the value of the central difference"""
    return 0.0, 0.5


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def only_the_library_value():
    """only the value that libraries take is given"""
    return 0.0, 0.0


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def single_number():
    """one number is given instead of two"""
    return 0.5


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def leaky_ends():
    """the interval is that of a leaky unit"""
    return 0.01, 1.0


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def three_values():
    """the accepted values are listed instead of the ends"""
    return 0.0, 0.5, 1.0


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def minus_one_and_zero():
    """the left limit is given the wrong sign"""
    return -1.0, 0.0


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def all_slopes():
    """the inequality is used for neither sign"""
    return -np.inf, np.inf


@wrong("subgradients-at-zero", fails="subgradients-at-zero-values")
def largest_value_below_one():
    """the interval is taken to stop short of the slope on the right"""
    return 0.0, 0.999


# --- relu_backward --------------------------------------------------------------------------------


@right("relu-backward")
def product(grad, x):
    """multiplies by the mask, slope 0 at the kink"""
    return grad * (x > 0)


@right("relu-backward")
def grad_on_a_copy(grad, x):
    """clears a copy of grad, slope 0 at the kink"""
    dx = grad.copy()
    dx[x <= 0] = 0
    return dx


@right("relu-backward")
def product_in_place(grad, x):
    """multiplies in place, slope 1 at the kink"""
    grad *= x >= 0
    return grad


@right("relu-backward")
def half_slope(grad, x):
    """takes slope ½ at the kink, in float64"""
    return grad * np.heaviside(np.asarray(x, dtype=float), 0.5)


@right("relu-backward")
def backward_loop(grad, x):
    """loops over the places in plain Python"""
    dx = np.zeros(x.shape)
    for place in np.ndindex(x.shape):
        if x[place] > 0:
            dx[place] = grad[place]
    return dx


@right("relu-backward")
def masked_by_the_output(grad, x):
    """takes the mask from the output of the forward pass, with > 0"""
    h = np.maximum(x, 0)
    return np.where(h > 0, grad, 0)


@right("relu-backward")
def through_relu_grad(grad, x):
    """calls relu_grad"""
    return relu_grad(x) * grad


@wrong("relu-backward", fails="relu-backward-values", also="relu-backward-zero")
def forgot_upstream(grad, x):
    """the upstream gradient is forgotten"""
    return (x > 0) * 1.0


@wrong("relu-backward", fails="relu-backward-values")
def masked_by_upstream(grad, x):
    """the mask is taken from the upstream gradient"""
    return grad * (grad > 0)


@wrong("relu-backward", fails="relu-backward-values")
def guided(grad, x):
    """negative upstream gradients are dropped too"""
    return grad * (x > 0) * (grad > 0)


@wrong("relu-backward", fails="relu-backward-values", also="relu-backward-zero")
def leaky_backward(grad, x):
    """a little of the upstream gradient leaks through on the negative side"""
    return np.where(x > 0, grad, 0.01 * grad)


@wrong("relu-backward", fails="relu-backward-values", also=("relu-backward-purity", "relu-backward-zero"))
def not_masked(grad, x):
    """the upstream gradient passes unchanged"""
    return grad.copy()


@wrong("relu-backward", fails="relu-backward-values")
def times_the_output(grad, x):
    """the upstream gradient is multiplied by the value instead of the slope"""
    return grad * np.maximum(x, 0)


@wrong("relu-backward", fails="relu-backward-values")
def times_the_sign(grad, x):
    """the upstream gradient is multiplied by the sign of x"""
    return grad * np.sign(x)


@wrong("relu-backward", fails="relu-backward-values")
def wrong_side(grad, x):
    """the positive side is erased instead of the negative one"""
    grad = grad.copy()
    grad[x > 0] = 0
    return grad


@wrong("relu-backward", fails="relu-backward-values", also=("relu-backward-purity", "relu-backward-zero"))
def strict_mask_on_the_output(grad, x):
    """the mask is taken from the output of the forward pass, which is never negative"""
    h = np.maximum(x, 0)
    grad = grad.copy()
    grad[h < 0] = 0
    return grad


@wrong("relu-backward", fails="relu-backward-values")
def relu_of_the_gradient(grad, x):
    """relu is applied to the upstream gradient"""
    return np.maximum(grad, 0)


@wrong("relu-backward", fails="relu-backward-values")
def averaged(grad, x):
    """the result is divided by the size of the batch once more"""
    return grad * (x > 0) / len(x)


@wrong("relu-backward", fails=("relu-backward-values", "relu-backward-zero"))
def summed(grad, x):
    """the result is summed over the batch"""
    return (grad * (x > 0)).sum(axis=0)


@wrong("relu-backward", fails="relu-backward-values")
def clipped_gradient(grad, x):
    """large gradients are clipped"""
    return np.clip(grad, -5, 5) * (x > 0)


@wrong("relu-backward", fails="relu-backward-values")
def thresholded(grad, x):
    """small positive inputs count as switched off"""
    return grad * (x > 1e-6)


@wrong("relu-backward", fails=("relu-backward-values", "relu-backward-zero"), also="relu-backward-purity")
def result_not_returned(grad, x):
    """the result is written into grad and not returned"""
    grad[x < 0] = 0


@wrong("relu-backward", fails="relu-backward-zero")
def divided_at_zero(grad, x):
    """the slope is computed as relu(x)/x, which is 0/0 at the kink"""
    with np.errstate(all="ignore"):
        return grad * np.maximum(x, 0) / x


@wrong("relu-backward", fails="relu-backward-zero")
def doubled_at_zero(grad, x):
    """both sides of the kink are added at 0"""
    return grad * (x >= 0) + grad * (x == 0)


@wrong("relu-backward", fails="relu-backward-purity")
def forward_in_place(grad, x):
    """the forward pass is repeated in the memory of x"""
    x[x < 0] = 0
    return grad * (x > 0)


@wrong("relu-backward", fails="relu-backward-purity")
def result_into_x(grad, x):
    """the result is written into x"""
    x[...] = grad * (x > 0)
    return x


@wrong("relu-backward", fails="relu-backward-values")
def arguments_swapped(grad, x):
    """the two arguments are swapped"""
    return x * (grad > 0)


# --- affine_relu_backward -------------------------------------------------------------------------


@right("affine-relu-backward")
def masked_assignment(grad, X, W, b):
    """clears a copy of grad, slope 1 at the kink"""
    G = grad.copy()
    G[X @ W + b < 0] = 0
    return G.dot(W.T), X.T.dot(G), np.sum(G, axis=0)


@right("affine-relu-backward")
def with_einsum(grad, X, W, b):
    """sums with einsum, slope ½ at the kink, in float64"""
    Z = np.einsum("ik,kj->ij", X, W) + b
    G = grad.astype(np.float64) * np.heaviside(Z.astype(np.float64), 0.5)
    return np.einsum("ij,kj->ik", G, W), np.einsum("ik,ij->kj", X, G), np.einsum("ij->j", G)


@right("affine-relu-backward")
def example_by_example(grad, X, W, b):
    """adds up outer products, one example at a time"""
    dX, dW, db = np.zeros(X.shape), np.zeros(W.shape), np.zeros(b.shape)
    for i in range(X.shape[0]):
        g = np.where(X[i] @ W + b > 0, grad[i], 0.0)
        dX[i] = W @ g
        dW += np.outer(X[i], g)
        db += g
    return dX, dW, db


@right("affine-relu-backward")
def through_relu_backward(grad, X, W, b):
    """calls relu_backward on a copy"""
    G = relu_backward(grad.copy(), X @ W + b)
    return [G @ W.T, (G.T @ X).T, np.ones(len(X)) @ G]


@right("affine-relu-backward")
def mask_from_the_output(grad, X, W, b):
    """takes the mask from the layer's output"""
    A = np.maximum(X @ W + b, 0)
    G = grad * (A > 0)
    return np.tensordot(G, W, axes=(1, 1)), np.tensordot(X, G, axes=(0, 0)), G.sum(0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-db"),
    also="affine-relu-backward-kink",
)
def no_relu(grad, X, W, b):
    """the layer is treated as affine, without the ReLU"""
    return grad @ W.T, X.T @ grad, grad.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-db"),
    also="affine-relu-backward-kink",
)
def bias_left_out_of_the_mask(grad, X, W, b):
    """the bias is left out when the mask is computed"""
    G = grad * (X @ W > 0)
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-db"),
    also="affine-relu-backward-kink",
)
def masked_by_its_gradient(grad, X, W, b):
    """the mask is taken from the upstream gradient"""
    G = grad * (grad > 0)
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-db"),
    also="affine-relu-backward-kink",
)
def output_mask_with_equality(grad, X, W, b):
    """the mask is taken from the output with >=, which always holds"""
    G = grad * (np.maximum(X @ W + b, 0) >= 0)
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-db"),
    also="affine-relu-backward-kink",
)
def upstream_left_out(grad, X, W, b):
    """the upstream gradient is left out"""
    G = (X @ W + b > 0) * 1.0
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-db"),
    also="affine-relu-backward-kink",
)
def value_for_slope(grad, X, W, b):
    """the upstream gradient is multiplied by the output instead of the slope"""
    G = grad * np.maximum(X @ W + b, 0)
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-db", also="affine-relu-backward-kink")
def bias_not_masked(grad, X, W, b):
    """the bias is taken to bypass the ReLU"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G, grad.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-db")
def bias_averaged(grad, X, W, b):
    """the gradient of the bias is averaged over the batch"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G, G.mean(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-dw")
def weights_averaged(grad, X, W, b):
    """the gradient of the weights is divided by the size of the batch once more"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G / len(X), G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-dx")
def inputs_not_masked(grad, X, W, b):
    """the path back to X skips the ReLU"""
    G = grad * (X @ W + b > 0)
    return grad @ W.T, X.T @ G, G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-dw")
def weights_not_masked(grad, X, W, b):
    """the path back to W skips the ReLU"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ grad, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-db", "affine-relu-backward-shapes"),
    also="affine-relu-backward-kink",
)
def bias_summed_over_units(grad, X, W, b):
    """the gradient of the bias is summed over the units instead of the examples"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G, G.sum(axis=1)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-db", "affine-relu-backward-shapes"),
    also="affine-relu-backward-kink",
)
def bias_summed_over_everything(grad, X, W, b):
    """the gradient of the bias is one number"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G, G.sum()


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-db", "affine-relu-backward-shapes"),
    also="affine-relu-backward-kink",
)
def bias_not_summed(grad, X, W, b):
    """the gradient of the bias is not summed over the batch"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G, G


@wrong("affine-relu-backward", fails="affine-relu-backward-shapes")
def bias_keeps_the_batch_axis(grad, X, W, b):
    """the gradient of the bias keeps an axis of length 1"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, X.T @ G, G.sum(axis=0, keepdims=True)


@wrong("affine-relu-backward", fails=("affine-relu-backward-dw", "affine-relu-backward-shapes"))
def weights_transposed(grad, X, W, b):
    """the gradient of the weights comes out transposed"""
    G = grad * (X @ W + b > 0)
    return G @ W.T, G.T @ X, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=("affine-relu-backward-dx", "affine-relu-backward-dw", "affine-relu-backward-shapes"),
)
def order_changed(grad, X, W, b):
    """the results come in another order"""
    G = grad * (X @ W + b > 0)
    return X.T @ G, G @ W.T, G.sum(axis=0)


@wrong(
    "affine-relu-backward",
    fails=(
        "affine-relu-backward-dx",
        "affine-relu-backward-dw",
        "affine-relu-backward-db",
        "affine-relu-backward-shapes",
        "affine-relu-backward-kink",
        "affine-relu-backward-purity",
    ),
)
def weights_not_transposed(grad, X, W, b):
    """W is not transposed on the way back, which fits square layers only"""
    G = grad * (X @ W + b > 0)
    return G @ W, X.T @ G, G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-dx")
def ones_for_weights(grad, X, W, b):
    """the weights are left out of the path back to X"""
    G = grad * (X @ W + b > 0)
    return G @ np.ones_like(W.T), X.T @ G, G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-kink")
def tolerance_at_the_kink(grad, X, W, b):
    """entries of Z close to 0 count as switched off"""
    G = grad * (X @ W + b > 1e-6)
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-kink")
def output_over_input(grad, X, W, b):
    """the slope is computed as relu(Z)/Z, which is 0/0 at the kink"""
    Z = X @ W + b
    with np.errstate(all="ignore"):
        G = grad * (np.maximum(Z, 0) / Z)
    return G @ W.T, X.T @ G, G.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-purity")
def grad_overwritten(grad, X, W, b):
    """the line that writes into grad is used on the caller's array"""
    grad[X @ W + b < 0] = 0
    return grad @ W.T, X.T @ grad, grad.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-purity")
def handed_over_without_a_copy(grad, X, W, b):
    """grad is handed to a function that writes into it"""
    grad *= X @ W + b > 0
    return grad @ W.T, X.T @ grad, grad.sum(axis=0)


@wrong("affine-relu-backward", fails="affine-relu-backward-purity")
def weights_updated(grad, X, W, b):
    """the weights are updated on the way"""
    G = grad * (X @ W + b > 0)
    dX, dW, db = G @ W.T, X.T @ G, G.sum(axis=0)
    W -= 0.1 * dW
    b -= 0.1 * db
    return dX, dW, db


# --- name_the_bug ---------------------------------------------------------------------------------


@right("name-the-bug")
def signature_of_outcomes(snippets):
    """compares with the six outcomes on random numbers"""
    rng = np.random.default_rng(7)
    grad, x = rng.normal(size=(4, 50)), rng.normal(size=(4, 50))
    names = {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        if (after != x).any():
            names[name] = "mutated input"
        elif np.allclose(out, grad * (x > 0)):
            names[name] = "correct"
        elif np.allclose(out, x > 0):
            names[name] = "forgot upstream"
        elif np.allclose(out, np.where(grad > 0, grad, 0)):
            names[name] = "masked by upstream"
        elif np.allclose(out, np.where((grad > 0) & (x > 0), grad, 0)):
            names[name] = "guided backprop"
        else:
            names[name] = "leaky"
    return names


@right("name-the-bug")
def question_after_question(snippets):
    """asks one question after the other, on single pairs"""

    def ask(code, g, v):
        out, after = try_snippet(code, [g], [v])
        return out[0], after[0]

    def diagnose(code):
        if ask(code, 3, -2)[1] != -2:
            return "mutated input"
        if ask(code, 3, 2)[0] == 1:
            return "forgot upstream"
        dropped_negative = ask(code, -5, 2)[0] == 0
        kept_on_the_left = ask(code, 5, -2)[0]
        if dropped_negative:
            return "masked by upstream" if kept_on_the_left == 5 else "guided backprop"
        return "leaky" if kept_on_the_left != 0 else "correct"

    return {name: diagnose(code) for name, code in snippets.items()}


@right("name-the-bug")
def own_exec(snippets):
    """calls exec without the helper"""
    grad = np.array([[2.0, -3.0], [4.0, -5.0]])
    x = np.array([[1.5, 2.5], [-3.5, -4.5]])
    answer = dict()
    for name in snippets:
        given_x = x.copy()
        space = {"np": np, "grad": grad.copy(), "x": given_x}
        exec(snippets[name], space)
        a, b, c, d = (float(v) for v in np.asarray(space["out"], dtype=float).ravel())
        if not np.array_equal(given_x, x):
            answer[name] = BUGS[5]
        elif (a, b, c, d) == (2, -3, 0, 0):
            answer[name] = BUGS[0]
        elif (a, b) == (1, 1):
            answer[name] = BUGS[1]
        elif b == 0:
            answer[name] = BUGS[2] if c == 4 else BUGS[3]
        else:
            answer[name] = BUGS[4]
    return answer


@right("name-the-bug")
def linear_in_grad(snippets):
    """uses that the right pass is odd in grad"""
    names = {}
    for name, code in snippets.items():
        x = np.array([4.0, -4.0])
        plus, after = try_snippet(code, np.array([2.0, 2.0]), x)
        minus, _ = try_snippet(code, np.array([-2.0, -2.0]), x)
        if list(after) != list(x):
            names[name] = "mutated input"
        elif np.array_equal(plus, minus):
            names[name] = "forgot upstream"
        elif np.allclose(plus, -minus):
            names[name] = "correct" if plus[1] == 0 else "leaky"
        else:
            names[name] = "masked by upstream" if plus[1] != 0 else "guided backprop"
    return names


ALL_BUG_CELLS = ("name-the-bug-given", "name-the-bug-spellings", "name-the-bug-conventions")


@wrong("name-the-bug", fails=ALL_BUG_CELLS)
def answers_by_name(snippets):
    """the answers are looked up by the names of the example"""
    answers = {
        "ash": "masked by upstream",
        "birch": "leaky",
        "cedar": "forgot upstream",
        "elm": "guided backprop",
        "fir": "mutated input",
        "oak": "correct",
    }
    return answers


@wrong("name-the-bug", fails=("name-the-bug-given", "name-the-bug-spellings", "name-the-bug-conventions"))
def answers_in_order(snippets):
    """the answers are given in the order of the example"""
    order = ["masked by upstream", "leaky", "forgot upstream", "guided backprop", "mutated input", "correct"]
    return dict(zip(snippets, order, strict=False))


@wrong("name-the-bug", fails=("name-the-bug-spellings", "name-the-bug-conventions"))
def answers_by_text(snippets):
    """the answers are looked up by the text of the example's lines"""
    answers = {
        "out = grad * (grad > 0)": "masked by upstream",
        "out = np.where(x > 0, grad, 0.01 * grad)": "leaky",
        "out = 1.0 * (x > 0)": "forgot upstream",
        "out = grad * (x > 0) * (grad > 0)": "guided backprop",
        "x[x < 0] = 0; out = np.where(x > 0, grad, 0.0)": "mutated input",
        "grad[x < 0] = 0; out = grad": "correct",
    }
    return {name: answers.get(code, "correct") for name, code in snippets.items()}


@wrong("name-the-bug", fails="name-the-bug-spellings", also="name-the-bug-conventions")
def keywords(snippets):
    """the text of the line is searched for telling pieces"""

    def read(code):
        if "x[" in code:
            return "mutated input" if code.startswith("x[") else "correct"
        if "0.01" in code:
            return "leaky"
        if "grad > 0" in code:
            return "guided backprop" if "x > 0" in code else "masked by upstream"
        return "correct" if "grad" in code else "forgot upstream"

    return {name: read(code) for name, code in snippets.items()}


@wrong("name-the-bug", fails=ALL_BUG_CELLS)
def everything_correct(snippets):
    """every snippet is believed"""
    return {name: "correct" for name in snippets}


@wrong("name-the-bug", fails=("name-the-bug-given", "name-the-bug-spellings"))
def only_positive_upstream(snippets):
    """the upstream gradient of the experiment has only positive entries"""
    grad, x = np.array([3.0, 5.0]), np.array([2.0, -4.0])
    names = {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        if not np.array_equal(after, x):
            names[name] = "mutated input"
        elif np.allclose(out, [1, 0]):
            names[name] = "forgot upstream"
        elif np.allclose(out, [3, 0]):
            names[name] = "correct"
        elif np.allclose(out, [3, 5]):
            names[name] = "masked by upstream"
        else:
            names[name] = "leaky"
    return names


@wrong("name-the-bug", fails=("name-the-bug-given", "name-the-bug-spellings"))
def only_positive_inputs(snippets):
    """the input of the experiment has only positive entries"""
    grad, x = np.array([3.0, -5.0]), np.array([2.0, 4.0])
    names = {}
    for name, code in snippets.items():
        out, _ = try_snippet(code, grad, x)
        if np.allclose(out, [1, 1]):
            names[name] = "forgot upstream"
        elif np.allclose(out, grad):
            names[name] = "correct"
        else:
            names[name] = "guided backprop"
    return names


@wrong("name-the-bug", fails=("name-the-bug-given", "name-the-bug-spellings"))
def x_not_looked_at(snippets):
    """the input is not looked at after the run"""
    grad, x = np.array([3.0, -5.0, 7.0, -11.0]), np.array([2.0, 0.5, -4.0, -0.25])
    slope = (x > 0) * 1.0
    outcomes = [
        ("correct", grad * slope),
        ("forgot upstream", slope),
        ("masked by upstream", np.maximum(grad, 0)),
        ("guided backprop", np.maximum(grad, 0) * slope),
    ]
    names = {}
    for name, code in snippets.items():
        out, _ = try_snippet(code, grad, x)
        names[name] = next((bug for bug, outcome in outcomes if np.allclose(out, outcome)), "leaky")
    return names


@wrong("name-the-bug", fails=("name-the-bug-given", "name-the-bug-spellings"), also="name-the-bug-conventions")
def guided_and_masked_swapped(snippets):
    """the two passes that drop negative gradients are mixed up"""
    grad, x = np.array([3.0, -5.0, 7.0, -11.0]), np.array([2.0, 0.5, -4.0, -0.25])
    slope = (x > 0) * 1.0
    outcomes = [
        ("correct", grad * slope),
        ("forgot upstream", slope),
        ("guided backprop", np.maximum(grad, 0)),
        ("masked by upstream", np.maximum(grad, 0) * slope),
    ]
    names = {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        found = next((bug for bug, outcome in outcomes if np.allclose(out, outcome)), "leaky")
        names[name] = found if np.array_equal(after, x) else "mutated input"
    return names


@wrong("name-the-bug", fails=("name-the-bug-conventions", "name-the-bug-given"), also="name-the-bug-spellings")
def grad_reuse_is_a_bug(snippets):
    """writing into grad is taken for the bug"""
    names = {}
    for name, code in snippets.items():
        grad, x = np.array([3.0, -5.0, 7.0, -11.0]), np.array([2.0, 0.5, -4.0, -0.25])
        slope = (x > 0) * 1.0
        space = {"np": np, "grad": grad.copy(), "x": x.copy()}
        exec(code, space)
        out = np.asarray(space["out"], dtype=float)
        if not np.array_equal(space["x"], x) or not np.array_equal(space["grad"], grad):
            names[name] = "mutated input"
        elif np.allclose(out, grad * slope):
            names[name] = "correct"
        elif np.allclose(out, slope):
            names[name] = "forgot upstream"
        elif np.allclose(out, np.maximum(grad, 0)):
            names[name] = "masked by upstream"
        elif np.allclose(out, np.maximum(grad, 0) * slope):
            names[name] = "guided backprop"
        else:
            names[name] = "leaky"
    return names


@wrong("name-the-bug", fails="name-the-bug-conventions", also=("name-the-bug-given", "name-the-bug-spellings"))
def zero_in_the_experiment(snippets):
    """the experiment contains x = 0 and expects one particular value there"""
    grad, x = np.array([3.0, -5.0, 7.0, -11.0, 13.0]), np.array([2.0, 0.5, -4.0, -0.25, 0.0])
    slope = (x > 0) * 1.0
    outcomes = [
        ("correct", grad * slope),
        ("forgot upstream", slope),
        ("masked by upstream", np.maximum(grad, 0)),
        ("guided backprop", np.maximum(grad, 0) * slope),
    ]
    names = {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        found = next((bug for bug, outcome in outcomes if np.allclose(out, outcome)), "leaky")
        names[name] = found if np.array_equal(after, x) else "mutated input"
    return names


@wrong("name-the-bug", fails="name-the-bug-spellings", also="name-the-bug-conventions")
def leak_of_one_percent_only(snippets):
    """only a leak of one particular size is recognised"""
    grad, x = np.array([3.0, -5.0, 7.0, -11.0]), np.array([2.0, 0.5, -4.0, -0.25])
    slope = (x > 0) * 1.0
    outcomes = [
        ("leaky", np.where(x > 0, grad, 0.01 * grad)),
        ("forgot upstream", slope),
        ("masked by upstream", np.maximum(grad, 0)),
        ("guided backprop", np.maximum(grad, 0) * slope),
    ]
    names = {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        found = next((bug for bug, outcome in outcomes if np.allclose(out, outcome)), "correct")
        names[name] = found if np.array_equal(after, x) else "mutated input"
    return names


@wrong("name-the-bug", fails="name-the-bug-spellings", also=("name-the-bug-given", "name-the-bug-conventions"))
def each_kind_once(snippets):
    """each kind is believed to occur once, and the last is found by elimination"""
    grad, x = np.array([3.0, -5.0, 7.0, -11.0]), np.array([2.0, 0.5, -4.0, -0.25])
    slope = (x > 0) * 1.0
    outcomes = {
        "correct": grad * slope,
        "forgot upstream": slope,
        "masked by upstream": np.maximum(grad, 0),
        "guided backprop": np.maximum(grad, 0) * slope,
    }
    left, names = list(BUGS), {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        found = next((bug for bug, outcome in outcomes.items() if np.allclose(out, outcome)), "leaky")
        found = found if np.array_equal(after, x) else "mutated input"
        names[name] = found if found in left else (left[0] if left else "correct")
        if names[name] in left:
            left.remove(names[name])
    return names


@wrong("name-the-bug", fails=ALL_BUG_CELLS)
def list_for_dict(snippets):
    """a list comes back instead of a dict"""
    return ["correct" for _ in snippets]


@wrong("name-the-bug", fails=("name-the-bug-given", "name-the-bug-spellings"))
def upstream_of_ones(snippets):
    """the upstream gradient of the experiment is 1 everywhere"""
    grad, x = np.array([1.0, 1.0]), np.array([2.0, -4.0])
    names = {}
    for name, code in snippets.items():
        out, after = try_snippet(code, grad, x)
        if not np.array_equal(after, x):
            names[name] = "mutated input"
        elif np.allclose(out, [1, 0]):
            names[name] = "forgot upstream" if "grad" not in code else "correct"
        else:
            names[name] = "masked by upstream" if out[1] == 1 else "leaky"
    return names


# --- plot_relu ------------------------------------------------------------------------------------


@right("plot-relu")
def two_segments(ax, xs):
    """draws the slope as two segments, one of them labelled"""
    ax.plot(xs, np.maximum(xs, 0), "k", label="ReLU")
    ax.plot(xs[xs < 0], np.zeros((xs < 0).sum()), "b:", label="derivative")
    ax.plot(xs[xs > 0], np.ones((xs > 0).sum()), "b:")
    ax.set(xlabel="x", ylabel="y")


@right("plot-relu")
def segments_by_their_ends(ax, xs):
    """draws straight pieces by their ends, up to 0 from both sides"""
    lo, hi = xs[0], xs[-1]
    ax.axhline(0, color="grey", linewidth=0.5)
    ax.axvline(0, color="grey", linewidth=0.5)
    ax.plot([lo, 0, hi], [0, 0, hi], label="max(x, 0)")
    ax.plot([lo, 0], [0, 0], "--", label="slope for x < 0")
    ax.plot([0, hi], [1, 1], "--", label="slope for x > 0")
    ax.set_xlabel("x")
    ax.set_ylabel("value")
    ax.legend()


@right("plot-relu")
def nan_inserted(ax, xs):
    """inserts an extra point with NaN next to 0"""
    at = np.searchsorted(xs, 0.0)
    places = np.insert(xs, at, 0.0)
    heights = np.insert((xs >= 0) * 1.0, at, np.nan)
    ax.plot(places, heights, label="gradient of the unit")
    ax.plot(xs, xs * (xs > 0), label="the unit")
    ax.set_xlabel("x")
    ax.set_ylabel("height")


@right("plot-relu")
def nan_in_the_places(ax, xs):
    """puts the NaN into the places, slope line first"""
    places = np.where(xs == 0, np.nan, xs)
    ax.plot(places, np.heaviside(xs, 0.5), "--", label="Slope (0 or 1)")
    ax.plot(xs, (xs + np.abs(xs)) / 2, "-", label="max(x, 0)")
    ax.plot([0, 0], [0, 1], "o", mfc="none")
    ax.set_xlabel("x (no unit)")
    ax.set_ylabel("relu(x) and its slope")


@right("plot-relu")
def masked_array(ax, xs):
    """masks the point at 0"""
    slope = np.ma.masked_where(xs == 0, np.where(xs > 0, 1.0, 0.0))
    ax.plot(xs, np.clip(xs, 0, None), label="forward")
    ax.plot(xs, slope, label="slope")
    ax.grid(True)
    ax.set_xlabel("x")
    ax.set_ylabel("y")


@wrong("plot-relu", fails="plot-relu-jump")
def ramp_across_the_jump(ax, xs):
    """the two sides of the jump are connected by a ramp"""
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.plot(xs, np.where(xs > 0, 1.0, 0.0), label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-jump")
def vertical_line_at_the_jump(ax, xs):
    """a vertical line is drawn where there is no derivative"""
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.plot([xs[0], 0, 0, xs[-1]], [0, 0, 1, 1], label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-jump")
def step_line(ax, xs):
    """a step line draws its riser"""
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.step(xs, (xs >= 0) * 1.0, where="post", label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-jump", also="plot-relu-values")
def half_at_the_jump(ax, xs):
    """the slope at 0 is drawn at half height and connected to both sides"""
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.plot(xs, np.heaviside(xs, 0.5), label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-jump")
def slope_by_differences(ax, xs):
    """the slope is computed from differences of neighbouring points"""
    h = np.maximum(xs, 0)
    ax.plot(xs, h, label="max(x, 0)")
    ax.plot(xs, np.gradient(h, xs), label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails=("plot-relu-values", "plot-relu-jump", "plot-relu-labels"))
def curve_only(ax, xs):
    """only the function is drawn"""
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails=("plot-relu-values", "plot-relu-labels"))
def slope_only(ax, xs):
    """only the slope is drawn"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    ax.plot(xs, slope, label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-values")
def right_side_only(ax, xs):
    """the slope is drawn for positive x only"""
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.plot(xs[xs > 0], np.ones((xs > 0).sum()), label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-values")
def leaky_curve(ax, xs):
    """a leaky unit is drawn"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    ax.plot(xs, np.where(xs > 0, xs, 0.1 * xs), label="max(x, 0)")
    ax.plot(xs, slope, label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-values")
def sign_as_slope(ax, xs):
    """the slope on the left is drawn at -1"""
    slope = np.sign(xs)
    slope[xs == 0] = np.nan
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.plot(xs, slope, label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-values")
def against_the_index(ax, xs):
    """the heights are drawn against the index instead of xs"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    ax.plot(np.maximum(xs, 0), label="max(x, 0)")
    ax.plot(slope, label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-values")
def gap_in_both(ax, xs):
    """the function gets the gap as well, although it has a value at 0"""
    gap = np.where(xs == 0, np.nan, xs)
    ax.plot(gap, np.maximum(gap, 0), label="max(x, 0)")
    ax.plot(gap, np.where(gap > 0, 1.0, 0.0), label="slope")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails=("plot-relu-values", "plot-relu-jump", "plot-relu-labels"))
def on_the_current_axes(ax, xs):
    """the lines go to whichever axes are current"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    plt.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    plt.plot(xs, slope, label="slope")
    plt.xlabel("x")
    plt.ylabel("y")


@wrong("plot-relu", fails="plot-relu-labels")
def no_line_labels(ax, xs):
    """the lines have no labels"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    ax.plot(xs, np.maximum(xs, 0))
    ax.plot(xs, slope)
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-labels")
def labels_swapped(ax, xs):
    """the labels are on the wrong lines"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    ax.plot(xs, np.maximum(xs, 0), label="slope")
    ax.plot(xs, slope, label="max(x, 0)")
    ax.set(xlabel="x", ylabel="y")


@wrong("plot-relu", fails="plot-relu-labels")
def no_axis_labels(ax, xs):
    """the axes have no labels"""
    slope = np.where(xs > 0, 1.0, 0.0)
    slope[xs == 0] = np.nan
    ax.plot(xs, np.maximum(xs, 0), label="max(x, 0)")
    ax.plot(xs, slope, label="slope")


@wrong("plot-relu", fails="plot-relu-purity")
def places_overwritten(ax, xs):
    """the NaN of the gap is written into xs itself"""
    ax.plot(xs.copy(), np.maximum(xs, 0), label="max(x, 0)")
    slope = np.where(xs > 0, 1.0, 0.0)
    xs[xs == 0] = np.nan
    ax.plot(xs, slope, label="slope")
    ax.set(xlabel="x", ylabel="y")
