// The guess: two numbers, each by field and by slider, and a way past it.
import { useId, useState, type FormEvent } from 'react';
import { inOrder, type Inventory } from '#lab/index.ts';
import { Range } from '../ui/range.tsx';
import { ageWords } from './age-words.ts';
import { guessEnds, parseYuan } from './guess.ts';
import { useSpeech } from './speech-context.ts';

interface GuessCardProps {
  readonly inventory: Inventory;
  readonly category: string;
  /** The house's price of the next purchase; undefined where none is known. */
  readonly price: number | undefined;
  readonly onReveal: (guesses: { readonly next: number | undefined; readonly move: number | undefined }) => void;
  readonly onSkip: () => void;
}

export function GuessCard({ inventory, category, price, onReveal, onSkip }: GuessCardProps) {
  const speech = useSpeech();
  const { words } = speech;
  const [next, setNext] = useState('');
  const [move, setMove] = useState('');
  const ends = guessEnds(inventory, price);
  const guesses = { next: parseYuan(next), move: parseYuan(move) };
  const isReady = guesses.next !== undefined || guesses.move !== undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) onReveal(guesses);
  };
  return (
    <form className="st-card st-guess" onSubmit={submit} aria-label={words.guessTitle}>
      <div className="st-guess-lead">
        <h2>{words.guessTitle}</h2>
        <p>{words.guessLead}</p>
      </div>
      <div className="st-guess-fields">
        {price !== undefined && (
          <GuessField label={words.guessNext(speech.category(category))} value={next} max={ends.next} onChange={setNext} />
        )}
        <GuessField label={words.guessMove} value={move} max={ends.move} onChange={setMove} />
      </div>
      <div className="st-guess-buttons">
        <button type="submit" className="button" disabled={!isReady}>
          {words.reveal}
        </button>
        <button type="button" className="text-button" onClick={onSkip}>
          {words.skip}
        </button>
      </div>
      <Belongings inventory={inventory} />
    </form>
  );
}

interface GuessFieldProps {
  readonly label: string;
  readonly value: string;
  readonly max: number;
  readonly onChange: (value: string) => void;
}

function GuessField({ label, value, max, onChange }: GuessFieldProps) {
  const { words, money } = useSpeech();
  const id = useId();
  const number = Math.min(max, Math.max(0, parseYuan(value) ?? 0));
  const slide = (yuan: number) => onChange(String(yuan));
  return (
    <div className="st-guess-field">
      <label htmlFor={id}>{label}</label>
      <div className="st-guess-input">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={value}
          placeholder="?"
          onChange={(event) => onChange(event.target.value)}
        />
        <Range
          label={words.guessSlider(label)}
          value={number}
          min={0}
          max={max}
          step={max > 500 ? 10 : 1}
          valueText={money(number)}
          onInput={slide}
          onCommit={() => undefined}
        />
      </div>
    </div>
  );
}

/** What the guess is about: facts that any owner knows, and no result. */
function Belongings({ inventory }: { readonly inventory: Inventory }) {
  const speech = useSpeech();
  const { words, money } = speech;
  const devices = inOrder(inventory.devices);
  const shown = devices.slice(0, 12);
  return (
    <div className="st-belongings">
      <h3>{words.youOwn}</h3>
      <ul>
        {shown.map((device) => (
          <li key={device.did}>
            <b>{device.name}</b>{' '}
            {words.boughtFor(device.price === undefined ? words.priceUnknown : money(device.price), ageWords(device.ageYears, speech))}
          </li>
        ))}
        {devices.length > shown.length && <li>{words.showAll(devices.length - shown.length)}</li>}
      </ul>
    </div>
  );
}
