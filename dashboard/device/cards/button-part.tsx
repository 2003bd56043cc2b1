// Actions as one row of buttons with icons. The one that makes sense now stands out; none is hidden for being unlikely, the
// device itself knows what it can do.
import type { LucideIcon } from 'lucide-react';
import { plainText } from '../../language/format.ts';
import { valueAt } from '../../state/facts.ts';
import { keyOf, useDevice } from '../../state/device-store.ts';
import { useLanguage } from '../../state/settings.ts';
import { ActionEndLine } from '../action-end.tsx';
import type { ServiceProps } from '../service-card.tsx';
import { useAction } from '../use-action.ts';
import type { Part } from './part.tsx';

export interface ButtonLook {
  readonly icon: LucideIcon;
  /** States in which it is the obvious thing to do. */
  readonly main?: readonly string[];
  /** States in which alone it means something. */
  readonly only?: readonly string[];
}

interface ButtonRowProps extends ServiceProps {
  readonly state: string;
  readonly looks: Readonly<Record<string, ButtonLook>>;
}

function ButtonRow({ did, name, service, state, looks }: ButtonRowProps) {
  const language = useLanguage();
  const { may, running, last, run } = useAction(did, name, service);
  const now = useDevice(did, (device) => {
    const value = valueAt(device, keyOf(name, state));
    return value === undefined ? '' : plainText(value);
  });
  const buttons = Object.entries(looks).flatMap(([action, look]) => {
    const spec = service.actions[action];
    return spec && takesNothing(service, action) && (look.only?.includes(now) ?? true) ? [{ action, look, spec }] : [];
  });
  if (buttons.length === 0 && !last) return null;
  return (
    <div className="buttons">
      <div className="buttons-row">
        {buttons.map(({ action, spec, look: { icon: Icon, main } }) => (
          <button
            key={action}
            type="button"
            className="button-tall"
            data-main={main?.includes(now) || undefined}
            disabled={!may || running !== undefined}
            aria-busy={running === action || undefined}
            onClick={() => run(action)}
          >
            {running === action ? <i className="pending" aria-hidden="true" /> : <Icon size={20} aria-hidden="true" />}
            <span>{spec.title[language]}</span>
          </button>
        ))}
      </div>
      <ActionEndLine service={service} last={last} />
    </div>
  );
}

const takesNothing = (service: ServiceProps['service'], action: string): boolean => {
  const spec = Object.hasOwn(service.actions, action) ? service.actions[action] : undefined;
  return spec !== undefined && Object.keys(spec.in).length === 0;
};

/** `state`: the property whose values `main` and `only` name. */
export const buttons = (state: string, looks: Readonly<Record<string, ButtonLook>>): Part => ({
  shows: [],
  runs: (service) => Object.keys(looks).filter((action) => takesNothing(service, action)),
  fits: (service) => Object.keys(looks).some((action) => takesNothing(service, action)),
  View: (props) => <ButtonRow {...props} state={state} looks={looks} />,
});
