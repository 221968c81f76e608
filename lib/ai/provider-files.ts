import { type default as OpenAI, toStreamingFile } from "openai";
import { environmentConfig, openaiClient } from "./provider-config";

const TIMEOUT_MS = 120_000;

/** The environment's provider: files go to no other. */
function client(): OpenAI {
  const config = environmentConfig();
  if (!config) throw new Error("The environment names no provider.");
  return openaiClient(config, { timeoutMs: TIMEOUT_MS });
}

/** Streams a file to the provider's files endpoint, purpose `assistants`. @returns the provider's id */
export async function uploadToProvider(
  body: ReadableStream<Uint8Array>,
  filename: string,
  mimeType: string,
): Promise<string> {
  const chunks = body as ReadableStream<Uint8Array<ArrayBuffer>>;
  const file = toStreamingFile(chunks, filename, { type: mimeType });
  const { id } = await client().files.create({ file, purpose: "assistants" });
  return id;
}

export async function deleteAtProvider(id: string): Promise<void> {
  await client().files.delete(id, { maxRetries: 2 });
}
