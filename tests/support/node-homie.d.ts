// What the tests use of node-homie 5, which ships its types where its `exports` do not lead.
declare module 'node-homie' {
  interface Connect {
    readonly url: string;
    readonly username: string;
    readonly password: string;
    /** First level of all topics. */
    readonly topicRoot: string;
  }
  interface Watched<T> {
    subscribe(listen: (value: T) => void): { unsubscribe(): void };
  }
  type Found = { readonly type: 'add' | 'remove'; readonly deviceId: string } | { readonly type: 'error'; readonly error?: Error };

  export class DeviceDiscovery {
    /** `delay`: ms that what was not retained waits before it is told. */
    constructor(connect: Connect, shared: undefined, delay: number);
    readonly events$: Watched<Found>;
    onInit(): Promise<void>;
    onDestroy(): Promise<void>;
  }
  export class HomieProperty {
    readonly id: string;
    readonly attributes: {
      readonly name?: string;
      readonly datatype: string;
      readonly format?: string;
      readonly unit?: string;
      readonly settable: boolean;
      readonly retained: boolean;
    };
    readonly value: string | undefined;
    readonly target: string | undefined;
    /** Publishes only what it finds valid itself. */
    setCommand$(value: string): Watched<boolean>;
  }
  export class HomieNode {
    readonly id: string;
    readonly properties: Readonly<Record<string, HomieProperty>>;
  }
  export class HomieDevice {
    constructor(attributes: { readonly id: string }, connect: Connect, mode: number);
    readonly state: string;
    readonly nodes: Readonly<Record<string, HomieNode>>;
    onInit(): Promise<void>;
    onDestroy(): Promise<void>;
  }
}
