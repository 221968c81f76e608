/** A provider in a process of its own: answers 50 ms after it was asked. Prints its port. */
import { createServer } from "node:http";

const DELAY_MS = Number(process.argv[2] ?? 50);
const chunk = (delta: object, finish: string | null) =>
  `data: ${JSON.stringify({ choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
const ANSWER = `${chunk({ content: "The replacement filter has the number F-1187." }, null)}${chunk({}, "stop")}data: ${JSON.stringify(
  { choices: [], usage: { prompt_tokens: 120, completion_tokens: 10, total_tokens: 130 } },
)}\n\ndata: [DONE]\n\n`;

const server = createServer((request, response) => {
  request.resume();
  setTimeout(() => {
    response.writeHead(200, { "Content-Type": "text/event-stream" });
    response.end(ANSWER);
  }, DELAY_MS);
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  console.log(typeof address === "object" && address ? address.port : 0);
});
