/** Where an owner takes Smartcar's access away in the Tesla app; the labels are those of the English one. */
const teslaAppPath =
  'Öffnen Sie in der Tesla-App Ihr Profil (Account), dann Security & Privacy > Third-Party Apps (in älteren Apps: Security and Privacy > Manage Third Party Apps; nach der Anmeldung Account Settings > Security > Third Party Apps). Tippen Sie neben Smartcar auf Manage und dann auf Revoke Access (auf manchen Bildschirmen Remove Access).';
const startAgain =
  'Die Verbindung wurde nicht abgeschlossen. Verbinden Sie noch einmal und tippen Sie auf dem Bildschirm von Tesla vor Allow auf Select All.';
const mobileAccess =
  'Schalten Sie auf dem Bildschirm des Autos unter Controls > Safety den mobilen Zugriff (Allow Mobile Access) ein.';
const signInAgain = 'Melden Sie sich über die App noch einmal bei Tesla an.';
const openKeyLink =
  'Öffnen Sie den Link zum virtuellen Schlüssel, den Sie von der App bekommen haben, auf dem Telefon, das ein Schlüssel Ihres Autos ist, und bestätigen Sie ihn in der Tesla-App. Das ist für jedes Auto einmal nötig.';

/** Words for the owner in German, by family and code of the error. Tesla's labels stay English where their German form is not published. */
export const germanOwnerWords: Readonly<Record<string, string>> = {
  'smartcar-api PERMISSION:null': `Die App darf das mit Ihrem Auto noch nicht. ${teslaAppPath} Verbinden Sie danach noch einmal aus der App heraus, die Sie gefragt hat, und tippen Sie auf dem Bildschirm von Tesla auf Select All.`,
  'smartcar-api COMPATIBILITY:MAKE_NOT_COMPATIBLE':
    'Autos dieser Marke lassen sich in Ihrem Land mit der App noch nicht verwenden.',
  'smartcar-api COMPATIBILITY:VEHICLE_NOT_CAPABLE': 'Ihr Auto hat diese Funktion nicht.',
  'smartcar-api COMPATIBILITY:PLATFORM_NOT_CAPABLE':
    'Die Verbindung zu Ihrem Auto muss erneuert werden. Bitte verbinden Sie noch einmal.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:PERMISSION':
    'Die App hat den Zugriff auf Ihr Auto verloren. Verbinden Sie noch einmal und tippen Sie auf dem Bildschirm von Tesla vor Allow auf Select All.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:VIRTUAL_KEY_REQUIRED':
    'Öffnen Sie https://www.tesla.com/_ak/smartcar.com auf dem Telefon, das ein Schlüssel Ihres Autos ist und auf dem die Tesla-App mit dem Konto des Eigentümers angemeldet ist, und bestätigen Sie den Schlüssel. Sie müssen dafür nicht beim Auto sein. Das ist für jedes Auto einmal nötig.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:AUTHENTICATION_FAILED':
    'Die App erreicht Ihr Auto nicht mehr, weil sich Ihr Konto beim Hersteller geändert hat. Bitte verbinden Sie noch einmal.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:ACCOUNT_ISSUE':
    'Öffnen Sie die App des Herstellers und erledigen Sie, worum sie Sie bittet.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:NO_VEHICLES':
    'Zu Ihrem Konto gehört kein Auto. Fügen Sie das Auto dem Konto hinzu und verbinden Sie dann noch einmal.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:SUBSCRIPTION':
    'Verlängern Sie die vernetzten Dienste in der App des Herstellers.',
  'smartcar-api CONNECTED_SERVICES_ACCOUNT:VEHICLE_MISSING':
    'Ihr Auto gehört nicht mehr zu dem Konto, das Sie verbunden haben. Fügen Sie es wieder hinzu, oder verbinden Sie das Konto, zu dem es gehört.',
  'smartcar-api VEHICLE_STATE:ASLEEP':
    'Ihr Auto schläft. Fahren Sie ein Stück oder öffnen Sie die Tesla-App, und versuchen Sie es dann noch einmal.',
  'smartcar-api VEHICLE_STATE:CHARGING_IN_PROGRESS': 'Ihr Auto lädt bereits.',
  'smartcar-api VEHICLE_STATE:CHARGING_PLUG_CONNECTED': 'Ziehen Sie das Ladekabel ab und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:CHARGING_PLUG_NOT_CONNECTED':
    'Stecken Sie das Ladekabel ein und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:DOOR_OPEN': 'Schließen Sie alle Türen und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:FULLY_CHARGED': 'Ihr Auto ist voll geladen.',
  'smartcar-api VEHICLE_STATE:NOT_CHARGING': 'Ihr Auto lädt nicht.',
  'smartcar-api VEHICLE_STATE:CHARGE_FAULT': 'Prüfen Sie die Ladestation und den Ladezeitplan Ihres Autos.',
  'smartcar-api VEHICLE_STATE:HOOD_OPEN': 'Schließen Sie die Fronthaube und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:IGNITION_ON': 'Schalten Sie das Auto aus und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:IN_MOTION': 'Versuchen Sie es noch einmal, wenn das Auto geparkt ist.',
  'smartcar-api VEHICLE_STATE:REMOTE_ACCESS_DISABLED': mobileAccess,
  'smartcar-api VEHICLE_STATE:TRUNK_OPEN': 'Schließen Sie den Kofferraum und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:UNKNOWN': 'Parken Sie das Auto, schließen Sie alles, und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:UNREACHABLE':
    'Ihr Auto ist nicht erreichbar. Stellen Sie es dorthin, wo es Empfang hat, und versuchen Sie es noch einmal.',
  'smartcar-api VEHICLE_STATE:VEHICLE_OFFLINE_FOR_SERVICE':
    'Ihr Auto ist im Servicemodus. Versuchen Sie es noch einmal, wenn es zurück ist.',
  'connect-redirect access_denied':
    'Sie haben sich entschieden, Ihr Auto nicht mit dieser App zu teilen. War das ein Versehen, dann verbinden Sie noch einmal und tippen Sie auf Allow.',
  'connect-redirect invalid_subscription':
    'Aktivieren oder verlängern Sie die vernetzten Dienste in der App des Herstellers, und verbinden Sie dann noch einmal.',
  'connect-redirect no_compatible_vehicles': 'Keines der Autos dieses Kontos lässt sich mit der App verwenden.',
  'connect-redirect no_vehicles':
    'Zu dem Konto, mit dem Sie sich angemeldet haben, gehört kein Auto. Nehmen Sie das Konto, zu dem das Auto gehört, oder fügen Sie das Auto hinzu.',
  'connect-redirect server_error':
    'Die Verbindung ist an einem technischen Fehler gescheitert. Bitte versuchen Sie es in einigen Minuten noch einmal.',
  'connect-redirect user_cancelled': startAgain,
  'connect-redirect user_manually_returned_to_application': startAgain,
  'connect-redirect vehicle_incompatible':
    'Dieses Auto lässt sich nicht mit der App verbinden. Mit einem anderen Ihrer Autos kann es gehen.',
  'oauth-token invalid_grant': 'Die Verbindung zu Ihrem Auto ist abgelaufen. Bitte verbinden Sie noch einmal.',
  'tesla remote_access_disabled': mobileAccess,
  'tesla mobile_access_disabled': `${mobileAccess} Es kann bis zu einem Tag dauern, bis das wirkt.`,
  'tesla missing_scopes':
    'Öffnen Sie in der Tesla-App Security & Privacy > Third-Party Apps, tippen Sie neben dem Anbieter der App auf Manage und kreuzen Sie das fehlende Feld an (oder entfernen Sie den Zugriff und verbinden Sie noch einmal mit Select All).',
  'tesla unsupported_vehicle': 'Dieses Auto lässt sich mit der App nicht verwenden.',
  'tesla vehicle_offline':
    'Ihr Auto ist gerade nicht erreichbar. Wecken Sie es mit der Tesla-App, oder versuchen Sie es noch einmal, wenn es Empfang hat.',
  'tesla privacy_settings':
    'Prüfen Sie die Einstellungen zur Datenfreigabe im Auto unter Software > Data Sharing und die Ihres Tesla-Kontos.',
  'tesla device_unexpected_response':
    'Starten Sie den Bildschirm Ihres Autos neu (beide Scrollräder gedrückt halten, bis er dunkel wird) und installieren Sie ein wartendes Software-Update. Hilft das nicht, vereinbaren Sie in der Tesla-App einen Servicetermin.',
  'tesla telemetry_missing_key': openKeyLink,
  'tesla public_key_not_paired': openKeyLink,
  'tesla insufficient_privileges': openKeyLink,
  'tesla key_not_allowed': openKeyLink,
  'tesla telemetry_unsupported_firmware':
    'Installieren Sie das wartende Software-Update Ihres Autos (in der Tesla-App unter Software).',
  'tesla telemetry_max_configs':
    'Entfernen Sie eine App, die Sie nicht mehr nutzen: Tesla-App, Security & Privacy, Third-Party Apps.',
  'tesla command_forbidden':
    'Kreuzen Sie in den Zugriffseinstellungen der App bei Tesla Vehicle Commands und Vehicle Charging Management an.',
  'tesla unknown_user': 'Melden Sie sich einmal mit diesem Konto in der Tesla-App an und versuchen Sie es noch einmal.',
  'tesla access_denied':
    'Sie haben der App keinen Zugriff auf Ihr Tesla-Konto gegeben. War das ein Versehen, dann beginnen Sie noch einmal und tippen Sie auf Select All und dann auf Allow.',
  'tesla login_required': signInAgain,
  'tesla consent_revoked': signInAgain,
  'tesla token_refresh_failed': signInAgain,
  'tesla auth_customer_error': signInAgain,
  'tesla inactive_key':
    'Entfernen Sie auf dem Bildschirm des Autos unter Controls > Locks den Schlüssel der App, öffnen Sie dann noch einmal den Link zum virtuellen Schlüssel und bestätigen Sie ihn.',
  'tesla key_not_needed': 'Es ist nichts weiter zu tun: Ihr Auto braucht keinen virtuellen Schlüssel.',
  'tesla keychain_full':
    'Löschen Sie auf dem Bildschirm des Autos unter Locks einen Schlüssel, den Sie nicht mehr brauchen, und fügen Sie dann den neuen hinzu.',
  'tesla vehicle_needs_service':
    'Starten Sie den Bildschirm Ihres Autos neu. Erreicht die App das Auto dann immer noch nicht, vereinbaren Sie einen Servicetermin.',
  'tesla key_dialog':
    'Bitte nennen Sie uns den Text unter der Überschrift Wort für Wort, oder schicken Sie ein Bild davon.',
  'tesla key_forbidden_without_consent':
    'Verbinden Sie zuerst in der App Ihr Tesla-Konto, und melden Sie sich in der Tesla-App mit demselben Konto an. Öffnen Sie den Link dann noch einmal.',
  'tesla not_the_owner':
    'Nur mit dem Konto des Eigentümers lässt sich das bestätigen. Ist das Auto geleast oder ein Firmenwagen, bitten Sie die Leasinggesellschaft oder den Fuhrpark darum.',
  'tesla phone_key_unpaired':
    'Entfernen Sie den Telefonschlüssel für dieses Telefon, richten Sie ihn beim Auto neu ein und öffnen Sie den Link dann noch einmal.',
  'tesla key_link':
    'Schließen Sie die Tesla-App. Öffnen Sie dann den bloßen Link auf dem Telefon, das ein Schlüssel Ihres Autos ist, in dessen eigenem Browser (auf dem iPhone Safari), und tippen Sie dort auf die Schaltfläche.',
  'texture public_key_not_paired':
    'Öffnen Sie die Tesla-App und wählen Sie das Auto. Öffnen Sie dann https://www.tesla.com/_ak/cdn.texturehq.com auf Ihrem Telefon (oder scannen Sie den QR-Code) und bestätigen Sie den Schlüssel. Das ist für jedes Auto einmal nötig.',
  'texture device_disconnected':
    'Die App hat den Zugriff auf Ihren Tesla verloren. Verbinden Sie noch einmal und tippen Sie auf dem Bildschirm von Tesla auf Select All.',
  'texture popup_blocked': 'Erlauben Sie dieser Seite Pop-up-Fenster und versuchen Sie es noch einmal.',
  'texture popup_closed': 'Die Verbindung wurde nicht abgeschlossen. Sie können jederzeit noch einmal beginnen.',
  'this-machine sign_in_window_closed':
    'Die Verbindung wurde nicht abgeschlossen. Sie können jederzeit noch einmal beginnen.',
  'third-party sign_in_captcha':
    'Warten Sie einige Minuten, oder nehmen Sie ein anderes Netz (mobile Daten statt WLAN, kein VPN), und melden Sie sich dann noch einmal an.',
};
