"""How hard the laws are tried: `HYPOTHESIS_PROFILE=nightly pytest` tries ten times as often, and never the same twice."""

import os

from hypothesis import HealthCheck, Phase, settings

from tests.effort import USUAL

settings.register_profile(
    "default",
    max_examples=USUAL,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.target, Phase.shrink],
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
settings.register_profile("nightly", parent=settings.get_profile("default"), max_examples=10 * USUAL, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))
