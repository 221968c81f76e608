"use client";

import { type KeyboardEvent, type PointerEvent, useState } from "react";
import { usageText } from "@/lib/text/usage";
import { cn } from "@/lib/utils";
import { dayName, inShort, inWords, roundUp, type Sums, shortDay, tokens } from "./usage-sums";

const HEIGHT = 176;
const LINES = [1, 0.75, 0.5, 0.25];

/**
 * Tokens per day, input below output. One stop for the keyboard: arrow keys go through the days, and each is said in
 * words; the tables below have the same numbers.
 */
export function UsageChart({ days }: { days: readonly (Sums & { day: string })[] }) {
  const [at, setAt] = useState<number | null>(null);
  const top = roundUp(Math.max(...days.map(tokens)));
  const chosen = days[at ?? days.length - 1];
  const step = 100 / days.length;
  const scale = (n: number) => (n / top) * HEIGHT;

  function onKeyDown(event: KeyboardEvent): void {
    const now = at ?? days.length - 1;
    const moves: Record<string, number> = {
      ArrowLeft: now - 1,
      ArrowDown: now - 1,
      ArrowRight: now + 1,
      ArrowUp: now + 1,
      PageDown: now - 7,
      PageUp: now + 7,
      Home: 0,
      End: days.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    setAt(Math.max(0, Math.min(days.length - 1, next)));
  }
  function onPointerMove(event: PointerEvent<HTMLElement>): void {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    const index = Math.floor(((event.clientX - left) / width) * days.length);
    setAt(Math.max(0, Math.min(days.length - 1, index)));
  }

  return (
    <figure className="flex flex-col gap-3 rounded-lg border border-line bg-surface p-4 shadow-card">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <span className="font-medium">{usageText.chart.title}</span>
        <span className="flex gap-4 text-fg-muted text-xs">
          <Legend className="bg-accent">{usageText.chart.input}</Legend>
          <Legend className="bg-line-strong">{usageText.chart.output}</Legend>
        </span>
      </figcaption>
      <p className="min-h-10 text-fg-muted sm:min-h-5">
        {chosen ? (
          <>
            <span className="font-medium text-fg">{dayName(chosen.day)}:</span> {inWords(chosen)}
          </>
        ) : null}
      </p>
      <div className="flex gap-2">
        <div
          role="slider"
          tabIndex={0}
          aria-label={usageText.chart.day}
          aria-valuemin={1}
          aria-valuemax={days.length}
          aria-valuenow={(at ?? days.length - 1) + 1}
          aria-valuetext={chosen ? `${dayName(chosen.day)}: ${inWords(chosen)}` : ""}
          onKeyDown={onKeyDown}
          onPointerDown={onPointerMove}
          onPointerMove={onPointerMove}
          className="min-w-0 flex-1 touch-pan-y rounded-sm"
        >
          <svg width="100%" height={HEIGHT} aria-hidden="true" className="block overflow-visible">
            {LINES.map((line) => (
              <line
                key={line}
                x1="0"
                x2="100%"
                y1={HEIGHT * (1 - line)}
                y2={HEIGHT * (1 - line)}
                className="stroke-line"
              />
            ))}
            {days.map((day, i) => {
              const input = scale(day.inputTokens);
              const output = scale(day.outputTokens);
              const x = `${i * step + step * 0.15}%`;
              const width = `${step * 0.7}%`;
              return (
                <g key={day.day}>
                  {chosen === day ? (
                    <rect
                      x={`${i * step}%`}
                      width={`${step}%`}
                      y={0}
                      height={HEIGHT}
                      className="fill-hover"
                    />
                  ) : null}
                  <rect x={x} width={width} y={HEIGHT - input} height={input} className="fill-accent" />
                  <rect
                    x={x}
                    width={width}
                    y={HEIGHT - input - output}
                    height={output}
                    className="fill-line-strong"
                  />
                </g>
              );
            })}
            <line x1="0" x2="100%" y1={HEIGHT} y2={HEIGHT} className="stroke-line-strong" />
          </svg>
        </div>
        <div
          className="flex w-9 flex-col justify-between text-end text-fg-subtle text-xs tabular-nums"
          aria-hidden="true"
        >
          <span className="-mt-2">{inShort(top)}</span>
          <span>{inShort(top / 2)}</span>
          <span className="-mb-2">0</span>
        </div>
      </div>
      <div className="flex justify-between pr-11 text-fg-subtle text-xs" aria-hidden="true">
        {[0, Math.floor((days.length - 1) / 2), days.length - 1].map((i) => (
          <span key={i}>{shortDay(days[i]?.day ?? "")}</span>
        ))}
      </div>
    </figure>
  );
}

function Legend({ className, children }: { className: string; children: string }) {
  return (
    <span className="flex items-center gap-1.5">
      <span className={cn("size-2.5 rounded-full", className)} aria-hidden="true" />
      {children}
    </span>
  );
}
