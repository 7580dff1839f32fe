/**
 * Where an owner takes Smartcar's access away in the Tesla app. Labels of today's app first, those of older ones after.
 * Sources: Smartcar's FAQ on Tesla (2024), Tesla's announcement of 2025-05-09.
 */
export const teslaAppPath =
  'In the Tesla app open your profile (Account), then Security & Privacy > Third-Party Apps (older apps: Security and Privacy > Manage Third Party Apps; sign in, then Account Settings > Security > Third Party Apps). Press Manage beside Smartcar, then Revoke Access (on some screens Remove Access).';
