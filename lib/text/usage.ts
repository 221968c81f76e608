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
  note: "An administrator set these. Days and months are those of UTC; replies under way count with the most that they can take.",
} as const;
