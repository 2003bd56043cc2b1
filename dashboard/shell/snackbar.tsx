// What has just happened, in one line, with undo or retry.
import { useStore } from 'zustand';
import { X } from 'lucide-react';
import { deviceName, useWords } from '../language/dictionary.ts';
import type { Dictionary } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { formatLatency, formatValue, joinShown } from '../language/format.ts';
import { deviceStore } from '../state/device-store.ts';
import { membersOf } from '../state/facts.ts';
import { homeStore } from '../state/home-store.ts';
import { clearNotice, holdNotice, noticeStore, releaseNotice } from '../state/notices.ts';
import type { Notice } from '../state/notices.ts';
import { useLanguage } from '../state/settings.ts';
import type { Language } from '../strategy-slot.ts';
import { useRoute } from '../use-route.ts';

function textOf(notice: Notice, words: Dictionary, language: Language): string {
  if (notice.kind === 'said') return notice.text;
  const card = homeStore.getState().cards[notice.did];
  const name = card ? deviceName(card, language) : words.newDevice;
  if (notice.kind === 'happened') return words.happenedAt(name, notice.title[language]);
  if (notice.kind === 'failed') return words.failedOn(name, wordError(notice.error, language));
  const { spec } = deviceStore(notice.did).getState();
  const member = spec && membersOf(spec).find(({ key }) => key === notice.key);
  if (!member) return name;
  const value = joinShown(formatValue(member.spec, notice.value, language, { on: words.on, off: words.off }));
  // "On: On" helps nobody: a switch named "on" is told by its service or not at all.
  const title = member.property === 'on' ? '' : member.spec.title[language];
  return words.changedTo(name, title, value).replace(/\s+/g, ' ');
}

export function Snackbar() {
  const words = useWords();
  const language = useLanguage();
  const route = useRoute();
  const { notice: latest } = useStore(noticeStore);
  // In the open sheet of that very device the failure stands at its control, with the same way out.
  const notice = latest?.kind === 'failed' && route.screen === 'device' && route.did === latest.did ? undefined : latest;
  const isBad = notice?.kind === 'failed' || ((notice?.kind === 'said' || notice?.kind === 'happened') && notice.bad === true);
  const act =
    notice?.kind === 'failed'
      ? { label: words.retry, run: notice.retry }
      : notice && 'undo' in notice && notice.undo
        ? { label: words.undo, run: notice.undo }
        : undefined;
  return (
    <div className="snackbar-host" role="status" aria-live="polite">
      {notice && (
        <div
          key={notice.id}
          className="snackbar"
          data-bad={isBad || undefined}
          onPointerEnter={holdNotice}
          onPointerLeave={releaseNotice}
          onFocus={holdNotice}
          onBlur={releaseNotice}
        >
          <span>
            {textOf(notice, words, language)}
            {notice.kind === 'changed' && <small>{formatLatency(notice.ms, language)}</small>}
          </span>
          {act && (
            <button
              type="button"
              onClick={() => {
                clearNotice();
                act.run();
              }}
            >
              {act.label}
            </button>
          )}
          <button type="button" className="snackbar-close" aria-label={words.dismiss} onClick={clearNotice}>
            <X size={16} aria-hidden="true" />
          </button>
        </div>
      )}
    </div>
  );
}
