// The import table of docs/architecture.md. The table is the test: a new arrow between rooms is a decision, made here.
const tests = '\\.test\\.tsx?$|^tests/';
const room = (name, may) => ({
  name: `${name}-imports`,
  comment: `${name}/ may import only: ${may.join(', ') || 'itself'}`,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: tests },
  to: { path: '^(protocol|devices|hub|lab|dashboard|cli|tests|docs)/', pathNot: `^(${[name, ...may].join('|')})/` },
});
const only = (name, packages) => ({
  name: `${name}-packages`,
  comment: `${name}/ may use only these packages: ${packages.join(', ') || 'none'}`,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: tests },
  to: { path: 'node_modules/', pathNot: packages.length ? `node_modules/(${packages.join('|')})/` : '^$' },
});
const noNode = (name) => ({
  name: `${name}-no-node`,
  comment: `${name}/ runs in browsers too: no Node modules`,
  severity: 'error',
  from: { path: `^${name}/`, pathNot: `${tests}|vite\\.config\\.ts$` },
  to: { dependencyTypes: ['core'] },
});
module.exports = {
  forbidden: [
    room('protocol', []),
    room('devices', ['protocol']),
    room('hub', ['protocol', 'lab']),
    room('lab', []),
    room('dashboard', ['protocol', 'lab']),
    room('cli', ['protocol']),
    only('protocol', ['zod', 'leven']),
    only('devices', ['mqtt', 'tsx']),
    only('lab', []),
    only('cli', ['mqtt', 'tsx']),
    noNode('protocol'),
    noNode('lab'),
    noNode('dashboard'),
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true, dependencyTypesNot: ['type-only'] } },
    { name: 'resolvable', severity: 'error', from: {}, to: { couldNotResolve: true } },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)dist/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'] },
  },
};
