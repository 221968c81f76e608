import type { FinishReason } from "@/lib/schemas";
import type { TotalUsage } from "../generation";
import type { StoredItem } from "./items";
import type { ResponseInput } from "./schema";

export type ResponseStatus = "in_progress" | "completed" | "incomplete" | "failed" | "cancelled";

export type ResponseHead = {
  id: string;
  createdAt: number;
  input: ResponseInput;
  conversationId: string | null;
  /** As they were applied. */
  temperature: number;
};

/** A response as clients read it. https://platform.openai.com/docs/api-reference/responses/object */
export function responseObject(
  { id, createdAt, input, conversationId, temperature }: ResponseHead,
  status: ResponseStatus,
  output: readonly (StoredItem | object)[],
  more: { total?: TotalUsage; reason?: FinishReason | null; error?: { code: string; message: string } } = {},
) {
  const incomplete = {
    length: { reason: "max_output_tokens" },
    "content-filter": { reason: "content_filter" },
  } as const;
  const reason = status === "incomplete" ? more.reason : null;
  return {
    id,
    object: "response",
    created_at: createdAt,
    completed_at: status === "completed" ? Math.floor(Date.now() / 1000) : null,
    status,
    access_programs: null,
    background: false,
    error: more.error ?? null,
    incomplete_details: reason === "length" || reason === "content-filter" ? incomplete[reason] : null,
    instructions: input.instructions ?? null,
    max_output_tokens: input.max_output_tokens ?? null,
    max_tool_calls: null,
    model: input.model,
    output,
    parallel_tool_calls: input.parallel_tool_calls ?? true,
    previous_response_id: input.previous_response_id ?? null,
    prompt_cache_key: input.prompt_cache_key ?? null,
    reasoning: { effort: input.reasoning?.effort ?? null, summary: null },
    safety_identifier: input.safety_identifier ?? null,
    service_tier: "default",
    store: input.store ?? true,
    temperature,
    text: { format: input.text?.format ?? { type: "text" }, verbosity: input.text?.verbosity ?? "medium" },
    tool_choice: input.tool_choice ?? "auto",
    tools: (input.tools ?? []).map((tool) => ({
      ...tool,
      description: tool.description ?? null,
      parameters: tool.parameters ?? null,
      strict: tool.strict ?? true,
    })),
    top_logprobs: 0,
    top_p: input.top_p ?? 1,
    truncation: "disabled",
    usage: more.total ? wireUsage(more.total) : null,
    user: input.user ?? null,
    metadata: input.metadata ?? {},
    ...(conversationId === null ? {} : { conversation: { id: conversationId } }),
  };
}
export type ResponseObject = ReturnType<typeof responseObject>;

const wireUsage = ({ usage, details }: TotalUsage) => ({
  input_tokens: usage.prompt_tokens,
  input_tokens_details: { cached_tokens: details.prompt.cached_tokens ?? 0 },
  output_tokens: usage.completion_tokens,
  output_tokens_details: { reasoning_tokens: details.completion.reasoning_tokens ?? 0 },
  total_tokens: usage.total_tokens,
});

/** How an answer that ended by itself stands. */
export const statusOf = (reason: FinishReason | null): ResponseStatus =>
  reason === "length" || reason === "content-filter" ? "incomplete" : "completed";
