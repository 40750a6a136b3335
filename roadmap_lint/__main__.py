"""`python -m roadmap_lint`."""

import sys

from roadmap_lint.cli import main

sys.exit(main())
