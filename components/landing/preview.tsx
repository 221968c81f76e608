import { ArrowUp, FileText, type LucideIcon, SlidersHorizontal, Sparkles } from "lucide-react";
import type { ReactNode } from "react";
import { landingText } from "@/lib/text/landing";

/** A picture of the product, drawn with the product's own tokens so that it follows the theme. */
export function Preview() {
  return (
    <div
      aria-hidden="true"
      className="grid overflow-hidden rounded-xl border border-line bg-surface text-left shadow-dialog md:grid-cols-[15rem_minmax(0,1fr)]"
    >
      <div className="hidden flex-col gap-5 border-line border-r bg-sunken p-5 md:flex">
        <p className="font-medium">{landingText.preview.project}</p>
        <PreviewGroup icon={Sparkles} title={landingText.preview.prompts}>
          <p>{landingText.preview.prompt}</p>
          <p>{landingText.preview.rule}</p>
        </PreviewGroup>
        <PreviewGroup icon={FileText} title={landingText.preview.files}>
          <p>{landingText.preview.priceFile}</p>
          <p>{landingText.preview.returnsFile}</p>
        </PreviewGroup>
        <PreviewGroup icon={SlidersHorizontal} title={landingText.preview.settings}>
          <p>{landingText.preview.temperature}</p>
          <p>{landingText.preview.maximum}</p>
        </PreviewGroup>
      </div>
      <div className="flex flex-col gap-5 p-5 text-base sm:p-8">
        <p className="max-w-[85%] self-end rounded-xl bg-accent-soft px-4 py-2.5">
          {landingText.preview.question}
        </p>
        <div className="flex flex-col gap-3">
          <p>{landingText.preview.answer}</p>
          <ul className="flex list-disc flex-col gap-1 pl-5">
            <li>{landingText.preview.photo}</li>
            <li>{landingText.preview.credit}</li>
            <li>{landingText.preview.crash}</li>
          </ul>
          <p className="flex items-center gap-2 text-fg-subtle text-sm">
            <FileText className="size-4" /> {landingText.preview.source}
          </p>
        </div>
        <div className="mt-2 flex items-center justify-between rounded-2xl border border-line-strong px-4 py-3 text-fg-subtle">
          {landingText.preview.ask}
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
