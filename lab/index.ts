// The strategy lab: pure functions over facts that the hub serves. Runs in Node and in browsers; reads no clock, draws no chance.
export * from './assumptions.ts';
export * from './choice.ts';
export * from './discount.ts';
export * from './home-discount.ts';
export * from './inventory.ts';
export * from './ledger.ts';
export * from './meter.ts';
export * from './meter-types.ts';
export * from './portability.ts';
export * from './worked-example.ts';
