import {
  type McpServer,
  ProtocolError,
  ProtocolErrorCode,
  ResourceTemplate,
} from "@modelcontextprotocol/server";
import { getFile, listFiles, listPassages } from "@/lib/files";
import { countRequest } from "@/lib/openai";
import { LIMITS } from "@/lib/schemas";
import { type McpCall, publicText } from "./call";

/** Passages that one reading of a resource gives: the rest is for `read_passage`. */
const PASSAGES = 100;

/** The project's files as resources: the text that was read from each. */
export function addFiles(server: McpServer, call: McpCall): void {
  const { scope, project } = call;
  const root = `project://${project.id}/files/`;
  const template = new ResourceTemplate(`${root}{fileId}`, {
    list: async () => {
      const { files } = await listFiles(scope, project.id, { limit: LIMITS.filesPerProject });
      const resources = files.map(({ id, filename }) => ({
        uri: root + id,
        name: filename,
        mimeType: "text/plain",
      }));
      return { resources };
    },
  });
  const config = {
    title: "A file",
    description: "The text that was read from a file",
    mimeType: "text/plain",
  };
  server.registerResource("file", template, config, async (uri, { fileId }) => {
    try {
      await countRequest(call.dialect);
      return {
        contents: [{ uri: uri.href, mimeType: "text/plain", text: await textOf(call, String(fileId)) }],
      };
    } catch (error) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, publicText(error));
    }
  });
}

/** @throws not_found */
async function textOf({ scope, project }: McpCall, fileId: string): Promise<string> {
  await getFile(scope, project.id, fileId);
  const { passages, total, next } = await listPassages(scope, project.id, fileId, {
    from: 0,
    limit: PASSAGES,
  });
  const text = passages.map((passage) => passage.text.slice(passage.overlap)).join("\n");
  if (next === null) return text;
  return `${text}\n\n(${total - next} more passages: read_passage from ordinal ${next})`;
}
