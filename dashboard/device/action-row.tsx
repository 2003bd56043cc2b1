// An action: a button, with a form where it takes arguments. How it went is said on the spot.
import { createElement, useState } from 'react';
import type { ComponentType } from 'react';
import type { ActionSpec, ServiceSpec } from '#protocol/spec.ts';
import { compileValue, initialValue } from '#protocol/values.ts';
import type { Value } from '#protocol/values.ts';
import { keyOf, useDevice } from '../state/device-store.ts';
import { useLanguage } from '../state/settings.ts';
import { ActionEndLine } from './action-end.tsx';
import { ArgumentField } from './argument-field.tsx';
import type { ArgumentFieldProps } from './argument-field.tsx';
import { useAction } from './use-action.ts';

interface ActionRowProps {
  readonly did: string;
  readonly serviceName: string;
  readonly service: ServiceSpec;
  readonly name: string;
  readonly action: ActionSpec;
  /** Fields of another look than their format's, by argument. */
  readonly fields?: Readonly<Record<string, ComponentType<ArgumentFieldProps>>> | undefined;
}

export function ActionRow({ did, serviceName, service, name, action, fields: special = {} }: ActionRowProps) {
  const language = useLanguage();
  const { may, running, last, run } = useAction(did, serviceName, service);
  const fields = Object.entries(action.in);
  const [chosen, setChosen] = useState<Readonly<Record<string, Value>>>({});
  // By the fields of now: a device whose file is saved may have others than when this was opened.
  const args = Object.fromEntries(fields.map(([key, field]) => [key, chosen[key] ?? initialValue(field)]));
  const followed = service.follows?.[name];
  const isUnderWay = useDevice(did, (device) => (followed ? device.reports[keyOf(serviceName, followed.progress)]?.value === true : false));
  const isBusy = running !== undefined || isUnderWay;
  const wrong = fields.some(([key, field]) => compileValue(field)(args[key]) !== undefined);
  return (
    <form
      className="row action"
      onSubmit={(event) => {
        event.preventDefault();
        if (!wrong) run(name, args);
      }}
    >
      {fields.map(([key, field]) =>
        createElement(special[key] ?? ArgumentField, {
          ...{ key, argument: field, value: args[key] ?? initialValue(field), isDisabled: !may },
          onChange: (value) => setChosen({ ...chosen, [key]: value }),
        }),
      )}
      <div className="action-foot">
        <button type="submit" className="button soft" disabled={!may || running !== undefined || wrong} aria-busy={isBusy || undefined}>
          {isBusy && <i className="pending" aria-hidden="true" />}
          {action.title[language]}
        </button>
        <ActionEndLine service={service} last={last} />
      </div>
    </form>
  );
}
