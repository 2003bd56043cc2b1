// Which hub a device accepts: its openness class, enforced by the device itself towards any hub.
import { OmniError } from '#protocol/errors.ts';
import { grantText, houseText, releaseText } from '#protocol/pairing.ts';
import type { House } from '#protocol/pairing.ts';
import type { OpennessClass } from '#protocol/spec.ts';
import { verifyText } from './crypto.ts';
import { vendorKey } from './factory.ts';

export interface HouseQuestion {
  /** without a claim a device is open */
  readonly openness: OpennessClass | undefined;
  readonly vendor: string;
  readonly serial: string;
  readonly hub: string;
  readonly house: House;
  /** key of the house that it belongs to or belonged to last */
  readonly presentHouse: string | undefined;
}

const refused = (message: string, en: string, zh: string): OmniError => new OmniError('HOUSE_REFUSED', message, { say: { en, zh } });

/** HOUSE_REFUSED with words for a person, or undefined where the device accepts this hub. */
export function houseRefusal({ openness = 'O', vendor, serial, hub, house, presentHouse }: HouseQuestion): OmniError | undefined {
  const certified = () => verifyText(houseText(hub), house.certificate, house.key);
  switch (openness) {
    case 'O':
      return undefined;
    case 'V': {
      const grant = Object.hasOwn(house.grants, vendor) ? house.grants[vendor] : undefined;
      if (grant === undefined || !verifyText(grantText(vendor, house.key), grant, vendorKey(vendor))) {
        return refused(
          `the hub shows no grant of the maker ${vendor} for its house`,
          'This device works only with houses that its maker has licensed; this hub’s house is not one of them.',
          '此设备仅支持获其厂商授权的生态，该网关不在其中。',
        );
      }
      if (!certified()) {
        return refused(
          'the hub’s certificate is not of the house that it shows',
          'This hub cannot prove that it belongs to the house it names.',
          '该网关无法证明自己属于其声称的生态。',
        );
      }
      return undefined;
    }
    case 'T': {
      if (presentHouse === undefined) return undefined;
      if (presentHouse === house.key) {
        return certified()
          ? undefined
          : refused(
              'the hub’s certificate is not of the house that it shows',
              'This hub cannot prove that it belongs to the device’s house.',
              '该网关无法证明自己属于此设备所在的生态。',
            );
      }
      if (house.release !== undefined && verifyText(releaseText(serial, house.key), house.release, presentHouse)) return undefined;
      return refused(
        'the device belongs to another house, and the hub shows no release from it',
        'This device is tied to its present house, which has not released it.',
        '此设备已绑定原有生态，尚未获其解绑许可。',
      );
    }
  }
}
