// Passes everything on to another worker.
export default {
  async fetch(request, env) {
    const { pathname, search } = new URL(request.url);
    if (pathname === "/gone") {
      return env.GONE.fetch("https://gone.example/").catch((error) => new Response(`${error.name}: ${error.message}`));
    }
    const { method, headers, body } = request;
    return env.BACK.fetch(`https://back.example${pathname}${search}`, { method, headers, body });
  },
};
