import manifest from '../../package.json' with { type: 'json' };

/** The version in package.json. */
export const version: string = manifest.version;

/** The range of Node in package.json. */
export const nodeRange: string = manifest.engines.node;
