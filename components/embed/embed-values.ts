import { typedNumber } from "@/components/ui/typed-number";
import { type Embed, isSiteOrigin } from "@/lib/schemas/embed";

/** The form's values, as text where a person types. */
export type EmbedValues = Omit<
  Embed,
  "projectId" | "updatedAt" | "origins" | "suggestions" | "limits" | "link"
> & {
  origins: string;
  suggestions: string;
  limits: Record<Counted, { messagesPerDay: string; tokensPerDay: string }>;
  mode: Embed["link"]["mode"];
  slug: string;
  password: string;
};
export const COUNTED = ["visitor", "address", "embed"] as const;
export type Counted = (typeof COUNTED)[number];

export function valuesOf(
  { projectId: _id, updatedAt: _at, link, ...embed }: Embed,
  slug: string,
): EmbedValues {
  const limits = Object.fromEntries(
    COUNTED.map((of) => {
      const { messagesPerDay, tokensPerDay } = embed.limits[of];
      return [of, { messagesPerDay: String(messagesPerDay), tokensPerDay: String(tokensPerDay) }];
    }),
  ) as EmbedValues["limits"];
  return {
    ...embed,
    origins: embed.origins.join("\n"),
    suggestions: embed.suggestions.join("\n"),
    limits,
    mode: link.mode,
    slug: link.slug ?? slug,
    password: "",
  };
}

const lines = (text: string) =>
  text
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);

/** What somebody typed or pasted as the origin it means: `Example.com/shop` is `https://example.com`. */
export function originOf(typed: string): string {
  const url = /^[a-z]+:\/\//i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(url)) return typed;
  const { origin } = new URL(url);
  return isSiteOrigin(origin) ? origin : typed;
}

export const originsOf = ({ origins }: Pick<EmbedValues, "origins">): string[] => [
  ...new Set(lines(origins).map(originOf)),
];
export const suggestionsOf = ({ suggestions }: Pick<EmbedValues, "suggestions">): string[] => [
  ...new Set(lines(suggestions)),
];

/** Shaped for the API; text that is no number stays text, for the schema to refuse. */
export function patchOf(values: EmbedValues, before: Embed): object {
  const { origins: _o, suggestions: _s, limits, mode, slug, password, ...rest } = values;
  const number = (text: string) => typedNumber(text) ?? "";
  return {
    ...rest,
    origins: originsOf(values),
    suggestions: suggestionsOf(values),
    limits: Object.fromEntries(
      COUNTED.map((of) => [
        of,
        {
          messagesPerDay: number(limits[of].messagesPerDay),
          tokensPerDay: number(limits[of].tokensPerDay),
        },
      ]),
    ),
    link: {
      mode,
      // A name that was only proposed isn't taken before the link is wanted.
      ...(mode === "off" && before.link.slug === null ? {} : { slug: slug.trim() || null }),
      ...(password === "" ? {} : { password }),
    },
  };
}

/** A fault's path as the form names its fields: `origins.2` → `origins`, `link.slug` → `slug`. */
export const fieldOf = (path: string): string => path.replace(/^link\./, "").replace(/\.\d+$/, "");

export const snippetOf = (origin: string, projectId: string): string =>
  `<script src="${origin}/embed.js" data-project="${projectId}" async></script>`;
export const directivesOf = (origin: string): string => `script-src ${origin};\nframe-src ${origin}`;
