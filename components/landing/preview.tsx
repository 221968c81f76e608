import { ArrowUp, FileText, type LucideIcon, SlidersHorizontal, Sparkles } from "lucide-react";
import type { ReactNode } from "react";

/** A picture of the product, drawn with the product's own tokens so that it follows the theme. */
export function Preview() {
  return (
    <div
      aria-hidden="true"
      className="grid overflow-hidden rounded-xl border border-line bg-surface text-left shadow-dialog md:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div className="hidden flex-col gap-5 border-line border-r bg-sunken p-5 md:flex">
        <p className="font-medium">Support desk</p>
        <PreviewGroup icon={Sparkles} title="Prompts">
          <p>You answer customers of a small bicycle shop. Be brief and kind.</p>
          <p>Prices come from the price list only.</p>
        </PreviewGroup>
        <PreviewGroup icon={FileText} title="Files">
          <p>price-list.pdf</p>
          <p>returns.md</p>
        </PreviewGroup>
        <PreviewGroup icon={SlidersHorizontal} title="Settings">
          <p>Temperature 0.3</p>
          <p>Up to 1,000 tokens</p>
        </PreviewGroup>
      </div>
      <div className="flex flex-col gap-5 p-5 text-base sm:p-8">
        <p className="max-w-[85%] self-end rounded-xl bg-accent-soft px-4 py-2.5">
          A customer wants to return a helmet after five weeks. What do I tell them?
        </p>
        <div className="flex flex-col gap-3">
          <p>
            Returns are free within 30 days, so five weeks is just past it. A helmet that was never worn may
            still go back for store credit:
          </p>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>ask for a photo of the inside and the tag,</li>
            <li>offer credit for the price they paid,</li>
            <li>mention the crash replacement at half price.</li>
          </ul>
          <p className="flex items-center gap-2 text-fg-subtle text-sm">
            <FileText className="size-4" /> returns.md, “After 30 days”
          </p>
        </div>
        <div className="mt-2 flex items-center justify-between rounded-2xl border border-line-strong px-4 py-3 text-fg-subtle">
          Ask anything
          <span className="grid size-7 place-items-center rounded-full bg-accent text-accent-fg">
            <ArrowUp className="size-4" />
          </span>
        </div>
      </div>
    </div>
  );
}

function PreviewGroup({
  icon: Icon,
  title,
  children,
}: {
  icon: LucideIcon;
  title: string;
  children: ReactNode;
}) {
  return (
    <div className="flex flex-col gap-1.5">
      <p className="flex items-center gap-2 text-fg-subtle text-xs">
        <Icon className="size-3.5" /> {title}
      </p>
      <div className="flex flex-col gap-1 text-fg-muted text-sm *:rounded-md *:border *:border-line *:bg-surface *:px-2.5 *:py-1.5">
        {children}
      </div>
    </div>
  );
}
