// The lessons that break nothing: an error that says how to mend it, and a rule of the rights.
import { useId, useState } from 'react';
import { Check, X } from 'lucide-react';
import { toOmniError } from '#protocol/errors.ts';
import type { OmniError } from '#protocol/errors.ts';
import { rootOf } from '#protocol/topics.ts';
import { wordError } from '../language/error-words.ts';
import { useHome } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { Field } from '../ui/field.tsx';
import { client } from '../wire/hub.ts';
import { hasMended, isRight, judge } from './checks.ts';
import type { Attempt } from './checks.ts';
import type { LessonProps } from './lesson-props.ts';
import { useReached } from './use-reached.ts';
import { lessonWords } from './words.ts';

export function ErrorLesson({ practice: { did, level }, onReached }: LessonProps) {
  const language = useLanguage();
  const words = lessonWords[language];
  const [typed, setTyped] = useState(level ? String(level.max * 4) : '');
  const [attempts, setAttempts] = useState<readonly Attempt[]>([]);
  const [answer, setAnswer] = useState<OmniError | string>();
  const [isBusy, setBusy] = useState(false);
  useReached(hasMended(attempts), onReached);
  if (!level) return <p className="hint">{words.noDevice}</p>;
  const { service, property } = level;
  const send = async () => {
    setBusy(true);
    try {
      await client.call('device.set', { did, service, property, value: typed === '' ? '' : Number(typed) });
      setAttempts((before) => [...before, { ok: true }]);
      // What was asked for: a device that fades is still on its way there.
      setAnswer(typed);
    } catch (thrown) {
      const error = toOmniError(thrown);
      setAttempts((before) => [...before, { ok: false, code: error.code }]);
      setAnswer(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
      >
        <Field label={words.error.value(level.spec.title[language])} inputMode="numeric" value={typed} onChange={setTyped} />
        <button type="submit" className="button" disabled={isBusy}>
          {words.error.send}
        </button>
      </form>
      {typeof answer === 'string' && (
        <p className="lesson-state" role="status">
          {words.error.taken(answer)}
        </p>
      )}
      {typeof answer === 'object' && <ErrorFacts error={answer} />}
    </>
  );
}

/** An error: what it means in words, then as it stands in the reply: English, for an engineer, in every language. */
function ErrorFacts({ error }: { readonly error: OmniError }) {
  const language = useLanguage();
  const { parts } = lessonWords[language].error;
  const rows = [
    [parts.code, error.code],
    [parts.message, error.message],
    [parts.path, error.detail.path],
    [parts.hint, error.detail.hint],
  ] as const;
  return (
    <>
      <p className="lesson-state" role="status">
        {wordError({ code: error.code, say: error.detail.say }, language)}
      </p>
      <p className="hint">{parts.said}</p>
      <dl className="facts">
        {rows.map(
          ([label, value]) =>
            value !== undefined && (
              <div key={label}>
                <dt>{label}</dt>
                <dd lang="en">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </>
  );
}

export function RightsLesson({ practice: { did }, onReached }: LessonProps) {
  const words = lessonWords[useLanguage()].rights;
  const home = useHome((state) => state.session?.home ?? '');
  const [topic, setTopic] = useState(`${rootOf(home)}/dev/${did}/cmd`);
  const verdicts = judge(home, did, topic.trim());
  useReached(isRight(verdicts), onReached);
  return (
    <>
      <TopicField value={topic} hint={words.begin(rootOf(home))} onChange={setTopic} />
      <table className="lesson-rights">
        <thead>
          <tr>
            {words.head.map((label) => (
              <th key={label} scope="col">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {verdicts.map(({ who, verb, wanted, is }) => (
            <tr key={`${who} ${verb}`} data-right={is === wanted || undefined}>
              <th scope="row">{`${words.who[who]}: ${words.verb[verb]}`}</th>
              <td>{wanted ? words.yes : words.no}</td>
              <td>
                {is === wanted ? <Check size={15} aria-hidden="true" /> : <X size={15} aria-hidden="true" />} {is ? words.yes : words.no}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface TopicFieldProps {
  readonly value: string;
  readonly hint: string;
  readonly onChange: (topic: string) => void;
}

/** Grows with a long topic, so that all of it is in sight; a topic of the home has no spaces. */
function TopicField({ value, hint, onChange }: TopicFieldProps) {
  const words = lessonWords[useLanguage()].rights;
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{words.topic}</label>
      <textarea
        id={id}
        className="lesson-topic"
        rows={2}
        value={value}
        spellCheck={false}
        autoCapitalize="none"
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.target.value.replace(/\s/g, ''))}
      />
      <p id={`${id}-hint`} className="hint">
        {hint}
      </p>
    </div>
  );
}
