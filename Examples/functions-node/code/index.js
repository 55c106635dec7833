"use strict";

let startedAt;

/** Runs once in each instance, before its first call. */
exports.initializer = (context, callback) => {
  startedAt = new Date();
  callback(null, "");
};

/** Takes a text, and answers how many words it has. */
exports.handler = async (event, context) => {
  const words = event.toString().split(/\s+/).filter(Boolean).length;
  console.log("counted", words);
  return { words, startedAt, version: context.service.versionId || "LATEST" };
};

/** Answers a request with its query's `text`, or its body, in capital letters. */
exports.shout = (request, response, context) => {
  const answer = (text) => {
    response.setStatusCode(200);
    response.setHeader("content-type", "text/plain; charset=utf-8");
    response.send(text.toUpperCase());
  };
  if (request.queries.text) return answer(request.queries.text);
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => answer(Buffer.concat(chunks).toString()));
};
