"""How long a test lets code run that should refuse its input: no measure of speed, but far from what a loop would take."""

LONG_SECONDS = 20.0
