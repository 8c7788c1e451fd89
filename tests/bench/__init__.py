"""``make bench``: how well and how fast Kodevakt answers and reminds, beside named peers."""

import sys
from pathlib import Path

# The stand-ins of the tests are measured with here, too.
sys.path.append(str(Path(__file__).parent.parent))
