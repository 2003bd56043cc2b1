// Every assumption in a table: value, range, source; each can be changed, and taken back.
import { useState } from 'react';
import { RotateCcw } from 'lucide-react';
import type { AssumptionId, Assumptions } from '#lab/index.ts';
import { assumptionRows, limited, type AssumptionRow } from './assumption-rows.ts';
import { useSpeech } from './speech-context.ts';

interface AssumptionsCardProps {
  readonly assumptions: Assumptions;
  readonly onChange: (id: AssumptionId, value: number | undefined) => void;
  readonly onResetAll: () => void;
}

export function AssumptionsCard({ assumptions, onChange, onResetAll }: AssumptionsCardProps) {
  const speech = useSpeech();
  const { words } = speech;
  const rows = assumptionRows(assumptions, speech);
  return (
    <details className="st-card st-assumptions">
      <summary>{words.assumptions(rows.length)}</summary>
      <p className="st-small">
        {words.assumptionsLead}{' '}
        <button type="button" className="text-button" disabled={rows.every((row) => row.changedFrom === undefined)} onClick={onResetAll}>
          {words.resetAll}
        </button>
      </p>
      <div className="st-scroll" role="region" aria-label={words.tableOf(words.assumptions(rows.length))} tabIndex={0}>
        <table role="table">
          <thead role="rowgroup">
            <tr role="row">
              <th scope="col" role="columnheader">
                {words.columnAssumption}
              </th>
              <th scope="col" role="columnheader">
                {words.columnValue}
              </th>
              <th scope="col" role="columnheader">
                {words.columnRange}
              </th>
              <th scope="col" role="columnheader">
                {words.columnSource}
              </th>
            </tr>
          </thead>
          <tbody role="rowgroup">
            {rows.map((row) => (
              <Row key={row.id} row={row} onChange={(value) => onChange(row.id, value)} />
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Row({ row, onChange }: { readonly row: AssumptionRow; readonly onChange: (value: number | undefined) => void }) {
  const { words } = useSpeech();
  // What is being typed ("0.", "") need not be a number yet; it is kept apart from the value until it is one.
  const [draft, setDraft] = useState<string | undefined>(undefined);
  const type = (text: string) => {
    setDraft(text);
    const value = text.trim() === '' ? undefined : limited(row.id, Number(text));
    if (value !== undefined) onChange(value);
  };
  return (
    <tr role="row" data-changed={row.changedFrom !== undefined || undefined}>
      <th scope="row" role="rowheader">
        <code>{row.symbol}</code> {row.title}
      </th>
      <td role="cell">
        <span className="st-assumption-value">
          <input
            type="number"
            aria-label={words.valueOf(row.symbol, row.title)}
            value={draft ?? row.value}
            min={row.limits.min}
            max={row.limits.max}
            step={row.limits.step}
            onChange={(event) => type(event.target.value)}
            onBlur={() => setDraft(undefined)}
          />
          <span>{row.unit}</span>
          <button
            type="button"
            className="round"
            aria-label={words.resetOf(row.symbol)}
            disabled={row.changedFrom === undefined}
            onClick={() => onChange(undefined)}
          >
            <RotateCcw size={16} aria-hidden="true" />
          </button>
        </span>
        {row.changedFrom !== undefined && <small>{words.changed(row.changedFrom)}</small>}
      </td>
      <td role="cell" data-label={words.columnRange}>
        {row.range}
      </td>
      <td role="cell" data-label={words.columnSource}>
        {row.published && <b className="st-tag">{words.published}</b>} {row.source}
      </td>
    </tr>
  );
}
