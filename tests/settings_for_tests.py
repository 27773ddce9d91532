"""The site's own settings, as a demonstration in a temporary folder."""

import atexit
import os
import shutil
import tempfile

_data = tempfile.mkdtemp(prefix="arouez-tests-")
atexit.register(shutil.rmtree, _data, ignore_errors=True)
os.environ.update(
    AROUEZ_DEMO="true",
    AROUEZ_DEBUG="true",  # static files without their manifest; pytest-django turns DEBUG itself off
    AROUEZ_DATA_DIR=_data,
    AROUEZ_BASE_URL="http://badges.test",
    AROUEZ_EXTRA_HOSTS="testserver",
)

from arouez.config.settings import *  # noqa: E402, F403

STATIC_ROOT.mkdir(parents=True)  # noqa: F405  whitenoise warns of a missing one
