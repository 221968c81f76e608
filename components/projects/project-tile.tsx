import type { ProjectColor } from "@/lib/schemas";
import { cn } from "@/lib/utils";

/** Written out, for the styles are made of the names that stand in the sources. */
export const TINTS: Record<ProjectColor, string> = {
  gray: "bg-tint-gray",
  red: "bg-tint-red",
  orange: "bg-tint-orange",
  green: "bg-tint-green",
  teal: "bg-tint-teal",
  blue: "bg-tint-blue",
  violet: "bg-tint-violet",
  pink: "bg-tint-pink",
};

type Props = {
  project: { name: string; icon?: string | null; color?: ProjectColor | null };
  size?: keyof typeof SIZES;
};

const SIZES = {
  xs: "size-5 rounded-sm text-xs",
  sm: "size-8 rounded-md text-sm",
  md: "size-9 rounded-md text-base",
  lg: "size-10 rounded-md text-lg",
};

/** What tells a project apart at a glance: its sign, or the first letter of its name, on its colour. */
export function ProjectTile({ project: { name, icon, color }, size = "md" }: Props) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        "grid shrink-0 select-none place-items-center font-semibold text-fg",
        TINTS[color ?? "gray"],
        SIZES[size],
      )}
    >
      {icon ?? Array.from(name.trim())[0]?.toLocaleUpperCase()}
    </span>
  );
}
