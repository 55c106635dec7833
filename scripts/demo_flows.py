"""The part of scripts/demo that is about flows: Prefect's own client and worker against the server that Sluice keeps
running, and a rollback that brings back the commit that ran."""

import os
import pathlib
import shutil
import subprocess
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parent.parent
PREFECT = ROOT / ".venv" / "clients" / "prefect-3.9.1"
PYTHON = ROOT / ".venv" / "bin" / "python"
# A first start makes Prefect's database.
START_DEADLINE = 180
COMMAND_DEADLINE = 120
DEPLOYMENT = "greet/production"


def installed():
    return (PREFECT / "prefect" / "__main__.py").exists()


class Client:
    """Prefect's own client, in a repository with one flow."""

    def __init__(self, url, folder, say):
        self.url, self.say = url, say
        self.repository = folder / "flow"
        shutil.copytree(ROOT / "Examples" / "flow-git", self.repository)
        self.environment = {k: v for k, v in os.environ.items() if not k.startswith(("PREFECT_", "GIT"))} | {
            "PYTHONPATH": str(PREFECT), "PREFECT_API_URL": f"{url}/api", "PREFECT_HOME": str(folder / "prefect-client"),
            "PREFECT_CLI_PROMPT": "false", "DO_NOT_TRACK": "1", "NO_COLOR": "1", "COLUMNS": "100",
            "NO_PROXY": "127.0.0.1", "no_proxy": "127.0.0.1", "FLOW_REPOSITORY": str(self.repository)}
        self.git("init", "-q", "-b", "main", ".")

    def git(self, *arguments):
        names = ["-c", "user.name=demo", "-c", "user.email=demo@localhost"]
        return subprocess.run(["git", *names, *arguments], cwd=self.repository, env=self.environment, check=True,
                              text=True, stdout=subprocess.PIPE).stdout.strip()

    def commit(self, message):
        """Commits what is there; deployments from now on are pinned to it."""
        self.git("add", ".")
        self.git("commit", "-qm", message)
        self.environment["GITHUB_SHA"] = self.git("rev-parse", "HEAD")

    def wait(self):
        deadline = time.monotonic() + START_DEADLINE
        while True:
            try:
                urllib.request.build_opener(urllib.request.ProxyHandler({})).open(f"{self.url}/api/health", timeout=5)
                return
            except OSError:
                if time.monotonic() > deadline:
                    raise SystemExit(f"Prefect's server did not answer within {START_DEADLINE} s; see .demo/state/logs")
                time.sleep(0.5)

    def command(self, *arguments):
        return [str(PYTHON), "-P", "-m", "prefect", *arguments]

    def run(self, *arguments):
        """Shows a command of Prefect's; returns what it printed."""
        self.say(f"$ prefect {' '.join(arguments)}")
        result = subprocess.run(self.command(*arguments), cwd=self.repository, env=self.environment, text=True,
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=COMMAND_DEADLINE)
        if result.returncode != 0:
            raise SystemExit(f"prefect {arguments[0]} exited with {result.returncode}:\n{result.stdout}")
        return result.stdout

    def worker(self, log):
        return subprocess.Popen(self.command("worker", "start", "--pool", "local"), cwd=self.repository,
                                env=self.environment, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)


def demonstrate(sluice, url, folder, say, expect):
    client = Client(url, folder, say)
    client.wait()
    client.run("work-pool", "create", "local", "--type", "process")
    client.commit("greet")
    client.run("deploy", "--all")
    flow = client.repository / "flow.py"
    flow.write_text(flow.read_text().replace('"Hello"', '"Good day"'))
    client.commit("be polite")
    client.run("deploy", "--all")
    sluice.run("flows", "versions", DEPLOYMENT)
    log = folder / "worker.log"
    with open(log, "wb") as output:
        worker = client.worker(output)
        try:
            client.run("deployment", "run", DEPLOYMENT, "--watch")
            expect("Good day, world!" in log.read_text(), "the live version's commit ran")
            say("  it said: Good day, world!")
            sluice.run("flows", "rollback", DEPLOYMENT, "--message", "too polite")
            client.run("deployment", "run", DEPLOYMENT, "--watch")
            expect("Hello, world!" in log.read_text(), "after the rollback the first commit ran")
            say("  it said: Hello, world!")
        finally:
            worker.terminate()
            worker.wait(60)
    sluice.run("flows", "runs", DEPLOYMENT)
