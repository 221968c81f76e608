"use client";

import { THEMES } from "@/components/shell/theme-items";
import { setTheme } from "@/lib/client/theme";
import { useTheme } from "@/lib/client/use-theme";
import { accountText } from "@/lib/text/account";

export function Appearance() {
  const theme = useTheme();
  return (
    <fieldset>
      <legend className="sr-only">{accountText.appearance.theme}</legend>
      <div className="grid grid-cols-3 gap-2">
        {THEMES.map(({ value, label, icon: Icon }) => (
          <label
            key={value}
            className="flex cursor-pointer flex-col items-center gap-2 rounded-lg border border-line bg-surface p-4 transition-colors hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-ring has-focus-visible:outline-offset-2"
          >
            <input
              type="radio"
              name="theme"
              value={value}
              checked={theme === value}
              onChange={() => setTheme(value)}
              className="sr-only"
            />
            <Icon className="size-5 text-fg-muted" aria-hidden="true" />
            {label}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
