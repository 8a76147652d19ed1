/** The layering rule of DESIGN: imports point inward, never in a circle; pure folders touch nothing outside themselves. */
const layers = [
  ['config'],
  ['host'],
  ['image', 'runtimes', 'suites', 'stats', 'results'],
  ['measure', 'compare', 'report', 'github', 'history'],
  ['entry'],
];
const pure =
  '^src/(config|stats|compare|report|suites|measure/(plan|schedule|stopping|turns|block-times|pace|frames|probe))';

const outward = layers.flatMap((folders, depth) => {
  const outer = layers.slice(depth + 1).flat();
  return outer.length === 0
    ? []
    : [
        {
          name: `outward-from-${folders.join('-')}`,
          severity: 'error',
          from: { path: `^src/(${folders.join('|')})/` },
          to: { path: `^src/(${outer.join('|')})/`, dependencyTypesNot: ['type-only'] },
        },
      ];
});

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
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
      to: { path: '^src/(host|image|runtimes|github|entry)/', dependencyTypesNot: ['type-only'] },
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
