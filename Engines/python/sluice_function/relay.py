"""A function that is a command of its own: started, waited for, and given every request on its port."""

import http.client
import json
import os
import socket
import subprocess
import threading
import time

from .failure import LoadFailure

# Within 127/8 a listener on all addresses answers here too; one on 127.0.0.1 alone does not, as with the vendor.
ADDRESS = "127.0.0.2"
POLL_SECONDS = 0.01
# How long the command has for its hooks to answer, in seconds, where no timeout of its own is known.
HOOK_SECONDS = 90
# How long a command that broke off its connection has to be gone, in seconds.
ENDING_SECONDS = 0.1
# The longest line of output that is read as one, in bytes.
MAXIMUM_LINE = 32 * 1024
COPY_BYTES = 64 * 1024
HOP_BY_HOP = ("connection", "keep-alive", "transfer-encoding", "te", "trailer", "upgrade", "proxy-connection")


class CustomFunction:
    # What really runs it, before the release of Python.
    ENGINE = "own command, relayed by Python"

    def __init__(self, payload, journal):
        self.description = json.loads(payload)
        # Every request has a connection of its own thread.
        self.description["concurrency"] = max(2, self.description["concurrency"])
        self._journal = journal
        self._custom = self.description["custom"]
        self._process = None

    def load(self):
        """Starts the command and waits until it listens; raises LoadFailure."""
        command = self._command()
        environment = self.description["environment"]
        try:
            self._process = subprocess.Popen(
                command,
                cwd=self.description["code"],
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            )
        except FileNotFoundError as error:
            raise LoadFailure("CAFileNotFound", f"the command {command[0]} is not there: {error.strerror}") from None
        except PermissionError as error:
            raise LoadFailure("CAFilePermission", f"{command[0]} cannot be executed: {error.strerror}") from None
        except OSError as error:
            message = f"{command[0]} cannot be started: {error.strerror}; does a script begin with #!?"
            raise LoadFailure("CAExited", message) from None
        self._pumps = [self._pump(self._process.stdout, "log"), self._pump(self._process.stderr, "error")]
        self._wait_for_port()
        threading.Thread(target=self._follow, name="sluice command", daemon=True).start()
        if self.description["function"]["initializer"]:
            self._initialize()

    def stop(self):
        """Calls the preStop hook, if there is one, and lets the command end."""
        if self._process is None:
            return
        if self.description["preStop"]:
            self._call("GET", "/pre-stop", self.description["requestId"], HOOK_SECONDS)
        self._process.terminate()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def answer(self, request, response):
        """Passes a request on to the command, and its answer back."""
        path = request.header("x-fc-control-path", "/invoke")
        token = self._journal.begin(request.id)
        connection = http.client.HTTPConnection(ADDRESS, self._custom["port"])
        try:
            if path == "/http-invoke":
                method, target = request.method, request.target
            elif path == "/pre-freeze":
                method, target = "GET", "/pre-freeze"
            else:
                method, target = "POST", "/invoke"
            self._send(connection, method, target, request)
            answer = connection.getresponse()
            self._relay(answer, response)
        except (OSError, http.client.HTTPException) as error:
            if response.has_begun:
                raise ConnectionError("the answer breaks off") from error
            self._fail(response, error)
        finally:
            connection.close()
            self._journal.end(token)

    def _command(self):
        command = self._custom["command"]
        if command:
            return command
        path = os.path.join(self.description["code"], "bootstrap")
        if not os.path.isfile(path):
            raise LoadFailure("CAFileNotFound", "the package has no file bootstrap, and the function no command")
        if not os.access(path, os.X_OK):
            raise LoadFailure("CAFilePermission", "the file bootstrap is not executable")
        return [path]

    def _wait_for_port(self):
        deadline = time.monotonic() + self._custom["startTimeoutMs"] / 1000
        port = self._custom["port"]
        while True:
            code = self._process.poll()
            if code is not None:
                for pump in self._pumps:
                    pump.join(1)
                how = f"exited with code {code}" if code >= 0 else f"was killed by signal {-code}"
                raise LoadFailure("CAExited", f"its command {how} before it listened on port {port}")
            if is_open(ADDRESS, port):
                return
            if time.monotonic() > deadline - 0.2:
                only = is_open("127.0.0.1", port)
                where = "it listens on 127.0.0.1 alone" if only else "nothing listens there"
                raise LoadFailure("FunctionNotStarted", f"its command does not listen on 0.0.0.0:{port}: {where}")
            time.sleep(POLL_SECONDS)

    def _initialize(self):
        request_id = self.description["requestId"]
        self._journal.write(f"FC Initialize Start RequestId: {request_id}", request_id=request_id)
        seconds = self.description["function"]["initializationTimeout"]
        try:
            answer, body = self._call("POST", "/initialize", request_id, seconds)
        except (OSError, http.client.HTTPException) as error:
            raise LoadFailure("InitializerFailed", str(error), phase="initializer") from error
        if answer.getheader("x-fc-status", "200") != "200" or answer.status >= 400:
            text = body[:4096].decode("utf-8", "replace")
            raise LoadFailure("InitializerFailed", f"POST /initialize answered {answer.status}: {text}", phase="initializer")
        self._journal.write(f"FC Initialize End RequestId: {request_id}", request_id=request_id)

    def _call(self, method, path, request_id, seconds):
        connection = http.client.HTTPConnection(ADDRESS, self._custom["port"], timeout=seconds or None)
        try:
            headers = {"x-fc-request-id": request_id, "x-fc-control-path": path}
            connection.request(method, path, body=b"" if method == "POST" else None, headers=headers)
            answer = connection.getresponse()
            return answer, answer.read()
        finally:
            connection.close()

    def _send(self, connection, method, target, request):
        length = request.header("content-length", None)
        is_chunked = request.header("transfer-encoding").lower() == "chunked"
        connection.putrequest(method, target, skip_host=True, skip_accept_encoding=True)
        for name, value in request.headers:
            if name not in HOP_BY_HOP:
                connection.putheader(name, value)
        if not request.header("host"):
            connection.putheader("Host", f"localhost:{self._custom['port']}")
        if is_chunked:
            connection.putheader("Transfer-Encoding", "chunked")
        elif length is None and method == "POST":
            connection.putheader("Content-Length", "0")
        connection.endheaders()
        while data := request.body.read(COPY_BYTES):
            connection.send(b"%x\r\n%b\r\n" % (len(data), data) if is_chunked else data)
        if is_chunked:
            connection.send(b"0\r\n\r\n")

    def _relay(self, answer, response):
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in HOP_BY_HOP]
        response.begin(f"{answer.status} {answer.reason}", headers, answer.length)
        while data := answer.read1(COPY_BYTES):
            response.write(data)
        response.end()

    def _fail(self, response, error):
        code = self._code()
        what = f"its command ended with code {code}" if code is not None else f"its command did not answer: {error}"
        failure = {"errorMessage": what, "errorType": "CAExited" if code is not None else "CAInvokeFailed", "stackTrace": []}
        headers = [("content-type", "application/json"), ("x-fc-error-type", "UnhandledInvocationError")]
        if code is not None:
            headers.append(("x-fc-instance-ending", "1"))
        response.send("200 OK", headers, json.dumps(failure).encode())

    def _code(self):
        """The exit code of the command; of one that ends its connections break off a moment before it is gone."""
        try:
            return self._process.wait(ENDING_SECONDS)
        except subprocess.TimeoutExpired:
            return None

    def _follow(self):
        """Ends the instance when its command ends."""
        code = self._process.wait()
        for pump in self._pumps:
            pump.join(1)
        # Requests under way find the connection gone, and answer with that first.
        time.sleep(0.2)
        os._exit(code if code >= 0 else 128 - code)

    def _pump(self, stream, level):
        def run():
            while line := stream.readline(MAXIMUM_LINE):
                self._journal.write(line.decode("utf-8", "replace").rstrip("\n"), level)

        thread = threading.Thread(target=run, name="sluice output", daemon=True)
        thread.start()
        return thread


def is_open(address, port):
    with socket.socket() as probe:
        probe.settimeout(1)
        return probe.connect_ex((address, port)) == 0
