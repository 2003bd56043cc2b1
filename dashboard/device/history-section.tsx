// One chart with a choice of what to look at.
import { lazy, Suspense, useState } from 'react';
import { useWords } from '../language/dictionary.ts';
import { Guard } from '../shell/guard.tsx';
import type { Member } from '../state/facts.ts';
import { isWritable } from '../state/facts.ts';
import { useLanguage } from '../state/settings.ts';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';

const HistoryChart = lazy(() => import('./history-chart.tsx').then((module) => ({ default: module.HistoryChart })));

/** Measured things first: they are what one wants to see over time. */
const byInterest = (a: Member, b: Member) =>
  Number(isWritable(a.spec)) - Number(isWritable(b.spec)) || Number(a.spec.format === 'bool') - Number(b.spec.format === 'bool');

/** Two services may both have a property titled "On": then the service is said as well. */
function labelsOf(members: readonly Member[], language: 'en' | 'zh', serviceTitle: (service: string) => string): readonly string[] {
  const titles = members.map((member) => member.spec.title[language]);
  return titles.map((title, k) =>
    titles.filter((other) => other === title).length > 1 ? `${serviceTitle(members[k]?.service ?? '')}: ${title}` : title,
  );
}

export function HistorySection({
  did,
  members,
  serviceTitle,
}: {
  readonly did: string;
  readonly members: readonly Member[];
  readonly serviceTitle: (service: string) => string;
}) {
  const words = useWords();
  const language = useLanguage();
  const sorted = [...members].sort(byInterest);
  const [chosen, setChosen] = useState<string>();
  const current = sorted.find((member) => member.key === chosen) ?? sorted[0];
  if (!current) return null;
  const labels = labelsOf(sorted, language, serviceTitle);
  const choices = sorted.map((member, k) => ({ value: member.key, label: labels[k] ?? member.key }));
  return (
    <section className="card" aria-label={words.history}>
      <h3>
        <span>{words.history}</span>
      </h3>
      {choices.length > 4 ? (
        <Select isBare label={words.historyOf} value={current.key} options={choices} onChange={setChosen} />
      ) : (
        choices.length > 1 && (
          <Segmented label={words.historyOf} look="pills" choices={choices} value={current.key} onChange={(key) => setChosen(key)} />
        )
      )}
      <Guard resetKey={did} fallback={<p className="quiet-note">{words.pageFailed}</p>}>
        <Suspense fallback={<div className="chart-place" />}>
          <HistoryChart key={current.key} did={did} member={current} />
        </Suspense>
      </Guard>
    </section>
  );
}
