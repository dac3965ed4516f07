"""What a discriminator's logits say, with NumPy and SciPy, independent of ours: metrics_judgement.py A B

A and B are text, a number a line: logits of real and of generated pictures. Prints the value of the game
(Goodfellow et al. 2014, equation 1), the mean probability of A, and how surely one of A lies above one of B."""
import sys

import numpy
from scipy import special, stats

real, generated = (numpy.loadtxt(path, ndmin=1) for path in sys.argv[1:3])
value = special.log_expit(real).mean() + special.log_expit(-generated).mean()
above = stats.mannwhitneyu(real, generated).statistic / (len(real) * len(generated))
print(value, special.expit(real).mean(), above)
