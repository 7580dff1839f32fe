import type { KeyCheck } from './check.ts';
import { keyAddressCheck } from './address.ts';
import { keyAgentCheck } from './agent.ts';
import { keyBlockCheck } from './block.ts';
import { keyBytesCheck } from './bytes.ts';
import { keyCertificateCheck } from './certificate.ts';
import { keyCurveCheck } from './curve.ts';
import { keyDomainCheck } from './domain.ts';
import { keyDomainPolicyCheck } from './domain-policy.ts';
import { keyFormCheck } from './form.ts';
import { keyHtmlCheck } from './html.ts';
import { keyIdentityCheck } from './identity.ts';
import { keyLinkCheck } from './link.ts';
import { keySizeCheck } from './size.ts';
import { keyStabilityCheck } from './stability.ts';
import { keyStatusCheck } from './status.ts';
import { keyStrayCheck } from './stray.ts';
import { keyTwinCheck } from './twin.ts';

/** The checks of a hosted public key, in the order in which a fetch meets them. */
export const keyChecks: readonly KeyCheck[] = [
  keyDomainCheck,
  keyAddressCheck,
  keyCertificateCheck,
  keyStatusCheck,
  keySizeCheck,
  keyHtmlCheck,
  keyBlockCheck,
  keyCurveCheck,
  keyBytesCheck,
  keyAgentCheck,
  keyStabilityCheck,
  keyStrayCheck,
  keyIdentityCheck,
  keyTwinCheck,
  keyLinkCheck,
  keyFormCheck,
  keyDomainPolicyCheck,
];
