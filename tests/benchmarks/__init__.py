"""Timings as ratios against named peers, measured in one run. By hand: ``python -m tests.benchmarks``."""
