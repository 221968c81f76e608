import { plural } from "./plural";

const grouped = (value: number) => String(Math.round(value)).replace(/\B(?=(\d{3})+$)/g, ",");
const amount = (value: number, dollars: boolean) => (dollars ? `$${value.toFixed(2)}` : grouped(value));

/** The words of a person's own limits. */
export const usageText = {
  limits: "Your limits",
  tokensToday: "Tokens today",
  tokensThisMonth: "Tokens this month",
  usdToday: "Dollars today",
  usdThisMonth: "Dollars this month",
  of: (used: number, limit: number, dollars: boolean) =>
    `${amount(used, dollars)} of ${amount(limit, dollars)}`,
  note: "Set by an administrator. Days and months are in UTC. Running replies count with the most they can use.",
  chart: {
    title: "Tokens per day",
    input: "Input",
    output: "Output",
    day: "Day",
  },
  sums: {
    input: (count: string) => `${count} input tokens`,
    output: (count: string) => `${count} output tokens`,
    replies: (count: number) => plural(count, "reply", "replies"),
  },
  table: {
    replies: "Replies",
    input: "Input",
    output: "Output",
    cost: "Cost",
    total: "Total",
  },
  view: {
    days7: "Last 7 days",
    days30: "Last 30 days",
    days90: "Last 90 days",
    failed: "Your usage couldn’t be loaded",
    retry: "Try again",
    days: "Days",
    project: "Project",
    allProjects: "All projects",
    replies: "Replies",
    inputTokens: "Input tokens",
    outputTokens: "Output tokens",
    cost: "Cost",
    unpriced: "Some of it has no known price",
    unpricedModels: (models: string) => `The server’s price list doesn’t have ${models}.`,
    nothing: "Nothing was used in this period.",
    table: "Table",
    byDay: "By day",
    byProject: "By project",
    byModel: "By model",
    byKey: "By key",
    dayCaption: "Usage by day",
    dayHeading: "Day",
    projectCaption: "Usage by project",
    modelCaption: "Usage by model",
    model: "Model",
    keyCaption: "Usage by API key",
    key: "API key",
    deletedProject: (end: string) => `Deleted project (${end})`,
    none: "Nothing used yet",
    toProjects: "Go to your projects",
    noneHint: "Each reply’s tokens are added up here, by day, project and model.",
    loading: "Loading your usage",
  },
} as const;
