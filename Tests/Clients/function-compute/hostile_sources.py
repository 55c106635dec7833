"""Functions that harm whatever they can reach; each names its processes with a word, by which they are found."""

from __future__ import annotations

HOSTILE = '''
import ctypes, os, socket, subprocess, sys, time

def named(word):
    with open("/proc/self/comm", "w") as comm:
        comm.write(word)

def loop(event):
    while True:
        pass

def memory(event):
    kept = []
    while True:
        kept.append(b"x" * (16 << 20))

def children(event):
    for _ in range(6):
        if os.fork() == 0:
            try:
                memory(event)
            finally:
                os._exit(1)
    time.sleep(600)

def forks(event):
    while True:
        try:
            if os.fork() == 0:
                time.sleep(600)
        except OSError:
            time.sleep(0.01)

def detached(event):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            time.sleep(600)
        os._exit(0)
    loop(event)

def stuck(event):
    with open("/tmp/pipe", "w"):
        pass
    os.unlink("/tmp/pipe")
    os.mkfifo("/tmp/pipe")
    sys.stdin = open("/tmp/pipe")
    sys.stdin.read()

def stdin(event):
    return repr(sys.stdin.read())

def exits(event):
    os._exit(7)

def dies(event):
    os.kill(os.getpid(), 11)

def disk(event):
    try:
        for number in range(100):
            with open(f"/tmp/big-{number}", "wb") as file:
                file.write(b"x" * (16 << 20))
    except OSError as error:
        return f"{error.strerror} after {number // 10 * 160} MiB"
    finally:
        for name in os.listdir("/tmp"):
            os.unlink(f"/tmp/{name}")

def output(event):
    line = b"y" * 65535 + b"\\\\n"
    for _ in range(2000):
        os.write(1, line)
        print("z" * 1000)
    return "said"

def result(event):
    return b"r" * (33 << 20)

REACHED = [
    lambda: open("/etc/shadow"), lambda: os.listdir("/root"), lambda: os.listdir("/home"), lambda: os.listdir("/run"),
    lambda: os.listdir("/sys"), lambda: open("/proc/sys/kernel/hostname", "w"), lambda: open("/code/x", "w"),
    lambda: open("/usr/bin/x", "w"), lambda: os.chmod("/code/index.py", 0o777), lambda: os.setuid(0),
    lambda: open("/sluice/engines/python/main.py", "a"), lambda: os.kill(int(os.environ["SERVER"]), 0),
    lambda: socket.create_connection(("127.0.0.1", int(os.environ["PORT"])), 2),
    lambda: os.listdir(os.environ["FOLDER"]), lambda: open("/dev/mem"),
]

def files(event):
    reached = []
    for number, attempt in enumerate(REACHED):
        try:
            attempt()
            reached.append(number)
        except OSError:
            pass
    return str(reached)

def handler(event, context):
    word, kind = event.decode().split()
    named(word)
    return globals()[kind](event)
'''.replace("\\\\n", "\\n")

NODE_LOOP = "exports.handler = () => { while (true); };"

NODE_MEMORY = """
exports.handler = async () => {
  const kept = [];
  while (true) kept.push(Buffer.alloc(16 << 20, 1));
};
"""

NODE_UNCAUGHT = """
exports.handler = (event, context, callback) => {
  if (event.toString() === "fine") setTimeout(() => callback(null, "fine"), 100);
  else setTimeout(() => { throw new RangeError("in a timer"); }, 5);
};
"""

EXIT = '''
import sys

def handler(event, context):
    if event == b"fine":
        return "fine"
    sys.exit("no more")
'''

NEIGHBOUR = '''
def handler(event, context):
    return event
'''
