// What is run once more on another version of Node. Left out: whatever drives a browser, starts many processes, asks the
// compiler or drives programs of others, and what computes without asking Node for anything. All of CI has 15 minutes.
import { configOf } from './vitest.ts';

export default configOf([
  'tests/browser/**',
  'tests/launch/{refusals,furnish,alone,start-over}.test.ts',
  'tests/integration/{homie-controller,home-assistant,things}.test.ts',
  'devices/authoring/commands.test.ts',
  'cli/process.test.ts',
  '{docs,lab,dashboard,protocol,devices/catalog,devices/world}/**',
]);
