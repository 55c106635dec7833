"""The life of an instance of a custom runtime: a relay before the function's own command.

Started as `python3 -I main.py`, with the listening service socket as descriptor 3 and the control socket as
descriptor 4. ../README.md describes the protocol.
"""

import os
import sys

SHARED = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "python")
sys.path.insert(0, SHARED)
from sluice_function.life import Life  # noqa: E402
from sluice_function.relay import CustomFunction  # noqa: E402

if __name__ == "__main__":
    Life(CustomFunction).run()
