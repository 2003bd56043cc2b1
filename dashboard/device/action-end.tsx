// How an action went, beside its button: done and how fast, what it gave back, or why not.
import type { ServiceSpec } from '#protocol/spec.ts';
import { useWords } from '../language/dictionary.ts';
import { wordError } from '../language/error-words.ts';
import { formatLatency, formatValue, joinShown } from '../language/format.ts';
import { useLanguage } from '../state/settings.ts';
import type { ActionUse } from './use-action.ts';

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
    <span className="action-end" role="status">
      {last?.end.ok === true && [words.actionDone, formatLatency(last.end.ms, language), ...outs].join(' · ')}
    </span>
  );
}
