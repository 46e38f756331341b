"""The same report made by drafter and by its peers, measured side by side: ``python -m tests.benchmarks``."""
