/** Name and version written into bundles and reports; a test keeps the version equal to package.json. */
export const TOOL = { name: 'skyvern-debrief', version: '0.1.0' };
