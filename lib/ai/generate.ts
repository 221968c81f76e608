import { generateDemo } from "./demo";
import { generateWithProvider } from "./provider";
import { providerConfig } from "./provider-config";
import type { GenerationRequest, GenerationResult, GenerationSink } from "./types";

/**
 * Generates one reply with the configured provider, or the demo model without one.
 * @throws `provider_failed`, `provider_timeout`; the signal's reason when aborted. Text that has reached the sink counts.
 */
export async function generate(
  request: GenerationRequest,
  sink: GenerationSink,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const config = providerConfig();
  return config
    ? await generateWithProvider(config, request, sink, signal)
    : await generateDemo(request, sink, signal);
}
