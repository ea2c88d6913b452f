"""Spectral capacities of matrices by quadrature with 30 digits, for ClosedFormTests.

pip install mpmath==1.3.0
python spectral_capacity.py

The integral over the Marchenko-Pastur law; with squared singular values at 1 + b + 2 sqrt(b) cos(t) the
midpoint rule converges geometrically.
"""

from mpmath import cos, log, mp, mpf, nstr, pi, sin, sqrt

mp.dps = 30
POINTS = 2000


def spectral_capacity(rows, columns):
    long, short = mpf(max(rows, columns)), mpf(min(rows, columns))
    beta, gain = short / long, 2 * long / (long + short)
    total = mpf(0)
    for index in range(POINTS):
        angle = pi * (index + mpf(1) / 2) / POINTS
        value = 1 + beta + 2 * sqrt(beta) * cos(angle)
        total += log(1 + gain * value) * 4 * beta * sin(angle) ** 2 / (2 * pi * beta * value)
    return short * total * pi / POINTS


for shape in [(192, 576), (64, 64), (768, 192), (320, 2560)]:
    print(*shape, nstr(spectral_capacity(*shape), 18))
