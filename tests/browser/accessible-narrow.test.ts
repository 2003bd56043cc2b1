import { narrow } from './support/launch-options.ts';
import { everyScreenIsAccessible } from './support/accessible.ts';

everyScreenIsAccessible(narrow);
