// The ledger: what each pairing changed at both targets, newest first, with the guesses on record above.
import { TARGETS, type Assumptions, type Inventory, type Offer } from '#lab/index.ts';
import { howFarOff, type GuessRecord } from './guess.ts';
import type { LedgerCell, LedgerView } from './ledger-view.ts';
import { useSpeech } from './speech-context.ts';
import { useLedger } from './use-ledger.ts';

interface LedgerCardProps {
  readonly inventory: Inventory;
  readonly assumptions: Assumptions;
  readonly offer: Offer | undefined;
  readonly yearsLater: number;
  readonly guesses: readonly GuessRecord[];
}

export function LedgerCard({ inventory, assumptions, offer, yearsLater, guesses }: LedgerCardProps) {
  const speech = useSpeech();
  const { words } = speech;
  const { view, isLive, isStale, isWorking, run } = useLedger(inventory, assumptions, offer, speech);
  return (
    <section className="st-card st-ledger" aria-labelledby="st-ledger">
      <h2 id="st-ledger">{words.ledger}</h2>
      <p className="st-small">
        {words.ledgerLead} {yearsLater > 0 && words.yearsNotInLedger}
      </p>
      <GuessList guesses={guesses} />
      {!isLive && (
        <p className="st-ledger-run">
          {words.ledgerLarge(inventory.devices.length)} {isStale && words.ledgerStale}
          {(view === undefined || isStale) && (
            <button type="button" className="button quiet" disabled={isWorking} onClick={run}>
              {isWorking ? words.ledgerWorking : words.ledgerRun}
            </button>
          )}
        </p>
      )}
      {view && <LedgerTable view={view} />}
    </section>
  );
}

function GuessList({ guesses }: { readonly guesses: readonly GuessRecord[] }) {
  const speech = useSpeech();
  const { words } = speech;
  if (guesses.length === 0) return null;
  return (
    <ul className="st-guesses">
      {[...guesses].reverse().map((guess) => (
        <li key={guess.at}>
          <time dateTime={new Date(guess.at).toISOString()}>{speech.clock(guess.at)}</time>
          <span>{words.guessRecorded(words[guess.target])}</span>
          {guess.next && (
            <span>
              {guess.category !== undefined && words.nextEmphasis(speech.category(guess.category))} <b>{speech.money(guess.next.guess)}</b>{' '}
              <small>{howFarOff(guess.next, speech)}</small>
            </span>
          )}
          {guess.move && (
            <span>
              {words.moveEmphasis} <b>{speech.money(guess.move.guess)}</b> <small>{howFarOff(guess.move, speech)}</small>
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

function LedgerTable({ view }: { readonly view: LedgerView }) {
  const { words } = useSpeech();
  return (
    <div className="st-scroll" role="region" aria-label={words.tableOf(words.ledger)} tabIndex={0}>
      <table role="table">
        <thead role="rowgroup">
          <tr role="row">
            <th scope="col" role="columnheader">
              {words.columnPairing}
            </th>
            {TARGETS.map((target) => (
              <th key={target} scope="col" role="columnheader">
                {words[target]}
                <small>{words.columnLeaving}</small>
              </th>
            ))}
            {TARGETS.map((target) => (
              <th key={target} scope="col" role="columnheader">
                {words[target]}
                <small>{words.columnNext}</small>
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {view.rows.map((row) => (
            <tr key={row.did} role="row">
              <th scope="row" role="rowheader">
                <small>{row.n}</small> {row.name}
              </th>
              {TARGETS.map((target) => (
                <td key={target} role="cell" data-label={`${words[target]}${words.labelGap}${words.columnLeaving}`}>
                  {row.cells[target].leaving}
                  {row.cells[target].unpriced !== undefined && <small>{row.cells[target].unpriced}</small>}
                </td>
              ))}
              {TARGETS.map((target) => (
                <NextCell key={target} cell={row.cells[target]} label={`${words[target]}${words.labelGap}${words.columnNext}`} />
              ))}
            </tr>
          ))}
          {view.people && (
            <tr role="row">
              <th scope="row" role="rowheader">
                {view.people.name}
              </th>
              {TARGETS.map((target) => (
                <td key={target} role="cell" data-label={`${words[target]}${words.labelGap}${words.columnLeaving}`}>
                  {view.people?.leaving[target]}
                </td>
              ))}
              <td role="cell" />
              <td role="cell" />
            </tr>
          )}
          {view.start && (
            <tr role="row">
              <th scope="row" role="rowheader">
                {words.ledgerStart}
              </th>
              {TARGETS.map((target) => (
                <td key={target} role="cell" data-label={`${words[target]}${words.labelGap}${words.columnLeaving}`}>
                  {view.start?.[target]}
                </td>
              ))}
              <td role="cell" />
              <td role="cell" />
            </tr>
          )}
          <tr role="row" data-line="total">
            <th scope="row" role="rowheader">
              {words.ledgerSum}
            </th>
            {TARGETS.map((target) => (
              <td key={target} role="cell" data-label={`${words[target]}${words.labelGap}${words.columnLeaving}`}>
                {view.sum[target].leaving}
              </td>
            ))}
            {TARGETS.map((target) => (
              <td key={target} role="cell" data-label={`${words[target]}${words.labelGap}${words.columnNext}`}>
                {view.sum[target].next}
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}

function NextCell({ cell, label }: { readonly cell: LedgerCell; readonly label: string }) {
  return (
    <td role="cell" data-label={label}>
      {cell.next}
      <small>{cell.why}</small>
    </td>
  );
}
