"""The code that the tests upload."""

from __future__ import annotations

from typing import Any

MODULE = "application/javascript+module"
SERVICE_WORKER = "application/javascript"

File = tuple[str, bytes, str]


def greeting(release: str) -> list[File]:
    """A Worker that says which release it is, and what it finds in its environment."""
    source = f"""
export default {{
  async fetch(request, env) {{
    const url = new URL(request.url);
    if (url.pathname.endsWith("/write")) await env.CACHE.put("written", url.searchParams.get("value"));
    return Response.json({{
      release: {release!r},
      path: url.pathname,
      version: env.META?.id ?? null,
      tag: env.META?.tag ?? null,
      secret: env.SECRET ?? null,
      name: env.NAME ?? null,
      cached: env.CACHE ? await env.CACHE.get("cached") : null,
      written: env.CACHE ? await env.CACHE.get("written") : null,
    }});
  }},
  async scheduled(event, env) {{
    await env.CACHE?.put("cron", JSON.stringify({{ cron: event.cron, time: event.scheduledTime }}));
  }},
}};
"""
    return [("index.js", source.encode(), MODULE)]


def front() -> list[File]:
    """A Worker that asks another one over a service binding."""
    source = b"""
export default {
  async fetch(request, env) {
    const answer = await env.BACK.fetch(request);
    return Response.json({ front: true, back: await answer.json() });
  },
};
"""
    return [("front.js", source, MODULE)]


def site() -> list[File]:
    """A Worker that serves what its assets do not."""
    source = b"""
export default {
  async fetch(request, env) {
    const url = new URL(request.url);
    if (url.pathname === "/through") return env.ASSETS.fetch(new Request(new URL("/index.html", url)));
    return new Response("from the worker");
  },
};
"""
    return [("site.js", source, MODULE)]


def old_style() -> list[File]:
    """Service-worker syntax."""
    source = b'addEventListener("fetch", (event) => event.respondWith(new Response("old")));\n'
    return [("old.js", source, SERVICE_WORKER)]


def metadata(main: str = "index.js", **more: Any) -> dict[str, Any]:
    """The least that an upload of modules says about them, and more."""
    return {"main_module": main, "compatibility_date": "2025-01-01", **more}


def plain(name: str, text: str) -> dict[str, str]:
    return {"type": "plain_text", "name": name, "text": text}


def secret(name: str, text: str) -> dict[str, str]:
    return {"type": "secret_text", "name": name, "text": text}
