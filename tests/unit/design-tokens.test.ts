import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Rgb = readonly [number, number, number];

/** OKLCH → linear sRGB (Björn Ottosson's matrices), clipped to the gamut. */
function linearRgb(l: number, c: number, h: number): Rgb {
  const a = c * Math.cos((h * Math.PI) / 180);
  const b = c * Math.sin((h * Math.PI) / 180);
  const long = (l + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const medium = (l - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const short = (l - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const clip = (v: number) => Math.min(1, Math.max(0, v));
  return [
    clip(4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short),
    clip(-1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short),
    clip(-0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short),
  ];
}

const luminance = ([r, g, b]: Rgb) => 0.2126 * r + 0.7152 * g + 0.0722 * b;

function tokens(selector: string): Map<string, number> {
  const css = readFileSync("app/tokens.css", "utf8");
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf("}", start));
  const found = new Map<string, number>();
  for (const [, name, l, c, h] of block.matchAll(/--([\w-]+): oklch\(([\d.]+) ([\d.]+) ([\d.]+)\);/g)) {
    if (name) found.set(name, luminance(linearRgb(Number(l), Number(c), Number(h))));
  }
  return found;
}

const backgrounds = ["canvas", "surface", "raised", "sunken", "hover"];
const onEvery = ["fg", "fg-muted", "fg-subtle", "accent-text", "danger-text"];
const pairs: [text: string, background: string, least: number][] = [
  ...onEvery.flatMap((text) => backgrounds.map((b): [string, string, number] => [text, b, 4.5])),
  ...["keyword", "string", "constant", "function", "parameter"].map((n): [string, string, number] => [
    `code-${n}`,
    "sunken",
    4.5,
  ]),
  ["fg", "pressed", 4.5],
  ["fg-muted", "pressed", 4.5],
  ["accent-fg", "accent", 4.5],
  ["accent-fg", "accent-hover", 4.5],
  ["danger-fg", "danger", 4.5],
  ["danger-fg", "danger-hover", 4.5],
  ...["accent", "danger", "warning", "success"].map((n): [string, string, number] => [
    `${n}-text`,
    `${n}-soft`,
    4.5,
  ]),
  ["fg", "accent-soft", 4.5],
  ["fg-muted", "accent-soft", 4.5],
  ["line-strong", "surface", 3],
  ["line-strong", "canvas", 3],
  ["line-strong", "raised", 3],
  ["ring", "canvas", 3],
  ["ring", "surface", 3],
  ["ring", "raised", 3],
  ["accent", "surface", 3],
];

describe.each([
  ["light", ":root"],
  ["dark", "@variant dark"],
])("the %s theme", (_theme, selector) => {
  const colours = tokens(selector);
  it.each(pairs)("shows %s on %s with a contrast of at least %d", (text, background, least) => {
    const [a, b] = [colours.get(text), colours.get(background)];
    if (a === undefined || b === undefined) throw new Error(`no token ${text} or ${background}`);
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    expect(contrast).toBeGreaterThanOrEqual(least);
  });
});
