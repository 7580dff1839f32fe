import { oldestTeslaApp } from '../../../core/tesla/virtual-key.ts';
import type { GuideMessages } from './messages.ts';

/** English. */
export const en: GuideMessages = {
  language: 'en',
  someApp: 'our app',
  and: 'and',
  consent: {
    title: (app) => `Connect your Tesla to ${app}`,
    lead: (app, provider) =>
      `After you sign in, Tesla asks what you want to share. Its screen names ${provider}, the service through which ${app} reaches your car.`,
    screenTitle: (provider) => `Share your Tesla account with ${provider}?`,
    screenAlt: (boxes) => `Drawing of the consent screen of Tesla. Marked to be ticked: ${boxes.join(', ')}.`,
    selectAllHint: 'the easiest way',
    boxesHeading: 'Tick these boxes',
    nothingTicked: 'Nothing is ticked when the screen opens.',
    minimum: 'Needed for any connection at all.',
    reads: (things) => `To see ${things}.`,
    controls: (things) => `To ${things}.`,
    noReason: (app) => `May be needed by ${app}.`,
    orInstead: (boxes) => `${boxes} would do as well.`,
    selectAllHeading: 'Or press Select All',
    selectAll:
      'Select All ticks every box at once. It is the smoothest way, and you will not have to come back later for a box that was left out.',
    stillLimited: (app, provider) =>
      `It gives ${app} nothing more: the next screen, by ${provider}, lists exactly what ${app} gets, and you decide there.`,
    missedHeading: 'If a box was left out',
    missed: (app) =>
      `Then ${app} cannot do what that box is for. You remove the access in your Tesla account and connect once more.`,
    mayDiffer: 'Which boxes Tesla shows, and in which order, may differ from this drawing.',
    permissions: {
      read_alerts: 'alerts that the car has raised',
      read_battery: 'battery level and range',
      read_charge: 'whether the car is plugged in and charging',
      read_charge_locations: 'saved charging places and their settings',
      read_charge_records: 'past charging sessions and their cost',
      read_charge_events: 'when charging starts and ends',
      read_climate: 'climate settings',
      read_compass: 'the direction in which the car points',
      read_diagnostics: 'the state of its systems and their faults',
      read_engine_oil: 'how long the engine oil lasts',
      read_extended_vehicle_info: 'how the car is equipped',
      read_fuel: 'the fuel level',
      read_location: 'where the car is',
      read_odometer: 'the odometer',
      read_security: 'whether doors, windows and charging port are open or locked',
      read_service_history: 'service records',
      read_speedometer: 'the speed',
      read_thermometer: 'temperatures inside and outside',
      read_tires: 'the tire pressure',
      read_user_profile: 'your e-mail address and phone number',
      read_vehicle_info: 'make, model and year',
      read_vin: 'the vehicle identification number (VIN)',
      control_charge: 'start and stop charging and set its limits',
      control_climate: 'switch the climate control',
      control_navigation: 'send destinations to the navigation',
      control_pin: 'set a PIN and switch on PIN to Drive',
      control_security: 'lock and unlock the doors',
      control_trunk: 'open the trunk and the frunk',
      vehicle_read: 'data of your car',
      vehicle_command: 'send commands to your car, such as starting or stopping a charge',
      energy_read: 'data of your Powerwall or solar system',
      energy_command: 'change settings of your Powerwall or solar system',
    },
  },
  virtualKey: {
    title: (app) => `Let ${app} send commands to your Tesla`,
    lead: (app) =>
      `Locking, unlocking or charging through ${app} needs a virtual key on the car. You add it in the Tesla app, once for each car.`,
    beforeHeading: 'Before you begin',
    before: {
      connected:
        'Access has been granted first, by you or by a driver of your car. Until then the Tesla app refuses the key.',
      'tesla-app': `The Tesla app (${oldestTeslaApp} or later) is on your phone, signed in with the owner's account, also where a driver granted the access.`,
      'phone-key': 'Your phone is set up as a key of this car (Phone as a Key).',
      'car-online': 'The car has a connection to the internet.',
    },
    stepsHeading: 'Step by step',
    steps: {
      'phone-key': () =>
        'Make sure that your phone is a key of this car: set up Phone as a Key in the Tesla app. Only for that you have to be at the car.',
      'select-car': () => 'Open the Tesla app and select the car.',
      'open-link': ({ url }) => `Open ${url} on the phone, or on a computer and scan the QR code with the phone.`,
      confirm: ({ domain, model }) =>
        `The Tesla app asks about a virtual key for "${domain}", to be paired with ${model === undefined ? 'your car' : `your ${model}`}. Confirm.`,
      'each-car': () => 'Do the same for every other Tesla on your account.',
      'check-in-car': ({ domain }) => `To be sure, look in the car: Controls > Locks lists "${domain}".`,
    },
    phoneHeading: 'On your phone',
    phone: 'Open the link. If a web page appears, press Finish Setup. The Tesla app opens and asks to add the key.',
    desktopHeading: 'On a computer',
    desktop:
      'Open the link. The page shows a QR code: scan it with the phone that has the Tesla app. The code in this guide does the same.',
    dialog: ({ domain, model }) => `A virtual key for "${domain}" will be paired with your ${model ?? 'car'}`,
    notesHeading: 'Good to know',
    notes: {
      distance: 'You need not stand beside the car to add the key.',
      'several-cars':
        'Several cars: each one needs a key of its own. Select the next car in the Tesla app and open the link again.',
      driver:
        "Owner or driver: use the owner's account. Drivers cannot add the key; newer Tesla apps may let them, with the key card in the car. Once the key is there, commands work for owner and driver alike.",
      remove: 'You can take the key away again at any time on the screen of the car, under Controls > Locks.',
    },
    phoneAlt: 'Drawing of a phone: a page with the button Finish Setup leads to the Tesla app.',
    desktopAlt: 'Drawing of a computer screen with the QR code of the link.',
    teslaApp: 'Tesla app',
    dialogAlt: ({ domain }) => `Drawing of the question in the Tesla app. It names "${domain}" and your car.`,
  },
  revoke: {
    title: (provider) => `Change what ${provider} may do with your Tesla`,
    lead: (app, provider) =>
      `If a box was left out, remove the access of ${provider} in your Tesla account and connect ${app} again.`,
    stepsHeading: 'Three steps in the Tesla app',
    steps: [
      {
        heading: 'Open the list of apps',
        text: () =>
          'In the Tesla app open your profile (Account), then Security & Privacy > Third-Party Apps. Older versions call it Security and Privacy > Manage Third Party Apps.',
        alt: () => 'Drawing: the profile in the Tesla app with Security & Privacy and Third-Party Apps marked.',
      },
      {
        heading: 'Sign in',
        text: () => 'Sign in to your Tesla account if you are asked to.',
        alt: () => 'Drawing: a page that asks for e-mail and password.',
      },
      {
        heading: 'Remove the access',
        text: (provider) =>
          `Under Account Settings > Security > Third Party Apps press Manage next to ${provider}, then Remove Access (some versions say Revoke Access).`,
        alt: (provider) => `Drawing: the page of ${provider} with the button Remove Access marked.`,
      },
    ],
    againHeading: 'Then connect again',
    again: (app) =>
      `Open ${app} and follow its steps to connect your Tesla once more. This time press Select All, or tick every box that it names.`,
    afterHeading: 'What else changes',
    after: (provider) =>
      `The access belongs to ${provider} as a whole. Other apps that use ${provider} with this Tesla account may stop working until you connect them again.`,
    webHeading: 'On a computer',
    web: (provider) =>
      `Sign in at tesla.com, open Account Settings > Security > Third Party Apps, press Manage next to ${provider}, then Remove Access.`,
  },
  letter: {
    greeting: 'Hello,',
    subject: {
      reconnect: (app) => `Please connect your Tesla to ${app} again`,
      revoke: (app) => `Please renew what your Tesla shares with ${app}`,
      'tick-boxes': (app) => `Please check what your Tesla shares with ${app}`,
      'add-key': (app) => `Let ${app} send commands to your Tesla`,
    },
    before: {
      reconnect: ({ app }) =>
        `The connection between your Tesla and ${app} has to be made anew. Please open this link and sign in with your Tesla account:`,
      revoke: ({ app, provider, boxes }) =>
        `When you connected your Tesla to ${app}, something was left out on Tesla's screen: ${boxes}. Please open this link. It leads you through removing the access of ${provider}, the service through which ${app} reaches your car, and granting it anew:`,
      'tick-boxes': ({ app, provider }) =>
        `When you connected your Tesla to ${app}, something was unticked on the screen of ${provider}, the service through which ${app} reaches your car. Please open this link and sign in with your Tesla account:`,
      'add-key': ({ app }) =>
        `Locking, unlocking or charging through ${app} needs a virtual key on the car. Please open this link on the phone that is a key of your car, with the owner's account in the Tesla app:`,
    },
    after: {
      reconnect: ({ app, provider }) => [
        'Nothing is ticked when Tesla asks what you want to share. Select All is the smoothest way: you will not have to come back for a box that was left out.',
        `Select All gives ${app} nothing more: on the next screen ${provider} lists exactly what it gets, and you decide there.`,
      ],
      revoke: ({ app, provider }) => [
        `Nothing is ticked when Tesla asks what you want to share. This time press Select All, or tick every box that the page before it names. Select All gives ${app} nothing more: on the next screen ${provider} lists exactly what it gets, and you decide there.`,
        `Other apps that use ${provider} with this Tesla account may stop working until you connect them again.`,
      ],
      'tick-boxes': ({ provider }) => [
        `If Tesla asks what you want to share, press Select All. Then leave every line ticked on the screen of ${provider}.`,
      ],
      'add-key': ({ keyDomain }) => [
        `The Tesla app names "${keyDomain}" and your car. Confirm. You need not stand beside the car. If you have several Teslas, do the same for each of them.`,
      ],
    },
    sms: {
      reconnect: (app) => `${app}: please connect your Tesla again and press Select All.`,
      revoke: (app) => `${app}: a Tesla permission is missing. Please renew the access and press Select All.`,
      'tick-boxes': (app) => `${app}: please connect your Tesla again and leave everything ticked.`,
      'add-key': (app) => `${app}: please add the key to your Tesla, on the phone that is a key of the car.`,
    },
  },
};
