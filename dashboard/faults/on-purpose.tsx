// Nobody should wonder: what is broken on purpose says so, with its end, on its tile and at the head of its sheet. Also of a
// device that is away because of it.
import { Wrench } from 'lucide-react';
import { faultTable } from '#protocol/faults.ts';
import { useWords } from '../language/dictionary.ts';
import { formatDuration } from '../language/format.ts';
import { useLanguage } from '../state/settings.ts';
import { useFaults, useOthersNotice } from './use-faults.ts';

/** Of the sheet: one line for each fault. */
export function OnPurpose({ did }: { readonly did: string }) {
  const words = useWords();
  const language = useLanguage();
  const faults = useFaults(did);
  const notice = useOthersNotice(did);
  const lines = notice
    ? [{ key: 'notice', text: notice[language] }]
    : faults.map(({ kind, left }) => ({
        key: kind,
        text: words.brokenNow(faultTable[kind].title[language], formatDuration(left, language)),
      }));
  if (lines.length === 0) return null;
  return (
    <div className="presence-away presence-broken">
      <Wrench size={16} aria-hidden="true" />
      <ul>
        {lines.map(({ key, text }) => (
          <li key={key}>{text}</li>
        ))}
      </ul>
    </div>
  );
}

/** Of the tile: that it is on purpose, and when the last of it ends. */
export function OnPurposeMark({ did }: { readonly did: string }) {
  const words = useWords();
  const language = useLanguage();
  const faults = useFaults(did);
  const notice = useOthersNotice(did);
  if (!notice && faults.length === 0) return null;
  const left = Math.max(...faults.map((fault) => fault.left));
  const title = notice?.[language] ?? faults.map(({ kind }) => faultTable[kind].title[language]).join(' · ');
  return (
    <span className="tile-broken" title={title}>
      <Wrench size={12} aria-hidden="true" />
      {notice ? words.onPurpose : words.onPurposeLeft(formatDuration(left, language))}
    </span>
  );
}
