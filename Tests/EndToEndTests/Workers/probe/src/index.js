// A worker that shows what a test wants to see; every answer is plain text.
const text = (value, init) => new Response(String(value), init);
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

// `size` bytes in pieces that are no power of two; the byte at offset n is n % 251.
function pieces(size) {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      const length = Math.min(50_000, size - sent);
      if (length === 0) return controller.close();
      const piece = new Uint8Array(length);
      for (let index = 0; index < length; index++) piece[index] = (sent + index) % 251;
      sent += length;
      controller.enqueue(piece);
    },
  });
}

// How many bytes came, and whether each is what `pieces` would have sent.
async function measure(body) {
  let count = 0;
  let right = true;
  for await (const piece of body ?? []) {
    for (const byte of piece) right &&= byte === count++ % 251;
  }
  return `${count} ${right}`;
}

export default {
  async fetch(request, env, ctx) {
    const { pathname, searchParams } = new URL(request.url);
    switch (pathname) {
      case "/version":
        return text(env.VERSION.number);
      case "/greeting":
        return text(`${env.GREETING} ${env.VERSION.number} ${env.VERSION.id}`);
      case "/slow":
        await pause(Number(searchParams.get("ms")));
        return text(env.VERSION.number);
      case "/throw":
        throw new TypeError("deliberate failure");
      case "/log":
        console.warn("said", searchParams.get("what"), { version: env.VERSION.number });
        return text("logged");
      case "/pieces":
        return new Response(pieces(Number(searchParams.get("size"))));
      case "/sized": {
        const size = Number(searchParams.get("size"));
        const stream = pieces(size).pipeThrough(new FixedLengthStream(size));
        return new Response(stream);
      }
      case "/measure":
        return text(await measure(request.body));
      case "/echo":
        return new Response(request.body, { headers: { "x-method": request.method } });
      case "/headers":
        return Response.json([...request.headers]);
      case "/url":
        return text(request.url);
      default:
        return text("not found", { status: 404 });
    }
  },
};
