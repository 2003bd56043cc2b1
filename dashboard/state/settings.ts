// What this browser remembers: language, theme, favourites. Two tabs stay in step through the storage event.
import { createStore } from 'zustand/vanilla';
import { useStore } from 'zustand';
import { nameSchema } from '#protocol/names.ts';
import { z } from '#protocol/zod.ts';
import type { Language } from '../strategy-slot.ts';

const key = 'omnihome.settings';
export const themes = ['system', 'light', 'dark'] as const;
export type Theme = (typeof themes)[number];

const settingsSchema = z.object({
  language: z.enum(['en', 'zh']).optional(),
  theme: z.enum(themes).catch('system'),
  favourites: z.array(nameSchema).max(500).catch([]),
});
export interface Settings {
  readonly language: Language;
  readonly theme: Theme;
  readonly favourites: readonly string[];
}

const ofBrowser = (): Language =>
  navigator.languages
    .find((tag) => /^(zh|en)/i.test(tag))
    ?.toLowerCase()
    .startsWith('zh')
    ? 'zh'
    : 'en';

function read(): Settings {
  let stored: unknown;
  try {
    stored = JSON.parse(localStorage.getItem(key) ?? '{}');
  } catch {
    stored = {};
  }
  const parsed = settingsSchema.safeParse(stored);
  const { language, theme, favourites } = parsed.success ? parsed.data : { language: undefined, theme: 'system' as const, favourites: [] };
  return { language: language ?? ofBrowser(), theme, favourites };
}

function show({ language, theme }: Settings): void {
  const { documentElement } = document;
  documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
  if (theme === 'system') delete documentElement.dataset.theme;
  else documentElement.dataset.theme = theme;
}

export const settingsStore = createStore<Settings>(read);
export const useSettings = <T>(select: (settings: Settings) => T): T => useStore(settingsStore, select);
export const useLanguage = (): Language => useSettings((settings) => settings.language);

export function changeSettings(change: Partial<Settings>): void {
  settingsStore.setState(change);
  try {
    localStorage.setItem(key, JSON.stringify(settingsStore.getState()));
  } catch {
    // Storage can be forbidden or full: the choice then lasts as long as the tab.
  }
}

export function toggleFavourite(did: string): void {
  const { favourites } = settingsStore.getState();
  changeSettings({ favourites: favourites.includes(did) ? favourites.filter((other) => other !== did) : [...favourites, did] });
}

/** Shows the settings in the document and follows other tabs. Called once. */
export function applySettings(): void {
  show(settingsStore.getState());
  settingsStore.subscribe(show);
  addEventListener('storage', (event) => {
    if (event.key === key) settingsStore.setState(read());
  });
}
