// Every screen has a URL, in the hash: any static server can serve the page, and a claim's token never reaches a log.

export const filters = ['favourites', 'danger', 'doors', 'lights', 'air', 'offline', 'alerts'] as const;
export type Filter = (typeof filters)[number];
export const youPages = ['people', 'rooms', 'lessons', 'start-over'] as const;
export type YouPage = (typeof youPages)[number];

export type Route =
  | { readonly screen: 'home'; readonly filter?: Filter }
  | { readonly screen: 'device'; readonly did: string }
  /** `code`: the setup code, from the QR on the box. */
  | { readonly screen: 'add'; readonly serial?: string; readonly code?: string }
  /** Just paired: name and room, with the device already answering. */
  | { readonly screen: 'added'; readonly did: string }
  | { readonly screen: 'strategy' }
  | { readonly screen: 'wire' }
  | { readonly screen: 'you'; readonly page?: YouPage };

const name = /^[a-z0-9][a-z0-9-]{2,31}$/;
const oneOf = <T extends string>(list: readonly T[], text: string | undefined): T | undefined => list.find((item) => item === text);

/** Reads a location hash. What it does not know leads home. */
export function parseRoute(hash: string): Route {
  const [screen = '', first, second] = hash.replace(/^#\/?/, '').split('/');
  switch (screen) {
    case 'show': {
      const filter = oneOf(filters, first);
      return filter ? { screen: 'home', filter } : { screen: 'home' };
    }
    case 'device':
      return first !== undefined && name.test(first) ? { screen: 'device', did: first } : { screen: 'home' };
    case 'add':
      if (first === undefined || !name.test(first)) return { screen: 'add' };
      return { screen: 'add', serial: first, ...(second !== undefined && /^\d{8}$/.test(second) ? { code: second } : {}) };
    case 'added':
      return first !== undefined && name.test(first) ? { screen: 'added', did: first } : { screen: 'home' };
    case 'strategy':
    case 'wire':
      return { screen };
    case 'you': {
      const page = oneOf(youPages, first);
      return page ? { screen: 'you', page } : { screen: 'you' };
    }
    default:
      return { screen: 'home' };
  }
}

/** Writes a route as a hash, such as `#/device/lamp-1`. */
export function hashOf(route: Route): string {
  switch (route.screen) {
    case 'home':
      return route.filter ? `#/show/${route.filter}` : '#/';
    case 'device':
      return `#/device/${route.did}`;
    case 'add':
      return ['#/add', route.serial, route.code].filter((part) => part !== undefined).join('/');
    case 'added':
      return `#/added/${route.did}`;
    case 'strategy':
    case 'wire':
      return `#/${route.screen}`;
    case 'you':
      return route.page ? `#/you/${route.page}` : '#/you';
  }
}

/** Where closing a screen leads when there is no step to go back to. */
export function parentOf(route: Route): Route {
  if (route.screen === 'add' && route.serial !== undefined) return { screen: 'add' };
  if (route.screen === 'you' && route.page) return { screen: 'you' };
  return { screen: 'home' };
}

/** The token of `#claim=…`; undefined where the hash is none. */
export const claimToken = (hash: string): string | undefined => /^#\/?claim=([\w-]{8,200})$/.exec(hash)?.[1];
