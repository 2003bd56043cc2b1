// The command that starts one more simulated device, for the hub that serves this page.
import type { HubInfo } from '#protocol/envelopes.ts';
import { useHome } from '../state/home-store.ts';

const isThisMachine = (host: string): boolean => /^(localhost|127(\.\d+){3}|\[?::1\]?)$/.test(host);

/** Flags are named only where the command's own defaults would miss this hub. */
export function deviceCommand(host: string, info: Pick<HubInfo, 'home' | 'mqttPort'> | undefined): string {
  const port = info?.mqttPort ?? 1883;
  const flags = [
    ...(isThisMachine(host) && port === 1883 ? [] : [`--hub mqtt://${host}:${port}`]),
    ...(info === undefined || info.home === 'home' ? [] : [`--home ${info.home}`]),
  ];
  return ['npm run device -- lamp', ...flags].join(' ');
}

export const useDeviceCommand = (): string =>
  deviceCommand(
    location.hostname,
    useHome((home) => home.info),
  );
