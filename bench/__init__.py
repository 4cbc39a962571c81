"""Benchmarks: each compares two ways in one run and says whether its target holds."""
