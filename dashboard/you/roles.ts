import type { Role } from '#protocol/permissions.ts';
import type { Dictionary } from '../language/dictionary.ts';

/** A role's name and what it may do. */
export function roleWords(role: Role, words: Dictionary): { readonly name: string; readonly means: string } {
  switch (role) {
    case 'owner':
      return { name: words.roleOwner, means: words.ownerMeans };
    case 'member':
      return { name: words.roleMember, means: words.memberMeans };
    case 'guest':
      return { name: words.roleGuest, means: words.guestMeans };
  }
}
