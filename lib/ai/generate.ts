import { routeOf } from "./connections/route";
import { generateDemo } from "./demo";
import { generateWithProvider } from "./provider";
import type { GenerationRequest, GenerationResult, GenerationSink } from "./types";

/**
 * Generates one reply with the provider that the model names, or the demo model where none is set up.
 * @throws `provider_failed`, `provider_timeout`; the signal's reason when aborted. Text that has reached the sink counts.
 */
export async function generate(
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const route = await routeOf(request.model, request.account);
  return route
    ? await generateWithProvider(route.config, { ...request, model: route.model }, sink, signal)
    : await generateDemo(request, sink, signal);
}
