"""A function in Python: `file.function`, called with events, or as a WSGI application."""

import importlib
import json
import os
import sys

from .context import Context
from .failure import LoadFailure, describe
from .http import Request
from .wsgi import answer_wsgi


class PythonFunction:
    # What really runs it, before its release.
    ENGINE = "Python"

    def __init__(self, payload, journal):
        self.description = json.loads(payload)
        self._journal = journal
        self._handler = None

    def load(self):
        """Imports the handler and runs the initializer; raises LoadFailure."""
        self._enter()
        function = self.description["function"]
        self._handler = find(function["handler"], "Handler")
        if function["initializer"]:
            self._run_hook(find(function["initializer"], "Initializer"), "Initialize")

    def stop(self):
        """Runs the preStop hook, if there is one."""
        hook = self.description["preStop"]
        if hook:
            self._run_hook(find(hook, "PreStop handler"), "PreStop")

    def answer(self, request, response):
        """Answers an event, a call over HTTP, or the wish to run the preFreeze hook."""
        token = self._journal.begin(request.id)
        try:
            path = request.header("x-fc-control-path", "/invoke")
            if path == "/http-invoke":
                answer_wsgi(self._handler, request, self._context(request), response)
            elif path == "/pre-freeze":
                hook = self.description["preFreeze"]
                self._answer_event(response, lambda: hook and find(hook, "PreFreeze handler")(self._context(request)))
            else:
                event = request.body.read()
                self._answer_event(response, lambda: encoded(self._handler(event, self._context(request))))
        except SystemExit as exit:
            # What the function said must be known before it is gone.
            self._fail(response, exit, [("x-fc-instance-ending", "1")])
            os._exit(exit_code(exit))
        except ConnectionError:
            raise
        except BaseException as error:
            self._journal.write(f"{type(error).__name__}: {error}", "error")
            self._fail(response, error)
        finally:
            self._journal.end(token)

    def _answer_event(self, response, run):
        response.send("200 OK", [("content-type", "application/octet-stream")], run() or b"")

    def _fail(self, response, error, headers=()):
        if response.has_begun:
            raise ConnectionError("the answer breaks off") from error
        failure = describe(error)
        own = [("content-type", "application/json"), ("x-fc-error-type", "UnhandledInvocationError")]
        response.send("200 OK", [*headers, *own], json.dumps(failure).encode())

    def _run_hook(self, hook, phase):
        request_id = self.description["requestId"]
        token = self._journal.begin(request_id)
        try:
            self._journal.write(f"FC {phase} Start RequestId: {request_id}")
            hook(self._context(Request("POST", "/", [("x-fc-request-id", request_id)], None)))
        except BaseException as error:
            raise LoadFailure.of(error, phase="initializer") from error
        finally:
            self._journal.end(token)
            self._journal.write(f"FC {phase} End RequestId: {request_id}", request_id=request_id)

    def _context(self, request):
        return Context(self.description, request, request.id)

    def _enter(self):
        """Takes on the function's environment, folder and search path."""
        os.environ.clear()
        os.environ.update(self.description["environment"])
        code, layers = self.description["code"], self.description["layers"]
        os.chdir(code)
        libraries = [path for path in sys.path if "dist-packages" not in path and "site-packages" not in path]
        own = [path for path in os.environ.get("PYTHONPATH", "").split(":") if path]
        sys.path[:] = list(dict.fromkeys([code, *own, f"{layers}/python", layers, *libraries]))
        importlib.invalidate_caches()


def find(name, what):
    """Returns the function that `file.function` names."""
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        raise LoadFailure("InvalidHandler", f"{what} “{name}” is not of the form file.function")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except BaseException as error:
        is_missing = isinstance(error, ModuleNotFoundError) and error.name == module_name.replace("/", ".")
        message = f"Unable to import module '{module_name}': {error}"
        raise LoadFailure.of(error, "ImportModuleError" if is_missing else None, message) from error
    found = getattr(module, function_name, None)
    if not callable(found):
        raise LoadFailure("HandlerNotFound", f"{what} '{function_name}' is missing on module '{module_name}'")
    return found


def encoded(result):
    """The bytes of what a handler returned: as they are, as UTF-8, or as JSON."""
    if isinstance(result, (bytes, bytearray, memoryview)):
        return bytes(result)
    return (result if isinstance(result, str) else json.dumps(result)).encode()


def exit_code(exit):
    if exit.code is None:
        return 0
    return exit.code & 0xFF if isinstance(exit.code, int) else 1
