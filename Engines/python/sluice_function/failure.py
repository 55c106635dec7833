"""Exceptions in the form in which Function Compute reports them."""

import os
import traceback

HARNESS = os.path.dirname(os.path.abspath(__file__))


def stack_of(error):
    """The frames of the function's own code, each as `[file, line, function, source]`."""
    return [
        [f'File "{frame.filename}"', f"line {frame.lineno}", f"in {frame.name}", frame.line or ""]
        for frame in own_frames(error)
    ]


def describe(error):
    """`{errorMessage, errorType, stackTrace}`, as a caller gets it."""
    return {"errorMessage": str(error), "errorType": type(error).__name__, "stackTrace": stack_of(error)}


class LoadFailure(Exception):
    """Why a function cannot be loaded, under the name that its users know."""

    def __init__(self, name, message, stack=None, phase=None):
        super().__init__(message)
        self.description = {"name": name, "message": message, "stack": stack, "phase": phase}

    @classmethod
    def of(cls, error, name=None, message=None, phase=None):
        """Of something that code of the user has thrown while it was loaded."""
        text = "".join(traceback.format_list(own_frames(error))) or None
        return cls(name or type(error).__name__, message or str(error), text, phase)


def own_frames(error):
    frames = traceback.extract_tb(error.__traceback__)
    return [frame for frame in frames if not frame.filename.startswith((HARNESS, "<frozen importlib"))]
