/** (a) The least there can be: node:http in, node:http out, no parsing, nothing kept. `node pass-through.ts <upstream>` */
import http from "node:http";

const upstream = process.argv[2] ?? "";
const agent = new http.Agent({ keepAlive: true });

const server = http.createServer((req, res) => {
  const out = http.request(`${upstream}/chat/completions`, {
    method: "POST",
    agent,
    headers: { "content-type": "application/json" },
  });
  out.on("response", (answer) => {
    res.writeHead(200, { "content-type": "text/event-stream" });
    answer.pipe(res);
  });
  req.pipe(out);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`listening ${(server.address() as { port: number }).port}`);
});
