/** Answers /api/*; whatever else comes here is left to the static files. */
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/api/entries" && request.method === "POST") return await sign(request, env);
    if (pathname === "/api/entries") return Response.json({ title: env.TITLE, entries: await entries(env) });
    if (pathname === "/api/hello") return await env.HELLO.fetch(new URL("/version", request.url));
    return await env.FILES.fetch(request);
  },
};

async function sign(request, env) {
  const name = (await request.text()).trim().slice(0, 100);
  if (name === "") return new Response("Say who you are.\n", { status: 400 });
  await env.ENTRIES.put(name, "", { metadata: { signedAt: new Date().toISOString() } });
  return Response.json({ name }, { status: 201 });
}

async function entries(env) {
  const { keys } = await env.ENTRIES.list({ limit: 100 });
  return keys.map((key) => key.name);
}
