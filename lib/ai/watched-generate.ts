import { isAppError } from "@/lib/errors";
import { countError, countReply, traceReply } from "@/lib/watch";
import { providerOf } from "./connections/route";
import { generate } from "./generate";
import { DEMO_MODEL } from "./models-listed";
import type { GenerationRequest, GenerationResult, GenerationSink } from "./types";

/**
 * As {@link generate}, which is what it does; counted and traced, by model, times and tokens, never by what was said.
 * @param chatId whose reply it is
 */
export async function watchedGenerate(
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
  chatId?: string,
): Promise<GenerationResult> {
  const provider = await providerOf(request.model);
  const begun = performance.now();
  let { model } = request;
  const count = countReply();
  const span = traceReply(request.model, {
    "gen_ai.provider.name": provider === DEMO_MODEL ? DEMO_MODEL : "openai",
    "gen_ai.output.type": "text",
    "gen_ai.request.temperature": request.temperature,
    "gen_ai.request.max_tokens": request.maxTokens,
    ...(chatId === undefined ? {} : { "gen_ai.conversation.id": chatId }),
  });
  let firstMs: number | null = null;
  const saw = () => {
    firstMs ??= performance.now() - begun;
  };
  const watched: GenerationSink = {
    ...sink,
    fallback: (which) => {
      model = which.model;
      sink.fallback?.(which);
    },
    text: (delta, logprobs) => {
      saw();
      sink.text(delta, logprobs);
    },
    reasoning: (delta) => {
      saw();
      sink.reasoning(delta);
    },
  };
  let result: GenerationResult | null = null;
  let failure: string | undefined;
  try {
    result = await generate(request, watched, signal);
    return result;
  } catch (error) {
    failure = signal.aborted ? undefined : isAppError(error) ? error.code : "internal";
    if (failure) countError(failure);
    throw error;
  } finally {
    const { prompt_tokens: promptTokens = 0, completion_tokens: completionTokens = 0 } = result?.usage ?? {};
    const outcome = result ? "complete" : failure ? "failed" : "stopped";
    count({ model, outcome, promptTokens, completionTokens, firstMs, ms: performance.now() - begun });
    span?.end(
      {
        "gen_ai.response.model": model,
        "gen_ai.usage.input_tokens": promptTokens,
        "gen_ai.usage.output_tokens": completionTokens,
        ...(firstMs === null ? {} : { "gen_ai.response.time_to_first_chunk": firstMs / 1000 }),
        "gen_ai.response.finish_reasons": [result?.finishReason ?? (failure ? "error" : "stopped")],
      },
      failure,
    );
  }
}
