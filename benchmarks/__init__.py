"""Measures, each beside its floor in the same run. `python3 dev.py bench [--short]` runs them all."""
