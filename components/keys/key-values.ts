import { typedNumber } from "@/components/ui/typed-number";
import type { Key, KeyScope } from "@/lib/schemas";
import { type Expiry, expiryOf } from "./words";

/** The form's state: numbers as they are typed, `""` for none. */
export type KeyValues = {
  name: string;
  projectId: string;
  scopes: KeyScope[];
  expiry: Expiry;
  tokensPerDay: string;
  tokensPerMonth: string;
  usdPerMonth: string;
  requestsPerMinute: string;
  tokensPerMinute: string;
  concurrent: string;
  origins: string;
};

const typed = (value: number | undefined) => (value === undefined ? "" : String(value));

export function valuesOf(key: Key | undefined): KeyValues {
  const { budget = {}, limits = {} } = key ?? {};
  return {
    name: key?.name ?? "",
    projectId: "all",
    scopes: key?.scopes ?? ["chat"],
    expiry: key ? "keep" : "90",
    tokensPerDay: typed(budget.tokensPerDay),
    tokensPerMonth: typed(budget.tokensPerMonth),
    usdPerMonth: typed(budget.usdPerMonth),
    requestsPerMinute: typed(limits.requestsPerMinute),
    tokensPerMinute: typed(limits.tokensPerMinute),
    concurrent: typed(limits.concurrent),
    origins: (key?.origins ?? []).join("\n"),
  };
}

/** What the API gets; null takes a cap away. */
export function bodyOf(values: KeyValues, before: Key | undefined): object {
  return {
    name: values.name,
    scopes: values.scopes,
    ...(before || values.projectId === "all" ? {} : { projectId: values.projectId }),
    ...(values.expiry === "keep" ? {} : { expiresAt: expiryOf(values.expiry) }),
    budget: {
      tokensPerDay: typedNumber(values.tokensPerDay),
      tokensPerMonth: typedNumber(values.tokensPerMonth),
      usdPerMonth: typedNumber(values.usdPerMonth),
    },
    limits: {
      requestsPerMinute: typedNumber(values.requestsPerMinute),
      tokensPerMinute: typedNumber(values.tokensPerMinute),
      concurrent: typedNumber(values.concurrent),
    },
    origins: values.origins.split(/\s+/).filter(Boolean),
  };
}
