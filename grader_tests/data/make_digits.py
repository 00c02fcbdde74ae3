"""Make source/13-pca/digits.npz, the table of handwritten digits of unit 13-pca.

The course does not need scikit-learn, which ships a public copy of the data, so this runs in an environment
of its own, from the root of the course::

    python -m venv ENV
    ENV/bin/pip install scikit-learn
    ENV/bin/python grader_tests/data/make_digits.py

Data: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository,
1998, https://doi.org/10.24432/C50P49, licence CC BY 4.0; what is changed: 60 images of each digit are kept.
"""

from pathlib import Path

import numpy as np
from sklearn.datasets import load_digits

IMAGES_A_DIGIT = 60
TARGET = Path(__file__).parents[2] / "source" / "13-pca" / "digits.npz"


def subset(labels: np.ndarray, images_a_digit: int, rng: np.random.Generator) -> np.ndarray:
    """Row numbers, in random order, of equally many images of each digit."""
    rows = [rng.choice(np.flatnonzero(labels == digit), images_a_digit, replace=False) for digit in range(10)]
    return rng.permutation(np.concatenate(rows))


if __name__ == "__main__":
    digits = load_digits()
    rows = subset(digits.target, IMAGES_A_DIGIT, np.random.default_rng(13))
    np.savez_compressed(
        TARGET,
        pixels=digits.data[rows].astype(np.uint8),
        digit=digits.target[rows].astype(np.uint8),
    )
    print(f"{TARGET.name}: {len(rows)} images, {TARGET.stat().st_size / 1024:.0f} KiB")
