"use client";

/** One click back to the default; says what it is. Gone while the value is the default already. */
export function DefaultButton({
  label,
  active,
  onClick,
}: {
  label: string;
  active: boolean;
  onClick: () => void;
}) {
  return active ? (
    <span>Default</span>
  ) : (
    <button
      type="button"
      onClick={onClick}
      className="inline-flex items-center rounded-sm text-accent-text underline-offset-4 hover:underline touch:min-h-11"
    >
      Use default ({label})
    </button>
  );
}
