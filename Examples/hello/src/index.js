import page from "./page.html";

export default {
  async fetch(request, env) {
    const { pathname } = new URL(request.url);
    if (pathname === "/version") {
      return Response.json({ greeting: env.GREETING, number: env.VERSION.number, tag: env.VERSION.tag });
    }
    const body = page
      .replace("{greeting}", env.GREETING)
      .replace("{version}", String(env.VERSION.number));
    return new Response(body, { headers: { "content-type": "text/html; charset=utf-8" } });
  },
};
