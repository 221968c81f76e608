import localFont from "next/font/local";

// Each family in two parts, for browsers fetch only what a page has letters of: Latin in a file of its own, less than half as
// large as the whole, and the whole for everything else. Next wants these values as literals.

export const sans = localFont({
  src: "../node_modules/@fontsource-variable/geist/files/geist-latin-wght-normal.woff2",
  variable: "--font-geist-sans",
  weight: "100 900",
  declarations: [{ prop: "unicode-range", value: "U+0-FF, U+2000-206F, U+20AC, U+2122" }],
});

export const sansOther = localFont({
  src: "../node_modules/geist/dist/fonts/geist-sans/Geist-Variable.woff2",
  variable: "--font-geist-sans-other",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+100-1FFF, U+2070-20AB, U+20AD-2121, U+2123-10FFFF" }],
});

/** Not ahead of the text, which no page begins with. */
export const mono = localFont({
  src: "../node_modules/@fontsource-variable/geist-mono/files/geist-mono-latin-wght-normal.woff2",
  variable: "--font-geist-mono",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  fallback: ["ui-monospace", "SFMono-Regular", "Menlo", "DejaVu Sans Mono", "monospace"],
  declarations: [{ prop: "unicode-range", value: "U+0-FF, U+2000-206F, U+20AC, U+2122" }],
});

export const monoOther = localFont({
  src: "../node_modules/geist/dist/fonts/geist-mono/GeistMono-Variable.woff2",
  variable: "--font-geist-mono-other",
  weight: "100 900",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+100-1FFF, U+2070-20AB, U+20AD-2121, U+2123-10FFFF" }],
});
