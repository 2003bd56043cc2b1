// What is run once more on another version of Node. Left out: whatever drives a browser, starts many processes or asks the
// compiler, and what computes without asking Node for anything.
import { configOf } from './vitest.ts';

export default configOf([
  'tests/browser/**',
  'tests/launch/{refusals,furnish,alone}.test.ts',
  'devices/authoring/commands.test.ts',
  'cli/process.test.ts',
  '{docs,lab,dashboard,devices/catalog,devices/world}/**',
]);
