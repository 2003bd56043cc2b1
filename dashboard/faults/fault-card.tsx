// "Break it on purpose": for an owner, on simulated devices only, folded away. What is broken now stands on top, with its end.
import { useState } from 'react';
import { Wrench } from 'lucide-react';
import { faultKindsOf, faultTable } from '#protocol/faults.ts';
import type { FaultKind } from '#protocol/faults.ts';
import type { DeviceSpec } from '#protocol/spec.ts';
import { units } from '#protocol/units.ts';
import { useWords } from '../language/dictionary.ts';
import { formatDuration, formatNumber } from '../language/format.ts';
import { useDevice } from '../state/device-store.ts';
import { useRole } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import type { Language } from '../strategy-slot.ts';
import { Range } from '../ui/range.tsx';
import { Segmented } from '../ui/segmented.tsx';
import { Select } from '../ui/select.tsx';
import { client } from '../wire/hub.ts';
import { useAttempt } from '../you/use-attempt.ts';
import type { FaultNow } from './still-running.ts';
import { useFaults, useMayBreak } from './use-faults.ts';

const durations = [10, 30, 60, 300] as const;

/** An amount in the unit of its kind; empty where the kind has none. */
function amountText(kind: FaultKind, amount: number | undefined, language: Language): string {
  const { unit } = faultTable[kind].amount ?? {};
  return amount === undefined || unit === undefined ? '' : `${formatNumber(amount, 0, language)}\u202f${units[unit][language]}`;
}

export function FaultCard({ did }: { readonly did: string }) {
  const words = useWords();
  const role = useRole();
  const spec = useDevice(did, (device) => device.spec);
  const faults = useFaults(did);
  const mayBreak = useMayBreak(did);
  if (role !== 'owner' || !spec || !mayBreak) return null;
  return (
    <section className="card faults" aria-label={words.breakTitle} data-broken={faults.length > 0 || undefined}>
      <FaultsNow did={did} />
      <details>
        <summary>
          <Wrench size={17} aria-hidden="true" />
          <span>{words.breakTitle}</span>
        </summary>
        <BreakForm did={did} spec={spec} />
      </details>
    </section>
  );
}

/** What is broken on purpose now, each with its end; nothing where all is well. */
export function FaultsNow({ did }: { readonly did: string }) {
  const faults = useFaults(did);
  if (faults.length === 0) return null;
  return (
    <ul className="faults-now">
      {faults.map((fault) => (
        <Running key={fault.kind} did={did} fault={fault} />
      ))}
    </ul>
  );
}

function Running({ did, fault }: { readonly did: string; readonly fault: FaultNow }) {
  const words = useWords();
  const language = useLanguage();
  const mayEnd = useMayBreak(did);
  const { isBusy, error, attempt } = useAttempt();
  const { title } = faultTable[fault.kind];
  return (
    <li>
      <span>
        <b>{[title[language], amountText(fault.kind, fault.amount, language)].filter((part) => part !== '').join(' · ')}</b>
        <small>{words.breakLeft(formatDuration(fault.left, language))}</small>
        {error !== undefined && (
          <small className="problem" role="alert">
            {error}
          </small>
        )}
      </span>
      <button
        type="button"
        className="button quiet"
        aria-label={`${words.breakEnd}: ${title[language]}`}
        disabled={isBusy || !mayEnd}
        onClick={() => void attempt(() => client.call('fault.clear', { did, kind: fault.kind }))}
      >
        {words.breakEnd}
      </button>
    </li>
  );
}

function BreakForm({ did, spec }: { readonly did: string; readonly spec: DeviceSpec }) {
  const words = useWords();
  const language = useLanguage();
  const kinds = faultKindsOf(spec);
  const [kind, setKind] = useState<FaultKind>(kinds[0] ?? 'latency');
  const [amounts, setAmounts] = useState<Partial<Record<FaultKind, number>>>({});
  const [seconds, setSeconds] = useState<number>(30);
  const { isBusy, error, attempt } = useAttempt();
  const { does, amount: measure } = faultTable[kind];
  const amount = measure && (amounts[kind] ?? measure.default);
  const put = () => attempt(() => client.call('fault.put', { did, kind, seconds, ...(amount === undefined ? {} : { amount }) }));
  return (
    <form
      className="faults-form"
      onSubmit={(event) => {
        event.preventDefault();
        void put();
      }}
    >
      <Select
        label={words.breakWhat}
        value={kind}
        options={kinds.map((each) => ({ value: each, label: faultTable[each].title[language] }))}
        onChange={(value) => setKind(kinds.find((each) => each === value) ?? kind)}
      />
      <p className="hint">{does[language]}</p>
      {measure?.range && amount !== undefined && (
        <div className="row">
          <div className="row-head">
            <span className="row-label">{measure.title[language]}</span>
            <span className="row-value small">{amountText(kind, amount, language)}</span>
          </div>
          <Range
            label={measure.title[language]}
            value={amount}
            min={measure.range.min}
            max={measure.range.max}
            step={measure.range.step ?? 1}
            valueText={amountText(kind, amount, language)}
            onInput={(value) => setAmounts({ ...amounts, [kind]: value })}
            onCommit={(value) => setAmounts({ ...amounts, [kind]: value })}
          />
        </div>
      )}
      <Segmented
        label={words.breakFor}
        choices={durations.map((each) => ({ value: String(each), label: formatDuration(each, language) }))}
        value={String(seconds)}
        onChange={(value) => setSeconds(Number(value))}
      />
      {error !== undefined && (
        <p className="problem" role="alert">
          {error}
        </p>
      )}
      <button type="submit" className="button wide" disabled={isBusy}>
        {words.breakDo}
      </button>
    </form>
  );
}
