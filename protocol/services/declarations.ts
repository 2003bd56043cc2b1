import type { Declaration } from './define-service.ts';
import * as services from './index.ts';

const all: readonly { readonly declaration: Declaration }[] = Object.values(services);
const byType = (a: Declaration, b: Declaration): number => (a.type < b.type ? -1 : 1);

/** By `type`, as an announced service names it: icon, title, hints for bridges. */
export const declarations: ReadonlyMap<string, Declaration> = new Map(
  all
    .map(({ declaration }) => declaration)
    .sort(byType)
    .map((declaration) => [declaration.type, declaration]),
);
