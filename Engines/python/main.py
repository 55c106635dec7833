"""The life of an instance of a Python function: listen, say hello, load, serve, stop.

Started as `python3 -I main.py`, with the listening service socket as descriptor 3 and the control socket as
descriptor 4. ../README.md describes the protocol.
"""

import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
from sluice_function.life import Life  # noqa: E402
from sluice_function.handler import PythonFunction  # noqa: E402

sys.path.remove(HERE)

if __name__ == "__main__":
    Life(PythonFunction).run()
