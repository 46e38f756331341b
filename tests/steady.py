"""Settings for all tests."""

from hypothesis import settings

# The same examples at every run: a change is judged by what it changes.  Searching for new ones is a command of its own:
# python -m pytest --hypothesis-profile=search
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile("steady")
