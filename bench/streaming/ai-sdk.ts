/** (b) A minimal route with the AI SDK, nothing kept. `node ai-sdk.ts <upstream>` */
import http from "node:http";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { streamText } from "ai";

const provider = createOpenAICompatible({
  name: "bench",
  baseURL: process.argv[2] ?? "",
  includeUsage: true,
});

const server = http.createServer(async (req, res) => {
  const chunks: Buffer[] = [];
  for await (const chunk of req) chunks.push(chunk as Buffer);
  const { messages } = JSON.parse(Buffer.concat(chunks).toString());
  const result = streamText({ model: provider("bench"), messages });
  result.pipeUIMessageStreamToResponse(res);
});
server.listen(0, "127.0.0.1", () => {
  console.log(`listening ${(server.address() as { port: number }).port}`);
});
