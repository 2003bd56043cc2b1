// One table of operations. The router serves it over MQTT and HTTP, OpenAPI is generated from it, the phone's client is
// inferred from it.
import type { z } from '../zod.ts';
import { deviceOperations, pairOperations } from './device.ts';
import { faultOperations } from './fault.ts';
import { hubOperations, personOperations, roomOperations } from './home.ts';
import { strategyOperations } from './strategy.ts';

export type { Operation } from './operation.ts';

export const operations = {
  ...hubOperations,
  ...deviceOperations,
  ...pairOperations,
  ...roomOperations,
  ...personOperations,
  ...strategyOperations,
  ...faultOperations,
};
export type Operations = typeof operations;
export type OperationName = keyof Operations;
export const operationNames = Object.keys(operations) as OperationName[];
export const isOperation = (name: string): name is OperationName => Object.hasOwn(operations, name);

/** What a caller sends, before defaults are filled in. */
export type ArgsOf<K extends OperationName> = z.input<Operations[K]['args']>;
/** What a handler gets, parsed. */
export type ParsedArgsOf<K extends OperationName> = z.output<Operations[K]['args']>;
export type ResultOf<K extends OperationName> = z.output<Operations[K]['result']>;
