"""Distances between two sets of features with NumPy and SciPy, independent of ours: metrics_reference.py A B K

A and B are text, a row of numbers a picture. Prints kernel distance, Fréchet distance, precision and recall."""
import sys

import numpy
from scipy import linalg
from scipy.spatial.distance import cdist

real, generated = (numpy.loadtxt(path, ndmin=2) for path in sys.argv[1:3])
k = int(sys.argv[3])


def kernel(a, b):
    return (a @ b.T / a.shape[1] + 1) ** 3


def within(a):
    full = kernel(a, a)
    return (full.sum() - numpy.trace(full)) / (len(a) * (len(a) - 1))


def share(faces, others):
    own = numpy.sort(cdist(others, others), axis=1)[:, k]
    return (cdist(faces, others) <= own).any(axis=1).mean()


first, second = numpy.cov(real, rowvar=False), numpy.cov(generated, rowvar=False)
root = linalg.sqrtm(first @ second)
frechet = ((real.mean(0) - generated.mean(0)) ** 2).sum() + numpy.trace(first + second - 2 * root.real)
print(within(real) + within(generated) - 2 * kernel(real, generated).mean(), frechet,
      share(generated, real), share(real, generated))
