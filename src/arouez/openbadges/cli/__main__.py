"""`python -m arouez.openbadges.cli`."""

import sys

from . import main

sys.exit(main())
