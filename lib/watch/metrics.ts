import { createHash, timingSafeEqual } from "node:crypto";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { env } from "@/lib/env";
import { perProcess } from "@/lib/platform";

/** Names of models in the figures of one process; the ones that come later are "other": people choose what they ask for. */
const MODELS_MAX = 50;
const MODEL_LENGTH = 80;
const SECONDS = [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300];

function make() {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const registers = [registry];
  const counter = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Counter({ name, help, labelNames, registers });
  const histogram = <L extends string>(name: string, help: string, labelNames: L[]) =>
    new Histogram({ name, help, labelNames, registers, buckets: SECONDS });
  return {
    registry,
    models: new Set<string>(),
    requests: counter("chatbot_requests_total", "Requests to the API", ["method", "route", "status"]),
    requestSeconds: histogram("chatbot_request_duration_seconds", "Time until a response began", ["method"]),
    errors: counter("chatbot_errors_total", "Failures by their code", ["category"]),
    running: new Gauge({
      name: "chatbot_replies_running",
      help: "Replies that are being generated",
      registers,
    }),
    replies: counter("chatbot_replies_total", "Replies that ended", ["model", "outcome"]),
    firstText: histogram("chatbot_reply_first_text_seconds", "Time until a model's first text", ["model"]),
    replySeconds: histogram("chatbot_reply_duration_seconds", "Time that a model answered", ["model"]),
    tokens: counter("chatbot_tokens_total", "Tokens as providers count them", ["model", "direction"]),
    jobs: counter("chatbot_jobs_total", "Files read and embedded", ["kind", "outcome"]),
    jobsRunning: new Gauge({
      name: "chatbot_jobs_running",
      help: "Files that are being read",
      registers,
      labelNames: ["kind"],
    }),
  };
}

type Metrics = ReturnType<typeof make>;

/** Null while nobody may ask for them: then nothing is counted. */
const metrics = (): Metrics | null => (env().METRICS_TOKEN ? perProcess("metrics", make) : null);

/** Whether a bearer token is the one that opens the figures; null: they are off. Takes the same time for every token. */
export function opensMetrics(token: string | undefined): boolean | null {
  const { METRICS_TOKEN } = env();
  if (!METRICS_TOKEN) return null;
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(token ?? ""), hash(METRICS_TOKEN)) && token !== undefined;
}

/** All figures of this process in Prometheus' text format. */
export async function metricsText(): Promise<{ text: string; contentType: string }> {
  const found = metrics();
  const registry = found?.registry ?? new Registry();
  return { text: await registry.metrics(), contentType: registry.contentType };
}

function modelLabel({ models }: Metrics, model: string): string {
  const name = model.slice(0, MODEL_LENGTH);
  if (models.has(name)) return name;
  if (models.size >= MODELS_MAX) return "other";
  models.add(name);
  return name;
}

/** `route`: the path with its parameters' names, never their values. */
export function countRequest(method: string, route: string, status: number, ms: number): void {
  const found = metrics();
  if (!found) return;
  found.requests.inc({ method, route, status: String(status) });
  found.requestSeconds.observe({ method }, ms / 1000);
}

/** `category`: a code of the closed table. */
export function countError(category: string): void {
  metrics()?.errors.inc({ category });
}

export type ReplyEnd = {
  /** The one that answered. */
  model: string;
  outcome: "complete" | "stopped" | "failed";
  promptTokens: number;
  completionTokens: number;
  /** Until its first text; null: none came. Milliseconds. */
  firstMs: number | null;
  ms: number;
};

/** Counts a reply as running until what this returns is called. */
export function countReply(): (end: ReplyEnd) => void {
  const found = metrics();
  if (!found) return () => {};
  found.running.inc();
  return ({ model, outcome, promptTokens, completionTokens, firstMs, ms }) => {
    found.running.dec();
    const name = modelLabel(found, model);
    found.replies.inc({ model: name, outcome });
    found.replySeconds.observe({ model: name }, ms / 1000);
    if (firstMs !== null) found.firstText.observe({ model: name }, firstMs / 1000);
    found.tokens.inc({ model: name, direction: "input" }, promptTokens);
    found.tokens.inc({ model: name, direction: "output" }, completionTokens);
  };
}

/** Counts a job as running until what this returns is called. */
export function countJob(kind: string): (outcome: "ended" | "failed") => void {
  const found = metrics();
  if (!found) return () => {};
  found.jobsRunning.inc({ kind });
  return (outcome) => {
    found.jobsRunning.dec({ kind });
    found.jobs.inc({ kind, outcome });
  };
}
