"""What a fuzzer once found, and a few of each kind to start it from: nothing stumbles, nothing takes long."""

import time
from pathlib import Path

import pytest

from .targets import TARGETS

SEEDS = sorted((Path(__file__).parent / "seeds").rglob("*.*"))


@pytest.mark.parametrize("seed", SEEDS, ids=lambda seed: f"{seed.parent.name}/{seed.name}")
def test_a_seed_is_refused_or_read(seed):
    before = time.process_time()
    TARGETS[seed.parent.name](seed.read_bytes())
    assert time.process_time() - before < 1
