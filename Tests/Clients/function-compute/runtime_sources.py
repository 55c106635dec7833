"""Functions of all runtimes, each of which answers with what it sees."""

from __future__ import annotations

NODE = """
let started = null;

exports.initializer = (context, callback) => {
  started = context.requestId;
  callback(null, "");
};

const seen = (event, context) => JSON.stringify({
  event: event.toString(), isBuffer: Buffer.isBuffer(event), started, request: context.requestId,
  function: context.function.name, handler: context.function.handler, memory: context.function.memory,
  service: context.service.name, qualifier: context.service.qualifier, version: context.service.versionId,
  region: context.region, retries: context.retryCount, variable: process.env.VARIABLE,
});

exports.callback = (event, context, callback) => {
  console.log("called");
  if (event.toString() === "refuse") callback(new TypeError("refused"));
  else if (event.toString() === "throw") throw new RangeError("thrown");
  else setTimeout(() => callback(null, seen(event, context)), 5);
};

exports.asynchronous = async (event, context) => {
  await new Promise((resolve) => setTimeout(resolve, 5));
  if (event.toString() === "throw") throw new RangeError("rejected");
  return seen(event, context);
};

exports.http = (req, resp, context) => {
  const pieces = [];
  req.on("data", (piece) => pieces.push(piece));
  req.on("end", () => {
    resp.setStatusCode(203);
    resp.setHeader("x-method", req.method);
    resp.setHeader("content-type", "application/json");
    resp.send(JSON.stringify({
      path: req.path, queries: req.queries, own: req.headers["x-own"], body: Buffer.concat(pieces).toString(), started,
    }));
  });
};
"""

PYTHON = '''
import json, logging, os

started = None

def initializer(context):
    global started
    started = context.request_id

def handler(event, context):
    if event == b"raise":
        raise KeyError("missing")
    logging.getLogger().info("logged %s", event.decode())
    return json.dumps({
        "event": event.decode(), "isBytes": isinstance(event, bytes), "started": started,
        "request": context.request_id, "function": context.function.name, "handler": context.function.handler,
        "memory": context.function.memory, "service": context.service.name, "qualifier": context.service.qualifier,
        "version": context.service.version_id, "region": context.region, "variable": os.environ.get("VARIABLE"),
    })

def wsgi(environ, start_response):
    length = int(environ.get("CONTENT_LENGTH") or 0)
    start_response("203 Seen", [("content-type", "application/json"), ("x-method", environ["REQUEST_METHOD"])])
    yield json.dumps({
        "path": environ["PATH_INFO"], "query": environ["QUERY_STRING"], "own": environ.get("HTTP_X_OWN"),
        "body": environ["wsgi.input"].read(length).decode(), "started": started,
        "context": environ["fc.context"].function.name,
    }).encode()
'''

SERVER = """#!/usr/bin/python3
import http.server, json, os, sys

seen = []

class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def answer(self):
        body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
        if body == "exit":
            os._exit(9)
        print("asked for", self.path, flush=True)
        text = json.dumps({
            "method": self.command, "path": self.path, "body": body, "seen": list(seen), "arguments": sys.argv[1:],
            "port": os.environ["FC_SERVER_PORT"], "variable": os.environ.get("VARIABLE"),
            "function": self.headers["x-fc-function-name"], "own": self.headers["x-own"],
        }).encode()
        seen.append(self.path)
        self.send_response(404 if body == "fail" else 200)
        self.send_header("x-fc-status", "404" if body == "fail" else "200")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *arguments):
        pass

http.server.ThreadingHTTPServer(("0.0.0.0", int(os.environ["FC_SERVER_PORT"])), Handler).serve_forever()
"""

EXITING = """#!/bin/sh
echo no >&2
exit 3
"""
