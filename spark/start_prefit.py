"""What spark-submit starts: the package comes beside it, as an archive."""

import sys

from prefit.__main__ import main

sys.exit(main())
