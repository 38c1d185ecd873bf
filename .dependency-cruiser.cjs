const { readFileSync } = require('node:fs');
const { join } = require('node:path');

/**
 * Imports run one way. `MAY_IMPORT` is the table of src/: a folder may import itself and what stands behind its name,
 * nothing else of src/.
 */
const MAY_IMPORT = {
  support: [],
  bundle: ['support'],
  artifacts: ['support'],
  redact: ['support'],
  run: ['bundle', 'artifacts', 'support'],
  requests: ['run', 'artifacts', 'support'],
  links: ['run', 'artifacts', 'support'],
  changes: ['run', 'artifacts', 'support'],
  perception: ['run', 'artifacts', 'support'],
  analysers: ['run', 'requests', 'links', 'changes', 'perception', 'support'],
  diagnosis: ['analysers', 'run', 'requests', 'links', 'changes', 'redact', 'bundle', 'support'],
  // compare reads many diagnoses, and two run models side by side.
  compare: ['diagnosis', 'run', 'requests', 'changes', 'support'],
  reporters: ['diagnosis', 'compare', 'support'],
  acquire: ['bundle', 'support'],
};

/** Where the outside world begins: disk, network, process. */
const EDGES = '^src/(?:acquire/|cli/|bundle/node/|node\\.ts)';

/** The files that src/analysers/index.ts registers. */
const ANALYSERS = [
  ...readFileSync(join(__dirname, 'src/analysers/index.ts'), 'utf8').matchAll(
    /from '\.\/([^/']+\/[^']+)\.ts'/g,
  ),
].map(([, name]) => `^src/analysers/${name}\\.ts$`);

const tableRules = Object.entries(MAY_IMPORT).map(([folder, allowed]) => ({
  name: `${folder}-imports-only-its-row`,
  comment: `src/${folder} may import ${allowed.join(', ') || 'nothing'}: move the code to where its row allows it, or hand the value in.`,
  severity: 'error',
  from: { path: `^src/${folder}/` },
  to: { path: '^src/', pathNot: `^src/(?:${[folder, ...allowed].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...tableRules,
    {
      name: 'only-the-edges-touch-node',
      comment:
        'Between the edges everything runs in any JavaScript and works offline: hand bytes in instead.',
      severity: 'error',
      from: { path: '^src/', pathNot: EDGES },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'the-middle-does-not-reach-the-edges',
      comment:
        'src/index.ts runs in a browser, so what needs node is reached from src/node.ts only.',
      severity: 'error',
      from: { path: '^src/', pathNot: EDGES },
      to: { path: EDGES },
    },
    {
      name: 'zip-only-in-bundle',
      comment: 'Archives are hostile; src/bundle holds the rules that make them safe.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/bundle/' },
      to: { path: '(?:^|/)node_modules/(?:jszip|yauzl|yazl)/' },
    },
    {
      name: 'parsers-only-in-artifacts',
      comment: 'A parser is called behind a reader, which turns damage into a ReadProblem.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/artifacts/' },
      to: { path: '(?:^|/)node_modules/(?:cheerio|har-validator)/' },
    },
    {
      name: 'analysers-do-not-import-each-other',
      comment:
        'An analyser stands alone: shared facts go to src/run/facts, shared wording to a file that is not registered in src/analysers/index.ts.',
      severity: 'error',
      from: { path: '^src/analysers/[^/]+/' },
      to: { path: ANALYSERS },
    },
    {
      name: 'reporters-read-the-diagnosis-only',
      comment:
        'A report is made from the plain JSON value alone, so a saved one can be rendered again.',
      severity: 'error',
      from: { path: '^src/reporters/' },
      to: {
        path: '^src/diagnosis/',
        pathNot: '^src/diagnosis/(?:diagnosis|views|refs)\\.ts$',
      },
    },
    {
      name: 'nothing-imports-the-command-line',
      comment: 'The command line stands on top.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/cli/' },
      to: { path: '^src/cli/' },
    },
    {
      name: 'no-cycles',
      comment: 'Two files that need each other are one file, or share a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-orphans',
      comment: 'Nothing imports this file and it is no entry: delete it, or register it.',
      severity: 'error',
      from: { orphan: true, path: '^src/', pathNot: '\\.d\\.ts$' },
      to: {},
    },
    {
      name: 'no-unresolved',
      comment: 'The import leads nowhere.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no-development-packages',
      comment: 'What src/ imports at run time must be in `dependencies`.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['npm-dev', 'npm-no-pkg', 'unknown'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.js', '.d.ts'],
    },
  },
};
