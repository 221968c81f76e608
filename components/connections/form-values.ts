import type { Connection } from "@/lib/schemas";
import { type ConnectionKindId, kindOf } from "@/lib/schemas/connection-kinds";

/** The form's fields as text; `on` and `off` stand for yes and no. */
export type ConnectionValues = {
  kind: ConnectionKindId;
  name: string;
  baseUrl: string;
  apiKey: string;
  removeKey: string;
  allowPrivate: string;
  enabled: string;
};

const onOff = (yes: boolean) => (yes ? "on" : "off");

export function valuesOf(connection: Connection | null): ConnectionValues {
  if (!connection) return { ...presetValues("openai"), apiKey: "", removeKey: "off", enabled: "on" };
  const { kind, name, baseUrl, allowPrivate, enabled } = connection;
  return {
    kind,
    name,
    baseUrl,
    apiKey: "",
    removeKey: "off",
    allowPrivate: onOff(allowPrivate),
    enabled: onOff(enabled),
  };
}

/** What choosing a provider fills in. */
export function presetValues(kind: ConnectionKindId) {
  const { name, baseUrl, own = false } = kindOf(kind);
  return { kind, name: kind === "custom" ? "" : name, baseUrl, allowPrivate: onOff(own) };
}

/** As the API takes it. An empty key is left out: it means the present one. */
export function bodyOf({ apiKey, removeKey, allowPrivate, enabled, ...rest }: ConnectionValues) {
  const key = apiKey.trim() !== "" ? { apiKey } : removeKey === "on" ? { apiKey: null } : {};
  return { ...rest, ...key, allowPrivate: allowPrivate === "on", enabled: enabled === "on" };
}
