import { oldestTeslaApp } from '../../../core/tesla/virtual-key.ts';
import type { GuideMessages } from './messages.ts';

/** German. Tesla's labels stay English where their German form is not published. */
export const de: GuideMessages = {
  language: 'de',
  someApp: 'unserer App',
  and: 'und',
  consent: {
    title: (app) => `Ihren Tesla mit ${app} verbinden`,
    lead: (app, provider) =>
      `Nach der Anmeldung fragt Tesla, was Sie teilen möchten. Auf dem Bildschirm steht ${provider}: Über diesen Dienst wird Ihr Auto mit ${app} verbunden.`,
    screenTitle: (provider) => `Tesla-Konto für ${provider} freigeben?`,
    screenAlt: (boxes) => `Zeichnung des Zustimmungsbildschirms von Tesla. Anzukreuzen sind: ${boxes.join(', ')}.`,
    selectAllHint: 'am einfachsten',
    boxesHeading: 'Kreuzen Sie diese Felder an',
    nothingTicked: 'Beim Öffnen ist nichts angekreuzt. Tesla zeigt die Namen der Felder vielleicht übersetzt.',
    minimum: 'Ohne dieses Feld kommt keine Verbindung zustande.',
    reads: (things) => `Zeigt ${things}.`,
    controls: (things) => `Damit lässt sich ${things}.`,
    noReason: (app) => `Kann von ${app} gebraucht werden.`,
    orInstead: (boxes) => `Stattdessen genügt auch ${boxes}.`,
    selectAllHeading: 'Oder tippen Sie auf Select All',
    selectAll:
      'Select All kreuzt alle Felder auf einmal an. Das ist der einfachste Weg, und Sie müssen später nicht wegen eines vergessenen Feldes zurückkommen.',
    stillLimited: (app, provider) =>
      `Mehr Zugriff entsteht dadurch nicht: Der nächste Bildschirm, von ${provider}, führt genau auf, was Sie mit ${app} teilen, und dort entscheiden Sie.`,
    missedHeading: 'Wenn ein Feld fehlt',
    missed: () =>
      'Dann fehlt die zugehörige Funktion. Sie entfernen den Zugriff in Ihrem Tesla-Konto und verbinden noch einmal.',
    mayDiffer: 'Welche Felder Tesla zeigt und in welcher Reihenfolge, kann von dieser Zeichnung abweichen.',
    permissions: {
      read_alerts: 'Warnmeldungen des Autos',
      read_battery: 'Ladestand und Reichweite',
      read_charge: 'ob das Auto angesteckt ist und lädt',
      read_charge_locations: 'gespeicherte Ladeorte und ihre Einstellungen',
      read_charge_records: 'frühere Ladevorgänge und ihre Kosten',
      read_charge_events: 'Beginn und Ende des Ladens',
      read_climate: 'die Klimaeinstellungen',
      read_compass: 'die Fahrtrichtung',
      read_diagnostics: 'den Zustand der Systeme und ihre Fehler',
      read_engine_oil: 'die Restlebensdauer des Motoröls',
      read_extended_vehicle_info: 'die Ausstattung des Autos',
      read_fuel: 'den Kraftstoffstand',
      read_location: 'den Standort des Autos',
      read_odometer: 'den Kilometerstand',
      read_security: 'ob Türen, Fenster und Ladeanschluss offen oder verriegelt sind',
      read_service_history: 'Servicenachweise',
      read_speedometer: 'die Geschwindigkeit',
      read_thermometer: 'Innen- und Außentemperatur',
      read_tires: 'den Reifendruck',
      read_user_profile: 'Ihre E-Mail-Adresse und Telefonnummer',
      read_vehicle_info: 'Marke, Modell und Baujahr',
      read_vin: 'die Fahrgestellnummer (VIN)',
      control_charge: 'das Laden starten, stoppen und begrenzen',
      control_climate: 'die Klimaanlage schalten',
      control_navigation: 'ein Ziel an die Navigation senden',
      control_pin: 'eine PIN setzen und PIN to Drive einschalten',
      control_security: 'das Auto ver- und entriegeln',
      control_trunk: 'der Kofferraum vorn und hinten öffnen',
      vehicle_read: 'Daten Ihres Autos',
      vehicle_command: 'das Auto steuern, zum Beispiel das Laden starten oder stoppen',
      energy_read: 'Daten Ihrer Powerwall oder Solaranlage',
      energy_command: 'die Einstellung Ihrer Powerwall oder Solaranlage ändern',
    },
  },
  virtualKey: {
    title: (app) => `Befehle von ${app} an Ihren Tesla erlauben`,
    lead: (app) =>
      `Damit Sie Ihr Auto mit ${app} verriegeln, entriegeln oder laden können, braucht es einen virtuellen Schlüssel. Sie fügen ihn in der Tesla-App hinzu, einmal für jedes Auto.`,
    beforeHeading: 'Bevor Sie beginnen',
    before: {
      connected:
        'Der Zugriff ist bereits erlaubt, von Ihnen oder von einem Fahrer Ihres Autos. Vorher nimmt die Tesla-App den Schlüssel nicht an.',
      'tesla-app': `Die Tesla-App (${oldestTeslaApp} oder neuer) ist auf Ihrem Telefon, angemeldet mit dem Konto des Eigentümers, auch wenn ein Fahrer den Zugriff erlaubt hat.`,
      'phone-key': 'Ihr Telefon ist als Schlüssel dieses Autos eingerichtet (Phone as a Key).',
      'car-online': 'Das Auto ist mit dem Internet verbunden.',
    },
    stepsHeading: 'Schritt für Schritt',
    steps: {
      'phone-key': () =>
        'Das Telefon muss ein Schlüssel dieses Autos sein: Richten Sie dafür in der Tesla-App das Telefon als Schlüssel ein (Phone as a Key). Nur dazu müssen Sie am Auto sein.',
      'select-car': () => 'Öffnen Sie die Tesla-App und wählen Sie das Auto.',
      'open-link': ({ url }) =>
        `Öffnen Sie ${url} auf dem Telefon, oder am Computer, und scannen Sie dort den QR-Code mit dem Telefon.`,
      confirm: ({ domain, model }) =>
        `Die Tesla-App fragt nach einem virtuellen Schlüssel für „${domain}“, gekoppelt mit ${model === undefined ? 'Ihrem Auto' : `Ihrem ${model}`}. Bestätigen Sie.`,
      'each-car': () => 'Wiederholen Sie das für jeden weiteren Tesla in Ihrem Konto.',
      'check-in-car': ({ domain }) => `Zur Kontrolle im Auto: Unter Controls > Locks steht „${domain}“.`,
    },
    phoneHeading: 'Auf dem Telefon',
    phone:
      'Öffnen Sie den Link. Erscheint eine Webseite, tippen Sie auf Finish Setup. Die Tesla-App öffnet sich und bietet den Schlüssel an.',
    desktopHeading: 'Am Computer',
    desktop:
      'Öffnen Sie den Link. Die Seite zeigt einen QR-Code: Scannen Sie ihn mit dem Telefon, auf dem die Tesla-App ist. Der Code in dieser Anleitung tut dasselbe.',
    dialog: ({ domain, model }) =>
      `Ein virtueller Schlüssel für „${domain}“ wird mit Ihrem ${model ?? 'Auto'} gekoppelt`,
    notesHeading: 'Gut zu wissen',
    notes: {
      distance: 'Sie müssen zum Hinzufügen nicht neben dem Auto stehen.',
      'several-cars':
        'Mehrere Autos: Jedes braucht einen eigenen Schlüssel. Wählen Sie in der Tesla-App das nächste Auto und öffnen Sie den Link noch einmal.',
      driver:
        'Eigentümer oder Fahrer: Nehmen Sie das Konto des Eigentümers. Fahrer können den Schlüssel nicht hinzufügen; neuere Tesla-Apps erlauben es vielleicht, mit der Schlüsselkarte im Auto. Ist der Schlüssel da, funktionieren Befehle für beide.',
      remove: 'Sie können den Schlüssel jederzeit am Bildschirm des Autos entfernen, unter Controls > Locks.',
    },
    phoneAlt: 'Zeichnung eines Telefons: Eine Seite mit der Taste Finish Setup führt zur Tesla-App.',
    desktopAlt: 'Zeichnung eines Computerbildschirms mit dem QR-Code des Links.',
    teslaApp: 'Tesla-App',
    dialogAlt: ({ domain }) => `Zeichnung der Frage in der Tesla-App. Sie nennt „${domain}“ und Ihr Auto.`,
  },
  revoke: {
    title: (provider) => `Zugriff von ${provider} auf Ihren Tesla ändern`,
    lead: (app, provider) =>
      `Fehlte ein Feld, entfernen Sie den Zugriff von ${provider} in Ihrem Tesla-Konto und verbinden es neu mit ${app}.`,
    stepsHeading: 'Drei Schritte in der Tesla-App',
    steps: [
      {
        heading: 'Liste der Apps öffnen',
        text: () =>
          'Öffnen Sie in der Tesla-App Ihr Profil (Account), dann Security & Privacy > Third-Party Apps. Ältere Versionen nennen es Security and Privacy > Manage Third Party Apps.',
        alt: () => 'Zeichnung: das Profil in der Tesla-App, Security & Privacy und Third-Party Apps sind markiert.',
      },
      {
        heading: 'Anmelden',
        text: () => 'Melden Sie sich bei Ihrem Tesla-Konto an, wenn Sie danach gefragt werden.',
        alt: () => 'Zeichnung: eine Seite, die nach E-Mail und Passwort fragt.',
      },
      {
        heading: 'Zugriff entfernen',
        text: (provider) =>
          `Tippen Sie unter Account Settings > Security > Third Party Apps bei ${provider} auf Manage, dann auf Remove Access (manche Versionen: Revoke Access).`,
        alt: (provider) => `Zeichnung: die Seite von ${provider}, die Taste Remove Access ist markiert.`,
      },
    ],
    againHeading: 'Danach neu verbinden',
    again: (app) =>
      `Verbinden Sie Ihren Tesla noch einmal mit ${app}, wie dort beschrieben. Tippen Sie diesmal auf Select All, oder kreuzen Sie jedes genannte Feld an.`,
    afterHeading: 'Was sich sonst ändert',
    after: (provider) =>
      `Der Zugriff gilt für ${provider} als Ganzes. Andere Apps, die ${provider} mit diesem Tesla-Konto nutzen, funktionieren vielleicht erst wieder, wenn Sie sie neu verbinden.`,
    webHeading: 'Am Computer',
    web: (provider) =>
      `Melden Sie sich auf tesla.com an, öffnen Sie Account Settings > Security > Third Party Apps, klicken Sie bei ${provider} auf Manage, dann auf Remove Access.`,
  },
  letter: {
    greeting: 'Guten Tag,',
    subject: {
      reconnect: (app) => `Bitte verbinden Sie Ihren Tesla noch einmal mit ${app}`,
      revoke: (app) => `Bitte erneuern Sie, was Ihr Tesla mit ${app} teilt`,
      'tick-boxes': (app) => `Bitte prüfen Sie, was Ihr Tesla mit ${app} teilt`,
      'add-key': (app) => `Befehle von ${app} an Ihren Tesla erlauben`,
    },
    before: {
      reconnect: ({ app }) =>
        `die Verbindung zwischen Ihrem Tesla und ${app} muss neu hergestellt werden. Bitte öffnen Sie diesen Link und melden Sie sich mit Ihrem Tesla-Konto an:`,
      revoke: ({ app, provider, boxes }) =>
        `als Sie Ihren Tesla mit ${app} verbunden haben, blieb auf dem Bildschirm von Tesla etwas offen: ${boxes}. Bitte öffnen Sie diesen Link. Er führt Sie durch zwei Schritte: den Zugriff von ${provider} entfernen, über das Ihr Auto mit ${app} verbunden ist, und ihn neu erlauben:`,
      'tick-boxes': ({ app, provider }) =>
        `als Sie Ihren Tesla mit ${app} verbunden haben, wurde auf dem Bildschirm von ${provider} etwas abgewählt; über diesen Dienst wird Ihr Auto mit ${app} verbunden. Bitte öffnen Sie diesen Link und melden Sie sich mit Ihrem Tesla-Konto an:`,
      'add-key': ({ app }) =>
        `damit Sie Ihr Auto mit ${app} verriegeln, entriegeln oder laden können, braucht es einen virtuellen Schlüssel. Bitte öffnen Sie diesen Link auf dem Telefon, das ein Schlüssel Ihres Autos ist, mit dem Konto des Eigentümers in der Tesla-App:`,
    },
    after: {
      reconnect: ({ app, provider }) => [
        'Wenn Tesla fragt, was Sie teilen möchten, ist nichts angekreuzt. Select All ist der einfachste Weg: Sie müssen später nicht wegen eines vergessenen Feldes zurückkommen.',
        `Mehr Zugriff entsteht durch Select All nicht: Der nächste Bildschirm, von ${provider}, führt genau auf, was Sie mit ${app} teilen, und dort entscheiden Sie.`,
      ],
      revoke: ({ app, provider }) => [
        `Wenn Tesla fragt, was Sie teilen möchten, ist nichts angekreuzt. Tippen Sie diesmal auf Select All, oder kreuzen Sie jedes Feld an, das die Seite davor nennt. Mehr Zugriff entsteht durch Select All nicht: Der nächste Bildschirm, von ${provider}, führt genau auf, was Sie mit ${app} teilen, und dort entscheiden Sie.`,
        `Andere Apps, die ${provider} mit diesem Tesla-Konto nutzen, funktionieren vielleicht erst wieder, wenn Sie sie neu verbinden.`,
      ],
      'tick-boxes': ({ provider }) => [
        `Fragt Tesla, was Sie teilen möchten, tippen Sie auf Select All. Lassen Sie danach auf dem Bildschirm von ${provider} alles angekreuzt.`,
      ],
      'add-key': ({ keyDomain }) => [
        `Die Tesla-App nennt „${keyDomain}“ und Ihr Auto. Bestätigen Sie. Sie müssen dafür nicht neben dem Auto stehen. Haben Sie mehrere Teslas, wiederholen Sie das für jeden.`,
      ],
    },
    sms: {
      reconnect: (app) => `${app}: Bitte verbinden Sie Ihren Tesla noch einmal und tippen Sie auf Select All.`,
      revoke: (app) =>
        `${app}: Bei Tesla fehlt eine Freigabe. Bitte erneuern Sie den Zugriff und tippen Sie auf Select All.`,
      'tick-boxes': (app) => `${app}: Bitte verbinden Sie Ihren Tesla noch einmal und lassen Sie alles angekreuzt.`,
      'add-key': (app) =>
        `${app}: Bitte fügen Sie Ihrem Tesla den Schlüssel hinzu, auf dem Telefon, das sein Schlüssel ist.`,
    },
  },
};
