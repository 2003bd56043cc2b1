#!/usr/bin/env node
// The command as a program of its own, from any folder: link it into a folder of your PATH.
import { register } from 'tsx/esm/api';

register();
await import('./main.ts');
