// What a client gets when a worker throws: which version it was, and which request, but nothing of its insides.

/** Taken now, because a worker may put its own in its place. */
const { Response } = globalThis;

/** Returns the 500 response for a request whose handler threw, as a page or as JSON, by the Accept header. */
export function workerException(request, requestId, worker) {
  const detail = `The worker "${worker.name}" (version ${worker.version}) threw an exception.`;
  if (prefersPage(request)) return page(detail, requestId, worker);
  const problem = {
    type: "urn:sluice:problem:worker_exception",
    title: "Worker threw an exception",
    status: 500,
    code: "worker_exception",
    detail,
    worker: worker.name,
    version: worker.version,
    versionId: worker.versionId,
    requestId,
  };
  return new Response(`${JSON.stringify(problem)}\n`, { status: 500, headers: fields("application/problem+json") });
}

function prefersPage(request) {
  try {
    return (request.headers.get("accept") ?? "").includes("text/html");
  } catch {
    return false;
  }
}

function page(detail, requestId, worker) {
  const body = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Worker threw an exception</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:15vh auto;padding:0 1rem}dt{color:#666}
dd{margin:0 0 .5rem;font-family:ui-monospace,monospace}</style>
<h1>Worker threw an exception</h1>
<p>${escaped(detail)} Its log has the details.</p>
<dl><dt>Code<dd>worker_exception<dt>Version<dd>${escaped(worker.version)} (${escaped(worker.versionId)})
<dt>Request<dd>${escaped(requestId ?? "unknown")}</dl>
`;
  return new Response(body, { status: 500, headers: fields("text/html; charset=utf-8") });
}

function fields(contentType) {
  return { "content-type": contentType, "cache-control": "no-store", "sluice-error": "worker_exception" };
}

function escaped(value) {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
