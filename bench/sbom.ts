/**
 * Writes `sbom.cdx.json`, the bill of materials of what comes along with the package (CycloneDX 1.5), from the lockfile:
 * `npm run sbom` after every change of a runtime dependency; `npm run check:deps` compares. `npm sbom --omit dev` leaves out
 * what a development dependency needs as well, so it cannot be used.
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRuntimePackages, readTool } from './lockfile.ts';

const FILE = fileURLToPath(new URL('../sbom.cdx.json', import.meta.url));

const tool = readTool();
const components = readRuntimePackages().map(({ name, version, licence, sha512 }) => ({
  'bom-ref': `${name}@${version}`,
  type: 'library',
  name,
  version,
  purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
  hashes: [{ alg: 'SHA-512', content: sha512 }],
  licenses: [licence.startsWith('(') ? { expression: licence } : { license: { id: licence } }],
}));
const bom = {
  bomFormat: 'CycloneDX',
  specVersion: '1.5',
  version: 1,
  metadata: {
    component: {
      'bom-ref': `${tool.name}@${tool.version}`,
      type: 'application',
      name: tool.name,
      version: tool.version,
      licenses: [{ license: { id: tool.license } }],
    },
  },
  components,
};
writeFileSync(FILE, `${JSON.stringify(bom, undefined, 2)}\n`);
console.log(`${String(components.length)} components`);
