import type { Page } from "@playwright/test";
import { errorsOf, expectAccessible } from "./support/fixtures";
import { furnish, PLACES } from "./support/places";
import { expect, forgetSession, test } from "./support/test";

/** A window of 1280 × 1024, and what is left of it at 400% zoom. */
const WIDE = { width: 1280, height: 1024 };
const ZOOMED = { width: 320, height: 256 };
const soft = expect.configure({ soft: true });

test("70, 73, 75, 77: every page, and what opens over it: axe finds nothing in light and dark; at 400% zoom and under a finger everything is in reach, large enough, and nothing scrolls sideways", async ({
  browser,
  context,
  call,
  product,
  me,
  project,
}) => {
  test.setTimeout(400_000);
  const world = await furnish(call, product, me, project);
  const session = await context.cookies();
  const touched = await browser.newContext({
    viewport: WIDE,
    hasTouch: true,
    isMobile: true,
    reducedMotion: "reduce",
    baseURL: product.url,
  });
  const errors = errorsOf(touched, [/status of 404/]);
  const page = await touched.newPage();
  for (const { name, open, signedOut, anchored } of PLACES) {
    await test.step(name, async () => {
      await forgetSession(page);
      if (!signedOut) await touched.addCookies(session);
      await page.setViewportSize(WIDE);
      await open(page, world, false);
      await expectAccessible(page, expect.soft);
      await page.setViewportSize(ZOOMED);
      if (anchored) await open(page, world, true);
      await soft.poll(() => faults(page), { message: name, timeout: 3_000 }).toEqual([]);
    });
  }
  await touched.close();
  expect(errors, "errors in the browser's console").toEqual([]);
});

/** What can't be used on the page as it stands, in words. */
function faults(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const wide = document.documentElement.scrollWidth - window.innerWidth;
    if (wide > 0) found.push(`scrolls sideways by ${wide} px`);
    const shows = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
      element.getBoundingClientRect().width > 1 &&
      // What lies behind a dialog is not there.
      !element.closest("[aria-hidden=true], [aria-disabled=true], [inert], :disabled");
    const named = (element: Element) =>
      `${element.tagName.toLowerCase()} “${element.getAttribute("aria-label") ?? element.textContent?.trim().slice(0, 40)}”`;
    const reachable = "a[href], button, input, textarea, select, summary, [role=menuitem], [role=combobox]";
    // What lies under a menu or a dialog can't be used meanwhile.
    const over = [...document.querySelectorAll("[role=dialog], [role=alertdialog], [role=menu]")].at(-1);
    for (const element of (over ?? document).querySelectorAll<HTMLElement>(reachable)) {
      if (!shows(element)) continue;
      const field = element.matches(
        "input:not([type=checkbox], [type=radio], [type=color]), textarea, select",
      );
      if (field && Number.parseFloat(getComputedStyle(element).fontSize) < 16) {
        found.push(`${named(element)} has letters below 16 px`);
      }
      const box = element.getBoundingClientRect();
      const target = element.closest("label")?.getBoundingClientRect() ?? box;
      // What stands inside running text is exempt (WCAG 2.5.8).
      const inline = [...(element.parentElement?.childNodes ?? [])].some(
        (node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim(),
      );
      if (!inline && !field && (target.width < 43.5 || target.height < 43.5)) {
        found.push(`${named(element)} is ${Math.round(target.width)} × ${Math.round(target.height)} px`);
      }
      let hit: Element | null = null;
      // What floats may lie over one place, not over all.
      const open = (["center", "start", "end"] as const).some((block) => {
        element.scrollIntoView({ block, inline: "nearest" });
        const at = element.getBoundingClientRect();
        const y = at.top + Math.min(at.height / 2, window.innerHeight / 2);
        hit = document.elementFromPoint(at.left + at.width / 2, y);
        return (
          hit !== null && (element.contains(hit) || hit.contains(element) || hit.closest("label") !== null)
        );
      });
      if (!open) found.push(`${named(element)} is out of reach: ${hit ? named(hit) : "outside the window"}`);
    }
    return found;
  });
}
