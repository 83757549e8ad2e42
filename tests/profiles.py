"""How much hypothesis tries: HYPOTHESIS_PROFILE=ci asks for far more than a developer waits for."""

import os

from hypothesis import HealthCheck, settings

_QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]

settings.register_profile("default", deadline=None, max_examples=100, suppress_health_check=_QUIET)
settings.register_profile("ci", deadline=None, max_examples=1_000, suppress_health_check=_QUIET)


def load() -> None:
    """Load the profile that the environment names."""
    settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))  # noqa: TID251 - chosen by whoever starts the tests
