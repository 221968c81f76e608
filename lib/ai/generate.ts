import { routeOf } from "./connections/route";
import { generateDemo } from "./demo";
import { doubtModels } from "./models-listed";
import { generateWithProvider } from "./provider";
import { isDown } from "./provider-error";
import type { GenerationRequest, GenerationResult, GenerationSink } from "./types";

/**
 * Generates one reply with the provider that the model names, or the demo model where none is set up. Where that one is
 * down before its first byte, the request's second model answers, and the sink is told.
 * @throws `provider_failed`, `provider_timeout`; the signal's reason when aborted. Text that has reached the sink counts.
 */
export async function generate(
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const { fallback } = request;
  if (fallback === undefined || fallback === request.model) return generateOnce(request, sink, signal);
  let opened = false;
  const open = (contentType?: string) => {
    opened = true;
    sink.open?.(contentType);
  };
  try {
    return await generateOnce(request, { ...sink, open }, signal);
  } catch (error) {
    if (signal.aborted || opened || !isDown(error)) throw error;
    sink.fallback?.({ wanted: request.model, model: fallback });
    return generateOnce({ ...request, model: fallback }, sink, signal);
  }
}

async function generateOnce(
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const route = await routeOf(request.model, request.account);
  if (!route) return generateDemo(request, sink, signal);
  try {
    return await generateWithProvider(route.config, { ...request, model: route.model }, sink, signal);
  } catch (error) {
    if (!signal.aborted && isDown(error)) doubtModels(route.slug);
    throw error;
  }
}
