import { Upload } from "lucide-react";

/** Says what becomes of the files that hang over the window. */
export function DropOverlay({ children }: { children: string }) {
  return (
    <div className="pointer-events-none fixed inset-0 z-overlay grid animate-fade-in place-items-center bg-overlay p-6">
      <div className="flex flex-col items-center gap-3 rounded-xl bg-raised px-10 py-8 shadow-dialog">
        <Upload className="size-6 text-accent-text" aria-hidden="true" />
        <p className="font-medium text-base">{children}</p>
      </div>
    </div>
  );
}
