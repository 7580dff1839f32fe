import type { Source } from '../../source.ts';
import type { PermissionInfo, Provider } from '../provider.ts';

const page: Source = { url: 'https://docs.texturehq.com/integrations/manufacturers/tesla', asOf: '2026-01' };

// Texture publishes kinds of access, not permission names: these four names are ours.
const levels = {
  vehicle_read: {
    access: 'read',
    methods: ['GET'],
    description: 'Read vehicle data',
    needsVirtualKey: false,
    source: page,
  },
  vehicle_command: {
    access: 'control',
    methods: ['POST'],
    description: 'Send commands to vehicles, such as starting or stopping a charge',
    needsVirtualKey: true,
    source: page,
  },
  energy_read: {
    access: 'read',
    methods: ['GET'],
    description: 'Read data of energy products: inverters, Powerwalls and the like',
    needsVirtualKey: false,
    source: page,
  },
  energy_command: {
    access: 'control',
    methods: ['POST'],
    description: 'Send commands to energy products: inverters, Powerwalls and the like',
    needsVirtualKey: false,
    source: page,
  },
} as const satisfies Record<string, PermissionInfo>;

const introduction = "Texture connects through Tesla's official Fleet API with an ordinary OAuth consent.";

/** Texture, whose app on Tesla's side is its own and which shows no grant screen behind Tesla's. */
export const texture: Provider = {
  id: 'texture',
  name: 'Texture',
  about: introduction,
  permissions: levels,
  editions: [
    {
      id: '2024-01',
      asks: [
        'user_data',
        'vehicle_device_data',
        'vehicle_cmds',
        'vehicle_charging_cmds',
        'energy_device_data',
        'energy_cmds',
      ],
      labels: {},
      rows: {
        vehicle_read: [['vehicle_device_data']],
        // The table row alone; the read box that commands also need is `alsoNeeds` below.
        vehicle_command: [['vehicle_cmds'], ['vehicle_charging_cmds']],
        energy_read: [['energy_device_data']],
        energy_command: [['energy_cmds']],
      },
      source: page,
      changes: [],
    },
  ],
  alsoNeeds: { vehicle_command: 'vehicle_read', energy_command: 'energy_read' },
  hasGrantScreen: false,
  hasRequiredPrefix: false,
  virtualKeyDomain: 'cdn.texturehq.com',
  // Texture hands no link over: its address is fixed.
  virtualKey: { order: 'car-first', handedOver: [] },
  missingKeyError: 'vehicle rejected request: your public key has not been paired with the vehicle',
  loss: 'device-unavailable',
  notes: [
    `${introduction} Ticking too little leaves devices unreachable, or reachable with part of their data or commands missing.`,
    "Remedy: the owner logs in to the page that manages Texture's access to the Tesla account and either updates the boxes or removes the access. After either, send them through Connect again: connect-cli authorize --provider texture.",
    'The four level names are ours; Texture publishes kinds of access, not names.',
  ],
  links: [
    {
      url: 'https://developer.tesla.com/docs/fleet-api/authentication/overview',
      title: "Tesla's overview of authorization scopes",
    },
    { url: 'https://developer.tesla.com/docs/scopes.json', title: "Tesla's list of scopes per endpoint" },
  ],
};
