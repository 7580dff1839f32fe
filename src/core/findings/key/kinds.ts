import type { FindingInfo } from '../info.ts';

/** Everything that can be found on a hosted public key. Kinds are public contract: add, never rename. */
export const keyFindings = {
  'key-domain-tesla': {
    severity: 'warning',
    title: 'The domain contains "tesla": Tesla\'s portal is reported to refuse such names.',
    fix: 'Register another domain for the key. The only evidence is that report; no Tesla page says so.',
  },
  'key-domain-shared': {
    severity: 'warning',
    title: 'The domain belongs to a tunnel or to a host that many strangers share.',
    why: "Tesla's portal is reported to refuse some of them, and a car keeps the key of the domain under which it was paired: when the name changes, every owner has to pair again.",
    fix: 'Serve the key from a permanent domain of your own. Static hosting is enough.',
  },
  'key-ipv6-only': {
    severity: 'warning',
    title: 'The domain resolves only to IPv6 addresses.',
    fix: 'Add an IPv4 address (an A record). Whether Tesla fetches over IPv6 is not published.',
  },
  'key-client-certificate': {
    severity: 'error',
    title: 'The server asks for a client certificate, and Tesla has none.',
    fix: 'Exempt this path from mutual TLS, or serve the key from a host without it.',
  },
  'key-status-login': {
    severity: 'error',
    title: 'The host requires a login for the key.',
    fix: 'Remove the login or authentication from this path: Tesla fetches it without one. The key is public.',
  },
  'key-status-forbidden': {
    severity: 'error',
    title: 'The host refuses the request.',
    why: 'Bot protection or a firewall refuses programs, a geographic rule refuses countries, or the server is not allowed to read the file.',
    fix: 'Exclude this path from bot protection and from rules on User-Agents, addresses and countries; otherwise make sure the server can read the file.',
  },
  'key-status-upstream': {
    severity: 'error',
    title: 'The host, or a server behind it, is having problems.',
    fix: 'A 502, 503 or 504 from a proxy means that the server behind it does not answer: start it, or have the proxy serve the file itself. For a 500, see the server log.',
  },
  'key-compressed': {
    severity: 'warning',
    title: 'The host sends the key compressed (with gzip or similar) although that was not requested.',
    fix: 'Switch compression off for this path. Whether Tesla decompresses it is unconfirmed; a program that does not will see no key.',
  },
  'key-not-unpacked': {
    severity: 'error',
    title: 'The host sends the file compressed, and the compression could not be undone.',
    why: 'The data is broken or not compressed at all, or its compression is one that this machine cannot undo. Nothing is known then of what is inside.',
    fix: 'Switch compression off for this path, then check again.',
  },
  'key-escaped-lines': {
    severity: 'error',
    title: 'The line ends are written as \\n, a backslash and a letter.',
    why: 'Environment variables and JSON hold keys that way; it was served without being converted back.',
    fix: 'Replace \\n by real line ends before the key is served, or serve the file itself.',
  },
  'key-one-line': {
    severity: 'error',
    title: 'The key is on one line: its line breaks are lost.',
    why: 'YAML folds lines into one, and so do HTML and shells without quotes.',
    fix: 'Serve the file as the key tool wrote it, with line ends after the BEGIN line and before the END line.',
  },
  'key-is-openssh': {
    severity: 'error',
    title: 'The file is a public key of OpenSSH, not a PEM file.',
    fix: 'Convert it with `ssh-keygen -e -m PKCS8 -f key.pub`, if it is an ECDSA key of nistp256; else make one with `connect-cli virtual-key keygen`.',
  },
  'key-is-jwk': {
    severity: 'error',
    title: 'The file is a key in JSON (JWK), not a PEM file.',
    fix: 'Export the public key as SubjectPublicKeyInfo in PEM, or make one with `connect-cli virtual-key keygen`.',
  },
  'key-is-der': {
    severity: 'error',
    title: 'The file is a key in DER, the binary form of PEM.',
    fix: 'Convert it with `openssl pkey -pubin -inform DER -in key.der -out key.pem`.',
  },
  'key-domain-form': {
    severity: 'error',
    title: 'Tesla does not accept the domain in this form.',
    fix: 'Give the bare host name in lower case, the way it is registered with Tesla.',
  },
  'key-name-unresolved': {
    severity: 'error',
    title: 'The domain does not resolve to an address.',
    fix: 'Create an A or AAAA record for it that the public can look up.',
  },
  'key-name-unanswered': {
    severity: 'error',
    title: 'The domain could not be looked up from here.',
    why: 'The resolver of this machine gave no answer: it is offline or behind a VPN, or the name servers of the domain are silent.',
    fix: "Look up another name from this machine. If that works, check the domain's name servers; otherwise fix the network here, then check again.",
  },
  'key-address-private': {
    severity: 'error',
    title: 'The domain resolves to a private address, which Tesla cannot reach.',
    fix: 'Point the domain at a public address. For a server of your own, pass --allow-private.',
  },
  'key-address-unreachable': {
    severity: 'warning',
    title: 'The domain resolves to a private address: allowed here, but Tesla cannot reach it.',
    fix: 'Fine for testing in your own network. Before owners add the key, point the domain at a public address.',
  },
  'key-host-unreachable': {
    severity: 'error',
    title: 'No TLS connection to the host could be established.',
    fix: 'Open port 443 to the public and have the server answer TLS there, without asking for a client certificate.',
  },
  'key-certificate-name': {
    severity: 'error',
    title: "The host's certificate is for other names.",
    fix: 'Install a certificate for exactly this domain.',
  },
  'key-certificate-expired': {
    severity: 'error',
    title: "The host's certificate has expired or is not valid yet.",
    fix: 'Renew the certificate and check why it was not renewed automatically.',
  },
  'key-certificate-untrusted': {
    severity: 'error',
    title: "The host's certificate does not lead to a trusted authority.",
    fix: 'Install a certificate of a public authority, together with its intermediate certificates (the full chain).',
  },
  'key-certificate-expires-soon': {
    severity: 'warning',
    title: "The host's certificate expires in less than 14 days.",
    fix: 'Renew it: once it has expired, no car can be paired.',
  },
  'key-no-answer': {
    severity: 'error',
    title: 'The host accepted the connection but gave no answer.',
    fix: 'Make sure the server answers this path within a few seconds.',
  },
  'key-redirect': {
    severity: 'error',
    title: 'The host redirects instead of serving the file.',
    why: 'No Tesla page says that redirects are followed, and in practice they broke pairing.',
    fix: 'Serve the file with status 200 at this exact address, or give out the link for the host that serves it. In practice, redirects between a domain and its www. name broke pairing; no page says that they are followed.',
  },
  'key-status': {
    severity: 'error',
    title: 'The host does not answer with status 200.',
    fix: 'Serve the file at this exact path. Hosts that drop folders with a leading dot need to be told to keep .well-known (on GitHub Pages: a file named .nojekyll).',
  },
  'key-too-large': {
    severity: 'error',
    title: 'The answer is far larger than a public key.',
    fix: 'Serve only the public key, about 180 bytes. Tesla has refused certificates of about 1.1 kB as too large; its exact limit is not published.',
  },
  'key-larger-than-usual': {
    severity: 'warning',
    title: 'The answer is larger than a public key usually is.',
    fix: 'Serve only the public key, about 180 bytes.',
  },
  'key-endless': {
    severity: 'error',
    title: 'The response does not end; reading was stopped.',
    fix: 'Serve a file of fixed length: only the public key, about 180 bytes.',
  },
  'key-slow': {
    severity: 'error',
    title: 'The answer did not end in time; reading was stopped.',
    fix: 'Serve a static file that is sent at once, and close the answer after it.',
  },
  'key-cut-off': {
    severity: 'error',
    title: 'The answer broke off before its end.',
    fix: 'Check Content-Length and any proxies in between: the announced length and the bytes sent differ.',
  },
  'key-is-html': {
    severity: 'error',
    title: 'A web page came back instead of the key.',
    why: 'Single-page hosts answer every path with their start page and status 200, so the file seems to be there.',
    fix: 'Exclude this path from the app that answers every address (a single-page app, a login wall) and serve the file itself.',
  },
  'key-is-source': {
    severity: 'error',
    title: 'The source code of a page is served, not what it prints.',
    why: 'The server does not run such files at this path.',
    fix: 'Serve the key as a plain file, without PHP or a template.',
  },
  'key-private-served': {
    severity: 'critical',
    title: 'A PRIVATE key is served to the public.',
    why: 'Anyone who has the private key can sign commands to every car that the key was added to.',
    fix: 'Take it down now, make a new pair, register and serve the new public key, and have every owner add the key again. Anyone who has this file can sign commands to the paired cars.',
  },
  'key-is-certificate': {
    severity: 'error',
    title: 'A certificate is served instead of a public key.',
    fix: "Serve the PUBLIC KEY block of the P-256 pair; the host's TLS certificate does not belong here.",
  },
  'key-label': {
    severity: 'error',
    title: 'The PEM block has a label other than PUBLIC KEY.',
    fix: 'Export it as SubjectPublicKeyInfo: openssl ec -in private-key.pem -pubout.',
  },
  'key-missing': {
    severity: 'error',
    title: 'There is no PEM block in the answer.',
    fix: 'Serve the file that begins with -----BEGIN PUBLIC KEY-----, unchanged.',
  },
  'key-several-blocks': {
    severity: 'error',
    title: 'There is more than one PEM block in the answer.',
    fix: 'Keep the one PUBLIC KEY block and remove the others.',
  },
  'key-unreadable': {
    severity: 'error',
    title: 'The block holds no readable public key.',
    fix: 'Export the key again; an editor or a template may have changed a character, or its point is not on the curve.',
  },
  'key-not-elliptic': {
    severity: 'error',
    title: 'The key is not an elliptic-curve key.',
    fix: 'Make a P-256 pair: cars accept nothing else. `connect-cli virtual-key keygen` does it.',
  },
  'key-curve': {
    severity: 'error',
    title: 'The key is on a curve other than P-256.',
    fix: 'Make the pair on prime256v1 (also called secp256r1 or P-256): cars accept nothing else.',
  },
  'key-unusual-encoding': {
    severity: 'warning',
    title: 'The key is on P-256, but not in the encoding that the usual key tools write.',
    why: 'A compressed point, or the parameters of the curve in place of its name: OpenSSL reads both. Whether Tesla does is unconfirmed.',
    fix: 'Export it again with `openssl ec -pubin -in key.pem -pubout -param_enc named_curve -conv_form uncompressed`. The key remains the same.',
  },
  'key-conflict-marks': {
    severity: 'error',
    title: 'The file contains conflict markers of Git.',
    why: 'A merge was committed before its conflict was resolved.',
    fix: 'Keep the one key that is registered with Tesla, remove the lines with <<<<<<<, ======= and >>>>>>>, and deploy again.',
  },
  'key-byte-order-mark': {
    severity: 'error',
    title: 'The file begins with a byte order mark.',
    why: "Windows editors write one. OpenSSL reads past it; Go's encoding/pem, the language of Tesla's own tools, finds no block behind it. What Tesla's fetch does is unconfirmed.",
    fix: 'Save it as plain ASCII or UTF-8 without a mark.',
  },
  'key-text-around': {
    severity: 'warning',
    title: 'There is text before or after the PEM block.',
    fix: 'Serve only the block, from its BEGIN line to its END line.',
  },
  'key-line-ends': {
    severity: 'warning',
    title: 'The file does not end its lines as a PEM file does.',
    fix: 'End every line, the last one too, with LF (or CRLF throughout).',
  },
  'key-agent-dependent': {
    severity: 'warning',
    title: 'Common clients get different answers: the host decides by User-Agent.',
    why: 'Hosts behind bot protection answer browsers but refuse programs, or some of them. Tesla fetches the key with a program; which User-Agent it sends is not published.',
    fix: 'Exclude this path from the firewall or bot protection, for every client: the key is public.',
  },
  'key-unstable': {
    severity: 'warning',
    title: 'The same address gives different answers.',
    fix: 'Make all servers behind the domain serve the same file.',
  },
  'key-cookie-challenge': {
    severity: 'warning',
    title: 'The answer sets a cookie, as bot protection does.',
    fix: 'Serve this path without cookies and without a challenge: Tesla does not solve any.',
  },
  'key-cached-long': {
    severity: 'info',
    title: 'Caches may keep the file for more than a day.',
    fix: 'Shorten max-age before you ever change the key.',
  },
  'key-private-beside': {
    severity: 'critical',
    title: 'A PRIVATE key can be fetched beside the public one.',
    fix: 'Take it down now, make a new pair, register and serve the new public key, and have every owner add the key again.',
  },
  'key-hidden-beside': {
    severity: 'error',
    title: 'A file lies where a private key would by mistake, and its compression could not be undone.',
    fix: 'Look at the file. If it is a private key, take it down now and make a new pair; if not, send it uncompressed or remove it, then check again.',
  },
  'key-differs': {
    severity: 'error',
    title: 'The served key is not the expected one.',
    fix: 'Serve the expected key, unchanged. If the pair was renewed on purpose, register the new one with Tesla; owners add it again.',
  },
  'key-fingerprint': {
    severity: 'info',
    title: 'Fingerprint of the served key.',
    fix: 'Compare it with the key that is registered with Tesla, or pass --expect FILE.',
  },
  'key-on-twin': {
    severity: 'warning',
    title: 'The key is served by the sibling host (with or without www.).',
    fix: 'Register and link the host that serves the key, or serve it on this one too: to Tesla the two are different domains.',
  },
  'key-twin-differs': {
    severity: 'warning',
    title: 'The sibling host (with or without www.) serves another key.',
    fix: 'Serve the same key on both, or only on the one that your link names.',
  },
  'key-link': {
    severity: 'info',
    title: 'Links that lead owners to this key.',
    fix: 'Send owners there after they have granted access: first the consent, then the key.',
  },
} as const satisfies Record<string, FindingInfo>;

/** A kind of this table. */
export type KeyFindingKind = keyof typeof keyFindings;
