import { cva, type VariantProps } from "class-variance-authority";
import type { ComponentProps } from "react";
import { cn } from "@/lib/utils";
import { Spinner } from "./spinner";

/** Also the look of a link that acts like a button: `<Link className={buttonClass({ variant: "primary" })}>`. */
export const buttonClass = cva(
  "inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap font-medium transition-colors disabled:pointer-events-none disabled:opacity-50 aria-disabled:pointer-events-none aria-disabled:opacity-50 [&_svg]:shrink-0",
  {
    variants: {
      variant: {
        primary: "bg-accent text-accent-fg hover:bg-accent-hover",
        secondary: "border border-line bg-surface text-fg shadow-card hover:bg-hover active:bg-pressed",
        ghost: "text-fg-muted hover:bg-hover hover:text-fg active:bg-pressed",
        danger: "bg-danger text-danger-fg hover:bg-danger-hover",
        "danger-quiet": "border border-line bg-surface text-danger-text hover:bg-danger-soft",
      },
      size: {
        md: "h-control px-3.5 text-sm",
        sm: "h-8 px-2.5 text-sm touch:h-11 touch:px-3.5",
        lg: "h-11 px-5 text-base",
        icon: "size-control",
        "icon-sm": "size-8 touch:size-11",
      },
      shape: { rect: "rounded-md", round: "rounded-full" },
    },
    defaultVariants: { variant: "secondary", size: "md", shape: "rect" },
  },
);

export type ButtonProps = ComponentProps<"button"> &
  VariantProps<typeof buttonClass> & {
    /** Work is under way: shows a spinner, keeps the width and the focus, and swallows clicks. */
    pending?: boolean;
  };

export function Button({
  variant,
  size,
  shape,
  pending = false,
  className,
  children,
  type = "button",
  onClick,
  ...props
}: ButtonProps) {
  return (
    <button
      type={type}
      className={cn(buttonClass({ variant, size, shape }), pending && "relative", className)}
      aria-disabled={pending || undefined}
      aria-busy={pending || undefined}
      // A picture alone says little.
      data-tip={size === "icon" || size === "icon-sm" ? props["aria-label"] : undefined}
      onClick={pending ? (event) => event.preventDefault() : onClick}
      {...props}
    >
      {pending ? (
        <>
          <span className="invisible contents *:invisible">{children}</span>
          <span className="absolute inset-0 grid place-items-center">
            <Spinner />
          </span>
        </>
      ) : (
        children
      )}
    </button>
  );
}
