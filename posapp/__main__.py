"""`python -m posapp` is the command `posapp`."""

from __future__ import annotations

import sys

from posapp.cli import main

if __name__ == "__main__":
    sys.exit(main())
