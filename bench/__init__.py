"""Measurements against the project's targets: ``python -m bench [NAME...]``. See docs/bench.md."""
