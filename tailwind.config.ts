import type { Config } from "tailwindcss";

const token = (name: string) => `var(--${name})`;

/**
 * The design language as Tailwind tokens. `docs/design.md` explains it; colours change with the theme and live as
 * variables in `app/tokens.css`. The scales below replace Tailwind's, so a one-off value has no class to hide in.
 */
export default {
  content: ["./app/**/*.{ts,tsx}", "./components/**/*.{ts,tsx}"],
  theme: {
    colors: {
      transparent: "transparent",
      current: "currentColor",
      canvas: token("canvas"),
      surface: token("surface"),
      raised: token("raised"),
      sunken: token("sunken"),
      hover: token("hover"),
      pressed: token("pressed"),
      line: { DEFAULT: token("line"), strong: token("line-strong") },
      fg: { DEFAULT: token("fg"), muted: token("fg-muted"), subtle: token("fg-subtle") },
      accent: {
        DEFAULT: token("accent"),
        hover: token("accent-hover"),
        fg: token("accent-fg"),
        soft: token("accent-soft"),
        text: token("accent-text"),
      },
      danger: {
        DEFAULT: token("danger"),
        hover: token("danger-hover"),
        fg: token("danger-fg"),
        soft: token("danger-soft"),
        text: token("danger-text"),
      },
      warning: { soft: token("warning-soft"), text: token("warning-text") },
      success: { soft: token("success-soft"), text: token("success-text") },
      tint: Object.fromEntries(
        ["gray", "red", "orange", "green", "teal", "blue", "violet", "pink"].map((name) => [
          name,
          token(`tint-${name}`),
        ]),
      ),
      ring: token("ring"),
      overlay: token("overlay"),
    },
    fontFamily: {
      sans: ["var(--font-geist-sans-other)", "var(--font-geist-sans)", "system-ui", "sans-serif"],
      mono: ["var(--font-geist-mono-other)", "var(--font-geist-mono)", "ui-monospace", "monospace"],
    },
    fontSize: {
      xs: ["0.75rem", { lineHeight: "1rem" }],
      sm: ["0.875rem", { lineHeight: "1.25rem" }],
      base: ["1rem", { lineHeight: "1.625rem" }],
      lg: ["1.125rem", { lineHeight: "1.625rem", letterSpacing: "-0.01em" }],
      xl: ["1.375rem", { lineHeight: "1.75rem", letterSpacing: "-0.015em" }],
      "2xl": ["1.75rem", { lineHeight: "2.125rem", letterSpacing: "-0.02em" }],
      display: ["clamp(2.25rem, 1.5rem + 3.2vw, 3.75rem)", { lineHeight: "1.06", letterSpacing: "-0.035em" }],
    },
    fontWeight: { normal: "400", medium: "500", semibold: "600" },
    borderRadius: {
      none: "0",
      sm: "0.375rem",
      md: "0.5rem",
      lg: "0.75rem",
      xl: "1rem",
      "2xl": "1.5rem",
      full: "9999px",
    },
    boxShadow: {
      none: "none",
      card: token("shadow-card"),
      float: token("shadow-float"),
      dialog: token("shadow-dialog"),
    },
    zIndex: { 0: "0", sticky: "10", drawer: "30", overlay: "40", dialog: "50", toast: "60" },
    transitionDuration: { DEFAULT: "120ms", fast: "120ms", base: "180ms", slow: "260ms" },
    transitionTimingFunction: {
      DEFAULT: "cubic-bezier(0.2, 0, 0, 1)",
      linear: "linear",
      out: "cubic-bezier(0.2, 0.8, 0.2, 1)",
    },
    extend: {
      spacing: { topbar: "3.5rem", sidebar: "17rem" },
      maxWidth: { form: "25rem", dialog: "32rem", reading: "46rem", column: "54rem", page: "68rem" },
      keyframes: {
        "fade-in": { from: { opacity: "0" } },
        "fade-out": { to: { opacity: "0" } },
        "pop-in": { from: { opacity: "0", transform: "translateY(4px) scale(0.98)" } },
        "pop-out": { to: { opacity: "0", transform: "translateY(2px) scale(0.98)" } },
        "slide-in": { from: { transform: "translateX(var(--slide-from, -100%))" } },
        "slide-out": { to: { transform: "translateX(var(--slide-from, -100%))" } },
        appear: { from: { opacity: "0" }, to: { opacity: "1" } },
        breathe: { "0%, 100%": { opacity: "1" }, "50%": { opacity: "0.55" } },
      },
      animation: {
        "fade-in": "fade-in 180ms cubic-bezier(0.2, 0.8, 0.2, 1) both",
        "fade-out": "fade-out 120ms cubic-bezier(0.2, 0, 0, 1) both",
        "pop-in": "pop-in 180ms cubic-bezier(0.2, 0.8, 0.2, 1) both",
        "pop-out": "pop-out 120ms cubic-bezier(0.2, 0, 0, 1) both",
        "slide-in": "slide-in 260ms cubic-bezier(0.2, 0.8, 0.2, 1) both",
        "slide-out": "slide-out 180ms cubic-bezier(0.2, 0, 0, 1) both",
        /** What takes less than 150 ms shows no placeholder at all. */
        late: "appear 180ms linear 150ms both",
        breathe: "breathe 1.6s ease-in-out infinite",
      },
    },
  },
} satisfies Config;
