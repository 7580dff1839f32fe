import type { CliError } from '../../core/errors/cli-error.ts';
import { errorCode } from '../../core/errors/system-error.ts';
import { findExhaustion } from '../../core/errors/exhaustion.ts';

/** @returns what is used up, where that is why nothing can listen: neither another program nor the address matters then */
export function exhaustionOf({ cause }: CliError): ReturnType<typeof findExhaustion> {
  return findExhaustion(errorCode(cause));
}
