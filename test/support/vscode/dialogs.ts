/** Sees every question and notice that the workbench puts before a person, and answers questions. */
import { setTimeout as delay } from 'node:timers/promises';
import type { Locator, Page } from 'playwright-core';

/** What a person was shown. */
export interface Dialog {
  /** A modal dialog, a question inside the chat, or a notification. */
  readonly kind: 'modal' | 'chat' | 'notification';
  readonly text: string;
  readonly buttons: readonly string[];
  /** The button that was pressed, if any. */
  readonly pressed?: string;
}

/** How questions are answered. Notifications are only noted. */
export type DialogAnswer = 'allow' | 'refuse' | 'leave';

/**
 * Where each kind shows, and which of its parts can be pressed. Only what is visible counts: the chat keeps a
 * hidden copy of each question in its history.
 */
const places = [
  { kind: 'modal', box: '.monaco-dialog-box:visible', button: '.dialog-buttons .monaco-button:visible' },
  {
    kind: 'chat',
    box: '.chat-tool-confirmation-carousel-container .chat-confirmation-widget-container:visible',
    button: '.monaco-button:visible',
  },
  { kind: 'notification', box: '.notification-toast:visible', button: '.monaco-button:visible' },
] as const;

/** Matches buttons that let the agent go on, and those that stop it. */
const wanted = {
  allow: /^(allow|continue|ok|yes|keep|trust|enable|confirm|run)\b/iu,
  refuse: /^(skip|cancel|no\b|deny|reject|don't)/iu,
};

/** Watches a page until it is stopped, and then returns what was seen, in order. */
export function watchDialogs(
  page: Page,
  answer: DialogAnswer,
): { readonly stop: () => Promise<readonly Dialog[]> } {
  const seen = new Map<string, Dialog>();
  const stopping = new AbortController();
  const watching = (async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      // The page may be changing under the look, or closing: then the next look sees what matters.
      await look(page, answer, seen).catch(() => undefined);
      await delay(150);
    }
  })();
  return {
    stop: async () => {
      stopping.abort();
      await watching;
      return [...seen.values()];
    },
  };
}

/** Looks once at every place. */
async function look(page: Page, answer: DialogAnswer, seen: Map<string, Dialog>): Promise<void> {
  for (const place of places) {
    for (const box of await page.locator(place.box).all()) {
      const text = (await box.innerText({ timeout: 500 })).replaceAll(/\s+/gu, ' ').trim();
      const key = `${place.kind}:${text}`;
      if (text === '' || seen.get(key)?.pressed !== undefined) continue;
      const buttons = await box.locator(place.button).all();
      const labels = await Promise.all(buttons.map(label));
      const dialog = { kind: place.kind, text, buttons: labels.filter(Boolean) };
      seen.set(key, seen.get(key) ?? dialog);
      const pressed = place.kind === 'notification' ? undefined : await press(buttons, labels, answer);
      if (pressed !== undefined) seen.set(key, { ...dialog, pressed });
    }
  }
}

/** Reads what a button says. */
async function label(button: Locator): Promise<string> {
  return (await button.innerText({ timeout: 500 })).replaceAll(/\s+/gu, ' ').trim();
}

/** Presses the first button that fits the answer. */
async function press(
  buttons: readonly Locator[],
  labels: readonly string[],
  answer: DialogAnswer,
): Promise<string | undefined> {
  if (answer === 'leave') return undefined;
  const position = labels.findIndex(text => wanted[answer].test(text));
  const button = buttons[position];
  if (button === undefined) return undefined;
  await button.click({ timeout: 2_000 });
  return labels[position];
}
