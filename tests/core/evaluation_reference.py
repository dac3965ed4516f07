"""Distances to the nearest training picture with NumPy, independent of ours: evaluation_reference.py T F M

T, F and M are text, a row of numbers a picture: features of training pictures, of faces and of their mirror images.
Prints the distance of each face: features whitened over the training pictures, their covariance mixed with an even one
as though as many further pictures as there are features had been seen, 1 − cosine, the smaller of face and mirror
image; then their median."""
import sys

import numpy
from scipy import linalg
from scipy.spatial.distance import cdist

training, faces, mirrored = (numpy.loadtxt(path, ndmin=2) for path in sys.argv[1:4])
count, size = training.shape
covariance = numpy.cov(training, rowvar=False, bias=True)
share = size / (size + count)
mixed = (1 - share) * covariance + share * numpy.trace(covariance) / size * numpy.eye(size)
root = linalg.inv(linalg.sqrtm(mixed).real)
mean = training.mean(0)
rows = (training - mean) @ root
nearest = numpy.minimum(*(cdist((some - mean) @ root, rows, "cosine").min(axis=1) for some in (faces, mirrored)))
for distance in nearest:
    print(distance)
print(numpy.median(nearest))
