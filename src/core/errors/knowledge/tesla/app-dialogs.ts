import type { PhraseEntry } from '../entry.ts';
import { keyPage, report } from './sources.ts';

/** The titles that the Tesla app gives every refusal of a virtual key; the body below the title tells which one it is. */
const titles = [
  'unable to share vehicle',
  'unable to grant third-party access',
  'unable to authorise third party',
  'unable to authorize third party',
  'cannot share vehicle',
  'cant share vehicle',
  'cannot share car',
] as const;

/** The same in German and French, in our words. */
const translatedTitles = [
  'fahrzeug kann nicht geteilt werden',
  'fahrzeug kann nicht freigegeben werden',
  'fahrzeug konnte nicht geteilt werden',
  'teilen des fahrzeugs nicht möglich',
  'freigabe des fahrzeugs nicht möglich',
  'drittanbieterzugriff kann nicht gewährt werden',
  'zugriff für drittanbieter kann nicht gewährt werden',
  'impossible de partager le véhicule',
  'partage du véhicule impossible',
  'le véhicule ne peut pas être partagé',
  "impossible d'accorder l'accès à un tiers",
  "impossible d'accorder l'accès au tiers",
  "impossible d'accorder un accès tiers",
] as const;

/** What the Tesla app says when an owner opens a virtual key link: English as people report it, German and French in our translation. */
export const teslaAppErrors = {
  key_dialog: {
    phrases: titles,
    translated: translatedTitles,
    isTitle: true,
    cause:
      'The Tesla app would not add the virtual key. This is the title alone; three texts stand below it. (1) The third party is not registered: the key’s domain is not registered in the owner’s region, or its public key cannot be fetched. (2) Adding a key is forbidden because no access was granted: the owner has not connected yet, or the app is signed in to another Tesla account. (3) Not authorized to share: the account is a driver’s or a leased car’s, not the owner’s.',
    who: 'developer',
    owner: 'Please tell us the text below the title, word for word, or send a picture of it.',
    fix: 'Ask the owner for the text below the title and explain that: the three have different remedies.',
    docs: keyPage,
    next: ['virtual-key-check', 'guide-key'],
    note: 'Since 2026 the Tesla app is reported to say "Unable to Grant Third-Party Access" in place of "Unable to Share Vehicle".',
    source: report('https://github.com/teslamotors/fleet-telemetry/issues/324', '2026-02'),
  },
  third_party_not_registered: {
    phrases: [
      'third party isnt registered',
      'third party is not registered',
      '3rd party is not registered',
      'isnt registered with tesla',
      'this third party in not registered',
      'cant grant them access at',
    ],
    translated: [
      'drittanbieter ist nicht bei tesla registriert',
      'drittanbieter ist bei tesla nicht registriert',
      'drittanbieter * nicht * registriert',
      "tiers n'est pas enregistré",
      "tiers n'est pas inscrit",
      "tierce partie n'est pas enregistrée",
      'tiers * pas enregistré',
    ],
    cause:
      "The Tesla app would not share the car: the key's domain is not registered in the owner's region, or its public key can no longer be fetched.",
    who: 'developer',
    fix: 'Check the hosted public key, and register the domain in the region of the owner. If the key is a provider’s (Smartcar, Texture), report it there.',
    docs: keyPage,
    next: ['virtual-key-check'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/276', '2026-02'),
  },
  key_forbidden_without_consent: {
    phrases: [
      'adding a virtual key for * is forbidden',
      'adding a virtual key for * is prohibited',
      'adding a virtual key for',
      'you have not granted * access to your account',
    ],
    translated: [
      'hinzufügen eines virtuellen schlüssels für * verboten',
      'hinzufügen eines virtuellen schlüssels für * nicht',
      'virtuellen schlüssels für * untersagt',
      'keinen zugriff auf ihr konto gewährt',
      "l'ajout d'une clé virtuelle pour * est interdit",
      'clé virtuelle pour * interdit',
      "vous n'avez pas accordé * accès à votre compte",
      "n'avez pas autorisé * à accéder à votre compte",
    ],
    cause:
      'The owner has not connected yet, or the Tesla app is signed in to another account than the one that gave consent.',
    who: 'owner',
    owner:
      'Connect your Tesla account in the app first, and use the same account in the Tesla app. Then open the link again.',
    fix: 'Let the owner go through Connect before the key link is opened, with the account of the Tesla app.',
    docs: keyPage,
    next: ['authorize', 'virtual-key-show-domain'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/126', '2025-06'),
  },
  not_the_owner: {
    phrases: [
      'you are not authorized to share this vehicle',
      'you do not have permission to share this car',
      'you do not have permission to share this vehicle',
      'contact the owner of the vehicle to grant third-party access',
      'owner of the vehicle * third-party access',
    ],
    translated: [
      'nicht berechtigt dieses fahrzeug zu teilen',
      'nicht berechtigt dieses fahrzeug freizugeben',
      'keine berechtigung dieses fahrzeug',
      'wenden sie sich an den besitzer des fahrzeugs',
      'wenden sie sich an den eigentümer des fahrzeugs',
      'pas autorisé à partager ce véhicule',
      "n'êtes pas autorisé à partager",
      'contactez le propriétaire du véhicule',
    ],
    cause:
      "The Tesla app is signed in with an account that does not own the car: a driver's, or that of whoever drives a leased or company car. Only the owner's account may add a third party's key.",
    who: 'owner',
    owner:
      'Only the owner account of the car may approve this. If the car is leased or a company car, ask the leasing company or the fleet manager to approve it.',
    fix: 'Have the account that owns the car open the key link. Newer Tesla apps let a driver confirm in the car with a key card (field reports).',
    docs: keyPage,
    next: ['guide-key'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/45', '2025-06'),
  },
  phone_key_unpaired: {
    phrases: ['unpair your phone key'],
    translated: ['telefonschlüssel * entkoppeln', 'koppeln sie ihren telefonschlüssel', 'clé téléphone * dissocier'],
    cause: 'The phone is no proper key of the car at the moment.',
    who: 'owner',
    owner: 'Remove Phone as a Key for this phone, set it up again beside the car, then open the link again.',
    fix: 'Ask the owner to set up Phone as a Key again.',
    docs: keyPage,
    next: ['guide-key'],
    source: report('https://github.com/teslamotors/vehicle-command/issues/158', '2024-12'),
  },
  key_not_needed: {
    phrases: [
      'you dont need to set up a virtual key for this vehicle',
      'you dont need to setup a virtual key for this vehicle',
      'virtual key is not needed for this vehicle',
    ],
    cause: 'This car takes no virtual key: Model S and X before 2021 do without one.',
    who: 'developer',
    owner: 'Nothing is left to do: your car needs no virtual key.',
    fix: 'Do not send the key link to owners of such cars.',
    docs: keyPage,
    next: ['virtual-key-needed'],
    note: 'One report calls this the answer for a car of before 2021; Tesla publishes no text for it.',
    source: report('https://github.com/teslamotors/fleet-telemetry/issues/394', '2025-06'),
  },
  key_link: {
    phrases: [],
    cause: 'This is a link that adds a virtual key to a Tesla; it is no error.',
    who: 'owner',
    owner:
      'Close the Tesla app, then open the bare link on the phone that is a key of your car, in its own browser (Safari on an iPhone), and press the button there.',
    fix: 'Send the link bare, or with ?vin= alone. Other parameters (callback, id) do not belong to it, and "undefined" is a variable that was not set.',
    docs: keyPage,
    next: ['virtual-key-check'],
    note: 'That ?vin= is the only parameter follows from Tesla’s guide; how to open the link is from field reports.',
    source: report('https://github.com/itsMeDavidV/Watchla-Support/issues/193', '2024-01'),
  },
} as const satisfies Record<string, PhraseEntry>;
