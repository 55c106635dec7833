// Is called by another worker, and by itself.
export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/echo") return new Response(request.body, { status: 201, headers: { "x-seen": request.method } });
    if (pathname === "/deep") return descend(request, env);
    return Response.json({ url: request.url, version: env.GREETING, headers: [...request.headers.keys()] });
  },
};

// Calls itself until it is refused, and says how that was.
async function descend(request, env) {
  try {
    const answer = await env.SELF.fetch(request.url);
    return new Response(answer.body, { headers: { "x-depth": Number(answer.headers.get("x-depth")) + 1 } });
  } catch (error) {
    return new Response(error.message, { headers: { "x-depth": 0 } });
  }
}
