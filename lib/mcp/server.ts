import { McpServer } from "@modelcontextprotocol/server";
import { PRODUCT_NAME } from "@/lib/product";
import type { McpCall } from "./call";
import { addFiles } from "./files";
import { addPrompts } from "./prompts";
import { addTools } from "./tools";

/** What a project offers to clients that speak MCP. Made for one message and forgotten. */
export async function projectServer(call: McpCall): Promise<McpServer> {
  const { name, description } = call.project;
  const server = new McpServer(
    { name: PRODUCT_NAME, title: name, version: "1.0.0" },
    {
      instructions: [`The assistant “${name}” and its files.`, description].filter(Boolean).join(" "),
      // Made for one message, it can't tell of changes: who subscribes is told so.
      capabilities: {
        tools: { listChanged: false },
        prompts: { listChanged: false },
        resources: { listChanged: false },
      },
    },
  );
  addTools(server, call);
  await addPrompts(server, call);
  addFiles(server, call);
  return server;
}
