"""drafter: facts in YAML, wording in fragments, one command to a printable government report."""
