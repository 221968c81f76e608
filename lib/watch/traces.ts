import { AsyncLocalStorage } from "node:async_hooks";
import type { Attributes, Context, Span, Tracer } from "@opentelemetry/api";
import { env } from "@/lib/env";
import { log } from "@/lib/log";
import { atShutdown, perProcess } from "@/lib/platform";

type Api = typeof import("@opentelemetry/api");
type Tracing = { api: Api; tracer: Tracer; flush(): Promise<void> };

/** What is being traced, handed on to whatever the request starts. Not OpenTelemetry's global: Next would add spans with addresses. */
type Current = {
  held: AsyncLocalStorage<Context>;
  loading?: Promise<Tracing | null>;
  loaded: Tracing | null;
};
const current = () => perProcess<Current>("traces", () => ({ held: new AsyncLocalStorage(), loaded: null }));

/** By OpenTelemetry's own variables: https://opentelemetry.io/docs/specs/otel/protocol/exporter/ */
function configured(): boolean {
  const e = env();
  const target = e.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? e.OTEL_EXPORTER_OTLP_ENDPOINT;
  return target !== undefined && !e.OTEL_SDK_DISABLED;
}

/** The packages are read when the first request comes, and only where traces are wanted. */
function tracing(): Promise<Tracing | null> {
  const state = current();
  state.loading ??= load().catch((err) => {
    log().error({ err }, "traces could not be set up");
    return null;
  });
  return state.loading;
}

async function load(): Promise<Tracing> {
  const [api, sdk, { OTLPTraceExporter }, { defaultResource, resourceFromAttributes }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const name = resourceFromAttributes({ "service.name": env().OTEL_SERVICE_NAME ?? "chatbot-platform" });
  const provider = new sdk.TracerProvider({
    resource: defaultResource().merge(name),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.AlwaysOnSampler() }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  atShutdown("traces", () => provider.shutdown());
  const loaded = { api, tracer: provider.getTracer("chatbot-platform"), flush: () => provider.forceFlush() };
  current().loaded = loaded;
  return loaded;
}

const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

function parentOf({ api }: Tracing, traceparent: string | null): Context {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? "") ?? [];
  if (!traceId || !spanId || !flags) return api.ROOT_CONTEXT;
  const remote = { traceId, spanId, traceFlags: Number.parseInt(flags, 16) & 1, isRemote: true };
  return api.trace.setSpanContext(api.ROOT_CONTEXT, remote);
}

/** Runs a request in a span of its own, under the caller's where it named one. Costs nothing where no traces are wanted. */
export async function traceRequest(
  { method, route, traceparent }: { method: string; route: string; traceparent: string | null },
  work: () => Promise<Response>,
): Promise<Response> {
  if (!configured()) return work();
  const found = await tracing();
  if (!found) return work();
  const { api, tracer } = found;
  const parent = parentOf(found, traceparent);
  const attributes = { "http.request.method": method, "http.route": route };
  const span = tracer.startSpan(`${method} ${route}`, { kind: api.SpanKind.SERVER, attributes }, parent);
  const response = await current().held.run(api.trace.setSpan(parent, span), work);
  span.setAttribute("http.response.status_code", response.status);
  if (response.status >= 500) span.setStatus({ code: api.SpanStatusCode.ERROR });
  span.end();
  return response;
}

export type TracedReply = { end(attributes: Attributes, error?: string): void };

/**
 * A span for one call of a model, in the words of OpenTelemetry's conventions for generative AI; never with content.
 * https://opentelemetry.io/docs/specs/semconv/gen-ai/gen-ai-spans/
 */
export function traceReply(model: string, attributes: Attributes): TracedReply | null {
  const { loaded, held } = current();
  if (!loaded || !configured()) return null;
  const { api, tracer } = loaded;
  const options = {
    kind: api.SpanKind.CLIENT,
    attributes: { "gen_ai.operation.name": "chat", "gen_ai.request.model": model, ...attributes },
  };
  const span: Span = tracer.startSpan(`chat ${model}`, options, held.getStore() ?? api.ROOT_CONTEXT);
  return {
    end(more, error) {
      span.setAttributes(more);
      if (error) {
        span.setAttribute("error.type", error);
        span.setStatus({ code: api.SpanStatusCode.ERROR });
      }
      span.end();
    },
  };
}

/** For tests: sends what waits. */
export async function flushTraces(): Promise<void> {
  await current().loaded?.flush();
}
