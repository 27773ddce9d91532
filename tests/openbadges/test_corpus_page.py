"""docs/corpus.md says what the verifier says, where the corpus lies beside the checkout."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.skipif(not (ROOT.parent / "shared/standards/corpus").is_dir(), reason="the corpus is not beside us")
def test_the_page_of_the_corpus_is_what_the_verifier_says():
    assert subprocess.run([sys.executable, ROOT / "scripts/corpus.py", "--check"], check=False).returncode == 0
