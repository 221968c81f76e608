import { mkdir, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import sharp from "sharp";
import type { Session, Studio } from "./studio.ts";

/** A phone, a tablet held upright, a laptop. */
export const SIZES = [
  { width: 375, height: 740, touch: true },
  { width: 768, height: 960, touch: true },
  { width: 1440, height: 900, touch: false },
] as const;
export type Size = (typeof SIZES)[number];
const THEMES = ["light", "dark"] as const;

/** An interface of few colours keeps them; only the edges of letters lose some of their shades. */
const COLOURS = 64;

export class Camera {
  readonly #browser: Browser;
  readonly #out: string;
  bytes = 0;
  count = 0;

  private constructor(browser: Browser, out: string) {
    this.#browser = browser;
    this.#out = out;
  }

  static async open(out: string): Promise<Camera> {
    await mkdir(out, { recursive: true });
    const executablePath = process.env.PLAYWRIGHT_CHROMIUM;
    const browser = await chromium.launch({
      args: ["--no-sandbox", "--disable-background-networking", "--font-render-hinting=none"],
      ...(executablePath ? { executablePath } : {}),
    });
    return new Camera(browser, out);
  }

  /** Removes pictures of pages that are no longer taken. */
  async forget(names: string[]): Promise<void> {
    const known = new Set(names);
    for (const file of await readdir(this.#out)) {
      const page = /^(.+)-\d+-(light|dark)\.png$/.exec(file)?.[1];
      if (page && !known.has(page)) await rm(join(this.#out, file));
    }
  }

  async context(studio: Studio, size: Size, session: Session[]): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      baseURL: studio.url,
      viewport: { width: size.width, height: size.height },
      hasTouch: size.touch,
      isMobile: size.touch,
      locale: "en-GB",
      timezoneId: "UTC",
      reducedMotion: "reduce",
      colorScheme: "light",
    });
    if (session.length > 0) {
      await context.addCookies(session.map((cookie) => ({ ...cookie, url: studio.url })));
    }
    // The browser's clock stands beside the server's.
    await context.addInitScript((time) => {
      const Real = Date;
      const shift = time - Real.now();
      class Shifted extends Real {
        constructor(...args: []) {
          if (args.length === 0) super(Real.now() + shift);
          else super(...args);
        }
        static override now() {
          return Real.now() + shift;
        }
      }
      window.Date = Shifted as DateConstructor;
    }, studio.time);
    return context;
  }

  /** The page as it stands, in both themes. */
  async take(page: Page, name: string, size: Size): Promise<void> {
    await page.evaluate(() => document.fonts.ready);
    for (const theme of THEMES) {
      await page.emulateMedia({ colorScheme: theme, reducedMotion: "reduce" });
      const small = await sharp(await steady(page))
        .png({ palette: true, colours: COLOURS, dither: 0, effort: 10, compressionLevel: 9 })
        .toBuffer();
      await writeFile(join(this.#out, `${name}-${size.width}-${theme}.png`), small);
      this.bytes += small.length;
      this.count++;
    }
  }

  async close(): Promise<void> {
    await this.#browser.close();
  }
}

/** The first picture that is the same as the one before it. */
async function steady(page: Page): Promise<Buffer> {
  const shoot = () => page.screenshot({ animations: "disabled", caret: "hide" });
  let before = await shoot();
  for (let i = 0; i < 20; i++) {
    await page.waitForTimeout(120);
    const now = await shoot();
    if (now.equals(before)) return now;
    before = now;
  }
  return before;
}
