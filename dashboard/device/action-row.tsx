// An action: a button, with a form where it takes arguments. How it went is said on the spot.
import { useState } from 'react';
import type { ActionSpec, ServiceSpec } from '#protocol/spec.ts';
import { compileValue, initialValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { formatLatency, formatValue, joinShown } from '../language/format.ts';
import { runAction } from '../state/commands.ts';
import type { ActionEnd } from '../state/commands.ts';
import { keyOf, useDevice } from '../state/device-store.ts';
import { useLanguage } from '../state/settings.ts';
import { ArgumentField } from './argument-field.tsx';
import { useMayControl } from './use-control.ts';

interface ActionRowProps {
  readonly did: string;
  readonly serviceName: string;
  readonly service: ServiceSpec;
  readonly name: string;
  readonly action: ActionSpec;
}

export function ActionRow({ did, serviceName, service, name, action }: ActionRowProps) {
  const words = useWords();
  const language = useLanguage();
  const may = useMayControl(did);
  const fields = Object.entries(action.in);
  const [args, setArgs] = useState<Readonly<Record<string, Value>>>(() =>
    Object.fromEntries(fields.map(([key, field]) => [key, initialValue(field)])),
  );
  const [isRunning, setRunning] = useState(false);
  const [end, setEnd] = useState<ActionEnd>();
  const followed = service.follows?.[name];
  const isUnderWay = useDevice(did, (device) => (followed ? device.reports[keyOf(serviceName, followed.progress)]?.value === true : false));
  const title = action.title[language];
  const wrong = fields.some(([key, field]) => compileValue(field)(args[key]) !== undefined);
  const run = async () => {
    setRunning(true);
    setEnd(undefined);
    setEnd(await runAction(did, serviceName, name, args, action.idempotent === true));
    setRunning(false);
  };
  const outs = end?.ok
    ? Object.entries(end.out).flatMap(([key, value]) => {
        const schema = action.out[key];
        return schema
          ? [`${schema.title[language]}: ${joinShown(formatValue(schema, value, language, { on: words.yes, off: words.no }))}`]
          : [];
      })
    : [];
  return (
    <form
      className="row action"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) void run();
      }}
    >
      {fields.map(([key, field]) => (
        <ArgumentField
          key={key}
          argument={field}
          value={args[key] ?? initialValue(field)}
          isDisabled={!may}
          onChange={(value) => setArgs({ ...args, [key]: value })}
        />
      ))}
      <div className="action-foot">
        <button
          type="submit"
          className="button soft"
          disabled={!may || isRunning || wrong}
          aria-busy={isRunning || isUnderWay || undefined}
        >
          {(isRunning || isUnderWay) && <i className="pending" aria-hidden="true" />}
          {title}
        </button>
        <span className="action-end" role="status" data-bad={end && !end.ok ? '' : undefined}>
          {end?.ok === true && [words.actionDone, formatLatency(end.ms, language), ...outs].join(' · ')}
          {end?.ok === false && wordError(end.error, language)}
        </span>
      </div>
    </form>
  );
}
