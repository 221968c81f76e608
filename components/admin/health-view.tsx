import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";
import { formatBytes, formatNumber } from "@/components/ui/format";
import { TimeAgo } from "@/components/ui/time-ago";
import type { HealthReport } from "@/lib/schemas";
import { adminText } from "@/lib/text/admin";
import { BackupButton } from "./backup-button";

const text = adminText.health;

/** How the installation is, and its backup. */
export function HealthView({ health }: { health: HealthReport }) {
  const { work, size, faults, lastBackup, lastRetention } = health;
  return (
    <div className="grid gap-4 lg:grid-cols-2">
      <Part title={text.server}>
        <Row name={text.version}>{health.version}</Row>
        <Row name={text.engine}>{text.engines[health.engine]}</Row>
        <Row name={text.node}>{health.node}</Row>
        <Row name={text.started}>
          <TimeAgo iso={health.startedAt} />
        </Row>
      </Part>
      <Part title={text.size}>
        <Row name={text.database}>{formatBytes(size.database)}</Row>
        <Row name={text.files}>{formatBytes(size.files)}</Row>
        <Row name={text.retention}>
          {lastRetention ? (
            <>
              {text.deleted(lastRetention.chats)}, <TimeAgo iso={lastRetention.at} />
            </>
          ) : (
            text.never
          )}
        </Row>
      </Part>
      <Part title={text.work}>
        <Row name={text.replies}>{formatNumber(work.replies)}</Row>
        <Row name={text.filesReading}>{formatNumber(work.filesReading)}</Row>
        <Row name={text.filesWaiting}>{formatNumber(work.filesWaiting)}</Row>
        <Row name={text.filesFailed}>{formatNumber(work.filesFailed)}</Row>
        <Row name={text.tests}>{formatNumber(work.tests)}</Row>
      </Part>
      <Part title={text.faults}>
        {faults.length === 0 ? (
          <p className="text-fg-muted">{text.noFaults}</p>
        ) : (
          faults.map(({ code, count, lastAt }) => (
            <Row key={code} name={code}>
              {formatNumber(count)} · <TimeAgo iso={lastAt} />
            </Row>
          ))
        )}
      </Part>
      <Part title={text.backup}>
        <Row name={text.last}>
          {lastBackup ? (
            <>
              {formatBytes(lastBackup.bytes)}, <TimeAgo iso={lastBackup.at} />
            </>
          ) : (
            text.never
          )}
        </Row>
        {health.engine === "sqlite" ? <BackupButton /> : <p className="text-fg-muted">{text.mongodump}</p>}
      </Part>
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card className="flex flex-col gap-3 p-5">
      <h2 className="font-medium text-base">{title}</h2>
      {children}
    </Card>
  );
}

function Row({ name, children }: { name: string; children: ReactNode }) {
  return (
    <p className="flex flex-wrap justify-between gap-x-4">
      <span className="text-fg-muted">{name}</span>
      <span className="min-w-0 break-words tabular-nums">{children}</span>
    </p>
  );
}
