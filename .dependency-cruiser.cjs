/** The layering rule of docs/architecture.md: imports point inward, never in a circle; pure folders touch nothing outside. */
const leaf = ['direction', 'errors', 'log', 'units', 'json', 'printable'];
const layers = [
  ['config'],
  ['host'],
  ['sandbox', 'stats', 'results'],
  ['image', 'suites'],
  ['runtimes'],
  ['measure', 'compare', 'bisect', 'report', 'github', 'history'],
  ['app'],
  ['cli', 'action'],
];
const pure = '^src/(config|stats|compare|bisect|report|suites|sandbox|measure/planning)/';

const outward = layers.flatMap((folders, depth) => {
  const outer = layers.slice(depth + 1).flat();
  return outer.length === 0
    ? []
    : [
        {
          name: `outward-from-${folders.join('-')}`,
          severity: 'error',
          from: { path: `^src/(${folders.join('|')})/` },
          to: { path: `^src/(${outer.join('|')})/` },
        },
      ];
});

module.exports = {
  forbidden: [
    { name: 'no-circular', severity: 'error', from: {}, to: { circular: true } },
    { name: 'no-circular-folders', severity: 'error', scope: 'folder', from: {}, to: { circular: true } },
    { name: 'leaf', severity: 'error', from: { path: `^src/(${leaf.join('|')}).ts` }, to: { path: '^src/[^/]+/' } },
    {
      name: 'pure-folders',
      severity: 'error',
      from: { path: pure },
      to: { dependencyTypes: ['core'], path: '^(node:)?(fs|child_process|net|http|https|dgram|tls|worker_threads)' },
    },
    {
      name: 'pure-folders-use-pure-ones',
      severity: 'error',
      from: { path: pure },
      to: { path: '^src/(host|image|runtimes|github|app|cli|action)/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'inputs-stay-at-the-edge',
      severity: 'error',
      comment: 'What is below is given the part of the request that it needs.',
      from: { path: '^src/', pathNot: '^src/(config|app/edge|app/request|cli|action)/' },
      to: { path: '^src/config/(inputs.ts|parse.ts|table/(?!input.ts|profiles.ts))' },
    },
    {
      name: 'edge-is-outermost-in-app',
      severity: 'error',
      from: { path: '^src/app/', pathNot: '^src/app/edge/' },
      to: { path: '^src/app/edge/' },
    },
    {
      name: 'requests-read-nothing',
      severity: 'error',
      comment:
        'A request comes from inputs and facts that are given. Which CPUs are chosen is said beside their facts.',
      from: { path: '^src/app/request/' },
      to: {
        path: '^(node:)?(fs|child_process|net|http|https|dgram|tls|worker_threads|os|crypto|process)|^src/(host|image|github|cli|action)/|^src/app/[^/]+.ts|^src/app/(?!request/)',
        pathNot: '^src/host/(facts/cpu/cpus|tune).ts',
        dependencyTypesNot: ['type-only'],
      },
    },
    ...outward,
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: { extensions: ['.ts', '.js'] },
  },
};
