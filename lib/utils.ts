import { type ClassValue, clsx } from "clsx";

/**
 * Joins class names. It does not resolve conflicts between utilities: primitives take variants, and a `className`
 * handed to one adds placement (margin, width, grid area), never a second value for what the primitive decides.
 */
export function cn(...inputs: ClassValue[]): string {
  return clsx(inputs);
}
