import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { chatUrl } from "@/components/chat/chat-url";
import { FoundPassage } from "@/components/knowledge/found-passage";
import { Page } from "@/components/shell/fill-page";
import { PageHead } from "@/components/shell/page-head";
import { Badge } from "@/components/ui/badge";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { formatNumber } from "@/components/ui/format";
import { sentRequest } from "@/lib/chats";
import { isAppError } from "@/lib/errors";
import { pagesText } from "@/lib/text/pages";
import { pageProject, pageScope } from "../../../../page-project";

export const metadata: Metadata = { title: pagesText.why.title };

type Props = { params: Promise<{ projectId: string; chatId: string; messageId: string }> };

/** Sent as data beside the text. */
function Pictures({ pictures }: { pictures: { url: string; mediaType: string }[] }) {
  return (
    <ul aria-label={pagesText.why.pictures} className="flex flex-wrap gap-2">
      {pictures.map(({ url, mediaType }, index) => (
        <li key={url}>
          {/* biome-ignore lint/performance/noImgElement: it is served to its owner alone, by a cookie that an optimiser lacks */}
          <img
            src={url}
            alt={pagesText.why.picture(index + 1, mediaType)}
            className="size-32 rounded-lg border border-line bg-sunken object-cover"
          />
        </li>
      ))}
    </ul>
  );
}

export default async function WhyPage({ params }: Props) {
  const { projectId, chatId, messageId } = await params;
  const project = await pageProject(projectId);
  const scope = await pageScope(projectId);
  const request = await sentRequest(scope, chatId, messageId).catch((error) => {
    if (isAppError(error, "not_found")) notFound();
    throw error;
  });
  const facts = [
    pagesText.why.model(request.model),
    pagesText.why.temperature(request.temperature),
    pagesText.why.max(formatNumber(request.maxTokens)),
    pagesText.why.version(request.version),
    ...(request.droppedMessages > 0 ? [pagesText.why.dropped(request.droppedMessages)] : []),
  ];
  return (
    <Page>
      <PageHead
        title={pagesText.why.title}
        action={
          <Link
            href={chatUrl(project.id, chatId, messageId)}
            className={buttonClass({ variant: "secondary" })}
          >
            {pagesText.why.back}
          </Link>
        }
      >
        {pagesText.why.intro(facts.join(", "))}
      </PageHead>
      <ol aria-label={pagesText.why.messages} className="flex flex-col gap-3">
        {request.messages.map((message, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list never changes
          <li key={index}>
            <Card className="flex flex-col gap-2 px-4 py-3">
              <Badge className="self-start">{message.role}</Badge>
              <pre
                dir="auto"
                // biome-ignore lint/a11y/noNoninteractiveTabindex: without focus a keyboard could not scroll it (WCAG 2.1.1)
                tabIndex={0}
                className="max-h-96 overflow-y-auto whitespace-pre-wrap break-words font-mono text-xs"
              >
                {message.content}
              </pre>
              {message.pictures ? <Pictures pictures={message.pictures} /> : null}
            </Card>
          </li>
        ))}
      </ol>
      {request.sources.length > 0 ? (
        <section aria-label={pagesText.why.passages} className="flex flex-col gap-3 pt-8">
          <h2 className="font-medium text-base">{pagesText.why.passagesThen}</h2>
          <ol className="flex flex-col gap-3">
            {request.sources.map((source) => (
              <li key={source.number}>
                <FoundPassage projectId={project.id} source={source} />
              </li>
            ))}
          </ol>
        </section>
      ) : null}
    </Page>
  );
}
