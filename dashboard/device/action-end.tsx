// How an action went, beside its button: done and how fast, what it gave back, or why not.
import type { ServiceSpec } from '#protocol/spec.ts';
import type { Value } from '#protocol/values.ts';
import { useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { formatLatency, formatValue, joinShown } from '../language/format.ts';
import { useHome, useRole } from '../state/home-store.ts';
import { useLanguage } from '../state/settings.ts';
import { go } from '../use-route.ts';
import type { ActionUse } from './use-action.ts';

/** What an action gave back may be a box: as long as its device is nearby, one step leads to where it is added, with its code. */
function AddBox({ out }: { readonly out: Readonly<Record<string, Value>> }) {
  const words = useWords();
  const role = useRole();
  const { serial, 'setup-code': code } = out;
  const isNearby = useHome(({ nearby }) => typeof serial === 'string' && Object.hasOwn(nearby, serial));
  if (!isNearby || role === 'guest' || typeof serial !== 'string' || typeof code !== 'string') return null;
  return (
    <button type="button" className="button soft" onClick={() => go({ screen: 'add', serial, code })}>
      {words.addNow}
    </button>
  );
}

export function ActionEndLine({ service, last }: { readonly service: ServiceSpec; readonly last: ActionUse['last'] }) {
  const words = useWords();
  const language = useLanguage();
  if (last?.end.ok === false)
    return (
      <span className="action-end" role="status" data-bad="">
        {wordError(last.end.error, language)}
      </span>
    );
  const outs = Object.entries(last?.end.out ?? {}).flatMap(([key, value]) => {
    const schema = last && service.actions[last.name]?.out[key];
    return schema
      ? [`${schema.title[language]}: ${joinShown(formatValue(schema, value, language, { on: words.yes, off: words.no }))}`]
      : [];
  });
  return (
    <>
      <span className="action-end" role="status">
        {last?.end.ok === true && [words.actionDone, formatLatency(last.end.ms, language), ...outs].join(' · ')}
      </span>
      {last?.end.ok === true && <AddBox out={last.end.out} />}
    </>
  );
}
