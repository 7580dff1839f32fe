/** Options that several commands share word for word; each is taken as `.option(...providerOption)`. */

export const providerOption = ['--provider <name>', 'smartcar (default) or texture'] as const;

export const editionOption = ['--edition <name>', 'which published table: 2026-02 (default) or 2023-12'] as const;

export const scopeOption = ['--scope <permissions>', 'permissions in one text, separated by spaces or commas'] as const;

export const allowUnknownOption = ['--allow-unknown', 'let permissions outside the published list pass'] as const;

export const userOption = ['--user <id>', "of one user: Smartcar's user id, or your own (external_id)"] as const;

export const timeoutOption = ['--timeout <time>', 'how long to wait: 30, 30s, 5m (default)'] as const;
