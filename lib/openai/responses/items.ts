import type { PromptMessage, ToolCall } from "@/lib/ai";
import { newId } from "@/lib/ids";
import { type Citations, flatAnnotations } from "../citations";
import { faultyField } from "../errors";
import type { Choice } from "../generation";
import type { ResponseItem, ResponsePart } from "./schema";

const DATA_URL = /^data:(image\/(?:png|jpeg|gif|webp));base64,/;

/** An item as it is stored and shown: with an id and a status. */
export type StoredItem = ResponseItem & { id: string; status?: string };

/** The caller's items with ids of their own. */
export function inputItems(input: string | ResponseItem[]): StoredItem[] {
  const items: ResponseItem[] =
    typeof input === "string" ? [{ type: "message", role: "user", content: input }] : input;
  return items.map((item): StoredItem => {
    const prefix = { message: "msg", function_call: "fc", function_call_output: "fco", reasoning: "rs" }[
      item.type
    ];
    const id = typeof item.id === "string" && item.id !== "" ? item.id : `${prefix}_${newId()}`;
    if (item.type !== "message" || typeof item.content !== "string")
      return { ...item, id, status: "completed" };
    const type = item.role === "assistant" ? ("output_text" as const) : ("input_text" as const);
    return { ...item, id, status: "completed", content: [{ type, text: item.content }] };
  });
}

/** What the model said, as items. */
export function outputItems(choice: Choice, citations: Citations, ids: OutputIds): StoredItem[] {
  const { text, refusal, toolCalls } = choice;
  const content = [
    ...(text || (!refusal && toolCalls.length === 0) ? [textPart(text, citations)] : []),
    ...(refusal ? [{ type: "refusal" as const, refusal }] : []),
  ];
  const message = { id: ids.message, type: "message", status: "completed", role: "assistant", content };
  return [
    ...(content.length > 0 ? [message as StoredItem] : []),
    ...toolCalls.map((call, index) => callItem(call, ids.call(index), "completed")),
  ];
}

export type OutputIds = { message: string; call(index: number): string };

export function newOutputIds(messageId: string): OutputIds {
  const calls: string[] = [];
  return {
    message: `msg_${messageId}`,
    call(index) {
      calls[index] ??= `fc_${newId()}`;
      return calls[index];
    },
  };
}

/** The ids that an answer's items have. */
export function idsOf(output: readonly StoredItem[]): OutputIds {
  const calls = output.filter(({ type }) => type === "function_call");
  const message = output.find(({ type }) => type === "message")?.id ?? "";
  return { message, call: (index) => calls[index]?.id ?? "" };
}

export const textPart = (text: string, citations: Citations) => ({
  type: "output_text" as const,
  annotations: flatAnnotations(citations),
  logprobs: [],
  text,
  ...(citations.sources.length > 0 ? { sources: citations.sources } : {}),
});

export const callItem = ({ id, name, arguments: given }: ToolCall, itemId: string, status: string) => ({
  id: itemId,
  type: "function_call" as const,
  status,
  arguments: given,
  call_id: id,
  name,
});

/** Items as the provider layer takes them; calls that stand together become one message of the assistant's. */
export function toPrompt(items: readonly ResponseItem[], from: number): PromptMessage[] {
  const messages: PromptMessage[] = [];
  const called = new Set<string>();
  for (const [index, item] of items.entries()) {
    const at = index >= from ? `input.[${index - from}]` : "previous_response_id";
    if (item.type === "reasoning") continue;
    if (item.type === "function_call") {
      called.add(item.call_id);
      const call = { id: item.call_id, name: item.name, arguments: item.arguments };
      const last = messages.at(-1);
      if (last?.role === "assistant") last.toolCalls = [...(last.toolCalls ?? []), call];
      else messages.push({ role: "assistant", content: "", toolCalls: [call] });
      continue;
    }
    if (item.type === "function_call_output") {
      if (!called.has(item.call_id)) {
        throw faultyField(
          `${at}.call_id`,
          `No tool call found for function call output with call_id ${item.call_id}.`,
        );
      }
      const { output } = item;
      const content = typeof output === "string" ? output : output.map(({ text }) => text).join("");
      messages.push({ role: "user", content, toolCallId: item.call_id });
      continue;
    }
    messages.push(ofMessage(item, at));
  }
  return messages;
}

function ofMessage({ role, content }: Extract<ResponseItem, { type: "message" }>, at: string): PromptMessage {
  const plain = role === "developer" ? "system" : role;
  if (typeof content === "string") return { role: plain, content };
  const text = content.map(textOfPart).join("");
  const pictures = content.flatMap((part, index) => {
    if (part.type !== "input_image") return [];
    const url = part.image_url ?? "";
    const mediaType = DATA_URL.exec(url.slice(0, 50))?.[1];
    if (!mediaType) {
      throw faultyField(
        `${at}.content.[${index}].image_url`,
        "Pictures must be data URLs (PNG, JPEG, GIF or WebP).",
      );
    }
    return [{ fileId: "", mediaType, data: url.slice(url.indexOf(",") + 1) }];
  });
  return { role: plain, content: text, ...(pictures.length > 0 ? { pictures } : {}) };
}

function textOfPart(part: ResponsePart): string {
  if (part.type === "input_image") return "";
  return part.type === "refusal" ? part.refusal : part.text;
}
