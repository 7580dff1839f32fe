import { isUuid } from '../text/uuid.ts';

/** The owner as Smartcar knows them now, and as the developer knew them before. */
export interface ComparedUser {
  readonly id: string | null;
  /** The identifier that the developer gave, whatever it identifies. */
  readonly reference?: string | undefined;
  /** Smartcar's earlier id of the owner, where one is known. */
  readonly previousId?: string | null | undefined;
  /** `null` when there is nothing to compare with. */
  readonly changed?: boolean | null | undefined;
}

/**
 * Compares the owner of the new tokens with the one on record.
 * @param existing what `--existing-user` and `--previous-user-id` gave; any identifier of the developer's own will do
 */
export function compareUser(
  id: string | null,
  existing: { readonly reference?: string | undefined; readonly previousId?: string | undefined },
): ComparedUser | null {
  const { reference } = existing;
  const previousId = existing.previousId ?? (reference !== undefined && isUuid(reference) ? reference : null);
  if (reference === undefined && previousId === null) return id === null ? null : { id };
  return {
    id,
    reference,
    previousId,
    changed: previousId === null || id === null ? null : previousId.toLowerCase() !== id.toLowerCase(),
  };
}

/** @returns what to know and do about a changed id. */
export function explainUserChange(user: ComparedUser | null): readonly string[] {
  if (user?.changed !== true) return [];
  return [
    `Smartcar's id of this owner changed from "${user.previousId ?? ''}" to "${user.id ?? ''}". That happens when several Tesla accounts are attached to the car. Update the stored id together with the new tokens.`,
  ];
}
