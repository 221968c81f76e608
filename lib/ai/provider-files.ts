import OpenAI, { toStreamingFile } from "openai";
import { env } from "@/lib/env";

const TIMEOUT_MS = 120_000;

function client(): OpenAI {
  const { OPENAI_API_KEY, OPENAI_BASE_URL } = env();
  return new OpenAI({
    apiKey: OPENAI_API_KEY ?? "none",
    baseURL: OPENAI_BASE_URL ?? null,
    timeout: TIMEOUT_MS,
    // A streamed body can't be sent a second time.
    maxRetries: 0,
  });
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
