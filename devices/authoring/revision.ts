// What a saved file may change while its devices live.
import { OmniError } from '#protocol/errors.ts';
import { canonical, revisionFaults } from '#protocol/revisions.ts';
import type { Kind } from '../runtime/kind.ts';

/**
 * The kind that goes on from `before`: where its spec is another, its revision is above the last, by itself. Throws BAD_SPEC
 * where it is another device altogether or, once one is paired, where it has lost something that worked.
 */
export function nextRevision(before: Kind, after: Kind, isPaired: boolean): Kind {
  const identity = (['vendor', 'model', 'category'] as const).find((key) => before.spec[key] !== after.spec[key]);
  if (identity !== undefined)
    throw new OmniError('BAD_SPEC', `${identity}: was ${before.spec[identity]}, is ${after.spec[identity]}; start its devices anew`);
  if (before.place !== after.place)
    throw new OmniError('BAD_SPEC', `place: was ${before.place}, is ${after.place}; start its devices anew`);
  const isSame = canonical({ ...before.spec, rev: 0 }) === canonical({ ...after.spec, rev: 0 });
  const rev = Math.max(after.spec.rev, before.spec.rev + (isSame ? 0 : 1));
  const raised = { ...after, spec: { ...after.spec, rev } };
  const [lost] = isPaired ? revisionFaults(before.spec, raised.spec) : [];
  if (lost) throw new OmniError('BAD_SPEC', `${lost.path}: ${lost.what}; ${lost.cure}, or remove the device on the phone and add it again`);
  return raised;
}
