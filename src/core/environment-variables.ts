import { settingVariables } from './setting-variables.ts';

/** What variables are about, in the order of the help page. */
export const variableGroups = {
  application: 'Your application, under the names of the official SDKs',
  secrets: 'Secrets',
  origins: 'Where Smartcar and Texture are',
  'connect-cli': 'connect-cli itself',
  sandbox: 'The application of `sandbox`',
  network: 'Network',
  browser: 'Browser',
  host: 'Surroundings, for the hint about browser and redirect',
  terminal: 'Terminal',
  folders: 'Folders and keychain',
} as const;

type VariableGroup = keyof typeof variableGroups;

/** What is known of a variable of the environment. */
export interface EnvironmentVariable {
  /** What it is about; the help page goes by it. */
  readonly group: VariableGroup;
  readonly meaning: string;
}

/**
 * Every variable of the environment that connect-cli reads. The ones of an application have the names that the official
 * SDKs give them.
 */
export const environmentVariables = {
  SMARTCAR_APPLICATION_ID: {
    group: 'application',
    meaning: 'The application, a UUID; Connect links carry it as application_id.',
  },
  SMARTCAR_CLIENT_ID: {
    group: 'application',
    meaning: "The same id under its older name, sent as client_id. A client_… value is only for v3's token endpoint.",
  },
  SMARTCAR_API_CLIENT_ID: {
    group: 'application',
    meaning: "The client_… id for v3's token endpoint.",
  },
  SMARTCAR_REDIRECT_URI: {
    group: 'application',
    meaning: 'Registered redirect URIs, separated by spaces or commas, tried in order.',
  },
  SMARTCAR_SCOPE: {
    group: 'application',
    meaning: 'Permissions to ask for, with or without required:, separated by spaces or commas.',
  },
  SMARTCAR_CLIENT_SECRET: {
    group: 'secrets',
    meaning: "The v2 client secret; with a client_… value in SMARTCAR_CLIENT_ID, the API client's secret.",
  },
  SMARTCAR_API_CLIENT_SECRET: {
    group: 'secrets',
    meaning: 'The secret of the v3 API client.',
  },
  SMARTCAR_APP_MANAGEMENT_TOKEN: {
    group: 'secrets',
    meaning: 'The application management token, which keys the signatures of webhooks.',
  },
  TEXTURE_API_KEY: {
    group: 'secrets',
    meaning: "Texture's API key.",
  },
  SMARTCAR_ACCESS_TOKEN: {
    group: 'secrets',
    meaning:
      'An access token as `token env` prints it for other programs. connect-cli hands it to no program that it starts.',
  },
  TEXTURE_SCOPED_KEY: {
    group: 'secrets',
    meaning: 'A scoped key of Texture as `token env` prints it. connect-cli hands it to no program that it starts.',
  },
  SMARTCAR_CONNECT_ORIGIN: { group: 'origins', meaning: 'Where Connect is, such as a sandbox.' },
  SMARTCAR_AUTH_ORIGIN: {
    group: 'origins',
    meaning: "Where v2 issues tokens; the Python SDK's full token URL also works.",
  },
  SMARTCAR_API_ORIGIN: {
    group: 'origins',
    meaning: 'Where API v2 is. If it is on this machine, Connect is expected there too, as in the Node SDK.',
  },
  SMARTCAR_IAM_ORIGIN: { group: 'origins', meaning: 'Where v3 issues tokens.' },
  SMARTCAR_VEHICLE_API_ORIGIN: { group: 'origins', meaning: 'Where API v3 is.' },
  SMARTCAR_API_V3_ORIGIN: { group: 'origins', meaning: 'The same under the name of the Node and Java SDKs.' },
  SMARTCAR_MANAGEMENT_API_ORIGIN: { group: 'origins', meaning: 'Where the management API is.' },
  TEXTURE_API_ORIGIN: { group: 'origins', meaning: "Where Texture's API is." },
  CONNECT_CLI_PROVIDER: { group: 'connect-cli', meaning: 'smartcar or texture.' },
  CONNECT_CLI_PROFILE: { group: 'connect-cli', meaning: 'The active profile.' },
  CONNECT_CLI_PROJECT: { group: 'connect-cli', meaning: 'none: do not look for a project file connect-cli.json.' },
  CONNECT_CLI_HOME: {
    group: 'connect-cli',
    meaning: "One folder, absolute, for settings, secrets and state, instead of the system's.",
  },
  CONNECT_CLI_STORE: {
    group: 'connect-cli',
    meaning: 'keychain or file: where secrets are stored. By default the keychain, if there is one.',
  },
  CONNECT_CLI_CAMPAIGN_KEY: {
    group: 'secrets',
    meaning: "The key that signs a campaign's states, 256 bits or more.",
  },
  CONNECT_CLI_SANDBOX_REDIRECT_URI: {
    group: 'sandbox',
    meaning: 'Redirect URIs that `sandbox` registers, separated by spaces.',
  },
  CONNECT_CLI_SANDBOX_NAME: { group: 'sandbox', meaning: 'Name of its application, as the pages show it.' },
  CONNECT_CLI_SANDBOX_APPLICATION_ID: { group: 'sandbox', meaning: 'Its application id.' },
  CONNECT_CLI_SANDBOX_CLIENT_ID: { group: 'sandbox', meaning: 'The same under its older name.' },
  CONNECT_CLI_SANDBOX_CLIENT_SECRET: { group: 'sandbox', meaning: 'Its client secret of v2.' },
  CONNECT_CLI_SANDBOX_API_CLIENT_ID: { group: 'sandbox', meaning: 'Its client_… id of v3.' },
  CONNECT_CLI_SANDBOX_API_CLIENT_SECRET: { group: 'sandbox', meaning: 'The secret of that id.' },
  CONNECT_CLI_SANDBOX_MANAGEMENT_TOKEN: { group: 'sandbox', meaning: 'Its application management token.' },
  CONNECT_CLI_SANDBOX_WEBHOOK_ID: { group: 'sandbox', meaning: 'Id of its webhook.' },
  CONNECT_CLI_SANDBOX_WEBHOOK_CALLBACK_URI: {
    group: 'sandbox',
    meaning: 'The receiver of its events, on this machine.',
  },
  CONNECT_CLI_SANDBOX_VEHICLE_ACCESS: {
    group: 'sandbox',
    meaning: 'What its application asks for when a link names no scope.',
  },
  CONNECT_CLI_SANDBOX_VIRTUAL_KEY_DOMAIN: { group: 'sandbox', meaning: 'Domain whose key owners pair.' },
  HTTPS_PROXY: { group: 'network', meaning: 'Proxy for https, also as https_proxy.' },
  HTTP_PROXY: { group: 'network', meaning: 'Proxy for http, also as http_proxy.' },
  NO_PROXY: {
    group: 'network',
    meaning: 'Hosts to reach without a proxy, also as no_proxy. This machine always is.',
  },
  SSL_CERT_FILE: {
    group: 'network',
    meaning: "Certificate authorities to trust besides Node's own, PEM.",
  },
  NODE_EXTRA_CA_CERTS: { group: 'network', meaning: "The same, by Node's own name." },
  BROWSER: {
    group: 'browser',
    meaning: 'The program that opens links: alternatives separated by a colon, %s for the address; none opens nothing.',
  },
  DISPLAY: { group: 'browser', meaning: 'An X display: a browser can appear.' },
  WAYLAND_DISPLAY: { group: 'browser', meaning: 'A Wayland display: a browser can appear.' },
  WSL_DISTRO_NAME: { group: 'host', meaning: 'This is WSL: the browser of Windows can appear.' },
  SSH_CONNECTION: { group: 'host', meaning: 'This is an SSH session: hints say how the redirect gets here.' },
  SSH_TTY: { group: 'host', meaning: 'The same.' },
  SSH_CLIENT: { group: 'host', meaning: 'The same.' },
  CODESPACES: { group: 'host', meaning: 'true: this is a GitHub Codespace.' },
  CODESPACE_NAME: { group: 'host', meaning: 'Its name, for the address of a forwarded port.' },
  GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN: {
    group: 'host',
    meaning: 'The domain of its forwarded ports; app.github.dev by default.',
  },
  VSCODE_IPC_HOOK_CLI: { group: 'host', meaning: 'This is the terminal of a remote VS Code.' },
  REMOTE_CONTAINERS: { group: 'host', meaning: 'true: the same, in a development container.' },
  container: { group: 'host', meaning: 'This is a container, as Podman, LXC and systemd declare it.' },
  KUBERNETES_SERVICE_HOST: { group: 'host', meaning: 'This is a container of Kubernetes.' },
  CI: { group: 'host', meaning: 'This is continuous integration, where nobody can click.' },
  CLAUDECODE: { group: 'host', meaning: 'Claude Code runs this.' },
  CURSOR_AGENT: { group: 'host', meaning: "Cursor's agent runs this." },
  CODEX_SANDBOX: { group: 'host', meaning: 'Codex runs this.' },
  CODEX_SANDBOX_NETWORK_DISABLED: { group: 'host', meaning: 'The same.' },
  GEMINI_CLI: { group: 'host', meaning: 'Gemini CLI runs this.' },
  CONNECT_CLI_PLAIN: {
    group: 'terminal',
    meaning: '1: words instead of drawings, colours and QR codes, and questions line by line, for screen readers.',
  },
  NO_COLOR: { group: 'terminal', meaning: 'No colours, if not empty.' },
  FORCE_COLOR: {
    group: 'terminal',
    meaning: 'Colours without a terminal: 0 none, 1 basic, 2 256, 3 all. Wins over NO_COLOR.',
  },
  TERM: {
    group: 'terminal',
    meaning: 'dumb: no colours, no links, and ASCII instead of lines and ticks. linux: ASCII.',
  },
  COLUMNS: { group: 'terminal', meaning: 'Width of output to a pipe or file, in characters; 80 by default.' },
  LC_ALL: { group: 'terminal', meaning: 'With a locale whose character set is not UTF-8, output is ASCII.' },
  LC_CTYPE: { group: 'terminal', meaning: 'The same, if LC_ALL is not set.' },
  LANG: { group: 'terminal', meaning: 'The same, if neither is set.' },
  WT_SESSION: { group: 'terminal', meaning: 'Windows Terminal: it shows lines and ticks.' },
  TERM_PROGRAM: {
    group: 'terminal',
    meaning: 'The terminal by its name: which of them show links; vscode shows lines and ticks on Windows.',
  },
  VTE_VERSION: { group: 'terminal', meaning: "5000 and more: GNOME's terminal and its like, which show links." },
  KONSOLE_VERSION: { group: 'terminal', meaning: '201200 and more: Konsole, which shows links.' },
  TMUX: { group: 'terminal', meaning: 'tmux: no link behind a label, because tmux does not pass them on by default.' },
  XDG_CONFIG_HOME: { group: 'folders', meaning: 'Folder of the settings.' },
  XDG_DATA_HOME: { group: 'folders', meaning: 'Folder of the secrets.' },
  XDG_STATE_HOME: { group: 'folders', meaning: 'Folder for what is kept between runs.' },
  XDG_CACHE_HOME: { group: 'folders', meaning: "Folder for Node's compile cache." },
  HOME: { group: 'folders', meaning: 'The home directory that holds these folders if they are not set.' },
  PWD: { group: 'folders', meaning: 'The starting directory, in case it has been removed since.' },
  APPDATA: { group: 'folders', meaning: 'Windows: folder of the settings.' },
  LOCALAPPDATA: {
    group: 'folders',
    meaning: "Windows: folder for the secrets, kept data and Node's compile cache.",
  },
  NODE_COMPILE_CACHE: { group: 'folders', meaning: "Node's own compile cache folder, from Node 22 on." },
  NODE_DISABLE_COMPILE_CACHE: { group: 'folders', meaning: '1: Node keeps no compile cache.' },
  DBUS_SESSION_BUS_ADDRESS: { group: 'folders', meaning: 'Linux: without a session bus there is no keychain to ask.' },
} as const satisfies Readonly<Record<string, EnvironmentVariable>>;

const rows: Readonly<Record<string, EnvironmentVariable>> = environmentVariables;
const flagsOf: Readonly<Record<string, readonly string[]>> = settingVariables;

/** Every variable with what it means, and the flags that win over it, in the order of the help page. */
export const variableRows = Object.entries(rows).map(([name, row]) => ({ name, ...row, flags: flagsOf[name] ?? [] }));
